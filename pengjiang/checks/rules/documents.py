"""文书规范: numbers, contents, names, sums, dates, masking."""

import re
from collections import Counter
from datetime import date

from pengjiang.checks.basis import REVIEW_PRACTICE, basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import FileFacts, paper_name
from pengjiang.checks.groups import Document
from pengjiang.checks.library import plain
from pengjiang.checks.rule import MINOR, SERIOUS, Verdict, manual, rule
from pengjiang.common.money import yuan_from_words

OFFICIAL_FORMAT = basis("党政机关公文格式（GB/T 9704—2012）")
COLLECTION_RULES = basis("罚款决定与罚款收缴分离实施办法", "7")
PRIVACY_LAW = basis("中华人民共和国个人信息保护法", "6 28")
ARCHIVE_RULES = basis("机关档案管理规定")
NUMBER = re.compile(r"(?P<prefix>[一-龥]{2,14})〔(?P<year>20[0-9]{2})〕(?P<seq>[1-9][0-9]{0,4})号")
# Papers that carry the number of another: the list of a seizure, and receipts.
BORROWED = ("QD", "SDHZ")
EARLY_JANUARY = 15


@rule("WS01", "文号格式与唯一", MINOR, "ALL", OFFICIAL_FORMAT, facts="number documents[].type documents[].number documents[].dated_on")
def number_form(f: FileFacts, c: Context, v: Verdict) -> None:
    """文号写作“机关代字〔年份〕序号号”，用六角括号，序号不编虚位，年份与成文年份一致，同一文号不重复使用。"""
    v.act(f.act_on)
    faults = [
        fault
        for fault in (
            _number_fault(f.number, None),
            *(_number_fault(paper.number, paper.dated_on) for paper in f.documents if paper.number),
        )
        if fault
    ]
    used = Counter(plain(paper.number) for paper in f.documents if paper.number and not paper.type.upper().startswith(BORROWED))
    faults += [f"文号{number}用于{count}份文书" for number, count in used.items() if count > 1]
    if faults:
        v.fail(f"{'；'.join(dict.fromkeys(faults))}。", lawful="文号如“蓬杜当罚〔2026〕7号”，一文一号。")
    else:
        v.ok("文号格式正确，没有重复。")


def _number_fault(number: str, dated: date | None) -> str:
    found = NUMBER.fullmatch(number)
    if not found:
        return f"文号“{number}”不合格式"
    year = int(found["year"])
    early = dated is not None and dated.month == 1 and dated.day <= EARLY_JANUARY and year == dated.year - 1
    return f"文号“{number}”的年份与成文日期{say(dated)}不一致" if dated and year != dated.year and not early else ""


@rule(
    "WS02", "决定书六项内容", SERIOUS, "PG", penalty("59", "39"),
    facts="parties[].name parties[].address decision.evidence_listed decision.penalties decision.penalised_by decision.remedy decision.dated_on "
    "decision.facts_stated decision.performance_stated",
)  # fmt: skip
def six_items(f: FileFacts, c: Context, v: Verdict) -> None:
    """处罚决定书应当载明：当事人的姓名或者名称、地址；违法事实和证据；处罚的种类和依据；履行方式和期限；救济途径和期限；机关名称和日期。"""
    decision = f.decision
    if decision is None:
        return
    v.act(f.decided_on)
    missing = []
    if f.parties and not all(party.address for party in f.parties):
        missing.append("当事人的地址")
    if not decision.evidence_listed:
        missing.append("证据")
    if not decision.penalties:
        missing.append("处罚的种类")
    if not decision.penalised_by:
        missing.append("处罚的依据")
    if "fine" in decision.penalties and decision.fine is None:
        missing.append("罚款的数额")
    if decision.remedy is None:
        missing.append("复议、诉讼的途径和期限")
    if f.decided_on is None:
        missing.append("作出决定的日期")
    if missing:
        v.absent(f"决定书没有载明{'、'.join(missing)}。", lawful="按行政处罚法第五十九条逐项载明。")
    else:
        v.ok("决定书载明了法定事项。")
    stated = {"违法事实": decision.facts_stated, "履行方式和期限": decision.performance_stated}
    for name, value in stated.items():
        if value is False:
            v.fail(f"决定书没有载明{name}。", lawful="按行政处罚法第五十九条逐项载明。")
        elif value is None:
            v.lacks(f"没有说明决定书是否载明{name}。")


@rule(
    "WS03", "当场处罚决定书项目", SERIOUS, "PS", penalty("52-2", "34-2"),
    facts="decision.penalties decision.penalised_by decision.fine decision.decided_at decision.place decision.remedy decision.facts_stated decision.officers",
)  # fmt: skip
def form_items(f: FileFacts, c: Context, v: Verdict) -> None:
    """当场处罚决定书应当载明违法行为、处罚的种类和依据、罚款数额、时间、地点、救济途径和期限、机关名称，由执法人员签名。"""
    decision = f.decision
    if decision is None:
        return
    v.act(f.decided_on)
    missing = []
    if not decision.penalties:
        missing.append("处罚的种类")
    if not decision.penalised_by:
        missing.append("处罚的依据")
    if "fine" in decision.penalties and decision.fine is None:
        missing.append("罚款的数额")
    if decision.decided_at is None:
        missing.append("决定的时间")
    if not decision.place:
        missing.append("决定的地点")
    if decision.remedy is None:
        missing.append("复议、诉讼的途径和期限")
    if missing:
        v.absent(f"当场处罚决定书没有载明{'、'.join(missing)}。", lawful="按行政处罚法第五十二条第二款逐项填写。")
    else:
        v.ok("当场处罚决定书载明了法定项目。")
    if decision.facts_stated is False:
        v.fail("当场处罚决定书没有载明违法行为。", lawful="填写违法行为。")
    elif decision.facts_stated is None:
        v.lacks("没有说明决定书是否载明违法行为。")
    if not decision.officers:
        v.lacks("没有录入在决定书上签名的执法人员。")


@rule("WS04", "大小写金额一致", SERIOUS, "PG PS", penalty("59-1#3", "39-1#3"), facts="decision.fine decision.fine_in_words")
def amounts_agree(f: FileFacts, c: Context, v: Verdict) -> None:
    """决定书的罚款数额大写与小写应当一致。"""
    if not f.fine_imposed:
        return
    v.act(f.decided_on)
    words = f.decision.fine_in_words
    if not words or f.fine is None:
        v.unknown("没有录入罚款的大写或者小写数额。")
        return
    amount = yuan_from_words(words)
    if amount is None:
        v.fail(f"罚款的大写“{words}”不是金额的写法。", lawful="大写如“人民币伍仟元整”。")
    else:
        v.judge(
            amount == f.fine,
            f"大写“{words}”与小写{yuan(f.fine)}一致。",
            f"大写“{words}”是{yuan(amount)}，小写是{yuan(f.fine)}。",
            lawful="核对后依法补正。",
        )


@rule(
    "WS05",
    "各文书当事人一致",
    SERIOUS,
    "ALL",
    penalty("59-1#1", "39-1#1"),
    facts="parties[].name parties[].operator documents[].type documents[].party_as_written",
)
def party_same(f: FileFacts, c: Context, v: Verdict) -> None:
    """各文书上当事人的姓名、名称应当一致；脱敏的副本除外。"""
    written = [paper for paper in f.documents if paper.party_as_written]
    if not written or not f.party_names:
        v.lacks("没有录入各文书上当事人的写法。")
        return
    for paper in written:
        v.act(paper.dated_on or f.act_on)
        v.judge(
            any(_same_name(paper.party_as_written, name) for name in f.party_names),
            f"{paper_name(paper.type)}的当事人与案卷一致。",
            f"{paper_name(paper.type)}把当事人写成“{paper.party_as_written}”，案卷当事人是{'、'.join(sorted(f.party_names))}。",
            lawful="核对身份证明，依法补正。",
        )


def _same_name(written: str, name: str) -> bool:
    """Equal, or equal where the written form masks (李某, 李*), or the shop with its operator in brackets."""
    text, full = plain(written), plain(name)
    if text == full or full in re.split(r"[()（）,，、]", text):
        return True
    if not re.search(r"[*×某]", text):
        return False
    pattern = "".join(".+" if part == "某" else "." if part in "*×" else re.escape(part) for part in re.sub(r"某+", "某", text))
    return re.fullmatch(pattern, full) is not None or full[:1] == text[:1] and set(text[1:]) <= set("*×某")


manual(
    "WS06",
    "空白划线、涂改盖章",
    MINOR,
    "ALL",
    REVIEW_PRACTICE,
    demand="文书空白处应当划线或者注明“以下空白”，修改处应当盖章或者捺指印。",
    look="请翻阅原件：空白处是否划线，涂改处是否盖章或者捺指印。",
)
manual(
    "WS07",
    "目录与页码",
    MINOR,
    "ALL",
    ARCHIVE_RULES,
    demand="案卷应当有卷内目录，文书按顺序排列，编有页码并与目录一致。",
    look="请核对卷内目录：文书是否齐全，顺序、页码是否与实际一致。",
)

_DATE_TEXT = re.compile(
    r"([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2})"
)
_GOOD_DATE = re.compile(r"[0-9]{4}年[1-9][0-9]?月[1-9][0-9]?日")


@rule("WS08", "成文日期格式", MINOR, "ALL", OFFICIAL_FORMAT, facts="documents[].type documents[].text")
def date_form(f: FileFacts, c: Context, v: Verdict) -> None:
    """成文日期用阿拉伯数字写全年、月、日，月、日不编虚位（写“1月”不写“01月”）。"""
    v.act(f.act_on)
    texts = [paper for paper in f.documents if paper.text]
    if not texts:
        v.lacks("没有录入文书正文。")
    for paper in texts:
        found = _DATE_TEXT.findall(paper.text)
        if not found:
            v.lacks(f"{paper_name(paper.type)}的正文中没有找到日期。")
            continue
        good = _GOOD_DATE.fullmatch(found[-1]) is not None
        v.judge(
            good,
            f"{paper_name(paper.type)}的成文日期写作{found[-1]}。",
            f"{paper_name(paper.type)}的成文日期写作“{found[-1]}”，不合格式。",
            lawful="写作如“2026年3月2日”。",
        )


@rule(
    "WS09", "当场交付的记载", SERIOUS, "PS", penalty("52-1", "34-1"),
    facts="decision.handed_over_at decision.on_the_spot decision.dated_on services[].document services[].method services[].on",
)  # fmt: skip
def handed_over(f: FileFacts, c: Context, v: Verdict) -> None:
    """当场处罚决定书应当当场交付当事人，并有交付的记载；当事人拒绝签收的注明。"""
    decision = f.decision
    if decision is None:
        return
    v.act(f.decided_on)
    if decision.handed_over_at:
        same = f.decided_on is None or decision.handed_over_at.date() == f.decided_on
        v.judge(
            same,
            f"{say(decision.handed_over_at)}当场交付。",
            f"{say(f.decided_on)}作出决定，{say(decision.handed_over_at)}才交付。",
            lawful="填写后当场交付，由当事人签收。",
        )
        return
    days = [one.on for one in f.services_of("CFJD") if one.method in ("direct", "leave", "") and one.on]
    if days:
        v.judge(
            f.decided_on in days,
            f"{say(days[0])}当场交付。",
            f"{say(f.decided_on)}作出决定，{say(min(days))}才交付。",
            lawful="填写后当场交付，由当事人签收。",
        )
    else:
        v.lacks("没有当场交付的记载。")


@rule("WS10", "代收机构信息", MINOR, "PG PS", COLLECTION_RULES, facts="decision.pay_institution decision.fine payment.channel")
def pay_institution(f: FileFacts, c: Context, v: Verdict) -> None:
    """处以罚款的决定书应当写明代收机构的名称、地址，或者电子支付的方式；当场收缴的除外。"""
    if not f.fine_imposed or f.collected_on_the_spot:
        return
    v.act(f.decided_on)
    if f.decision.pay_institution:
        v.ok(f"写明了{f.decision.pay_institution}。")
    else:
        v.absent("决定书没有写明代收机构或者电子支付方式。", lawful="写明代收银行的名称、地址，或者电子支付的方式。")


@rule("WS11", "公示脱敏", SERIOUS, "ALL", PRIVACY_LAW, penalty("50"), facts="publication.on publication.masked parties[].type")
def masked(f: FileFacts, c: Context, v: Verdict) -> None:
    """公示的执法文书应当隐去自然人的姓名、身份证号、电话、住址、银行账号等；组织的名称照常公示。"""
    if f.publication is None or f.publication.on is None:
        return
    v.act(f.publication.on)
    if f.publication.masked:
        v.ok("公示的内容已经脱敏。")
    elif f.publication.masked is None and f.party_types and f.party_types <= {"legal_person", "other_org"}:
        v.ok("当事人是组织，名称照常公示。")
    else:
        v.absent(
            f"{say(f.publication.on)}公示，没有脱敏。",
            given=f.publication.masked,
            lawful="隐去自然人的姓名、证件号、电话、住址、账号后再公示。",
        )


manual(
    "WS12",
    "检查结论具体",
    MINOR,
    "IN",
    REVIEW_PRACTICE,
    demand="检查记录应当写明检查的内容和看到的具体情况，不能只写“未发现问题”“正常”。",
    look="请阅读检查笔录和结果告知书：是否写明检查了什么、看到什么、得出什么结论。",
)

_LEFTOVERS = re.compile(r"[×X]{2,}|_{3,}|＿{2,}|〔\s*〕|（\s*）第?号|\{\{|\}\}|【[^】]{0,12}】|某年某月")


@rule("WS13", "没有模板残留", SERIOUS, "ALL", REVIEW_PRACTICE, facts="documents[].type documents[].text body")
def no_leftovers(f: FileFacts, c: Context, v: Verdict) -> None:
    """文书正文不得留有“××”、空白横线等模板痕迹，也不得出现其他镇街的名称。"""
    v.act(f.act_on)
    texts = [paper for paper in f.documents if paper.text]
    if not texts:
        v.lacks("没有录入文书正文。")
    for paper in texts:
        found = list(dict.fromkeys(_LEFTOVERS.findall(paper.text)))[:5]
        others = _other_towns(f, c, paper)
        if found or others:
            said = [f"留有“{'”“'.join(found)}”"] if found else []
            said += [f"出现其他镇街的名称“{'”“'.join(others)}”"] if others else []
            v.fail(f"{paper_name(paper.type)}{'，'.join(said)}。", lawful="改正后重新制作，或者依法补正。")
        else:
            v.ok(f"{paper_name(paper.type)}没有模板残留。")


def _other_towns(f: FileFacts, c: Context, paper: Document) -> list[str]:
    """Names under which other bodies act; a mere place name may belong to the case."""
    day = paper.dated_on or f.act_on or c.today
    names = {
        name
        for body in c.reference.bodies
        if body.code != f.body
        for name in (*c.library.names_of(body.code, day), f"{body.name}综合行政执法")
    }
    found = [name for name in names if name in paper.text]
    return sorted(name for name in found if not any(name != other and name in other for other in found))


manual(
    "WS14",
    "附件齐全",
    MINOR,
    "ALL",
    REVIEW_PRACTICE,
    demand="文书列明的附件应当齐全并附在其后。",
    look="请核对各文书所列附件（清单、照片、平面图等）是否都在卷内。",
)


@rule(
    "WS15", "结案载明执行情况", MINOR, "PG PS", REVIEW_PRACTICE,
    facts="case.closed_on payment.paid_on payment.amount payment.unpaid enforcement.court_applied_on decision.fine",
)  # fmt: skip
def closing_states_execution(f: FileFacts, c: Context, v: Verdict) -> None:
    """结案时应当写明处罚的执行情况，并与缴款、执行的记载一致。"""
    closed = f.case.closed_on
    if closed is None:
        return
    v.act(closed)
    if not f.fine_imposed:
        v.ok("没有罚款需要执行。")
        return
    payment, enforced = f.payment, f.enforcement is not None or f.paper("QZZX") is not None
    if payment is None:
        if enforced:
            v.ok("卷内有强制执行的记载。")
        else:
            v.absent(f"{say(closed)}结案，没有缴款或者执行的记载。", lawful="结案审批表写明执行情况，附缴款凭证。")
    elif payment.unpaid and not enforced:
        v.fail(f"{say(closed)}结案，罚款没有缴纳，也没有强制执行。", lawful="依法催告并申请强制执行，执行终结后再结案。")
    elif payment.paid_on and payment.paid_on > closed:
        v.fail(f"{say(closed)}结案，{say(payment.paid_on)}才缴款。", lawful="执行完毕后再结案。")
    elif payment.amount is not None and f.fine is not None and payment.amount < f.fine and not enforced and not payment.deferral:
        v.fail(f"罚款{yuan(f.fine)}，只缴纳{yuan(payment.amount)}即结案。", lawful="执行完毕后再结案。")
    else:
        v.ok("结案与缴款的记载一致。")

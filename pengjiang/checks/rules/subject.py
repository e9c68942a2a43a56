"""主体资格: who acts, with which power, and against whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, basis, compulsion, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import EXTERNAL_PAPERS, SUMMARY, FileFacts, distinct, paper_name
from pengjiang.checks.groups import Document, Party
from pengjiang.checks.identity import birth_in_id, is_id_number, is_uscc, looks_like_id_card
from pengjiang.checks.library import plain
from pengjiang.checks.rule import MINOR, NOTE, SERIOUS, VETO, Verdict, rule
from pengjiang.law.laws import Rank

TOWN_ANNOUNCEMENT = basis("广东省人民政府关于乡镇街道综合行政执法的公告")
INSPECTION_OPINION = basis("国务院办公厅关于严格规范涉企行政检查的意见")
QUALIFICATION_SINCE = date(2018, 1, 1)


@rule("ZT01", "以镇街自身名义执法", VETO, "ALL", penalty("17 24-1 38", "15 16"), TOWN_ANNOUNCEMENT, facts="body documents[].type documents[].issuer")
def own_name(f: FileFacts, c: Context, v: Verdict) -> None:
    """对外的执法文书应当以镇人民政府、街道办事处自己的名义作出，不得以综合行政执法办公室、执法队或者区级部门的名义作出。"""
    body = c.library.body(f.body)
    for document in _external(f):
        day = document.dated_on or f.act_on or c.today
        v.act(day)
        if body and body.effective.since and day < body.effective.since:
            continue
        names = c.library.names_of(f.body, day)
        paper = _called(document)
        lawful = f"署名应为{names[0]}（或者{'、'.join(names[1:])}）。" if names else ""
        if not document.issuer:
            v.absent(f"{paper}没有署名机关。", lawful=lawful)
        elif c.library.accepts_seal(f.body, document.issuer, day):
            v.ok(f"{paper}由{document.issuer}作出。")
        elif document.entrusted_by and plain(document.entrusted_by) == plain(document.issuer):
            _entrusted(f, v, document)
        else:
            v.fail(f"{paper}署名为“{document.issuer}”，不是{body.name if body else f.body}的镇人民政府、街道办事处。", lawful=lawful)


def _entrusted(f: FileFacts, v: Verdict, document: Document) -> None:
    if f.paper("WTS"):
        v.ok(f"{_called(document)}以委托机关{document.issuer}的名义作出，卷内有委托书。")
    else:
        v.absent(f"{_called(document)}以委托机关{document.issuer}的名义作出，卷内没有委托书。", lawful="受委托执法的，应当有书面并已公布的委托书。")


@rule("ZT02", "职权事项在镇街清单内", VETO, "PG PS PN IN ME", penalty("24-1 38", "16 3-2"), TOWN_ANNOUNCEMENT, facts="body item case.filed_on decision.dated_on")
def item_on_list(f: FileFacts, c: Context, v: Verdict) -> None:
    """所办事项应当在立案至作出决定期间属于下放给该镇街的职权；清单收回以前已经立案的，通常由原立案机关办结，请人工判断。"""
    if not f.item:
        v.unknown("没有填写职权事项代码，无法对照职权清单。")
        return
    rows = c.library.rows_of(f.item)
    if not rows:
        v.unknown(f"职权清单中没有收录事项“{f.item}”，无法判断。")
        return
    first = f.filed_on or f.inspected_on or f.act_on
    last = f.decided_on or f.measure_on or first
    if first is None or last is None:
        v.unknown("没有立案日和决定日，无法确定适用哪一时期的清单。")
        return
    v.act(first)
    held = [row for row in rows if not row.bodies or f.body in row.bodies]
    spans = "；".join(f"{row.effective}" for row in held) or "该镇街不在清单内"
    v.see(item_periods=[str(row.effective) for row in held])
    if any(first in row.effective and last in row.effective for row in held):
        v.ok(f"事项“{held[0].name}”{say(first)}至{say(last)}在职权清单内。")
    elif any(first in row.effective for row in held):
        v.manual(f"事项“{held[0].name}”在{say(first)}立案时在清单内，{say(last)}作出决定时已经收回（{spans}），请核实是否依原清单办结。")
    else:
        v.fail(f"{say(first)}时，事项“{rows[0].name}”不在{f.body}的职权清单内（{spans}）。", lawful="应当移送有管辖权的县级行政执法部门。")


@rule("ZT03", "印章与署名一致", SERIOUS, "ALL", penalty("59-2", "39-2"), compulsion("24 37"), facts="documents[].type documents[].issuer documents[].seal")
def seal_matches(f: FileFacts, c: Context, v: Verdict) -> None:
    """对外文书应当加盖作出机关的印章，印章名称与署名一致；已备案的行政执法专用章可以使用。"""
    for document in _external(f):
        day = document.dated_on or f.act_on or c.today
        v.act(day)
        paper = _called(document)
        seal = c.library.without_seal_suffix(document.seal, day)
        if not document.seal:
            v.absent(f"{paper}没有加盖印章。", lawful="加盖与署名一致的机关印章或者行政执法专用章。")
        elif document.issuer and seal == c.library.without_seal_suffix(document.issuer, day):
            v.ok(f"{paper}的印章与署名一致。")
        else:
            same_body = c.library.accepts_seal(f.body, document.seal, day) and (not document.issuer or c.library.accepts_seal(f.body, document.issuer, day))
            v.judge(same_body, f"{paper}加盖{document.seal}。", f"{paper}署名“{document.issuer or '（空）'}”，印章却是“{document.seal}”。")


def _external(f: FileFacts) -> list[Document]:
    return [document for document in f.documents if document.type.upper() in EXTERNAL_PAPERS]


def _called(document: Document) -> str:
    return f"《{document.title or paper_name(document.type)}》{document.number}"


# --- officers ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Appearance:
    """An act at which officers appear: ``names`` is ``None`` where the file does not say, ``further`` where that key may be absent."""

    what: str
    day: date | None
    names: tuple[str, ...]
    further: bool = False


def _acts_of_two(f: FileFacts) -> Iterator[Appearance]:
    """The acts that two officers must do together: records, the measure, the decision on the spot, leaving a paper."""
    for record in f.records_of("JCBL", "XWBL"):
        yield Appearance(paper_name(record.type), record.start.date() if record.start else f.act_on, record.officers)
    if f.measure:
        yield Appearance("采取强制措施", f.measure_on, f.measure.officers, further=True)
    if f.enforcement and f.enforcement.executed_at:
        yield Appearance("实施强制执行", f.executed_on, f.enforcement.officers, further=True)
    if f.file_type == SUMMARY and f.has_decision:
        yield Appearance("当场处罚", f.decided_on, f.decision.officers if f.decision else (), further=True)
    for service in f.services:
        if service.method == "leave":
            yield Appearance(f"留置送达{paper_name(service.document)}", service.on or f.act_on, service.servers)


@rule(
    "ZT04", "执法人员不少于两人", VETO, "PG PS IN ME EN", penalty("42-1", "37-1"), compulsion("18#2"),
    facts="records[].type records[].officers measure.officers decision.officers enforcement.officers services[].servers officers[].role",
)  # fmt: skip
def two_officers(f: FileFacts, c: Context, v: Verdict) -> None:
    """检查、询问、采取强制措施、当场处罚、留置送达，都应当由两名以上具有执法资格的人员进行；简易程序自2021年7月15日起也不例外。"""
    for act in _acts_of_two(f):
        v.act(act.day)
        if f.file_type == SUMMARY and (act.day is None or act.day < NEW_PENALTY_LAW):
            continue
        officers = [name for name in distinct(act.names) if f.is_officer(name)]
        when = f"{say(act.day)}{act.what}"
        lawful = "由两名以上持证执法人员共同进行，并在文书上载明姓名和证号。"
        if act.names:
            v.judge(len(officers) >= 2, f"{when}有执法人员{'、'.join(officers)}。", f"{when}只有{len(officers)}名执法人员（{'、'.join(act.names)}）。", lawful=lawful)
        elif not act.further:
            v.absent(f"{when}没有记载执法人员。", lawful=lawful)
        elif f.file_type == SUMMARY and f.complete and len([name for name in f.roles if f.is_officer(name)]) < 2:
            v.fail(f"{when}，全卷只有{len([name for name in f.roles if f.is_officer(name)])}名执法人员。", lawful=lawful)
        else:
            v.lacks(f"没有{act.what}的执法人员名单。")


def _named(f: FileFacts) -> list[tuple[str, date | None, str]]:
    """Name, day and act of each officer named in a record or as a server; heads, reviewers, hosts and auxiliaries carry no card."""
    named = [(name, record.start.date() if record.start else None, paper_name(record.type)) for record in f.contact_records for name in record.officers if name]
    named += [(name, service.on, f"送达{paper_name(service.document)}") for service in f.services for name in service.servers if name]
    return [entry for entry in named if f.is_officer(entry[0])]


@rule("ZT05", "执法证号齐全", SERIOUS, "PG PS IN ME", penalty("42-1 55-1", "34 37-1"), facts="officers[].name officers[].cert_no records[].officers services[].servers")
def numbers_written(f: FileFacts, c: Context, v: Verdict) -> None:
    """笔录和送达回证上的执法人员都应当写明执法证号；两个人不会是同一个证号。"""
    numbers = {officer.name: officer.cert_no for officer in f.officers if officer.cert_no}
    names = distinct(name for name, _, _ in _named(f))
    v.act(f.act_on)
    for name in names:
        if name not in numbers:
            v.absent(f"执法人员{name}没有执法证号。", lawful="在笔录、回证上写明每名执法人员的执法证号。")
    shared = {number for name in names if (number := numbers.get(name)) and any(numbers[other] == number for other in numbers if other != name)}
    for number in sorted(shared):
        v.fail(f"{'、'.join(name for name in numbers if numbers[name] == number)}写了同一个执法证号{number}。")
    if names and not v.said:
        v.ok(f"{'、'.join(names)}的执法证号齐全。")


@rule(
    "ZT06", "执法证在有效期内", VETO, "PG PS IN ME", penalty("42-1 76-1#5", "37-1"),
    facts="officers[].name officers[].cert_from officers[].cert_to records[].start records[].officers services[].on services[].servers",
)  # fmt: skip
def card_valid(f: FileFacts, c: Context, v: Verdict) -> None:
    """执法人员在检查、询问、送达当日应当持有在有效期内的执法证；一名有效持证人员都没有的，一票否决。"""
    cards = {officer.name: officer for officer in f.officers if officer.cert_from or officer.cert_to}
    groups: dict[tuple[str, date], list[str]] = {}
    for name, day, act in _named(f):
        if day is not None:
            groups.setdefault((act, day), []).append(name)
    for (act, day), names in groups.items():
        v.act(day)
        known = [name for name in distinct(names) if name in cards]
        invalid = [name for name in known if not _is_valid(cards[name], day)]
        if len(known) < len(distinct(names)):
            missing = [name for name in distinct(names) if name not in cards]
            v.unknown(f"没有{'、'.join(missing)}执法证的有效期。")
        if invalid:
            severity = VETO if len(invalid) == len(distinct(names)) else SERIOUS
            periods = "、".join(f"{name}（{say(cards[name].cert_from)}至{say(cards[name].cert_to)}）" for name in invalid)
            v.fail(f"{say(day)}{act}时，执法证不在有效期内的有{periods}。", severity=severity, lawful="由执法证在有效期内的人员执法。")
        elif known and len(known) == len(distinct(names)):
            v.ok(f"{say(day)}{act}时，{'、'.join(known)}的执法证有效。")


def _is_valid(card: object, day: date) -> bool:
    return (card.cert_from is None or card.cert_from <= day) and (card.cert_to is None or day <= card.cert_to)


@rule("ZT07", "辅助人员不得独立执法", VETO, "PG PS IN ME", penalty("42-1", "37-1"), INSPECTION_OPINION, facts="officers[].name officers[].role records[].officers measure.officers")
def no_auxiliaries_alone(f: FileFacts, c: Context, v: Verdict) -> None:
    """辅助人员只能协助，除去辅助人员后，每一执法活动仍应有两名执法人员（简易程序在2021年7月15日以前为一名）。"""
    for act in _acts_of_two(f):
        auxiliaries = [name for name in distinct(act.names) if f.is_auxiliary(name)]
        if not auxiliaries:
            continue
        v.act(act.day)
        needed = 1 if f.file_type == SUMMARY and (act.day is None or act.day < NEW_PENALTY_LAW) else 2
        left = [name for name in distinct(act.names) if f.is_officer(name)]
        v.judge(
            len(left) >= needed,
            f"{say(act.day)}{act.what}有辅助人员{'、'.join(auxiliaries)}协助，执法人员为{'、'.join(left)}。",
            f"{say(act.day)}{act.what}除去辅助人员{'、'.join(auxiliaries)}后，执法人员只有{len(left)}名。",
            lawful=f"由{needed}名以上执法人员进行，辅助人员只作协助。",
        )


@rule("ZT08", "回避申请经负责人决定", SERIOUS, "PG PS IN", penalty("43", "37-3"), facts="recusal.ground recusal.requested_on recusal.decided_on recusal.decided_by")
def recusal_decided(f: FileFacts, c: Context, v: Verdict) -> None:
    """执法人员有应当回避的关系或者当事人申请回避的，由行政机关负责人决定；决定作出前不停止调查。"""
    recusal = f.recusal
    if recusal is None or not (recusal.ground or recusal.requested_on):
        return
    v.act(recusal.requested_on or f.act_on)
    why = f"{say(recusal.requested_on)}提出回避申请" if recusal.requested_on else f"有应当回避的情形（{recusal.ground}）"
    if recusal.decided_on is None:
        v.absent(f"{why}，卷内没有负责人的决定。", lawful="由行政机关负责人作出是否回避的决定并入卷。")
    else:
        v.ok(f"{why}，{say(recusal.decided_on)}由{recusal.decided_by or '负责人'}决定。")


# --- parties ----------------------------------------------------------------------------------------------------------------


@rule(
    "ZT09", "当事人身份明确", SERIOUS, "PG PS PN ME", penalty("59-1#1 40", "39-1#1"),
    facts="parties[].type parties[].name parties[].id_no parties[].uscc parties[].id_kind",
)  # fmt: skip
def party_identified(f: FileFacts, c: Context, v: Verdict) -> None:
    """自然人应当写明身份证件号码，组织应当写明十八位统一社会信用代码，且校验位正确。"""
    v.act(f.act_on)
    if not f.parties:
        v.absent("没有写明当事人。")
    for party in f.parties:
        if not party.name and not party.operator:
            v.absent("有一名当事人没有写明姓名或者名称。")
        elif party.type == "person":
            _person_identified(party, v)
        else:
            _organisation_identified(party, v)


def _person_identified(party: Party, v: Verdict) -> None:
    if not party.id_no or party.id_kind == "none":
        v.absent(f"{party.name}没有身份证件号码。", lawful="写明居民身份证号码；境外人员写明护照或者通行证号码。")
    elif party.id_kind in ("passport", "permit"):
        v.ok(f"{party.name}写有{'护照' if party.id_kind == 'passport' else '通行证'}号码。")
    elif "*" in party.id_no or "×" in party.id_no:
        v.unknown(f"{party.name}的身份证号码已经遮盖，无法校验。")
    elif not party.id_kind and not looks_like_id_card(party.id_no):
        v.lacks(f"{party.name}的证件号码不像居民身份证号码，又没有写明证件种类。")
    else:
        v.judge(is_id_number(party.id_no), f"{party.name}的身份证号码校验无误。", f"{party.name}的身份证号码{party.id_no}校验不通过。")


def _organisation_identified(party: Party, v: Verdict) -> None:
    if party.uscc:
        v.judge(is_uscc(party.uscc), f"{party.name}的统一社会信用代码校验无误。", f"{party.name}的统一社会信用代码{party.uscc}不是十八位或者校验不通过。")
    elif party.type == "individual_business" and party.id_no:
        v.judge(is_id_number(party.id_no), f"{party.name}写有经营者身份证号码。", f"{party.name}经营者的身份证号码{party.id_no}校验不通过。")
    elif not party.type and party.id_no:
        v.judge(is_id_number(party.id_no), f"{party.name}的身份证号码校验无误。", f"{party.name}的身份证号码{party.id_no}校验不通过。")
    else:
        v.absent(f"{party.name or party.operator}没有统一社会信用代码。", lawful="写明营业执照上的十八位统一社会信用代码。")


@rule("ZT10", "当事人仍然存续", VETO, "PG ME", penalty("40", "30"), facts="parties[].name parties[].deregistered_on decision.dated_on measure.acted_at")
def party_exists(f: FileFacts, c: Context, v: Verdict) -> None:
    """作出决定时当事人应当存续；已经注销的组织不能再作为被处罚人。"""
    day = f.measure_on if f.file_type == "MEAS" else f.decided_on
    if day is None:
        return
    v.act(day)
    for party in f.parties:
        gone = party.deregistered_on
        v.judge(
            gone is None or gone >= day,
            f"{party.name}没有在{say(day)}以前注销的记载。",
            f"{party.name}已于{say(gone)}注销，{say(day)}仍被作为当事人。",
            lawful="有法律特别规定的，依法认定承受其权利义务的人；否则终止案件。",
        )


@rule("ZT11", "个体工商户写明字号和经营者", MINOR, "PG PS", penalty("59-1#1", "39-1#1"), facts="parties[].type parties[].name parties[].operator")
def sole_trader_named(f: FileFacts, c: Context, v: Verdict) -> None:
    """当事人是个体工商户的，有字号的写字号并注明经营者，两者都要写明。"""
    v.act(f.act_on)
    for party in f.parties:
        if party.type != "individual_business":
            continue
        if party.name and party.operator:
            v.ok(f"{party.name}写明了经营者{party.operator}。")
        elif party.name:
            v.absent(f"个体工商户{party.name}没有写明经营者。", lawful="字号之后注明经营者姓名。")
        else:
            v.absent(f"经营者{party.operator or '（空）'}的字号没有写明。", lawful="有字号的写字号，并注明经营者姓名。")


@rule("ZT12", "未成年人不罚或者从轻减轻", VETO, "PG PS", penalty("30", "25"), facts="parties[].birth parties[].id_no case.violation_to case.violation_from decision.mitigating")
def minors(f: FileFacts, c: Context, v: Verdict) -> None:
    """违法时不满十四周岁的不予处罚；已满十四不满十八周岁的，应当从轻或者减轻。周岁生日当日是否已满，两种算法结果不同的由人判断。"""
    day = f.violation_on or f.discovered_on
    if not f.has_decision or not (f.decision and f.decision.penalties) or day is None:
        return
    v.act(f.decided_on)
    for party in f.parties:
        if party.type == "person":
            _judge_age(f, v, party, day)


def _judge_age(f: FileFacts, v: Verdict, party: Party, day: date) -> None:
    birth = party.birth or birth_in_id(party.id_no)
    if birth is None:
        v.unknown(f"没有{party.name}的出生日期。")
        return
    # A year of age is full on the birthday by one reading, on the day after it by the other (as in criminal law).
    readings = {_outcome_at(age, lighter=bool(f.decision.mitigating)) for age in (_age(birth, day), _age_after_birthday(birth, day))}
    said = f"{party.name}{say(birth)}出生，{say(day)}违法时{_age(birth, day)}周岁"
    if readings == {None}:
        v.ok(f"{said}。" if _age(birth, day) >= 18 else f"{said}，决定载明了从轻或者减轻情节。")
    elif None in readings:
        v.manual(f"{said}，当日恰为周岁生日，请判断是否已满。")
    elif VETO in readings and len(readings) == 1:
        v.fail(f"{said}，不满十四周岁，仍予处罚。", severity=VETO, lawful="不予行政处罚，责令监护人加以管教。")
    else:
        v.fail(f"{said}，决定没有从轻或者减轻的记载。", severity=SERIOUS, lawful="应当从轻或者减轻行政处罚，并在决定书中写明。")


def _outcome_at(age: int, *, lighter: bool) -> str | None:
    if age < 14:
        return VETO
    return SERIOUS if age < 18 and not lighter else None


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _age_after_birthday(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) <= (birth.month, birth.day))


# --- reviewers, hosts, place, power -----------------------------------------------------------------------------------------


@rule("ZT13", "法制审核人员与办案人员分离", SERIOUS, "PG", penalty("58-1", "38-3"), facts="legal_review.reviewer records[].officers")
def reviewer_independent(f: FileFacts, c: Context, v: Verdict) -> None:
    """法制审核由从事审核的人员进行，办案人员不得审核自己办的案件；几个镇街共用司法所的审核人员是可以的。"""
    if not f.legal_review:
        return
    v.act(f.reviewed_on)
    reviewer = f.legal_review.reviewer
    if not reviewer:
        v.unknown("没有法制审核人员的姓名。")
    else:
        v.judge(reviewer not in f.investigators, f"审核人员{reviewer}没有参与调查。", f"审核人员{reviewer}同时是本案的调查人员。", lawful="由未参与本案调查的人员审核。")


@rule("ZT14", "法制审核人员资格", SERIOUS, "PG", penalty("58-2", "38-3"), facts="legal_review.reviewer legal_review.first_review_on legal_review.qualified")
def reviewer_qualified(f: FileFacts, c: Context, v: Verdict) -> None:
    """2018年1月1日以后初次从事行政处罚决定法制审核的人员，应当通过国家统一法律职业资格考试取得资格。"""
    review = f.legal_review
    if not review:
        return
    v.act(f.reviewed_on)
    if review.qualified:
        v.ok(f"审核人员{review.reviewer}具有法律职业资格。")
    elif review.first_review_on is None:
        v.unknown("不知道审核人员何时初次从事审核，无法判断是否须有法律职业资格。")
    elif review.first_review_on < QUALIFICATION_SINCE:
        v.ok(f"审核人员{review.reviewer}{say(review.first_review_on)}已经从事审核，不受资格要求限制。")
    else:
        v.absent(f"审核人员{review.reviewer}{say(review.first_review_on)}初次从事审核，没有法律职业资格。", lawful="由具有法律职业资格的人员审核。")


@rule("ZT15", "听证主持人不是本案调查人员", SERIOUS, "PG", penalty("64#4", "42-1#4"), facts="hearing.host records[].officers")
def host_independent(f: FileFacts, c: Context, v: Verdict) -> None:
    """听证由行政机关指定的非本案调查人员主持。"""
    if not f.hearing or not (f.hearing.held_on or f.hearing.host):
        return
    v.act(f.hearing_held_on)
    host = f.hearing.host
    if not host:
        v.unknown("没有听证主持人的姓名。")
    else:
        v.judge(host not in f.investigators, f"主持人{host}没有参与调查。", f"主持人{host}同时是本案的调查人员。", lawful="另行指定非本案调查人员主持听证。")


@rule("ZT16", "违法行为地在辖区内", SERIOUS, "ALL", penalty("22 25", "20 21"), facts="case.violation_place case.inside_area case.designated_by")
def inside_area(f: FileFacts, c: Context, v: Verdict) -> None:
    """案件由违法行为发生地的镇街管辖；发生地在辖区外的，须有共同上级的指定。"""
    v.act(f.act_on)
    place = f.case.violation_place or "违法行为地"
    if f.case.inside_area is None:
        v.unknown("没有说明违法行为地是否在辖区内。")
    elif f.case.inside_area:
        v.ok(f"{place}在辖区内。")
    else:
        v.judge(bool(f.case.designated_by), f"{place}不在辖区内，由{f.case.designated_by}指定管辖。", f"{place}不在辖区内，又没有指定管辖。", lawful="移送有管辖权的机关，或者报请共同上级指定管辖。")


@rule("ZT17", "重大、跨区案件归县级部门", NOTE, "PG", TOWN_ANNOUNCEMENT, facts="case.complex_or_major case.cross_area case.designated_by")
def major_cases(f: FileFacts, c: Context, v: Verdict) -> None:
    """跨行政区域的案件和有较大影响的案件，由县级行政执法部门办理；镇街办理的，应有县级的授权或者交办。"""
    v.act(f.filed_on or f.act_on)
    if f.case.designated_by:
        v.ok(f"由{f.case.designated_by}指定或者交办。")
    elif f.case.complex_or_major or f.case.cross_area:
        what = "跨行政区域" if f.case.cross_area else "情节复杂或者重大"
        v.manual(f"本案{what}，请判断是否属于应由县级部门办理的案件。")
    else:
        v.ok("没有跨区域或者较大影响的记载。")


@rule("ZT18", "对该事项有查封扣押权", VETO, "ME", compulsion("10 17-1 22"), TOWN_ANNOUNCEMENT, facts="item measure.kind measure.basis[]")
def measure_power(f: FileFacts, c: Context, v: Verdict) -> None:
    """查封、扣押只能由法律、法规授权的机关在授权事项内实施；镇街对该事项应当有与处罚权相关的强制措施权。"""
    day = f.measure_on
    v.act(day)
    ranks = {c.library.rank(citation.law) for citation in f.measure.basis} if f.measure else set()
    if ranks and ranks <= {Rank.RULE, Rank.DOCUMENT, Rank.HOUSE}:
        v.fail("采取强制措施只引用了规章或者规范性文件。", lawful="强制措施须有法律、法规的依据。")
    rows = c.library.rows_of(f.item)
    if not f.item or not rows or day is None:
        v.unknown("没有事项代码、实施日期，或者职权清单中没有收录该事项，无法判断有无强制措施权。")
        return
    held = [row for row in rows if day in row.effective and (not row.bodies or f.body in row.bodies)]
    if not held:
        v.fail(f"{say(day)}时，事项“{rows[0].name}”不在该镇街的职权清单内。")
    else:
        v.judge(any(row.measure_ok for row in held), f"事项“{held[0].name}”可以查封、扣押。", f"法律、法规没有对事项“{held[0].name}”授予查封、扣押权。")

"""证据: records, copies, samples, reports, and what the decision says of them."""

from datetime import timedelta
from functools import lru_cache

from pengjiang.checks.basis import basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import INSPECTION, PAPER_NAMES, FileFacts, distinct, paper_name
from pengjiang.checks.groups import Evidence, Record
from pengjiang.checks.library import plain
from pengjiang.checks.rule import MINOR, NOTE, SERIOUS, Verdict, manual, rule

EVIDENCE_RULES = basis("最高人民法院关于行政诉讼证据若干问题的规定")
KEY_PAPERS = ("JCBL", "XWBL", "JDBG")
# As decisions call them. The papers of evidence themselves (ZJ) have so many names that a titled one is found by its title only.
SHORT_NAMES = {
    "JCBL": ("现场检查笔录", "现场笔录", "勘验笔录", "勘查笔录", "检查笔录", "现场检查记录", "检查记录"),
    "XWBL": ("询问笔录", "调查笔录", "询问记录", "谈话笔录", "当事人陈述", "当事人的陈述", "证人证言"),
    "JDBG": ("检测报告", "检验报告", "鉴定意见", "鉴定报告", "监测报告", "检测结果"),
    "SFZM": ("身份证", "营业执照", "户口簿", "主体资格证明", "授权委托书", "护照", "通行证"),
    "CYQZ": ("抽样取证", "抽样记录", "抽样单"),
    "XXDJ": ("登记保存",),
    "ZLGZ": ("责令改正", "限期改正", "责令限期"),
    "AYDJ": ("投诉", "举报", "案源", "案件来源", "线索"),
    "QZCS": ("查封", "扣押"),
    "CSSB": ("陈述申辩", "申辩"),
    "TZBL": ("听证笔录",),
    "ZFZJ": ("执法证",),
}
LOOSE_EVIDENCE = ("照片", "视频", "录像", "光盘", "截图", "单据", "票据", "合同", "账册", "书证", "物证", "电子数据")


def _called(record: Record) -> str:
    return f"{say(record.start) if record.start else ''}的{paper_name(record.type)}"


@rule(
    "ZJ01", "现场笔录要素齐全", SERIOUS, "PG IN ME", penalty("46 55-2", "36 37-1"),
    facts="records[].type records[].start records[].end records[].place records[].persons records[].officers records[].facts_stated",
)  # fmt: skip
def record_elements(f: FileFacts, c: Context, v: Verdict) -> None:
    """现场笔录应当写明起止时间、地点、当事人（在场人）、执法人员和检查情况。"""
    records = f.records_of("JCBL")
    if not records and f.file_type == INSPECTION:
        v.act(f.inspected_on)
        v.absent("行政检查没有现场检查笔录。", lawful="检查应当制作笔录，由当事人核对签名。")
    for record in records:
        v.act(record.start.date() if record.start else f.act_on)
        parts = {
            "开始时间": record.start,
            "结束时间": record.end,
            "地点": record.place,
            "当事人或者在场人": record.persons,
            "执法人员": record.officers,
        }
        missing = [name for name, value in parts.items() if not value]
        if missing:
            v.absent(f"{_called(record)}没有写明{'、'.join(missing)}。", lawful="补充制作或者说明，笔录各栏填写完整。")
        else:
            v.ok(f"{_called(record)}要素齐全。")
        if record.facts_stated is False:
            v.fail(f"{_called(record)}没有记载检查情况。")
        elif record.facts_stated is None:
            v.lacks("没有说明笔录是否记载了检查情况。")


@rule(
    "ZJ02",
    "笔录经签名",
    SERIOUS,
    "PG IN",
    penalty("55-2", "37-1"),
    facts="records[].type records[].signed records[].refused_note records[].refused_reason",
)
def record_signed(f: FileFacts, c: Context, v: Verdict) -> None:
    """检查、询问笔录应当交当事人核对并签名；拒绝签名的，注明原因。"""
    for record in f.contact_records:
        v.act(record.start.date() if record.start else f.act_on)
        if record.signed:
            v.ok(f"{_called(record)}经签名。")
        elif record.refused_note or record.refused_reason:
            v.ok(f"{_called(record)}注明了拒绝签名：{record.refused_note or record.refused_reason}。")
        else:
            v.absent(
                f"{_called(record)}没有当事人签名，也没有注明拒绝签名的原因。",
                lawful="逐页签名；拒绝的，由执法人员注明原因，有见证人或者录像。",
            )


@rule("ZJ03", "询问一人一录", SERIOUS, "PG", penalty("55-2", "37-1"), EVIDENCE_RULES, facts="records[].type records[].persons")
def one_person_each(f: FileFacts, c: Context, v: Verdict) -> None:
    """询问应当个别进行，一人一份笔录。"""
    for record in f.records_of("XWBL"):
        v.act(record.start.date() if record.start else f.act_on)
        persons = distinct(record.persons)
        if not persons:
            v.unknown(f"{_called(record)}没有写明被询问人。")
        else:
            v.judge(
                len(persons) == 1,
                f"{_called(record)}询问{persons[0]}一人。",
                f"{_called(record)}同时询问了{'、'.join(persons)}。",
                lawful="分别询问，一人一份笔录。",
            )


manual(
    "ZJ04",
    "执法人员时间不冲突",
    SERIOUS,
    "ALL",
    penalty("40 46", "30 36"),
    demand="同一名执法人员不可能同一时间出现在两个地方；笔录的起止时间应当真实。",
    look="请在登记簿的类案分析中查看：本案各笔录的执法人员，同一时段是否也出现在其他案卷的笔录里。",
    across_files=True,
)
manual(
    "ZJ05",
    "被询问人时间不冲突",
    SERIOUS,
    "PG",
    penalty("40 46", "30 36"),
    demand="同一人不可能同一时间接受两次询问。",
    look="请在登记簿的类案分析中查看：被询问人同一时段是否也出现在其他笔录里。",
    across_files=True,
)


@rule(
    "ZJ06",
    "询问时长正常",
    NOTE,
    "PG",
    penalty("46", "36"),
    facts="records[].type records[].start records[].end documents[].type documents[].pages",
)
def questioning_length(f: FileFacts, c: Context, v: Verdict) -> None:
    """询问用时与笔录篇幅应当相称；两页以上而不足五分钟的，或者结束早于开始的，请人工核实。"""
    records = f.records_of("XWBL")
    pages = [paper.pages for paper in f.papers("XWBL")]
    for place, record in enumerate(records):
        v.act(record.start.date() if record.start else f.act_on)
        if record.start is None or record.end is None:
            v.unknown(f"{_called(record)}没有起止时间。")
            continue
        shortest = timedelta(minutes=c.library.length_of("record.shortest", record.start.date(), 5))
        length = record.end - record.start
        written = pages[place] if len(pages) == len(records) else max((count for count in pages if count), default=None)
        if length < timedelta(0):
            v.manual(f"{_called(record)}结束时间{say(record.end)}早于开始时间。")
        elif length < shortest and written is None:
            v.lacks(f"{_called(record)}只有{int(length.total_seconds() // 60)}分钟，没有页数可以比较。")
        elif length < shortest and written >= 2:
            v.manual(f"{_called(record)}共{written}页，只用了{int(length.total_seconds() // 60)}分钟。")
        else:
            v.ok(f"{_called(record)}用时{int(length.total_seconds() // 60)}分钟。")


def _of_kind(f: FileFacts, *words: str) -> list[Evidence]:
    return [item for item in f.evidence if any(word in f"{item.kind}{item.title}".lower() for word in words)]


def _title(item: Evidence) -> str:
    return f"“{item.title or item.kind or '未命名材料'}”"


@rule("ZJ07", "复印件经核对", MINOR, "PG", EVIDENCE_RULES, facts="evidence[].kind evidence[].title evidence[].copy_checked")
def copies_checked(f: FileFacts, c: Context, v: Verdict) -> None:
    """提供复印件的，应当注明出处、经与原件核对无异，并由提供人签名。"""
    v.act(f.act_on)
    items = [
        item for item in f.evidence if item.copy_checked is not None or "复印" in f"{item.kind}{item.title}" or "copy" in item.kind.lower()
    ]
    if not f.evidence and "evidence" not in f.raw:
        v.unknown("没有录入证据清单。")
    for item in items:
        if item.copy_checked:
            v.ok(f"{_title(item)}经与原件核对。")
        else:
            v.absent(
                f"复印件{_title(item)}没有注明与原件核对无异。",
                given=item.copy_checked,
                lawful="注明出处并写明经核对与原件无异，由提供人签名。",
            )


@rule(
    "ZJ08", "照片视频注明来源", MINOR, "PG PS IN", penalty("46", "36"),
    facts="evidence[].kind evidence[].title evidence[].made_on evidence[].maker evidence[].place",
)  # fmt: skip
def photo_sources(f: FileFacts, c: Context, v: Verdict) -> None:
    """照片、视频应当注明拍摄人、拍摄时间和地点。"""
    v.act(f.act_on)
    if not f.evidence and "evidence" not in f.raw:
        v.unknown("没有录入证据清单。")
    for item in _of_kind(f, "照片", "视频", "录像", "图片", "photo", "video", "image"):
        missing = [name for name, value in (("拍摄人", item.maker), ("拍摄时间", item.made_on), ("拍摄地点", item.place)) if not value]
        if missing:
            v.absent(f"{_title(item)}没有注明{'、'.join(missing)}。", lawful="注明拍摄人、时间、地点和证明内容。")
        else:
            v.ok(f"{_title(item)}注明了拍摄人、时间和地点。")


@rule(
    "ZJ09", "抽样检测合规", SERIOUS, "PG", penalty("56", "37-2"),
    facts="testing[].sampled_on testing[].institution testing[].qualified documents[].type",
)  # fmt: skip
def sampling(f: FileFacts, c: Context, v: Verdict) -> None:
    """抽样取证应当有凭证，检测、鉴定应当由有资质的机构进行。"""
    if not f.testing:
        if f.paper("JDBG", "CYQZ"):
            v.act(f.act_on)
            v.lacks("有抽样或者检测文书，没有检测机构及其资质。")
        return
    for test in f.testing:
        v.act(test.sampled_on or test.reported_on or f.act_on)
        name = test.institution or "检测机构"
        if test.sampled_on and not f.paper("CYQZ"):
            v.absent(f"{say(test.sampled_on)}抽样，卷内没有抽样取证凭证。", lawful="制作抽样取证凭证，由当事人签名。")
        if not test.institution:
            v.absent("检测、鉴定报告没有写明机构。")
        if test.qualified:
            v.ok(f"{name}具有相应资质。")
        elif test.qualified is False:
            v.fail(f"{name}没有相应资质。", lawful="委托有资质的机构检测、鉴定。")
        else:
            v.lacks(f"没有{name}的资质。")


@rule(
    "ZJ10",
    "检测鉴定结果告知当事人",
    SERIOUS,
    "PG",
    penalty("44", "31"),
    facts="testing[].reported_on testing[].told_on documents[].type services[].document services[].on",
)
def result_told(f: FileFacts, c: Context, v: Verdict) -> None:
    """作为处罚依据的检测、鉴定结果，应当在决定以前告知当事人，当事人可以依规定申请复检。"""
    for test in f.testing:
        if test.reported_on is None and test.told_on is None:
            continue
        v.act(test.reported_on or test.told_on)
        told = test.told_on or f.served_day("JDGZ") or f.paper_day("JDGZ")
        if told is None:
            v.absent(f"{say(test.reported_on)}出具的检测（鉴定）结果没有告知当事人。", lawful="书面告知检测、鉴定结果和申请复检的权利。")
        elif f.decided_on and told > f.decided_on:
            v.fail(f"检测（鉴定）结果{say(told)}才告知，晚于{say(f.decided_on)}的决定。")
        else:
            v.ok(f"检测（鉴定）结果于{say(told)}告知当事人。")
    if not f.testing and f.paper("JDBG"):
        v.act(f.act_on)
        if f.paper("JDGZ") or f.services_of("JDGZ"):
            v.ok("卷内有鉴定意见告知。")
        else:
            v.lacks("有检测（鉴定）报告，没有告知当事人的日期。")


@rule(
    "ZJ11", "证据与决定书一致", SERIOUS, "PG", penalty("40 59-1#2", "30 39-1#2"),
    facts="decision.evidence_listed documents[].type documents[].title records[].type evidence[].title",
)  # fmt: skip
def evidence_matches(f: FileFacts, c: Context, v: Verdict) -> None:
    """决定书列举的证据应当在卷，卷内的现场笔录、询问笔录、检测报告等主要证据应当在决定书中列举。"""
    listed = f.decision.evidence_listed if f.decision else ()
    if not listed:
        return
    v.act(f.decided_on)
    codes = {paper.type.upper() for paper in f.documents} | {record.type.upper() for record in f.records}
    titles = {
        plain(text)
        for text in [*(paper.title for paper in f.documents), *(item.title for item in f.evidence), *(item.kind for item in f.evidence)]
        if text
    }
    absent = [item for item in listed if item.strip() and not _in_file(item, f, codes, titles)]
    if absent:
        v.absent(f"决定书列举的{'、'.join(absent)}不在卷内。", lawful="补齐证据材料；卷内没有的证据不得作为定案根据。")
    mentioned = {code for item in listed for code in _codes_of(item)}
    unlisted = [paper_name(code) for code in KEY_PAPERS if code in codes and code not in mentioned]
    if unlisted:
        v.fail(f"卷内的{'、'.join(unlisted)}没有在决定书中列举。", lawful="决定书逐项列举据以认定事实的证据。")
    if not absent and not unlisted:
        v.ok("决定书列举的证据与卷内材料一致。")


_PLAIN_NAMES = {code: plain(name) for code, name in PAPER_NAMES.items()}


@lru_cache(maxsize=20_000)
def _codes_of(item: str) -> set[str]:
    """The document types that an entry of the list means, by code or by name."""
    text = plain(item)
    found = {code for code, name in _PLAIN_NAMES.items() if text.upper() == code or name in text}
    return found | {code for code, names in SHORT_NAMES.items() if any(name in text for name in names)}


def _in_file(item: str, f: FileFacts, codes: set[str], titles: set[str]) -> bool:
    text = plain(item)
    if text.upper() in codes or _codes_of(item) & codes:
        return True
    if any(word in text for word in LOOSE_EVIDENCE) and any(not paper.title for paper in f.papers("ZJ")):
        return True
    return any(text in title or title in text for title in titles)


@rule("ZJ12", "违法所得有据", SERIOUS, "PG", penalty("28-2", "8"), facts="decision.penalties decision.gains decision.gains_calculated")
def gains_proven(f: FileFacts, c: Context, v: Verdict) -> None:
    """没收违法所得应当有计算的材料，并扣除依法应当退赔的部分。"""
    if f.decision is None or "confiscate_gains" not in f.decision.penalties:
        return
    v.act(f.decided_on)
    done = f.decision.gains_calculated
    if done is None:
        v.lacks("没有说明违法所得的计算是否有材料。")
    else:
        v.judge(
            done,
            f"没收违法所得{yuan(f.decision.gains)}有计算材料。",
            f"没收违法所得{yuan(f.decision.gains)}没有计算材料。",
            lawful="附账册、单据和计算说明。",
        )


@rule("ZJ13", "身份证明在卷", MINOR, "PG PS", penalty("59-1#1", "39-1#1"), facts="documents[].type")
def identity_in_file(f: FileFacts, c: Context, v: Verdict) -> None:
    """卷内应当有当事人的身份证件、营业执照等主体资格证明。"""
    v.act(f.act_on)
    if f.paper("SFZM"):
        v.ok("卷内有当事人身份证明。")
    else:
        v.absent("卷内没有当事人身份证明。", lawful="收集身份证、营业执照等复印件，经核对后入卷。")


@rule(
    "ZJ14", "电子数据完整性", MINOR, "PG", penalty("46", "36"), EVIDENCE_RULES, facts="evidence[].kind evidence[].title evidence[].sha256"
)
def data_intact(f: FileFacts, c: Context, v: Verdict) -> None:
    """电子数据应当有完整性校验值，并说明载体和提取方法。"""
    v.act(f.act_on)
    if not f.evidence and "evidence" not in f.raw:
        v.unknown("没有录入证据清单。")
    for item in _of_kind(f, "电子数据", "电子证据", "electronic", "e-data"):
        if item.sha256:
            v.ok(f"{_title(item)}有校验值。")
        else:
            v.absent(f"{_title(item)}没有完整性校验值。", lawful="提取时计算并记录校验值，注明载体和方法。")


def _of_fixed_sums(f: FileFacts, c: Context) -> bool:
    """True where the item's fine is a range in yuan, so that nothing is multiplied."""
    rows = c.library.rows_of(f.item) if f.item else ()
    return bool(rows) and all(row.base_kind == "fixed" and row.unit_max is not None for row in rows)


manual(
    "ZJ15",
    "没有孤证定案",
    NOTE,
    "PG",
    penalty("40 46", "30 36"),
    demand="违法行为的每一核心要件都应当有证据支持，不能只凭当事人陈述一项定案。",
    look="请逐一核对违法主体、行为、时间、地点、后果各由哪些证据证明，是否有要件只有当事人陈述一项证据。",
)


@rule(
    "ZJ16",
    "造价、面积、货值有依据",
    SERIOUS,
    "PG",
    penalty("40 46", "30 36"),
    basis("中华人民共和国城乡规划法", "64"),
    facts="decision.base_amount decision.base_proven",
)
def base_proven(f: FileFacts, c: Context, v: Verdict) -> None:
    """以工程造价、面积、货值等为基数计算罚款的，基数应当有鉴定、测量或者认定材料。"""
    if f.decision is None or not f.fine_imposed:
        return
    v.act(f.decided_on)
    proven = f.decision.base_proven
    if proven is None and f.decision.base_amount is None and _of_fixed_sums(f, c):
        return
    if proven is None:
        v.lacks("没有说明罚款是否以造价、面积、货值等为基数，以及基数有无依据。")
    else:
        v.judge(
            proven,
            f"计算罚款的基数{yuan(f.decision.base_amount)}有依据。",
            f"计算罚款的基数{yuan(f.decision.base_amount)}没有鉴定、测量等依据。",
            lawful="委托鉴定、测量或者价格认定，材料入卷。",
        )

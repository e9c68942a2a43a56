"""程序之一: 立案、亮证、告知权利."""

from pengjiang.checks.basis import NEW_PENALTY_LAW, basis, compulsion, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts, paper_name
from pengjiang.checks.groups import Record
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule

INSPECTION_OPINION = basis("国务院办公厅关于严格规范涉企行政检查的意见")
INQUIRY_BEFORE_FILING_DAYS = 15


@rule(
    "CX01", "有立案审批", SERIOUS, "PG PN", penalty("54-2"), since=NEW_PENALTY_LAW,
    facts="documents[].type documents[].approver documents[].approved_on case.filed_on",
)  # fmt: skip
def filing_approved(f: FileFacts, c: Context, v: Verdict) -> None:
    """符合立案标准的应当及时立案，卷内应有经负责人签批的立案审批表。"""
    if not v.act(f.filed_on or f.decided_on):
        return
    forms = f.papers("LASP")
    if not forms:
        v.absent("卷内没有立案审批表。", lawful="符合立案标准的，填写立案审批表，由负责人签署意见和日期。")
        return
    signed = next((form for form in forms if form.approver), None)
    if signed is None:
        v.absent("立案审批表没有负责人签批。", lawful="由负责人签署意见和日期。")
    elif not (signed.approved_on or signed.dated_on or f.case.filed_on):
        v.absent("立案审批表没有签批日期。")
    else:
        v.ok(f"立案审批表由{signed.approver}于{say(signed.approved_on or f.filed_on)}签批。")


@rule("CX02", "先立案后处理", VETO, "PG", penalty("54", "36"), facts="case.filed_on notice.dated_on notice.served_on decision.dated_on")
def filed_first(f: FileFacts, c: Context, v: Verdict) -> None:
    """立案应当在处罚告知和处罚决定之前；立案以前的现场检查不在此限。"""
    filed = f.filed_on
    noticed = min((day for day in (f.notice_dated_on, f.noticed_on) if day), default=None)
    if filed is None:
        if not f.complete and (noticed or f.decided_on):
            v.unknown("没有立案日期。")
        return
    v.act(filed)
    lawful = "先经负责人批准立案，再调查、告知、决定。"
    for what, day in (("处罚告知", noticed), ("处罚决定", f.decided_on)):
        if day is not None:
            v.judge(
                filed <= day,
                f"{say(filed)}立案，{say(day)}作出{what}。",
                f"{say(filed)}才立案，{what}却在{say(day)}，早于立案{(filed - day).days}日。",
                lawful=lawful,
            )


@rule("CX03", "主要调查在立案之后", MINOR, "PG", penalty("54-1", "36"), facts="case.filed_on records[].type records[].start")
def inquiry_after_filing(f: FileFacts, c: Context, v: Verdict) -> None:
    """立案以前只作核查，主要的询问应当在立案之后；全部询问都早于立案十五日以上的，说明先查后立。"""
    days = [record.start.date() for record in f.records_of("XWBL") if record.start]
    if not days:
        return
    if f.filed_on is None:
        v.unknown("没有立案日期。")
        return
    v.act(f.filed_on)
    gap = (f.filed_on - max(days)).days
    v.judge(
        gap <= INQUIRY_BEFORE_FILING_DAYS,
        f"最后一次询问在{say(max(days))}，{say(f.filed_on)}立案。",
        f"最后一次询问在{say(max(days))}，{say(f.filed_on)}才立案，全部询问都早于立案{gap}日，超过{INQUIRY_BEFORE_FILING_DAYS}日。",
        lawful="发现线索后及时立案，立案后再作主要调查。",
    )


@rule(
    "CX04",
    "出示执法证件",
    SERIOUS,
    "PG PS IN ME",
    penalty("52-1 55-1", "34 37-1"),
    compulsion("18#3"),
    facts="records[].type records[].card_shown records[].video",
)
def card_shown(f: FileFacts, c: Context, v: Verdict) -> None:
    """执法人员应当主动出示执法证件，并在笔录中载明；笔录没有写但有录像的，以录像为准。"""
    for record in f.contact_records:
        v.act(record.start.date() if record.start else f.act_on)
        if record.card_shown:
            v.ok(f"{_called(record)}载明出示了执法证件。")
        elif record.video:
            v.ok(f"{_called(record)}没有写明出示证件，另有录像可查。")
        else:
            v.absent(
                f"{_called(record)}没有出示执法证件的记载。",
                given=record.card_shown,
                lawful="笔录开头写明执法人员出示证件及证号，由当事人确认。",
            )


@rule(
    "CX05", "告知当事人权利义务", MINOR, "PG IN", penalty("43 55", "37"), INSPECTION_OPINION, facts="records[].type records[].rights_told"
)
def rights_told(f: FileFacts, c: Context, v: Verdict) -> None:
    """检查、询问时应当告知申请回避、如实回答等权利义务，并载入笔录。"""
    for record in f.contact_records:
        v.act(record.start.date() if record.start else f.act_on)
        if record.rights_told:
            v.ok(f"{_called(record)}载明告知了权利义务。")
        else:
            v.absent(f"{_called(record)}没有告知权利义务的记载。", given=record.rights_told, lawful="笔录中写明已告知申请回避等权利义务。")


def _called(record: Record) -> str:
    return f"{say(record.start) if record.start else ''}{paper_name(record.type)}"

"""程序之八: 行政检查、不予处罚."""

from datetime import date

from pengjiang.checks.basis import NEW_PENALTY_LAW, basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import MINOR, SERIOUS, Verdict, manual, rule

OPINION = basis("国务院办公厅关于严格规范涉企行政检查的意见", since=date(2025, 1, 1))
TEMPLATES = basis("行政检查文书基本格式文本（试行）")
INSPECTION_RULES_SINCE, NOTICE_SINCE = date(2025, 1, 1), date(2025, 5, 1)


@rule(
    "CX44", "行政检查经审批", SERIOUS, "IN", OPINION,
    facts="inspection.approved_on inspection.started_on inspection.urgent documents[].type documents[].approved_on",
)  # fmt: skip
def inspection_approved(f: FileFacts, c: Context, v: Verdict) -> None:
    """实施行政检查以前应当经行政执法主体负责人批准；情况紧急的，可以先行检查后补办。2025年1月1日以前的只作提示。"""
    started, approved = f.inspected_on, f.inspection_approved_on
    if f.inspection is None and started is None and approved is None:
        return
    v.act(started)
    urgent = bool(f.inspection and f.inspection.urgent)
    lawful = "检查以前填写行政检查审批表，由负责人批准。"
    early = started is not None and started < INSPECTION_RULES_SINCE
    if approved and started:
        if approved <= started or urgent:
            v.ok(f"{say(approved)}批准，{say(started)}检查{'（情况紧急）' if urgent and approved > started else ''}。")
        else:
            _fault(v, f"{say(started)}检查，{say(approved)}才批准。", lawful, early=early)
    elif urgent:
        v.ok("情况紧急，当场检查。")
    elif approved:
        v.unknown("没有检查的日期。")
    elif early:
        v.manual(f"{say(started)}检查，没有审批；当时尚无统一的审批要求，请判断。")
    else:
        v.absent(f"{say(started)}检查，没有审批。", lawful=lawful)


def _fault(v: Verdict, sentence: str, lawful: str, *, early: bool) -> None:
    if early:
        v.manual(f"{sentence}当时尚无统一的审批要求，请判断。")
    else:
        v.fail(sentence, lawful=lawful)


@rule(
    "CX45", "行政检查通知", SERIOUS, "IN", OPINION, TEMPLATES, since=NOTICE_SINCE,
    facts="inspection.notice_on inspection.unannounced_approved inspection.urgent documents[].type",
)  # fmt: skip
def inspection_notified(f: FileFacts, c: Context, v: Verdict) -> None:
    """实施行政检查应当出示行政检查通知书；经批准不预先通知的或者情况紧急的除外。"""
    if not v.act(f.inspected_on) or (f.inspection is None and f.inspected_on is None):
        return
    inspection = f.inspection
    if inspection and inspection.notice_on:
        v.ok(f"{say(inspection.notice_on)}送达检查通知书。")
    elif f.paper("JCTZ") or f.services_of("JCTZ"):
        v.ok("卷内有检查通知书。")
    elif inspection and (inspection.unannounced_approved or inspection.urgent):
        v.ok("经批准不预先通知。" if inspection.unannounced_approved else "情况紧急，当场检查。")
    else:
        v.absent(
            f"{say(f.inspected_on)}检查，没有检查通知书，也没有不预先通知的批准或者情况紧急的记载。",
            lawful="检查时出示行政检查通知书，或者事先批准不预先通知。",
        )


manual(
    "CX46",
    "行政检查频次上限",
    SERIOUS,
    "IN",
    basis("国务院办公厅关于严格规范涉企行政检查的意见", since=date(2025, 6, 30)),
    demand="对同一企业每年的检查次数不得超过公布的上限；投诉举报、转办交办、线索核查和复查不受上限限制。",
    look="请在登记簿中查看本年度对同一企业已有几次检查、上限是几次，以及本次是否因投诉举报、线索或者复查而起。",
    across_files=True,
)


@rule(
    "CX47", "检查发现问题有下文", SERIOUS, "IN", penalty("28-1 54-2", "23 36"),
    facts="inspection.problems_found inspection.follow_up correction_order.served_on documents[].type",
)  # fmt: skip
def problems_followed_up(f: FileFacts, c: Context, v: Verdict) -> None:
    """检查发现违法行为的，应当责令改正、立案查处或者移送，不得查而不处。"""
    inspection = f.inspection
    if inspection is None or not inspection.problems_found:
        return
    v.act(f.inspected_on)
    names = {"order": "责令改正", "filed": "立案", "transferred": "移送"}
    if inspection.follow_up:
        v.ok(f"检查发现问题，已{names[inspection.follow_up]}。")
    elif f.correction_order or f.transfer or f.case.filed_on or f.paper("ZLGZ", "LASP", "YSSP"):
        v.ok("检查发现问题，卷内有责令改正、立案或者移送的文书。")
    else:
        v.absent("检查发现问题，卷内没有责令改正、立案或者移送。", lawful="依法责令改正；符合立案标准的及时立案；不属于本机关管辖的移送。")


@rule("CX48", "不予处罚应当教育", MINOR, "PN", penalty("33-3"), since=NEW_PENALTY_LAW, facts="exemption.ground exemption.educated")
def educated(f: FileFacts, c: Context, v: Verdict) -> None:
    """对当事人的违法行为依法不予处罚的，应当对当事人进行教育并留有记载；违法事实不能成立的，不在此限。"""
    if not v.act(f.decided_on or f.filed_on) or (f.exemption and f.exemption.ground == "not_proven"):
        return
    if f.exemption and f.exemption.educated:
        v.ok("有教育当事人的记载。")
    else:
        v.absent(
            "决定不予处罚，没有教育当事人的记载。",
            given=f.exemption.educated if f.exemption else None,
            lawful="对当事人进行批评教育，记入笔录或者告诫书。",
        )


@rule("CX49", "不予处罚有决定书", SERIOUS, "PN", penalty("57-1", "38-1"), facts="decision.dated_on documents[].type documents[].dated_on")
def non_penalty_written(f: FileFacts, c: Context, v: Verdict) -> None:
    """不予处罚也是行政机关的处理决定，应当制作不予行政处罚决定书。"""
    v.act(f.decided_on or f.filed_on)
    if f.has_decision:
        v.ok(f"{say(f.decided_on)}作出不予行政处罚决定。")
    else:
        v.absent("卷内没有不予行政处罚决定书。", lawful="经负责人批准，制作不予行政处罚决定书并送达。")

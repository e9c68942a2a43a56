"""程序之六: 行政强制措施."""

from datetime import timedelta

from pengjiang.checks.basis import compulsion
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import SERIOUS, VETO, Verdict, rule

APPROVAL_HOURS = 24


@rule("CX34", "强制措施事前批准", VETO, "ME", compulsion("18#1"), facts="measure.acted_at measure.approved_at measure.urgent")
def approved_first(f: FileFacts, c: Context, v: Verdict) -> None:
    """实施查封、扣押以前，须向行政机关负责人报告并经批准；情况紧急的另有二十四小时补批的规定。"""
    measure = f.measure
    if measure is None or measure.urgent:
        return
    v.act(f.measure_on)
    lawful = "先报负责人批准再实施；情况紧急的，实施后二十四小时内补办批准手续。"
    approved_day = next((paper.approved_on for paper in f.papers("QZCS") if paper.approved_on), None)
    if measure.approved_at and measure.acted_at:
        v.judge(
            measure.approved_at <= measure.acted_at,
            f"{say(measure.approved_at)}批准，{say(measure.acted_at)}实施。",
            f"{say(measure.acted_at)}实施，{say(measure.approved_at)}才批准，又没有情况紧急的记载。",
            lawful=lawful,
        )
    elif measure.approved_at:
        v.unknown("没有实施强制措施的时间。")
    elif approved_day and f.measure_on and approved_day != f.measure_on:
        v.judge(
            approved_day < f.measure_on,
            f"{say(approved_day)}批准，{say(f.measure_on)}实施。",
            f"{say(f.measure_on)}实施，{say(approved_day)}才批准。",
            lawful=lawful,
        )
    elif approved_day:
        v.unknown(f"{say(approved_day)}批准并实施，没有写明时刻，不能判断先后。")
    else:
        v.absent(f"{say(measure.acted_at)}实施强制措施，没有负责人批准。", lawful=lawful)


@rule("CX35", "紧急措施二十四小时内补批", VETO, "ME", compulsion("19"), facts="measure.urgent measure.acted_at measure.approved_at")
def approved_within_a_day(f: FileFacts, c: Context, v: Verdict) -> None:
    """情况紧急、当场实施强制措施的，应当在二十四小时内报告并补办批准手续；按钟点计算，不因夜间、休息日延长。"""
    measure = f.measure
    if measure is None or not measure.urgent:
        return
    v.act(f.measure_on)
    lawful = "实施后二十四小时内报告负责人并补办批准；负责人认为不应当采取的，立即解除。"
    if measure.approved_at is None:
        v.absent(f"{say(measure.acted_at)}紧急实施强制措施，没有补办批准。", lawful=lawful)
    elif measure.acted_at is None:
        v.unknown("没有实施强制措施的时间。")
    else:
        last = measure.acted_at + timedelta(hours=APPROVAL_HOURS)
        v.see(approve_by=last)
        said = f"{say(measure.acted_at)}紧急实施，应在{say(last)}以前补批，{say(measure.approved_at)}批准"
        v.judge(measure.approved_at <= last, f"{said}。", f"{said}，超过二十四小时。", severity=SERIOUS, lawful=lawful)


@rule("CX36", "当事人到场或者有见证人", SERIOUS, "ME", compulsion("18#4 18#9"), facts="measure.party_present measure.witness")
def somebody_present(f: FileFacts, c: Context, v: Verdict) -> None:
    """实施强制措施应当通知当事人到场；当事人不到场的，邀请见证人到场，由见证人签名。"""
    if f.measure is None:
        return
    v.act(f.measure_on)
    if f.measure.party_present:
        v.ok("当事人到场。")
    elif f.measure.witness:
        v.ok(f"见证人{f.measure.witness}到场。")
    else:
        v.absent(
            f"{say(f.measure_on)}实施强制措施，当事人没有到场，也没有见证人。", lawful="通知当事人到场；不到场的，邀请见证人到场并签名。"
        )


@rule(
    "CX37", "强制措施有现场笔录", SERIOUS, "ME", compulsion("18#7 18#8"),
    facts="measure.record_signed records[].type records[].signed records[].refused_note",
)  # fmt: skip
def measure_recorded(f: FileFacts, c: Context, v: Verdict) -> None:
    """实施强制措施应当制作现场笔录，由当事人和执法人员签名或者盖章；当事人拒绝的，在笔录中注明。"""
    if f.measure is None:
        return
    v.act(f.measure_on)
    records = f.contact_records
    if f.measure.record_signed or any(record.signed or record.refused_note for record in records):
        v.ok("现场笔录经签名，或者注明了拒绝签名。")
    elif records or f.measure.record_signed is False or f.paper("JCBL"):
        v.absent("现场笔录没有当事人签名，也没有注明拒绝签名。", lawful="交当事人核对签名；拒绝的注明情况。")
    else:
        v.absent("卷内没有实施强制措施的现场笔录。", lawful="制作现场笔录，由当事人和执法人员签名。")


@rule(
    "CX38", "决定书、清单当场交付", SERIOUS, "ME", compulsion("24-1"),
    facts="measure.acted_at measure.decision_served_on measure.list_made services[].document services[].on documents[].type",
)  # fmt: skip
def delivered_at_once(f: FileFacts, c: Context, v: Verdict) -> None:
    """查封、扣押应当制作并当场交付决定书和清单；清单一式二份。"""
    if f.measure is None:
        return
    v.act(f.measure_on)
    served = f.measure_served_on
    lawful = "实施查封、扣押的当日、当场交付决定书和清单。"
    if served is None:
        v.absent("没有交付查封（扣押）决定书的记载。", lawful=lawful)
    elif f.measure_on is None:
        v.unknown("没有实施强制措施的日期。")
    else:
        v.judge(
            served == f.measure_on,
            f"{say(served)}当场交付决定书。",
            f"{say(f.measure_on)}实施，决定书{say(served)}交付，不是当场交付。",
            lawful=lawful,
        )
    if f.measure.list_made or f.paper("QD"):
        v.ok("有查封（扣押）清单。")
    else:
        v.absent("没有查封（扣押）清单。", given=f.measure.list_made, lawful=lawful)

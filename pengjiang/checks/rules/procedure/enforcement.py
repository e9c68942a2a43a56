"""程序之七: 行政强制执行."""

from datetime import date, time

from pengjiang.checks.basis import basis, compulsion
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.remedy_periods import remedy_end
from pengjiang.checks.rule import SERIOUS, VETO, Verdict, rule

NIGHT_FROM, NIGHT_UNTIL = time(22, 0), time(6, 0)
SUBSTITUTE_DAYS = 3


@rule(
    "CX39", "强制执行以前催告", VETO, "EN", compulsion("35 54"),
    facts="enforcement.demand_served_on enforcement.decision_on enforcement.court_applied_on enforcement.immediate services[].document services[].on",
)  # fmt: skip
def demand_first(f: FileFacts, c: Context, v: Verdict) -> None:
    """作出强制执行决定或者申请法院执行以前，应当书面催告当事人履行；道路、河道、公共场所遗洒物等的立即代履行除外。"""
    enforcement = f.enforcement
    if enforcement is None or enforcement.immediate:
        return
    decided = f.enforcement_decided_on
    v.act(decided or enforcement.court_applied_on or f.demand_served_on)
    served = f.demand_served_on
    lawful = "先送达催告书，写明履行的期限、方式、金额和陈述申辩的权利，期满不履行的再作决定或者申请执行。"
    if served is None:
        v.absent("卷内没有催告书的送达。", lawful=lawful)
        return
    later = [
        (what, day) for what, day in (("强制执行决定", decided), ("申请法院执行", enforcement.court_applied_on)) if day and served > day
    ]
    if later:
        v.fail(f"{later[0][0]}在{say(later[0][1])}，催告书{say(served)}才送达。", lawful=lawful)
    else:
        v.ok(f"催告书于{say(served)}送达。")


@rule("CX40", "夜间、法定节假日不得执行", VETO, "EN", compulsion("43-1"), facts="enforcement.executed_at enforcement.urgent")
def no_night(f: FileFacts, c: Context, v: Verdict) -> None:
    """不得在夜间或者法定节假日实施强制执行，情况紧急的除外。法律没有界定夜间，本系统按二十二时至次日六时；周末和调休休息日由人判断。"""
    enforcement = f.enforcement
    if enforcement is None or enforcement.executed_at is None:
        return
    executed = enforcement.executed_at
    v.act(executed.date())
    when = say(executed)
    if enforcement.urgent or enforcement.immediate:
        v.ok(f"{when}执行，有情况紧急的记载。")
        return
    lawful = "在工作日的白天执行；情况紧急的，写明紧急情况并经批准。"
    since, until = _night(c, executed.date())
    if executed.time() >= since or executed.time() < until:
        v.fail(f"{when}执行，属于夜间（{since:%H:%M}至次日{until:%H:%M}），没有情况紧急的记载。", lawful=lawful)
    elif c.days.is_statutory(executed.date()):
        v.fail(f"{when}执行，当日是法定节假日（{c.days.describe(executed.date())}），没有情况紧急的记载。", lawful=lawful)
    elif not c.days.is_workday(executed.date()):
        v.manual(f"{when}执行，当日是休息日（{c.days.describe(executed.date())}），不是狭义的法定节假日，请判断。", lawful=lawful)
    else:
        v.ok(f"{when}执行，不是夜间和法定节假日。")


def _night(c: Context, day: date) -> tuple[time, time]:
    since, until = c.library.house("night.begins", day), c.library.house("night.ends", day)
    return (time(since.value % 24) if since else NIGHT_FROM), (time(until.value % 24) if until else NIGHT_UNTIL)


@rule("CX41", "不得断水断电", VETO, "EN", compulsion("43-2"), facts="enforcement.utilities_cut")
def no_cutting_off(f: FileFacts, c: Context, v: Verdict) -> None:
    """不得对居民生活采取停止供水、供电、供热、供燃气等方式迫使当事人履行。"""
    if f.enforcement is None:
        return
    v.act(f.executed_on or f.act_on)
    v.judge(
        not f.enforcement.utilities_cut,
        "没有停止供水、供电等记载。",
        "以停止供水、供电、供热、供燃气的方式迫使居民履行。",
        lawful="立即恢复供应，改用合法的执行方式。",
    )


@rule(
    "CX42", "强制拆除先公告并待救济期满", VETO, "EN", compulsion("44"), basis("中华人民共和国城乡规划法", "65 68"),
    facts="enforcement.demolition enforcement.notice_posted_on enforcement.executed_at case.region_type services[].document services[].on remedies_used[].kind",
)  # fmt: skip
def demolition(f: FileFacts, c: Context, v: Verdict) -> None:
    """对违法建筑物强制拆除的，应当公告限期自行拆除，并等当事人在法定期限内既不复议、不诉讼又不拆除；乡村规划区由镇政府依城乡规划法第六十五条拆除的，另有程序，不待救济期满。"""
    enforcement = f.enforcement
    if enforcement is None or not enforcement.demolition:
        return
    executed, posted = f.executed_on, enforcement.notice_posted_on
    v.act(executed or posted)
    lawful = "公告限期自行拆除；复议、起诉期限都届满，当事人仍不拆除的，方可强制拆除。"
    if posted is None:
        if executed or f.enforcement_decided_on:
            v.absent(f"{f'{say(executed)}强制拆除，' if executed else ''}卷内没有限期自行拆除的公告。", lawful=lawful)
    elif executed and posted > executed:
        v.fail(f"{say(executed)}强制拆除，公告却在{say(posted)}。", lawful=lawful)
    else:
        v.ok(f"{say(posted)}公告限期自行拆除。")
    if executed is None or f.case.region_type == "village_plan":
        return
    end = remedy_end(f, c)
    if end is None:
        v.unknown("没有责令拆除决定的送达日期，无法计算复议、起诉期限。")
        return
    v.see(remedy_end=end.day)
    v.judge(
        executed > end.day,
        f"{end.sentence}，{say(executed)}强制拆除。",
        f"{end.sentence}，{say(executed)}即强制拆除，救济期未满。",
        lawful=lawful,
    )


@rule(
    "CX43",
    "代履行三日前催告",
    SERIOUS,
    "EN",
    compulsion("51-1#2 69"),
    facts="enforcement.substitute_performance enforcement.demand_served_on enforcement.executed_at enforcement.immediate",
)
def demand_before_substitute(f: FileFacts, c: Context, v: Verdict) -> None:
    """代履行三个工作日以前，应当催告当事人履行；立即代履行的除外。"""
    enforcement = f.enforcement
    if enforcement is None or not enforcement.substitute_performance or enforcement.immediate or f.executed_on is None:
        return
    served = f.demand_served_on
    if served is None:
        return
    v.act(f.executed_on)
    count = c.days.wd_between(served, f.executed_on)
    v.see(days_between=count)
    said = f"{say(served)}催告，{say(f.executed_on)}代履行，其间{count}个工作日"
    v.judge(
        count >= SUBSTITUTE_DAYS,
        f"{said}。",
        f"{said}，不足三个工作日。",
        lawful=f"{say(c.days.add_wd(served, SUBSTITUTE_DAYS))}起方可代履行。",
    )

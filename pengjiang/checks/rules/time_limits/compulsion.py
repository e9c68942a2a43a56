"""期限之二: 查封扣押、催告、申请法院执行、加处罚款."""

from dataclasses import dataclass
from datetime import date

from pengjiang.checks.basis import basis, compulsion, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.remedy_periods import PeriodEnd, remedy_pending, suit_end
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule
from pengjiang.checks.rules.time_limits.handling import merged

MEASURE_DAYS, MEASURE_EXTENSION_DAYS = 30, 30
DEMAND_DAYS, COURT_MONTHS, PAYMENT_DAYS = 10, 3, 15
INTERPRETATION = basis("最高人民法院关于适用《中华人民共和国行政诉讼法》的解释", "156")


@dataclass(frozen=True)
class Holding:
    """How long things may be held: the first end, the end with a valid extension, the utmost, all strict."""

    first: date
    last: date
    utmost: date
    sentence: str


def holding(f: FileFacts, c: Context) -> Holding | None:
    """Thirty days, at most thirty more where approved in time, and testing of which the party was told."""
    measure, acted = f.measure, f.measure_on
    if measure is None or acted is None:
        return None
    tested = 0
    if measure.test_from and measure.test_to and measure.test_told_on and measure.test_to >= measure.test_from:
        tested = (measure.test_to - max(measure.test_from, acted)).days + 1
    first = c.days.add_cd(acted, MEASURE_DAYS + max(0, tested))
    said = f"{say(acted)}查封、扣押，期限三十日" + (f"，扣除已告知的检测期间{tested}日" if tested > 0 else "")
    last = first
    if measure.ext_approved_on and measure.ext_approved_on <= first:
        asked = (measure.ext_until - first).days if measure.ext_until else MEASURE_EXTENSION_DAYS
        last = c.days.add_cd(first, max(0, min(MEASURE_EXTENSION_DAYS, asked)))
        said += f"，{say(measure.ext_approved_on)}批准延长至{say(last)}"
    return Holding(first, last, c.days.add_cd(first, MEASURE_EXTENSION_DAYS), f"{said}，末日{say(last)}")


@rule(
    "QX05", "查封扣押不超期", SERIOUS, "ME", compulsion("25-1 27 28"),
    facts="measure.acted_at measure.until measure.ext_approved_on measure.ext_until measure.test_from measure.test_to measure.test_told_on measure.handled_on measure.lifted_on",
)  # fmt: skip
def held_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """查封、扣押不得超过三十日，情况复杂经负责人批准可以延长不超过三十日；检测期间不计入，但应当书面告知。期满应当作出处理决定或者解除。"""
    span = holding(f, c)
    if span is None:
        if f.measure is not None:
            v.unknown("没有实施查封、扣押的时间。")
        return
    v.act(f.measure_on)
    rolled = c.days.roll(span.last)
    v.see(strict_end=span.last, rolled_end=rolled)
    ended = min((day for day in (f.measure.handled_on, f.measure.lifted_on or f.paper_day("JCJD")) if day), default=None)
    lawful = f"{say(span.last)}以前作出没收、销毁等处理决定，或者解除并退还。"
    day, what = (ended, f"{say(ended)}处理或者解除") if ended else (c.today, f"到{say(c.today)}仍没有处理或者解除")
    severity = VETO if day > c.days.roll(span.utmost) else SERIOUS
    if day <= span.last:
        v.ok(f"{span.sentence}，{what if ended else '尚在期限以内'}。")
    elif ended and day <= rolled:
        v.manual(f"{span.sentence}是{c.days.describe(span.last)}，{what}，在顺延期内，请判断。", lawful=lawful)
    elif ended:
        v.fail(f"{span.sentence}，{what}，超过{(day - span.last).days}日{_unapproved(f, span)}。", severity=severity, lawful=lawful)
    else:
        v.absent(f"{span.sentence}，{what}。", severity=severity, lawful=lawful)


def _unapproved(f: FileFacts, span: Holding) -> str:
    if f.measure.ext_approved_on and f.measure.ext_approved_on > span.first:
        return f"（{say(f.measure.ext_approved_on)}的延长在期满以后批准，不计）"
    if f.measure.test_from and not f.measure.test_told_on:
        return "（检测期间没有告知当事人，不予扣除）"
    return ""


@rule(
    "QX06",
    "延长查封扣押在期满前批准",
    SERIOUS,
    "ME",
    compulsion("25-1"),
    facts="measure.acted_at measure.until measure.ext_approved_on measure.ext_until",
)
def extension_before_expiry(f: FileFacts, c: Context, v: Verdict) -> None:
    """延长查封、扣押的，应当在原期限届满以前经负责人批准。"""
    span = holding(f, c)
    if span is None or not (f.measure.ext_approved_on or f.measure.ext_until):
        return
    v.act(f.measure_on)
    first = min(span.first, f.measure.until) if f.measure.until else span.first
    approved = f.measure.ext_approved_on
    lawful = f"在{say(first)}以前报负责人批准延长。"
    if approved is None:
        v.absent(f"延长至{say(f.measure.ext_until)}，没有负责人批准。", lawful=lawful)
    else:
        v.judge(
            approved <= first,
            f"原期限{say(first)}届满，{say(approved)}批准延长。",
            f"原期限{say(first)}届满，{say(approved)}才批准延长。",
            lawful=lawful,
        )


@rule(
    "QX07",
    "延长查封扣押书面告知",
    MINOR,
    "ME",
    compulsion("25-2"),
    facts="measure.ext_approved_on measure.ext_told_on services[].document services[].on",
)
def extension_told(f: FileFacts, c: Context, v: Verdict) -> None:
    """延长查封、扣押的决定应当及时书面告知当事人并说明理由；本系统以原期限届满后三个工作日为限。"""
    span = holding(f, c)
    if span is None or not (f.measure.ext_approved_on or f.measure.ext_until):
        return
    v.act(f.measure_on)
    told = f.measure.ext_told_on or f.served_day("YCJD")
    last = c.days.add_wd(span.first, c.library.length_of("measure.extension_told", span.first, 3))
    v.see(tell_by=last)
    if told is None:
        v.absent("延长查封、扣押没有书面告知当事人。", lawful=f"至迟在{say(last)}以前送达延长通知书并说明理由。")
    else:
        said = f"原期限{say(span.first)}届满，至迟应在{say(last)}告知，{say(told)}告知"
        v.judge(told <= last, f"{said}。", f"{said}，已经迟延。", lawful="延长决定作出后及时送达通知书。")


def _court_last(f: FileFacts, c: Context) -> PeriodEnd | None:
    """The last day to apply to the court: three months after the time to sue, or after a deferral of payment."""
    end = suit_end(f, c)
    if end is None:
        return None
    deferred = max((one.until for one in f.payment.deferral if one.until), default=None) if f.payment else None
    base, said = end.day, end.sentence
    if deferred and deferred > base:
        base, said = deferred, f"{end.sentence}，批准的延期、分期缴款到{say(deferred)}届满"
    last = c.days.roll(c.days.add_month(base, COURT_MONTHS))
    return PeriodEnd(last, f"{said}，三个月的申请执行期到{say(last)}届满")


@rule(
    "QX09", "三个月内申请法院执行", SERIOUS, "PG EN", compulsion("53"), INTERPRETATION, penalty("72-2", "51"),
    facts="services[].document services[].on payment.unpaid payment.deferral[].until enforcement.court_applied_on remedies_used[].kind remedies_used[].ended_on",
)  # fmt: skip
def court_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """当事人不复议、不诉讼又不履行的，没有强制执行权的机关应当自起诉期限届满之日起三个月内申请人民法院执行；经批准延期、分期的，从延期届满之日起算。"""
    enforcement = f.enforcement
    if enforcement and enforcement.own_power:
        return
    applied = enforcement.court_applied_on if enforcement else None
    unpaid = bool(f.payment and f.payment.unpaid)
    if applied is None and not unpaid:
        return
    if remedy_pending(f):
        v.ok("复议或者诉讼尚未终结，申请期限没有开始。")
        return
    last = _court_last(f, c)
    if last is None:
        v.unknown("没有处罚决定书的送达日期，无法计算申请执行的期限。")
        return
    v.act(last.day)
    v.see(apply_by=last.day)
    lawful = f"在{say(last.day)}以前催告并申请人民法院强制执行。"
    if applied:
        v.judge(
            applied <= last.day,
            f"{last.sentence}，{say(applied)}申请。",
            f"{last.sentence}，{say(applied)}才申请，超过{(applied - last.day).days}日。",
            lawful=lawful,
        )
    elif c.today > last.day:
        v.absent(f"{last.sentence}，罚款没有缴纳，到{say(c.today)}仍没有申请执行。", lawful=lawful)
    else:
        v.ok(f"{last.sentence}，尚在期限以内。")


@rule(
    "QX10", "起诉期满后申请法院执行", SERIOUS, "EN", compulsion("53"),
    facts="services[].document services[].on enforcement.court_applied_on remedies_used[].kind remedies_used[].ended_on",
)  # fmt: skip
def court_not_too_early(f: FileFacts, c: Context, v: Verdict) -> None:
    """当事人的起诉期限届满以前，不得申请人民法院强制执行。"""
    enforcement = f.enforcement
    if enforcement is None or enforcement.own_power or enforcement.court_applied_on is None:
        return
    applied = enforcement.court_applied_on
    v.act(applied)
    if remedy_pending(f):
        v.fail(f"{say(applied)}申请执行，当事人的复议或者诉讼尚未终结。", lawful="复议、诉讼终结并且起诉期届满以后再申请。")
        return
    end = suit_end(f, c)
    if end is None:
        v.unknown("没有处罚决定书的送达日期，无法计算起诉期限。")
        return
    v.see(suit_end=end.day)
    first = c.days.add_cd(end.day, 1)
    v.judge(
        applied > end.day,
        f"{end.sentence}，{say(applied)}申请执行。",
        f"{end.sentence}，{say(applied)}即申请执行，起诉期未满。",
        lawful=f"{say(first)}起方可申请。",
    )


@rule(
    "QX11",
    "催告十日后申请法院执行",
    SERIOUS,
    "EN",
    compulsion("54 69"),
    facts="enforcement.demand_served_on enforcement.court_applied_on services[].document services[].on",
)
def court_after_demand(f: FileFacts, c: Context, v: Verdict) -> None:
    """催告书送达十个工作日后当事人仍未履行的，方可申请人民法院强制执行。"""
    enforcement = f.enforcement
    if enforcement is None or enforcement.own_power or enforcement.court_applied_on is None or f.demand_served_on is None:
        return
    served, applied = f.demand_served_on, enforcement.court_applied_on
    v.act(applied)
    end = c.days.add_wd(served, DEMAND_DAYS)
    v.see(demand_end=end)
    said = f"{say(served)}送达催告书，十个工作日到{say(end)}届满，{say(applied)}申请执行"
    v.judge(applied > end, f"{said}。", f"{said}，未满十个工作日。", lawful=f"{say(c.days.add_cd(end, 1))}起方可申请。")


@rule("QX12", "缴款期限不少于十五日", SERIOUS, "PG PS", penalty("67-3", "46-3"), facts="decision.pay_days decision.fine payment.channel")
def days_to_pay(f: FileFacts, c: Context, v: Verdict) -> None:
    """当事人应当自收到决定书之日起十五日内缴纳罚款，决定书不得把期限写短，也不得不写；当场收缴的除外。"""
    if not f.fine_imposed or f.collected_on_the_spot:
        return
    v.act(f.decided_on)
    days = f.decision.pay_days
    lawful = "写明自收到本决定书之日起十五日内缴纳。"
    if days is None:
        v.absent("决定书没有写明缴纳罚款的期限。", lawful=lawful)
    else:
        v.judge(days >= PAYMENT_DAYS, f"缴款期限为{days}日。", f"决定书写的缴款期限是{days}日，少于十五日。", lawful=lawful)


@rule(
    "QX13", "加处罚款计算正确", SERIOUS, "EN PG", penalty("72-1#1 73-3", "51"), compulsion("45"),
    facts="decision.fine decision.pay_days enforcement.surcharge_claimed enforcement.surcharge_to enforcement.court_applied_on services[].document services[].on remedies_used[].filed_on remedies_used[].ended_on",
)  # fmt: skip
def surcharge_right(f: FileFacts, c: Context, v: Verdict) -> None:
    """到期不缴的，每日按罚款数额的百分之三加处罚款，从缴款期满的次日起算，复议、诉讼期间不计，总额不超过罚款数额。"""
    claimed = f.enforcement.surcharge_claimed if f.enforcement else None
    if claimed is None:
        return
    fine = f.fine
    v.act(f.enforcement.court_applied_on or f.demand_served_on or f.act_on)
    if fine is None:
        v.unknown("没有罚款数额，无法核算加处罚款。")
        return
    if claimed > fine:
        v.fail(f"加处罚款{yuan(claimed)}超过罚款本身{yuan(fine)}。", lawful=f"加处罚款的总额不得超过{yuan(fine)}。")
        return
    served = f.served_day("CFJD")
    until = f.enforcement.surcharge_to
    bound = until or f.enforcement.court_applied_on or c.today
    if served is None:
        v.unknown("没有处罚决定书的送达日期，无法核算加处的天数。")
        return
    due = c.days.roll(c.days.add_cd(served, f.decision.pay_days or PAYMENT_DAYS))
    days = _surcharge_days(f, due, bound)
    percent = c.library.sum_of("surcharge.daily_percent", due, 3)
    most = min(fine, fine * percent * days / 100)
    v.see(payment_due=due, surcharge_days=days, surcharge_most=most)
    said = f"缴款期{say(due)}届满，到{say(bound)}共{days}日，每日{yuan(fine * percent / 100)}，至多{yuan(most)}"
    if claimed > most:
        v.fail(f"{said}，要求加处{yuan(claimed)}。", lawful=f"加处罚款不超过{yuan(most)}。")
    elif until or f.enforcement.court_applied_on:
        v.ok(f"{said}，要求加处{yuan(claimed)}。")
    else:
        v.lacks("没有加处罚款的截止日期。")


def _surcharge_days(f: FileFacts, due: date, until: date) -> int:
    """Days after the due day up to ``until``, those of reconsideration and suit left out."""
    paused = merged([(used.filed_on, used.ended_on or until) for used in f.remedies_used if used.filed_on], after=due)
    left_out = sum((min(last, until) - first).days + 1 for first, last in paused if first <= until)
    return max(0, (until - due).days - left_out)

"""程序之三: 听证."""

from datetime import date
from decimal import Decimal

from pengjiang.checks.basis import NEW_PENALTY_LAW, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import CITIZENS, FileFacts
from pengjiang.checks.patterns import KIND_NAMES
from pengjiang.checks.rule import SERIOUS, VETO, Verdict, rule

OLD_HEARING_DAYS, NEW_HEARING_DAYS, HEARING_NOTICE_DAYS = 3, 5, 7
NEW_KINDS = frozenset({"lower_qualification", "revoke_permit", "stop_business", "close", "bar"})
OLD_KINDS = frozenset({"revoke_permit", "stop_business", "close"})


def hearing_reasons(f: FileFacts, c: Context, day: date) -> tuple[list[str], list[str]]:
    """Why a hearing had to be offered: reasons for every party, and reasons for some of the parties only."""
    reasons = [KIND_NAMES[kind] for kind in f.decision.penalties if kind in (NEW_KINDS if day >= NEW_PENALTY_LAW else OLD_KINDS)]
    sums = [("罚款", f.decision.fine)]
    if day >= NEW_PENALTY_LAW:
        sums += [("没收财物价值", f.decision.confiscated_value), ("没收违法所得", f.decision.gains)]
    certain, possible = list(reasons), []
    for what, amount in sums:
        if amount is None:
            continue
        limits = hearing_limits(f, c, day)
        said = [f"{what}{yuan(amount)}达到{yuan(limit)}" for limit in sorted(limits) if amount >= limit]
        if limits and amount >= max(limits):
            certain.append(said[-1])
        elif said:
            possible.append(said[0])
    return certain, possible


def hearing_limits(f: FileFacts, c: Context, day: date) -> set[Decimal]:
    """The sums that are large for the parties of this file; a sole trader is taken for a citizen."""
    codes = {"hearing.person" if kind in CITIZENS else "hearing.organisation" for kind in f.party_types} or {
        "hearing.person",
        "hearing.organisation",
    }
    defaults = {"hearing.person": 5_000, "hearing.organisation": 100_000 if day >= NEW_PENALTY_LAW else 50_000}
    return {c.library.sum_of(code, day, defaults[code]) for code in codes}


@rule(
    "CX13", "应当告知听证权利", VETO, "PG", penalty("63-1", "42-1"),
    facts="notice.hearing_told decision.penalties decision.fine decision.confiscated_value decision.gains parties[].type",
)  # fmt: skip
def hearing_told(f: FileFacts, c: Context, v: Verdict) -> None:
    """拟作出较大数额罚款、没收较大数额财物、降低资质、吊销许可、责令停产停业、责令关闭、限制从业等处罚的，应当告知当事人有要求听证的权利。个体工商户按公民标准对待。"""
    if not f.has_notice or f.decision is None:
        return
    day = f.noticed_on or f.notice_dated_on or f.decided_on or c.today
    v.act(day)
    if not f.decision.penalties and f.decision.fine is None:
        v.unknown("没有决定的处罚种类和数额，无法判断是否应当告知听证。")
        return
    if f.notice and f.notice.hearing_told:
        v.ok("告知书告知了要求听证的权利。")
        return
    certain, possible = hearing_reasons(f, c, day)
    trader = "（个体工商户按公民标准）" if "individual_business" in f.party_types else ""
    if certain:
        v.absent(
            f"{'、'.join(certain)}{trader}，应当告知听证权利而没有告知。",
            given=f.notice.hearing_told if f.notice else None,
            lawful="告知书写明当事人有要求听证的权利及五个工作日的申请期。",
        )
    elif possible and not f.party_types:
        v.unknown(f"{'、'.join(possible)}，是否应当告知听证取决于当事人是公民还是组织。")
    elif possible:
        v.manual(f"{'、'.join(possible)}，有的当事人达到标准，请判断各当事人的数额。")
    elif f.notice and f.notice.fine is not None and f.notice.fine >= min(hearing_limits(f, c, day)) and len(hearing_limits(f, c, day)) == 1:
        v.manual(f"告知时拟罚款{yuan(f.notice.fine)}已达到听证标准而没有告知，决定时减为{yuan(f.fine)}，请判断。")
    else:
        limit = "或者".join(yuan(limit) for limit in sorted(hearing_limits(f, c, day)))
        v.ok(f"处罚没有达到听证标准（{limit}{trader}），不必告知听证。")


@rule(
    "CX14", "听证申请期未满不得决定", VETO, "PG", penalty("64#1 85", "42-1#1"),
    facts="notice.served_on notice.hearing_told notice.hearing_waived_on notice.waived_on hearing.requested_on decision.dated_on",
)  # fmt: skip
def hearing_period_respected(f: FileFacts, c: Context, v: Verdict) -> None:
    """告知听证权利后，当事人有五个工作日可以申请听证（2021年7月15日以前为三日）；没有申请也没有放弃的，期满以前不得决定。"""
    served, decided, notice = f.noticed_on, f.decided_on, f.notice
    if notice is None or not notice.hearing_told or served is None or decided is None:
        return
    if f.hearing is not None or f.hearing_requested_on:
        return
    v.act(served)
    waived = next((day for day in (notice.hearing_waived_on, notice.waived_on) if day and served <= day <= decided), None)
    if waived:
        v.ok(f"当事人{say(waived)}书面放弃听证，{say(decided)}作出决定。")
        return
    end = request_end(c, served)
    v.see(request_end=end)
    unit = f"{NEW_HEARING_DAYS}个工作日" if served >= NEW_PENALTY_LAW else f"{OLD_HEARING_DAYS}日"
    said = f"{say(served)}送达告知书，{unit}的听证申请期到{say(end)}届满，{say(decided)}作出决定"
    v.judge(decided > end, f"{said}。", f"{said}，期限未满，当事人也没有放弃。", lawful=f"{say(c.days.add_cd(end, 1))}起方可作出决定。")


def request_end(c: Context, served: date) -> date:
    """The last day to ask for a hearing."""
    if served >= NEW_PENALTY_LAW:
        return c.days.add_wd(served, NEW_HEARING_DAYS)
    return c.days.roll(c.days.add_cd(served, OLD_HEARING_DAYS))


@rule(
    "CX15", "申请听证应当举行", VETO, "PG", penalty("63 64", "42"),
    facts="hearing.requested_on hearing.withdrawn_on hearing.held_on hearing.party_absent notice.served_on decision.dated_on",
)  # fmt: skip
def hearing_held(f: FileFacts, c: Context, v: Verdict) -> None:
    """当事人在期限内申请听证的，应当组织听证，除非当事人撤回；当事人无正当理由不到的视为放弃，但应有记载。"""
    asked, served, hearing = f.hearing_requested_on, f.noticed_on, f.hearing
    if asked is None or not f.has_decision:
        return
    v.act(asked)
    if served and asked > request_end(c, served):
        return
    if f.hearing_happened:
        v.ok(f"{say(asked)}申请听证，{say(f.hearing_held_on)}举行。" if f.hearing_held_on else f"{say(asked)}申请听证，卷内有听证笔录。")
    elif hearing and hearing.withdrawn_on:
        v.ok(f"{say(asked)}申请听证，{say(hearing.withdrawn_on)}撤回。")
    elif hearing and hearing.party_absent:
        v.ok(f"{say(asked)}申请听证，当事人没有到场，视为放弃。")
    elif f.notice and f.notice.hearing_told is False and f.decision and not any(hearing_reasons(f, c, served or asked)):
        v.manual(f"{say(asked)}申请听证而没有举行；处罚没有达到听证标准，请判断是否可以不举行。")
    else:
        v.absent(f"{say(asked)}在期限内申请听证，没有举行，也没有撤回。", lawful="组织听证，或者取得当事人的书面撤回。")


@rule("CX16", "听证提前七日通知", SERIOUS, "PG", penalty("64#2 85", "42-1#2"), facts="hearing.notified_on hearing.held_on")
def hearing_notified(f: FileFacts, c: Context, v: Verdict) -> None:
    """应当在举行听证的七个工作日前，把时间、地点通知当事人和有关人员（2021年7月15日以前为七日）。恰为第七日的，由人判断。"""
    held, notified = f.hearing_held_on, f.hearing_notified_on
    if held is None:
        return
    v.act(notified or held)
    if notified is None:
        v.absent(f"{say(held)}举行听证，没有通知的记载。", lawful="举行听证的七个工作日前书面通知并取得送达回证。")
        return
    working = notified >= NEW_PENALTY_LAW
    count = c.days.wd_between(notified, held) if working else (held - notified).days
    said = f"{say(notified)}通知，{say(held)}举行听证，其间{count}{'个工作日' if working else '日'}"
    v.see(days_between=count)
    if count == HEARING_NOTICE_DAYS:
        v.manual(f"{said}，恰为七日，是否满足“七日前”请判断。")
    else:
        v.judge(
            count > HEARING_NOTICE_DAYS,
            f"{said}。",
            f"{said}，不足七{'个工作日' if working else '日'}。",
            lawful="通知的次日起算，满七日以后再举行听证。",
        )


@rule(
    "CX17",
    "听证笔录签名并作为决定根据",
    SERIOUS,
    "PG",
    penalty("64#8 65", "42-1#7 43"),
    facts="hearing.record_signed hearing.mentioned_in_decision hearing.held_on",
)
def hearing_record_used(f: FileFacts, c: Context, v: Verdict) -> None:
    """听证应当制作笔录，交当事人核对无误后签名或者盖章；行政机关应当根据听证笔录作出决定，并在决定书中写明听证情况。"""
    hearing = f.hearing
    if hearing is None or not hearing.held_on:
        return
    v.act(hearing.held_on)
    if hearing.record_signed:
        v.ok("听证笔录经核对签名。")
    else:
        v.absent(
            f"{say(hearing.held_on)}的听证没有经签名的笔录。",
            given=hearing.record_signed,
            lawful="听证笔录由当事人核对签名，拒绝的由主持人注明。",
        )
    if not f.has_decision:
        return
    if hearing.mentioned_in_decision:
        v.ok("决定书写明了听证情况。")
    else:
        v.absent("决定书没有写明听证情况。", given=hearing.mentioned_in_decision, lawful="决定书写明听证的经过和对听证意见的处理。")

"""Counts a time limit and explains every step with its article. Pure.

``due(LIMITS["TM02"], date(2024, 9, 30), packaged()).day`` → 2024-10-15

* ``pauses``: ``Pause(first, last, reason)``, both days left out of the count; they may overlap and lie outside the period
* ``extensions``: whole numbers in the unit of the limit, as approved; a statutory ceiling on them is kept
* ``length``: a ``Length`` (or a number in the limit's own unit) that replaces the statute's: a house period, a field's rule, a special law

``Due.day`` is the end moved to a working day, ``Due.strict`` the unmoved one. For limits that bind an authority a day between the two is
neither in time nor late but for a person to judge. Hours are exact: ``Due.at``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pengjiang.common.chinese import to_chinese
from pengjiang.deadlines.calendar import WorkCalendar
from pengjiang.deadlines.limits import Direction, Length, Limit, LimitVersion, Unit
from pengjiang.deadlines.steps import CannotCount, Due, Pause, Step, counting_rule, restate
from pengjiang.deadlines.wording import name_day, name_moment, name_passed_days, name_range, name_reason
from pengjiang.law.citations import Citation
from pengjiang.law.rows import Mark


@dataclass(frozen=True)
class _Count:
    """What the counting functions share."""

    limit: Limit
    version: LimitVersion
    length: Length
    start: date
    calendar: WorkCalendar
    pauses: tuple[Pause, ...]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Of the length that replaced the statute's, else of the statute."""
        return self.length.citations or self.version.citations


def due(
    limit: Limit,
    start: date | datetime,
    calendar: WorkCalendar,
    *,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[int] = (),
    length: Length | int | None = None,
) -> Due:
    """The last day of ``limit`` for a clock that starts on ``start``, with every step. Raises ``CannotCount``."""
    day = start.date() if isinstance(start, datetime) else start
    version, in_force = _version(limit, day)
    own = _own_length(version, length)
    _refuse(limit, own, start, pauses, extensions)
    steps = [] if in_force else [_not_in_force(limit, version, day)]
    steps.append(Step(f"{limit.title}：{own.rule or version.length.rule}，期限为{own}", own.citations or version.citations, own.mark))
    total, extended = _extend(own, version, extensions)
    count = _Count(limit, version, total, day, calendar, _merge(pauses))
    if total.unit is Unit.HOURS:
        result = _count_hours(count, start, steps)
    elif limit.direction is Direction.BACKWARD:
        result = _count_backward(count, steps)
    else:
        result = _count_forward(count, [*steps, *extended])
    return replace(result, start=start, in_force=in_force)


def _count_hours(count: _Count, start: date | datetime, steps: list[Step]) -> Due:
    rule = counting_rule("start_day", count.start)
    if not isinstance(start, datetime):
        # Without the hour of the approval the day alone can be given: the same hour, a day later for each 24 hours.
        last = count.calendar.add_cd(start, -(-count.length.amount // 24))
        text = f"未给出起算时刻，只能推算到日：{name_day(start)}起算，最迟为{name_day(last)}同一时刻"
        return Due(count.limit.code, start, last, last, (*steps, replace(rule, text=text)))
    end = count.calendar.add_hours(start, count.length.amount)
    text = f"自{name_moment(start)}起按小时连续计算，{count.length}届满于{name_moment(end)}，不因夜间、周末或者节假日顺延"
    return Due(count.limit.code, start, end.date(), end.date(), (*steps, replace(rule, text=text)), at=end)


def _count_backward(count: _Count, steps: list[Step]) -> Due:
    calendar, event, amount = count.calendar, count.start, count.length.amount
    if count.length.unit is Unit.WORKING_DAYS:
        last = calendar.latest_notice(event, amount)
        passed = name_passed_days(last + timedelta(days=1), event, calendar)
        text = f"自{name_day(event)}倒推，通知之日不计入、当日计入，须间隔{amount}个工作日，最迟于{name_day(last)}通知"
        steps = [
            *steps,
            Step("；".join(filter(None, (text, passed))), count.citations, count.length.mark),
            *_notices(calendar, last, event),
        ]
        provisional = calendar.is_provisional(last, event)
    else:
        last = calendar.add_cd(event, -amount)
        text = f"自{name_day(event)}倒推{amount}日，最迟于{name_day(last)}通知"
        steps = [*steps, Step(text, count.citations, count.length.mark)]
        provisional = calendar.is_provisional(last, last)
    if not calendar.is_workday(last):
        before = calendar.subtract_wd(last, 1)
        advice = f"{name_day(last)}为{name_reason(last, calendar)}，倒推的期限不顺延，建议在此前最后一个工作日{name_day(before)}通知"
    else:
        advice = f"恰好间隔{amount}{count.length.unit.label}属于临界，建议在{name_day(calendar.subtract_wd(last, 1))}或者更早通知"
    steps = [*steps, Step(advice, count.citations, Mark.HOUSE), *_warn(provisional)]
    return Due(count.limit.code, event, last, last, tuple(steps), provisional=provisional)


def _count_forward(count: _Count, steps: list[Step]) -> Due:
    calendar, limit = count.calendar, count.limit
    if limit.direction is Direction.DAILY:
        strict, counted = _add_natural(replace(count, start=count.start - timedelta(days=1)))
        steps = [*steps, *_explain_daily(count, strict), *counted]
        return Due(limit.code, count.start, strict, strict, tuple(steps))
    steps = [*steps, _explain_start(count)]
    add = {Unit.NATURAL_DAYS: _add_natural, Unit.WORKING_DAYS: _add_working, Unit.MONTHS: _add_months}[count.length.unit]
    strict, counted = add(count)
    end = calendar.roll(strict)
    steps = [*steps, *counted, *_explain_roll(count, strict, end)]
    spans = (count.start, end) if count.length.unit is Unit.WORKING_DAYS else (strict, end)
    provisional = calendar.is_provisional(*spans)
    earliest, opening = _open(count, end)
    steps = [*steps, *opening, *_warn(provisional)]
    return Due(limit.code, count.start, end, strict, tuple(steps), provisional=provisional, earliest=earliest)


def _add_natural(count: _Count) -> tuple[date, list[Step]]:
    end = count.calendar.add_cd(count.start, count.length.amount)
    end, paused = _push(count, end)
    if count.limit.direction is Direction.DAILY:
        return end, paused
    text = f"自{name_day(count.start + timedelta(days=1))}起连续计算，周末和节假日不扣除，第{count.length.amount}日为{name_day(end)}"
    return end, [*paused, Step(text, count.citations, count.length.mark)]


def _add_months(count: _Count) -> tuple[date, list[Step]]:
    whole = count.calendar.add_month(count.start, count.length.amount)
    end, paused = _push(count, whole)
    text = f"{name_day(count.start)}起满{count.length.amount}个月，末日为到期月的对应日{name_day(whole)}"
    if whole.day != count.start.day:
        text = f"{name_day(count.start)}起满{count.length.amount}个月，到期月没有对应日，以月末{name_day(whole)}为末日"
    steps = [restate("month_end", count.start, text), *paused]
    return end, steps if end == whole else [*steps, Step(f"扣除后的末日为{name_day(end)}", count.citations, count.length.mark)]


def _add_working(count: _Count) -> tuple[date, list[Step]]:
    calendar, end, left = count.calendar, count.start, count.length.amount
    paused = [pause for pause in count.pauses if pause.last > count.start]
    while left:
        end = calendar.add_wd(end, 1)
        left -= not any(pause.first <= end <= pause.last for pause in paused)
    first = count.start + timedelta(days=1)
    passed = name_passed_days(first, end, calendar)
    text = f"自{name_day(first)}起数工作日，第{count.length.amount}个工作日为{name_day(end)}"
    steps = _explain_pauses(count, end)
    steps.append(Step("；".join(filter(None, (text, passed))), count.citations, count.length.mark))
    return end, [*steps, *_notices(calendar, first, end)]


def _push(count: _Count, end: date) -> tuple[date, list[Step]]:
    """Moves a calendar end by the paused days before it; each pause may bring the next one into the period."""
    for pause in count.pauses:
        first = max(pause.first, count.start + timedelta(days=1))
        if first <= end and first <= pause.last:
            end += timedelta(days=(pause.last - first).days + 1)
    return end, _explain_pauses(count, end)


def _explain_pauses(count: _Count, end: date) -> list[Step]:
    citations = (count.version.pause_citation,) if count.version.pause_citation else count.citations
    steps = []
    for pause in count.pauses:
        first = max(pause.first, count.start + timedelta(days=1))
        reason = f"（{pause.reason}）" if pause.reason else ""
        if first > pause.last or first > end:
            text = f"{name_day(pause.first)}至{name_day(pause.last)}{reason}不在期限之内，不扣除"
        else:
            text = f"扣除{name_day(first)}至{name_day(pause.last)}{reason}，共{(pause.last - first).days + 1}日"
        steps.append(Step(text, citations, count.length.mark))
    return steps


def _explain_start(count: _Count) -> Step:
    return restate("start_day", count.start, f"{count.limit.starts_on}为{name_day(count.start)}，起算之日不计入")


def _explain_daily(count: _Count, end: date) -> Iterator[Step]:
    percent = count.limit.daily_percent
    days = count.length.amount
    before = f"第{days - 1}日累计为本金的百分之{to_chinese(percent * (days - 1))}"
    text = f"{count.limit.starts_on}为{name_day(count.start)}，当日计为第1日；每日加处百分之{to_chinese(percent)}，{before}"
    yield Step(text, count.citations, count.length.mark)
    yield Step(f"第{days}日即{name_day(end)}达到本金，此后不再增加", count.citations, count.length.mark)


def _explain_roll(count: _Count, strict: date, end: date) -> Iterator[Step]:
    if strict == end:
        return
    calendar = count.calendar
    on = f"，{calendar.describe(end)}" if calendar.describe(end) != "工作日" else ""
    text = f"末日{name_day(strict)}为{name_reason(strict, calendar)}，顺延至其后第一个工作日{name_day(end)}{on}"
    if count.limit.direction is Direction.ANNOUNCEMENT:
        text += "，按顺延后的日期视为送达"
    yield restate("roll", strict, text)
    yield from _notices(calendar, strict, end)
    if count.limit.binds_authority:
        between = f"{name_range(strict + timedelta(days=1), end)}完成的，因末日恰为休息日，是否逾期请人工判断"
        yield replace(restate("roll", strict, between), mark=Mark.HOUSE)


def _open(count: _Count, end: date) -> tuple[date | None, list[Step]]:
    """The first day on which the next step may be taken, where the limit is one of waiting or of a window."""
    limit, calendar = count.limit, count.calendar
    if limit.direction is Direction.WINDOW:
        first = count.start + timedelta(days=1)
        text = f"{name_day(first)}起至{name_day(end)}止{limit.next_step}"
        # The demand has to be ten working days old by then (行政强制法第五十四条).
        demand = calendar.latest_notice(calendar.subtract_wd(end, 1), 10)
        advice = f"申请前须先催告，催告书送达满十个工作日后才能申请，催告书最迟应于{name_day(demand)}送达"
        law = Citation("中华人民共和国行政强制法", 54)
        return first, [Step(text, count.citations, count.length.mark), Step(advice, (law, law_of_working_days()), Mark.VERIFIED)]
    if limit.direction is not Direction.WAITING:
        return None, []
    first = end if limit.opens_on_last_day else end + timedelta(days=1)
    return first, [Step(f"{name_day(first)}起，{limit.next_step}", count.citations, count.length.mark)]


def law_of_working_days() -> Citation:
    """行政强制法第六十九条: ten days or less are working days."""
    return Citation("中华人民共和国行政强制法", 69)


def _notices(calendar: WorkCalendar, first: date, last: date) -> Iterator[Step]:
    """The notices that fixed the rest days and make-up days that mattered between two days."""
    seen = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        plan = calendar.notice_for(day)
        if plan and calendar.is_workday(day) is (day.weekday() >= 5):
            seen[plan.year] = plan
    for plan in seen.values():
        yield Step(f"{plan.year}年的放假和调休按{plan.number}执行", (Citation(plan.title),))


def _warn(provisional: bool) -> list[Step]:
    if not provisional:
        return []
    rule = counting_rule("without_notice", None)
    return [replace(rule, text="所涉年份的放假通知尚未录入，暂按周末和法定节日推算，通知公布并录入后重新计算")]


def _version(limit: Limit, day: date) -> tuple[LimitVersion, bool]:
    version = limit.version_on(day)
    if version:
        return version, True
    return (limit.versions[0] if day < (limit.versions[0].effective.since or day) else limit.versions[-1]), False


def _not_in_force(limit: Limit, version: LimitVersion, day: date) -> Step:
    since = version.effective.since
    text = f"{name_day(day)}时尚无此项期限规定（自{name_day(since)}起施行），以下推算仅供参考，是否适用请人工判断"
    return Step(text, version.citations, version.length.mark)


def _own_length(version: LimitVersion, length: Length | int | None) -> Length:
    if length is None:
        return version.length
    if isinstance(length, int):
        return replace(version.length, amount=length)
    return length


def _extend(own: Length, version: LimitVersion, extensions: Sequence[int]) -> tuple[Length, list[Step]]:
    if not any(extensions):
        return own, []
    asked = sum(extensions)
    allowed = asked if version.max_extension is None else min(asked, version.max_extension)
    total = replace(own, amount=own.amount + allowed)
    granted = replace(own, amount=allowed)
    text = f"经批准延长{granted}，期限共{total}"
    if allowed < asked:
        text = f"批准延长{replace(own, amount=asked)}超过法定上限，只计{granted}，期限共{total}"
    return total, [Step(text, own.citations or version.citations, own.mark)]


def _refuse(limit: Limit, own: Length, start: date | datetime, pauses: Sequence[Pause], extensions: Sequence[int]) -> None:
    if limit.needs_time and not isinstance(start, datetime):
        raise CannotCount(f"{limit.code} {limit.title}按小时计算，起算点须写到分钟，如 2022-04-01T16:20。")
    if own.amount <= 0 or any(extension < 0 for extension in extensions):
        raise CannotCount("期限长度须为正整数，延长的数量不得为负数。")
    if own.unit is not Unit.HOURS and isinstance(start, datetime):
        raise CannotCount(f"{limit.code} {limit.title}按日、月计算，起算点须为日期，如 2022-04-01。")
    if (pauses or any(extensions)) and (limit.direction is Direction.BACKWARD or own.unit is Unit.HOURS):
        raise CannotCount(f"{limit.code} {limit.title}不能延长，也没有可扣除的期间。")


def _merge(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.first):
        last = merged[-1] if merged else None
        if last and pause.first <= last.last + timedelta(days=1):
            reason = "、".join(dict.fromkeys(filter(None, (last.reason, pause.reason))))
            merged[-1] = Pause(last.first, max(last.last, pause.last), reason)
        else:
            merged.append(pause)
    return tuple(merged)

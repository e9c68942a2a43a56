"""From a ``Deadline`` to what the page shows: its light with words, its card with the days and the steps, a month of limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from pengjiang.common import clock
from pengjiang.deadlines.calendar import WEEKDAYS, WorkCalendar
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.models import Light as Code
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.web.components.deadlines import CountStep, Light, LimitCard, StripDay, days_word
from pengjiang.web.components.story import Month, MonthDay

LIGHT_CODES = {Code.OVERDUE: "overdue", Code.SOON: "soon", Code.OK: "normal", Code.PAUSED: "paused", Code.DONE: "done"}
LONGEST_STRIP = 24


def light_of(deadline: Deadline | None, *, calendar: WorkCalendar | None = None, today: date | None = None) -> Light | None:
    """The light of a deadline. Pass the calendar when drawing many: reading it costs a query."""
    if deadline is None:
        return None
    today = today or clock.today()
    code = deadline.light(today)
    if code == Code.DONE:
        word = "已撤销" if deadline.state == Deadline.State.WITHDRAWN else ""
        return Light("done", short_day(deadline.met_on) if deadline.met_on else "", word)
    if code == Code.PAUSED:
        return Light("paused")
    left = working_days_left(deadline.due_on, calendar=calendar, today=today)
    return Light(LIGHT_CODES[code], days_word(left) + ("（暂按推算）" if deadline.provisional else ""))


def working_days_left(due_on: date, *, calendar: WorkCalendar | None = None, today: date | None = None) -> int:
    """Working days from tomorrow to the last day; negative once it has passed, counted to today."""
    return (calendar or stored_calendar()).wd_between(today or clock.today(), due_on)


def card_of(deadline: Deadline, *, calendar: WorkCalendar | None = None, today: date | None = None, history_url: str = "") -> LimitCard:
    """The card of a deadline: result, days, computation."""
    calendar, today = calendar or stored_calendar(), today or clock.today()
    light = light_of(deadline, calendar=calendar, today=today)
    strip = day_strip(today, deadline.due_on, calendar) if deadline.state == Deadline.State.RUNNING else ()
    large, unit = _large(deadline, working_days_left(deadline.due_on, calendar=calendar, today=today))
    off = sum(1 for day in strip if day.kind == "off")
    return LimitCard(
        title=deadline.title,
        light=light,
        left=large,
        unit=unit,
        due_on=deadline.due_on,
        note=_note(deadline),
        strip=strip,
        strip_note=f"剩余天数按工作日显示，扣除休息日、节假日 {off} 日。" if off else "",
        steps=[CountStep(step["text"], step.get("citation", "")) for step in deadline.steps],
        basis=f"规则 {deadline.limit}。计算结果随依据留存。",
        history_url=history_url,
        id=f"deadline-{deadline.pk}",
    )


def day_strip(today: date, due_on: date, calendar: WorkCalendar) -> list[StripDay]:
    """Every day from today to the last one; nothing when that is too long a row or already over."""
    length = (due_on - today).days + 1
    if not 0 < length <= LONGEST_STRIP:
        return []
    return [_strip_day(today + timedelta(days=n), today, due_on, calendar) for n in range(length)]


def month_of(
    year: int,
    month: int,
    *,
    limits: Mapping[date, tuple[str, str, str]],
    calendar: WorkCalendar | None = None,
    previous_url: str = "",
    next_url: str = "",
) -> Month:
    """A month of limits. ``limits`` gives for a day what stands on it: text (超期1), light and address."""
    calendar = calendar or stored_calendar()
    first = date(year, month, 1)
    start = first - timedelta(days=first.weekday())
    after = date(year + month // 12, month % 12 + 1, 1)
    weeks = []
    while start < after:
        weeks.append([_month_day(start + timedelta(days=n), month, limits, calendar) for n in range(7)])
        start += timedelta(days=7)
    plan = calendar.notice(year)
    note = f"依据《{plan.title.strip('《》')}》" if plan else f"{year}年放假通知尚未发布，休息日暂按推算。"
    return Month(f"{year}年{month}月", weeks, note, previous_url, next_url)


def short_day(day: date) -> str:
    """10月8日."""
    return f"{day.month}月{day.day}日"


def due_line(deadline: Deadline) -> str:
    """末日 10月8日 周四."""
    return f"末日 {short_day(deadline.due_on)} 周{WEEKDAYS[deadline.due_on.weekday()]}"


def lights_of(deadlines: Iterable[Deadline]) -> dict[int, Light | None]:
    """Lights by key, with one reading of the calendar."""
    calendar, today = stored_calendar(), clock.today()
    return {deadline.pk: light_of(deadline, calendar=calendar, today=today) for deadline in deadlines}


def _large(deadline: Deadline, left: int) -> tuple[str, str]:
    if deadline.state == Deadline.State.PAUSED:
        return "已中止", ""
    if deadline.state != Deadline.State.RUNNING:
        return ("已办结" if deadline.met_on else "已撤销"), ""
    if deadline.due_on < clock.today():
        return f"超过 {-left}", "个工作日"
    return ("今日到期", "") if left == 0 else (f"还有 {left}", "个工作日")


def _note(deadline: Deadline) -> str:
    parts = []
    if deadline.strict_due_on and deadline.strict_due_on != deadline.due_on:
        parts.append(f"（由{short_day(deadline.strict_due_on)}顺延）")
    if deadline.provisional:
        parts.append("暂按推算，放假通知发布后自动重算")
    return "".join(parts)


def _strip_day(day: date, today: date, due_on: date, calendar: WorkCalendar) -> StripDay:
    if day == due_on:
        return StripDay(day, "末日", "due")
    if day == today:
        return StripDay(day, "今", "today")
    if not calendar.is_workday(day):
        return StripDay(day, "休", "off")
    return StripDay(day, "班" if day.weekday() >= 5 else WEEKDAYS[day.weekday()])


def _month_day(day: date, month: int, limits: Mapping[date, tuple[str, str, str]], calendar: WorkCalendar) -> MonthDay:
    is_weekend, is_work = day.weekday() >= 5, calendar.is_workday(day)
    kinds = []
    mark = ""
    if not is_work:
        kinds.append("off")
        if calendar.describe(day).endswith(("放假", "（法定节日）")):
            kinds.append("holiday")
            mark = "休"
    elif is_weekend:
        kinds.append("work")
        mark = "班"
    if day == clock.today():
        kinds.append("today")
    if day.month != month:
        kinds.append("out")
    text, light, href = limits.get(day, ("", "", ""))
    return MonthDay(day, tuple(kinds), mark, text, light, href)

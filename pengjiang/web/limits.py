"""From a stored deadline to its light and its card."""

from __future__ import annotations

from datetime import date, timedelta

from pengjiang.common import clock
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.models import Light as Lamp
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.web.components.deadlines import CountStep, Light, LimitCard, StripDay, days_word

CODES = {Lamp.OVERDUE: "overdue", Lamp.SOON: "soon", Lamp.OK: "normal", Lamp.PAUSED: "paused", Lamp.DONE: "done"}
STRIP_DAYS = 16
WEEKDAYS = "一二三四五六日"


def light_of(deadline: Deadline | None, *, today: date | None = None) -> Light | None:
    """The light with the working days left or passed; None for no deadline."""
    if deadline is None:
        return None
    day = today or clock.today()
    lamp = deadline.light(day)
    if lamp is Lamp.DONE:
        return Light("done", f"{deadline.met_on:%m-%d}" if deadline.met_on else "")
    if lamp is Lamp.PAUSED:
        return Light("paused")
    return Light(CODES[lamp], days_word(working_days_left(deadline.due_on, day)))


def working_days_left(due_on: date, today: date) -> int:
    """Working days after ``today`` up to the last day; negative once it has passed, at least one day each way."""
    calendar = stored_calendar()
    if due_on >= today:
        left = calendar.wd_between(today, due_on)
        return left if left or due_on == today else 1
    return -max(calendar.wd_between(due_on, today), 1)


def card_of(deadline: Deadline, *, today: date | None = None) -> LimitCard:
    """The card: result, strip of days to come, and the count step by step."""
    day = today or clock.today()
    light = light_of(deadline, today=day)
    lamp = deadline.light(day)
    left, unit = "", ""
    if lamp in {Lamp.OK, Lamp.SOON}:
        count = working_days_left(deadline.due_on, day)
        left, unit = (f"还有 {count}", "个工作日") if deadline.due_on != day else ("今日到期", "")
    elif lamp is Lamp.OVERDUE:
        left, unit = f"超期 {-working_days_left(deadline.due_on, day)}", "个工作日"
    elif lamp is Lamp.PAUSED:
        left = "已中止，恢复后继续计算"
    else:
        left = "已办结" if deadline.met_on else "已撤销"
    notes = []
    if deadline.strict_due_on and deadline.strict_due_on != deadline.due_on:
        notes.append(f"由{deadline.strict_due_on.month}月{deadline.strict_due_on.day}日顺延")
    if deadline.provisional:
        notes.append("暂按推算，待放假通知公布后重算")
    strip = _strip(day, deadline.due_on) if lamp in {Lamp.OK, Lamp.SOON} else ()
    return LimitCard(
        title=deadline.title,
        light=light,
        left=left,
        unit=unit,
        due_on=deadline.due_on,
        note=f"（{'；'.join(notes)}）" if notes else "",
        strip=strip,
        strip_note="剩余天数按工作日显示，扣除周末与节假日，计入调休上班日。" if strip else "",
        steps=[CountStep(step["text"], step.get("citation", "")) for step in deadline.steps],
        id=f"deadline-{deadline.pk}",
    )


def _strip(today: date, due_on: date) -> tuple[StripDay, ...]:
    """Days from today to the last day; nothing where they do not fit into two rows."""
    if (due_on - today).days + 1 > STRIP_DAYS:
        return ()
    calendar = stored_calendar()
    days = []
    for offset in range((due_on - today).days + 1):
        day = today + timedelta(days=offset)
        if day == due_on:
            days.append(StripDay(day, "末日", "due"))
        elif day == today:
            days.append(StripDay(day, "今", "today"))
        elif not calendar.is_workday(day):
            days.append(StripDay(day, "休", "off"))
        else:
            days.append(StripDay(day, "班" if day.weekday() >= 5 else WEEKDAYS[day.weekday()]))
    return tuple(days)

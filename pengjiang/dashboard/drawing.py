"""From to-dos and days to the components the pages draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from pengjiang.common import clock
from pengjiang.dashboard.queries import SOON_WD, DayOfMonth
from pengjiang.dashboard.registry import Todo
from pengjiang.deadlines.calendar import WEEKDAYS, WorkCalendar
from pengjiang.web.components import Light, Month, MonthDay, TodoGroup
from pengjiang.web.components import Todo as TodoRow

LIGHT_CODES = {"ok": "normal", "overdue": "overdue", "soon": "soon", "paused": "paused", "done": "done"}


def light_of(*, due: date | None, light: str, calendar: WorkCalendar, immediate: bool = False) -> Light | None:
    """The chip: 超期 5 个工作日, 临期 余 2 个工作日, 须立即."""
    if immediate and not (due and due < clock.today()):
        return Light("soon", "立即办理", "须立即")
    if due is None:
        return None
    today = clock.today()
    if due < today:
        return Light("overdue", f"{max(1, calendar.wd_between(due, today))} 个工作日")
    left = calendar.wd_between(today, due)
    code = LIGHT_CODES.get(light, "normal")
    return Light(code, "今日到期" if due == today else f"余 {left} 个工作日" if code != "paused" else "")


def due_text(due: date | None, *, provisional: bool = False) -> str:
    """末日 9月24日 周四."""
    if due is None:
        return ""
    year = f"{due.year}年" if due.year != clock.today().year else ""
    note = "（暂按推算）" if provisional else ""
    return f"末日 {year}{due.month}月{due.day}日 周{WEEKDAYS[due.weekday()]}{note}"


def todo_row(item: Todo, calendar: WorkCalendar, *, primary: bool) -> TodoRow:
    return TodoRow(
        title=item.title,
        href=item.url,
        light=light_of(due=item.due, light=item.light, calendar=calendar, immediate=item.immediate),
        due=due_text(item.due, provisional=item.provisional),
        number=item.number,
        why=item.why,
        citation=item.citation,
        because=f"{item.because}{item.day_from if item.due else ''}",
        do=item.action if item.url else "",
        do_href=item.url,
        primary=primary,
    )


def todo_groups(items: Sequence[Todo], calendar: WorkCalendar) -> list[TodoGroup]:
    """By urgency: overdue, within five working days, later, without a day. Only the first group's buttons are primary."""
    today = clock.today()
    soon = calendar.add_wd(today, SOON_WD)
    overdue = [item for item in items if item.due and item.due < today]
    near = [item for item in items if item not in overdue and (item.immediate or (item.due and item.due <= soon))]
    later = [item for item in items if item.due and item not in overdue and item not in near]
    free = [item for item in items if item not in overdue and item not in near and item not in later]

    def rows(part: list[Todo], *, primary: bool) -> list[TodoRow]:
        return [todo_row(item, calendar, primary=primary) for item in part]

    return [
        TodoGroup("已超期", rows(overdue, primary=True), "先办：超期每多一日，监督效力随之减损", "stop", overdue=True),
        TodoGroup("五个工作日内", rows(near, primary=not overdue), "“立即”优先，其余按剩余工作日"),
        TodoGroup("以后到期", rows(later, primary=False), "", "calendar"),
        TodoGroup("没有法定期限", rows(free, primary=False), "", "inbox"),
    ]


def month_of(days: Sequence[DayOfMonth], first: date, calendar: WorkCalendar, *, address: str) -> Month:
    """The table; ``address`` is the calendar page, which shows a day's deadlines."""
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    notice = calendar.notice(first.year)
    return Month(
        title=f"{first.year}年{first.month}月",
        weeks=[[_month_day(day, first, address) for day in days[start : start + 7]] for start in range(0, len(days), 7)],
        note=f"依据《{notice.title}》（{notice.number}）" if notice else f"{first.year}年放假通知尚未录入，周末与法定节日暂按推算",
        previous_url=f"?month={before:%Y-%m}",
        next_url=f"?month={after:%Y-%m}",
    )


def _month_day(day: DayOfMonth, first: date, address: str) -> MonthDay:
    kinds = [
        name
        for name, holds in (
            ("off", day.free),
            ("holiday", day.rest),
            ("work", day.worked),
            ("today", day.day == clock.today()),
            ("out", day.day.month != first.month),
        )
        if holds
    ]
    words = {"overdue": f"超期{day.limits}", "soon": str(day.limits), "ok": str(day.limits), "paused": str(day.limits)}
    return MonthDay(
        day=day.day,
        kinds=kinds,
        mark="休" if day.rest else "班" if day.worked else "",
        limit=words.get(day.light, ""),
        light=LIGHT_CODES.get(day.light, "").replace("paused", "normal"),
        href=f"{address}?month={day.day:%Y-%m}&day={day.day.isoformat()}" if day.limits else "",
    )


def asked_month(text: Any) -> date:
    """The first of the asked month; of this one where the address makes no sense."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today().replace(day=1)

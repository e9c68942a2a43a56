"""The calendar that administrators keep, as one value in memory; reread when a row has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from pengjiang.deadlines.calendar import Holiday, WorkCalendar, YearPlan, packaged_plans, statutory_days
from pengjiang.deadlines.models import CalendarYear

_held: tuple[tuple, WorkCalendar] | None = None


def stored_calendar() -> WorkCalendar:
    """One cheap query tells whether the held value is still the stored one (several processes share the table)."""
    global _held  # noqa: PLW0603 — one value per process
    version = tuple(CalendarYear.objects.order_by("year").values_list("year", "updated_at"))
    if _held is None or _held[0] != version:
        _held = (version, WorkCalendar(plan_of(row) for row in CalendarYear.objects.order_by("year")))
    return _held[1]


def forget() -> None:
    """Read the table anew at the next question: within one instant of a clock that stands still a row may change twice."""
    global _held  # noqa: PLW0603 — one value per process
    _held = None


def plan_of(row: CalendarYear) -> YearPlan:
    """A stored year as a plan. One that still equals the packaged table keeps that table's names of the holidays."""
    for plan in packaged_plans():
        if plan.year == row.year and set(rest_of(plan)) == set(row.rest_days) and set(worked_of(plan)) == set(row.make_up_days):
            return plan
    names = statutory_days(row.year)
    holidays = []
    for run in _runs(sorted(row.rest_days)):
        inside = [day for day in run if day in names]
        name = "、".join(dict.fromkeys(names[day] for day in inside)) or "节假日"
        holidays.append((name, run, tuple(inside)))
    worked: list[list[date]] = [[] for _ in holidays]
    for day in sorted(row.make_up_days):
        if holidays:
            # A make-up day belongs to the holiday nearest to it.
            nearest = min(range(len(holidays)), key=lambda place: min(abs((rest - day).days) for rest in holidays[place][1]))
            worked[nearest].append(day)
    return YearPlan(
        row.year,
        row.notice_title,
        row.notice_number,
        tuple(Holiday(name, run[0], run[-1], tuple(days), inside) for (name, run, inside), days in zip(holidays, worked, strict=True)),
    )


def rest_of(plan: YearPlan) -> list[date]:
    """All rest days of a plan."""
    return sorted(day for holiday in plan.holidays for day in holiday.rest)


def worked_of(plan: YearPlan) -> list[date]:
    """All make-up working days of a plan."""
    return sorted(day for holiday in plan.holidays for day in holiday.worked)


def _runs(days: Sequence[date]) -> list[list[date]]:
    """Consecutive days together."""
    runs: list[list[date]] = [[days[0]]] if days else []
    for before, day in pairwise(days):
        if day - before == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs

"""The calendar that administrators keep, as one value in memory; reread when a row has changed."""

from __future__ import annotations

from django.db.models import Count, Max

from pengjiang.deadlines.calendar import WorkCalendar
from pengjiang.deadlines.models import CalendarYear

_held: tuple[tuple, WorkCalendar] | None = None


def stored_calendar() -> WorkCalendar:
    """One cheap query tells whether the held value is still the stored one (several processes share the table)."""
    global _held  # noqa: PLW0603 — one value per process
    version = tuple(CalendarYear.objects.aggregate(Max("updated_at"), Count("id")).values())
    if _held is None or _held[0] != version:
        _held = (version, build())
    return _held[1]


def build() -> WorkCalendar:
    """The calendar from the rows; the packaged tables where there are none."""
    raise NotImplementedError

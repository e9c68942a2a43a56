"""The rulebook with the reference and the calendar that this office keeps."""

from __future__ import annotations

from pengjiang.checks.runner import Checker
from pengjiang.common import clock
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.law import stored

_held: tuple[tuple, Checker] | None = None


def current_checker() -> Checker:
    """One per edition of reference and calendar and per day; making one reads the whole reference."""
    global _held  # noqa: PLW0603 — one value per process
    reference, calendar, today = stored.stored(), stored_calendar(), clock.today()
    key = (reference.digest, calendar.digest, today)
    if _held is None or _held[0] != key:
        _held = (key, Checker(reference, on=today, calendar=calendar))
    return _held[1]

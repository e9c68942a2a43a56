"""Counts in the menu: what waits, and whether something is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pengjiang.common import clock
from pengjiang.dashboard.queries import bound_to
from pengjiang.web import slots


def todo_counts(user: Any) -> Mapping[str, slots.MenuCount]:
    """One query: the last days of what is bound to this person."""
    days = list(bound_to(user).order_by().values_list("due_on", flat=True)[:200])
    return {"home": slots.MenuCount(len(days), bad=any(day < clock.today() for day in days))} if days else {}


slots.counts.register("dashboard", todo_counts)

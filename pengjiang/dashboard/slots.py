"""In the menu: whether something is overdue. How much waits, with what has no day, the desk itself counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pengjiang.common import clock
from pengjiang.dashboard.queries import bound_to
from pengjiang.web import slots


def overdue_mark(user: Any) -> Mapping[str, slots.MenuCount]:
    """One query."""
    return {"home": slots.MenuCount(0, bad=True)} if bound_to(user).filter(due_on__lt=clock.today()).exists() else {}


slots.counts.register("dashboard", overdue_mark)

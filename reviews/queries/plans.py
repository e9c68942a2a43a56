"""Whose turn a plan is."""

from __future__ import annotations

from reviews.models import PlanStep, Round


def current_step(row: Round) -> PlanStep | None:
    """The first undecided rung of the last sending; none while the plan is not being approved."""
    if row.state != "approving":
        return None
    last = row.steps.order_by("-turn").first()
    return row.steps.filter(turn=last.turn, decision="").order_by("order").first() if last else None

"""The periodic sweep."""

from __future__ import annotations

from celery import shared_task

from pengjiang.deadlines import reminders


@shared_task
def sweep_deadlines() -> list[int]:
    """Reminders and overdue notices; safe to run twice and side by side."""
    swept = reminders.sweep()
    return [swept.reminders, swept.overdue]

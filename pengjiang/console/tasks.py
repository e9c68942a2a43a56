"""Periodic work of the console; every task is safe to run twice."""

from __future__ import annotations

from celery import shared_task

from pengjiang.accounts import reorganising
from pengjiang.console.services import anchors, verification


@shared_task
def keep_anchor() -> bool:
    """Keep today's head of the audit chain."""
    return anchors.keep_anchor() is not None


@shared_task
def run_verifications() -> int:
    """Verify for those who asked."""
    count = 0
    while verification.verify_next() is not None:
        count += 1
    return count


@shared_task
def carry_out_changes() -> int:
    """Renames and mergers whose day has come."""
    return reorganising.carry_out_due()

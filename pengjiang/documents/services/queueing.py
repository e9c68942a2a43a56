"""Asking a worker to print."""

from __future__ import annotations

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.common import clock
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument


def queue(document: IssuedDocument) -> None:
    """Mark a paper as waiting (the caller saves it) and ask a worker after commit.

    With the broker gone nothing is lost: beat's sweep finds the row. Times are recorded times, whatever day a demonstration plays.
    """
    document.making, document.queued_at = Making.QUEUED, clock.actual()
    document.claim, document.claimed_at, document.attempts, document.error = None, None, 0, ""
    transaction.on_commit(lambda: _nudge(document.pk))


def _nudge(pk: int) -> None:
    """Named, not imported: tasks stand above services."""
    try:
        current_app.send_task("pengjiang.documents.tasks.render_document", [pk], retry=False)
    except (OperationalError, OSError):
        return

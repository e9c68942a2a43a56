"""Batches and patterns in a worker."""

from __future__ import annotations

from celery import shared_task

from pengjiang.checkups.models import CheckJob
from pengjiang.checkups.services import jobs, patterns
from pengjiang.common.piecework import stalled


@shared_task
def go_on_with_job(pk: int) -> None:
    """Check the files of a batch from where it stands. Safe to run twice and side by side."""
    jobs.go_on(pk)


@shared_task
def sweep_jobs() -> int:
    """Go on with what a killed worker left, and with patterns that somebody asked for."""
    waiting = stalled(CheckJob.objects)
    for pk in waiting:
        jobs.go_on(pk)
    patterns.refresh_asked()
    return len(waiting)


@shared_task
def refresh_patterns() -> int:
    """All patterns anew: every night, and when somebody asks."""
    return patterns.refresh()

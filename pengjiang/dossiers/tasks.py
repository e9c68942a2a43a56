"""Dossiers sent by the hundred, in a worker."""

from __future__ import annotations

from celery import shared_task

from pengjiang.common.piecework import stalled
from pengjiang.dossiers.intake import jobs
from pengjiang.dossiers.models import IntakeJob


@shared_task
def go_on_with_intake(pk: int) -> None:
    """Store the rows from where the job stands. Safe to run twice and side by side."""
    jobs.go_on(pk)


@shared_task
def sweep_intake() -> int:
    """Go on with what a killed worker left."""
    waiting = stalled(IntakeJob.objects)
    for pk in waiting:
        jobs.go_on(pk)
    return len(waiting)

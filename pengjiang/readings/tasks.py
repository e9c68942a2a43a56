"""Reading in workers: text in the common queue, scans in a queue of their own, one at a time."""

from __future__ import annotations

from celery import shared_task
from django.db.models import Q

from pengjiang.common import clock
from pengjiang.files.enums import FileState
from pengjiang.readings import services
from pengjiang.readings.enums import ReadingState
from pengjiang.readings.models import Reading


@shared_task
def read_file(pk: int) -> None:
    """Read the text of a file, or hand it to the worker for scans. Safe to run twice."""
    reading = Reading.objects.select_related("file", "dossier").filter(pk=pk).first()
    if reading is not None and reading.is_under_way and not reading.is_scan:
        services.read_text(reading)


@shared_task
def read_scan(pk: int) -> None:
    """Recognise the pages of a scan. Safe to run twice; goes on where a killed worker stopped."""
    reading = Reading.objects.select_related("file", "dossier").filter(pk=pk).first()
    if reading is not None and reading.is_under_way:
        services.read_pictures(reading)


@shared_task
def sweep_readings() -> int:
    """Ask again for what waits: the broker was away, a file was still being checked, or a worker was killed."""
    now = clock.now()
    waits = Q(state=ReadingState.QUEUED, heard_at__lt=now - services.SILENCE / 6) | Q(
        state=ReadingState.READING, heard_at__lt=now - services.SILENCE
    )
    waiting = list(Reading.objects.filter(waits).exclude(file__state=FileState.CHECKING).order_by("id")[:20])
    for reading in waiting:
        services.nudge(reading)
    return len(waiting)

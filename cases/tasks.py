"""Binding volumes in workers."""

from __future__ import annotations

from celery import shared_task

from cases.models import Volume
from cases.services.archive.binding import bind_volume


@shared_task
def bind_one(pk: int) -> bool:
    """Bind one volume, unless its papers are still being made. Safe to run twice."""
    return bind_volume(pk) is not None


@shared_task
def sweep_volumes() -> int:
    """Bind what waits: papers were being made, or the broker was away."""
    waiting = Volume.objects.filter(state="waiting").order_by("id").values_list("pk", flat=True)[:20]
    return sum(bind_volume(pk) is not None for pk in waiting)

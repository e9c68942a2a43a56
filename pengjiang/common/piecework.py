"""Work over many rows by a worker: piece by piece, each piece under the lock of its job and in one transaction.

A worker that is killed loses the piece it was at; the next one begins with it. Two workers at the same job do not meet: the second
finds it locked and goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from pengjiang.common import clock
from pengjiang.common.models import Stamped

PIECE = 20
STILL = timedelta(minutes=1)


class PieceworkState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "办理中"
    DONE = "done", "已完成"


class Piecework(Stamped):
    """The rows in the order of the list, and how far a worker came."""

    keys = models.JSONField("记录", default=list)
    total = models.PositiveIntegerField("条数", default=0)
    position = models.PositiveIntegerField("已办", default=0)
    state = models.CharField("状态", max_length=20, choices=PieceworkState.choices, default=PieceworkState.WAITING)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(name="%(class)s_done_has_a_time", condition=~Q(state="done") | Q(finished_at__isnull=False))]

    @property
    def is_done(self) -> bool:
        return self.state == PieceworkState.DONE


def go_on(jobs: models.QuerySet, pk: int, *, do: Callable[[Any, Sequence[int]], None], finish: Callable[[Any], None]) -> bool:
    """The whole rest of a job, as far as this worker lives; False where another works at it.

    ``do(job, keys)`` does a piece and may change fields of the job; ``finish(job)`` is called once, with the last piece.
    """
    while (left := one_piece(jobs, pk, do=do, finish=finish)) > 0:
        continue
    return left == 0


@transaction.atomic
def one_piece(jobs: models.QuerySet, pk: int, *, do: Callable[[Any, Sequence[int]], None], finish: Callable[[Any], None]) -> int:
    """How many rows are left after one more piece; -1 where there is nothing to do for this worker."""
    job = jobs.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if job is None or job.is_done:
        return -1
    keys = job.keys[job.position : job.position + PIECE]
    do(job, keys)
    job.position += len(keys)
    job.state = PieceworkState.RUNNING
    if job.position >= job.total:
        job.state, job.finished_at = PieceworkState.DONE, clock.now()
        finish(job)
    job.save()
    return job.total - job.position


def stalled(jobs: models.QuerySet) -> list[int]:
    """Jobs that nobody touched for a minute."""
    rows = jobs.exclude(state=PieceworkState.DONE).filter(updated_at__lt=clock.now() - STILL)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:5])

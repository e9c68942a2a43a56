"""Many files by a worker: piece by piece, each piece under the lock of its job and in one transaction.

A worker that is killed loses the piece it was at; the next one begins with it. Two workers at the same job do not meet: the second
finds it locked and goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.checkups.enums import JobState, Reason
from pengjiang.checkups.models import CheckJob
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit

PIECE = 20
LIMIT = 20_000
STILL = timedelta(minutes=1)


@transaction.atomic
def order_job(keys: Sequence[int], *, actor: Any, scope: str = "") -> CheckJob:
    """Let a worker check these files. Raises ``NotAllowed`` and ``DomainError``."""
    decision = can(actor, CheckupPermission.RUN)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    visible = set(Dossier.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    wanted = [key for key in dict.fromkeys(keys) if key in visible]
    if not wanted:
        raise DomainError("没有可以体检的案卷，请重新选择。")
    if len(wanted) > LIMIT:
        raise DomainError(f"一次最多体检 {LIMIT} 件，请缩小筛选范围后分次体检。")
    job = CheckJob.objects.create(actor=actor, organisation=actor.organisation, scope=scope[:300], keys=wanted, total=len(wanted))
    emit("checkups.job_ordered", actor=actor, target=job, data={"count": job.total})
    transaction.on_commit(lambda: nudge(job.pk))
    return job


def go_on(pk: int) -> bool:
    """The whole rest of a job, as far as this worker lives; False where another works at it."""
    while (left := _next_piece(pk)) > 0:
        continue
    return left == 0


@transaction.atomic
def _next_piece(pk: int) -> int:
    """How many files are left after one more piece; -1 where there is nothing to do for this worker."""
    job = CheckJob.objects.select_for_update(skip_locked=True, of=("self",)).select_related("actor").filter(pk=pk).first()
    if job is None or job.is_done:
        return -1
    keys = job.keys[job.position : job.position + PIECE]
    found = Dossier.objects.visible_to(job.actor).select_related("organisation").prefetch_related("parties").in_bulk(keys)
    for key in keys:
        if key in found:
            job.runs.add(run_check(found[key], actor=job.actor, reason=Reason.BATCH))
        else:
            job.refused = [*job.refused, {"key": key, "why": "案卷已不在您的查看范围内。"}]
    job.position += len(keys)
    job.state = JobState.RUNNING
    if job.position >= job.total:
        job.state, job.finished_at = JobState.DONE, clock.now()
        emit("checkups.job_done", actor=job.actor, target=job, data={"count": job.total})
    job.save()
    return job.total - job.position


def stalled() -> list[int]:
    """Jobs that nobody touched for a minute."""
    rows = CheckJob.objects.exclude(state=JobState.DONE).filter(updated_at__lt=clock.now() - STILL)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:5])


def nudge(pk: int) -> None:
    """Wake a worker; beat's sweep is the guarantee."""
    from pengjiang.checkups.tasks import go_on_with_job  # noqa: PLC0415 — tasks stand above services

    try:
        go_on_with_job.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return

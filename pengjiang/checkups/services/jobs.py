"""Many files by a worker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.checkups.enums import Reason
from pengjiang.checkups.models import CheckJob
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import piecework
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit

LIMIT = 20_000


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
    return piecework.go_on(CheckJob.objects.select_related("actor"), pk, do=_check, finish=_tell)


def _check(job: CheckJob, keys: Sequence[int]) -> None:
    found = Dossier.objects.visible_to(job.actor).select_related("organisation").prefetch_related("parties").in_bulk(keys)
    for key in keys:
        if key in found:
            job.runs.add(run_check(found[key], actor=job.actor, reason=Reason.BATCH))
        else:
            job.refused = [*job.refused, {"key": key, "why": "案卷已不在您的查看范围内。"}]


def _tell(job: CheckJob) -> None:
    emit("checkups.job_done", actor=job.actor, target=job, data={"count": job.total})


def nudge(pk: int) -> None:
    """Wake a worker; beat's sweep is the guarantee."""
    from pengjiang.checkups.tasks import go_on_with_job  # noqa: PLC0415 — tasks stand above services

    try:
        go_on_with_job.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return

"""Bulk actions over many rows: ordered on a list, done by a worker as the person who ordered them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.common import piecework
from pengjiang.events.services import emit
from pengjiang.web.models import BulkJob


@dataclass(frozen=True)
class Outcome:
    """What became of one row; ``reason`` is empty when it was done."""

    name: str
    href: str
    reason: str = ""


@transaction.atomic
def order_bulk(keys: Sequence[int], *, actor: Any, path: str, action: str, label: str, title: str, scope: str, answers: str) -> BulkJob:
    """Keep what is to be done with which rows. ``answers``: the form as sent, encoded as in an address."""
    job = BulkJob.objects.create(
        actor=actor, path=path, action=action, label=label, title=title, scope=scope, answers=answers, keys=list(keys), total=len(keys)
    )
    emit("web.bulk_ordered", actor=actor, target=job, data={"title": title, "label": label, "count": job.total})
    transaction.on_commit(lambda: nudge(job.pk))
    return job


def go_on(pk: int, *, doer: Callable[[BulkJob], Callable[[Sequence[int]], Sequence[Outcome]]]) -> bool:
    """The rest of a job. ``doer(job)`` gives what does rows by their keys and tells what became of each."""

    def do(job: BulkJob, keys: Sequence[int]) -> None:
        job.refused = [*job.refused, *(asdict(outcome) for outcome in doer(job)(keys) if outcome.reason)]

    return piecework.go_on(BulkJob.objects.select_related("actor"), pk, do=do, finish=_tell)


def _tell(job: BulkJob) -> None:
    refused = len(job.refused)
    data = {"title": job.title, "label": job.label, "done": job.total - refused, "refused": refused}
    emit("web.bulk_done", actor=job.actor, target=job, data=data)


def nudge(pk: int) -> None:
    """Wake a worker; beat's sweep is the guarantee."""
    from pengjiang.web.tasks import go_on_with_bulk  # noqa: PLC0415 — tasks stand above services

    try:
        go_on_with_bulk.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return

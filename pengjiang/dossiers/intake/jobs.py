"""Few rows at once, many by a worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.common import piecework
from pengjiang.common.errors import NotAllowed
from pengjiang.dossiers.intake.splitting import LONGEST, Place
from pengjiang.dossiers.intake.storing import RowReport, store_row
from pengjiang.dossiers.models import IntakeJob, IntakeLine, IntakeOutcome
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.events.services import emit

AT_ONCE = 200
MOST_ROWS = 20_000


def require(actor: Any) -> None:
    """Who may send dossiers by the hundred: who may import the ledger. Raises ``NotAllowed``."""
    decision = can(actor, DossierPermission.IMPORT)
    if not decision.ok:
        raise NotAllowed(decision.reason)


def store_now(content: BinaryIO, places: Sequence[Place], *, actor: Any, check: bool) -> list[RowReport]:
    """All rows, while the caller waits."""
    require(actor)
    reports = [store_row(place, text, actor=actor, check=check) for place, text in _texts(content, places)]
    _tell(actor, None, count_of(reports), len(reports))
    return reports


@transaction.atomic
def order_intake(content: BinaryIO, places: Sequence[Place], *, actor: Any, check: bool) -> IntakeJob:
    """Keep the rows and let a worker store them."""
    require(actor)
    job = IntakeJob(actor=actor, check_files=check, total=len(places), counts=_zeros())
    job.keys = [[place.line, place.start, place.length] for place in places]
    content.seek(0)
    job.content.save("rows", File(content), save=False)
    job.save()
    emit("dossiers.intake_ordered", actor=actor, target=job, data={"count": job.total})
    transaction.on_commit(lambda: nudge(job.pk))
    return job


def go_on(pk: int) -> bool:
    """The whole rest of a job, as far as this worker lives; False where another works at it."""
    job = IntakeJob.objects.filter(pk=pk).exclude(content="").first()
    if job is None:
        return False
    # Opened once for all pieces: a distant store gives it whole each time.
    with job.content.open("rb") as content:
        jobs = IntakeJob.objects.select_related("actor")
        return piecework.go_on(jobs, pk, do=lambda job, keys: _store(job, content, keys), finish=_finish)


def count_of(reports: Sequence[RowReport]) -> dict[str, int]:
    """Rows by outcome."""
    return _zeros() | Counter(report.outcome.value for report in reports)


def _store(job: IntakeJob, content: BinaryIO, keys: Sequence[Any]) -> None:
    reports = [store_row(place, text, actor=job.actor, check=job.check_files) for place, text in _texts(content, [Place(*key) for key in keys])]
    lines = [report.as_line() for report in reports]
    for line in lines:
        line.job = job
    IntakeLine.objects.bulk_create(lines)
    job.counts = {name: number + job.counts.get(name, 0) for name, number in count_of(reports).items()}


def _finish(job: IntakeJob) -> None:
    stored = job.content
    name, storage = stored.name, stored.storage
    job.content = ""
    transaction.on_commit(lambda: storage.delete(name))
    _tell(job.actor, job, job.counts, job.total)


def _tell(actor: Any, job: IntakeJob | None, counts: dict[str, int], total: int) -> None:
    emit("dossiers.intake_done", actor=actor, target=job, data={"count": total, **counts})


def _texts(content: BinaryIO, places: Sequence[Place]) -> Iterator[tuple[Place, bytes]]:
    for place in places:
        content.seek(place.start)
        yield place, content.read(min(place.length, LONGEST))


def _zeros() -> dict[str, int]:
    return {outcome.value: 0 for outcome in IntakeOutcome}


def nudge(pk: int) -> None:
    """Wake a worker; beat's sweep is the guarantee."""
    from pengjiang.dossiers.tasks import go_on_with_intake  # noqa: PLC0415 — tasks stand above services

    try:
        go_on_with_intake.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return

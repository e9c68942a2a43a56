"""Workbooks out: small ones at once, large ones by a worker."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from django.core import signing
from django.core.files import File
from django.db import models, transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.events.services import emit
from pengjiang.exchange.models import ExportJob, Format
from pengjiang.exchange.services.writing import csv_lines, ndjson_lines, write_workbook
from pengjiang.exchange.spec import ExportSpec
from pengjiang.files.enums import FileKind
from pengjiang.files.models import StoredFile
from pengjiang.files.services import process, store_upload

AT_ONCE = 2000
MOST_ROWS = 100_000
PROGRESS_EVERY = 500
LINK_MINUTES = 15
LINES = {Format.CSV: csv_lines, Format.NDJSON: ndjson_lines}
_signer = signing.TimestampSigner(salt="exchange.export")


def require(actor: Any, spec: ExportSpec) -> None:
    """Raises ``NotAllowed`` with the reason."""
    decision = can(actor, spec.permission)
    if not decision.ok:
        raise NotAllowed(decision.reason)


def note_export(*, actor: Any, title: str, count: int, target: models.Model | None = None) -> None:
    """An export is an entry of the trail."""
    emit("exchange.exported", actor=actor, target=target, data={"title": title, "count": count})


@transaction.atomic
def order_export(spec: ExportSpec, *, keys: Sequence[int], actor: Any, kind: str = Format.XLSX) -> ExportJob:
    """Let a worker write these rows. What the person may no longer see when it runs is left out."""
    require(actor, spec)
    if not keys:
        raise DomainError("没有符合条件的记录可以导出，请放宽筛选条件。")
    if len(keys) > MOST_ROWS:
        raise DomainError(f"一次最多导出 {MOST_ROWS} 条，请缩小筛选范围。")
    job = ExportJob(spec=spec.code, actor=actor, keys=list(keys), total=len(keys), format=kind)
    job.save()
    note_export(actor=actor, title=spec.title, count=len(keys), target=job)
    transaction.on_commit(lambda: nudge(job.pk))
    return job


def run_export(job: ExportJob) -> StoredFile | None:
    """Write the workbook of a job and keep it as its file. Safe to repeat."""
    spec = job.declared
    ExportJob.objects.filter(pk=job.pk).update(state=ExportJob.State.RUNNING, position=0, updated_at=clock.now())
    with tempfile.TemporaryFile() as out:
        write_ledger(out, spec, _told(in_order(spec, job.actor, job.keys), job), actor=job.actor, kind=job.format)
        out.flush()
        with transaction.atomic():
            job = ExportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
            if job.state == ExportJob.State.DONE:
                return None
            name = file_name(spec, job.format)
            file = store_upload(File(out, name=name), actor=None, target=job, kind=FileKind.EXPORT)
            job.state, job.position, job.finished_at = ExportJob.State.DONE, job.total, clock.now()
            job.save()
    return process(file)


def write_ledger(out: BinaryIO, spec: ExportSpec, rows: Iterable[Any], *, actor: Any, kind: str) -> None:
    """The rows in one of the formats."""
    if kind == Format.XLSX:
        write_workbook(out, title=spec.title, subtitle=spec.subtitle(actor), columns=spec.columns, rows=rows)
    else:
        out.writelines(line.encode() for line in LINES[kind](spec.columns, rows))


def in_order(spec: ExportSpec, actor: Any, keys: Sequence[int]) -> Iterator[Any]:
    """The rows of these keys as far as the person may see them, in pieces."""
    for start in range(0, len(keys), PROGRESS_EVERY):
        piece = keys[start : start + PROGRESS_EVERY]
        found = {row.pk: row for row in spec.rows(actor, {"keys": piece})}
        yield from (found[key] for key in piece if key in found)


def file_name(spec: ExportSpec, kind: str) -> str:
    """What the file is called on the reader's disk."""
    return f"{spec.title}-{clock.now():%Y%m%d-%H%M}.{kind}"


def link_of(job: ExportJob) -> str:
    """The proof that whoever has it may take this job's file for its person, for a quarter of an hour."""
    return _signer.sign(f"{job.pk}:{job.actor_id}")


def job_of(link: str) -> ExportJob | None:
    """The finished job of a link that still holds; its person must still be one."""
    try:
        pk, _, person = _signer.unsign(link, max_age=LINK_MINUTES * 60).partition(":")
    except signing.BadSignature:
        return None
    return ExportJob.objects.select_related("actor").filter(pk=pk, actor=person, actor__is_active=True, state=ExportJob.State.DONE).first()


def _told(rows: Iterable[Any], job: ExportJob) -> Iterator[Any]:
    """The rows, with the progress written down as they pass."""
    for count, row in enumerate(rows, start=1):
        if count % PROGRESS_EVERY == 0:
            _tell(job, count)
        yield row


def _tell(job: ExportJob, count: int) -> None:
    ExportJob.objects.filter(pk=job.pk).update(position=count, updated_at=clock.now())


def nudge(pk: int) -> None:
    """Wake a worker; beat's sweep is the guarantee."""
    from pengjiang.exchange.tasks import write_export  # noqa: PLC0415 — tasks stand above services

    try:
        write_export.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return

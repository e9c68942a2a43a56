"""Imports and exports in a worker."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task

from pengjiang.common import clock
from pengjiang.exchange.models import ExportJob, ImportBatch
from pengjiang.exchange.services import exports, imports, units


@shared_task
def go_on_with_import(pk: int) -> None:
    """Read the preview, or store rows from where the batch stands. Safe to run twice and side by side."""
    batch = ImportBatch.objects.select_related("actor", "organisation").filter(pk=pk).first()
    if batch is None:
        return
    if batch.state == ImportBatch.State.READING:
        imports.read_preview(batch)
    elif batch.state == ImportBatch.State.RUNNING:
        imports.run_import(batch)


@shared_task
def write_export(pk: int) -> None:
    """Make a workbook. Safe to run twice: a finished one stays."""
    job = ExportJob.objects.select_related("actor").filter(pk=pk).exclude(state=ExportJob.State.DONE).first()
    if job is not None:
        exports.run_export(job)


@shared_task
def write_unit_export(pk: int) -> None:
    """Pack everything a unit owns. Safe to run twice."""
    units.make_unit_export(pk)


@shared_task
def sweep_exchange() -> int:
    """Go on with what no worker touched for a minute."""
    still = clock.now() - timedelta(minutes=1)
    batches = list(ImportBatch.objects.unfinished().filter(updated_at__lt=still).values_list("pk", flat=True)[:5])
    jobs = list(ExportJob.objects.exclude(state=ExportJob.State.DONE).filter(updated_at__lt=still).values_list("pk", flat=True)[:5])
    for pk in batches:
        go_on_with_import(pk)
    for pk in jobs:
        write_export(pk)
    whole = units.unfinished_unit_exports()
    for pk in whole:
        write_unit_export(pk)
    units.expire_unit_exports()
    return len(batches) + len(jobs) + len(whole)

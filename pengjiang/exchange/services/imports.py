"""A batch from upload to its last row. Each step is safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.files import File
from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.events.services import emit
from pengjiang.exchange.models import ColumnMapping, ImportBatch
from pengjiang.exchange.services.reading import count_rows, faults_of, guess_mapping, judged_rows, sheet_of
from pengjiang.exchange.sheets import SheetError
from pengjiang.exchange.spec import IMPORTS, ImportSpec, Outcome
from pengjiang.files.enums import FileKind
from pengjiang.files.services import store_upload

CHUNK = 50
AT_ONCE = 3000  # rows that are previewed while the person waits; more go to a worker
KEPT_FAULTS = 5000


def require(actor: Any, spec: ImportSpec) -> None:
    """Raises ``NotAllowed`` with the reason."""
    decision = can(actor, spec.permission, actor.organisation)
    decision = spec.allow(actor) if decision.ok else decision
    if not decision.ok:
        raise NotAllowed(decision.reason)


@transaction.atomic
def start_import(upload: File, *, spec: str, actor: Any) -> ImportBatch:
    """Keep the workbook, find its header and propose the columns. Raises ``DomainError`` where it cannot be read."""
    declared = IMPORTS.get(spec)
    require(actor, declared)
    batch = ImportBatch(spec=spec, organisation=actor.organisation, actor=actor, name=upload.name[:200])
    batch.save()
    file = store_upload(upload, actor=actor, target=batch, kind=FileKind.WORKBOOK)
    batch.name = file.name
    kept = ColumnMapping.objects.filter(organisation=actor.organisation, spec=spec).first()
    batch.mapping = kept.mapping if kept else {}
    try:
        sheet = sheet_of(batch)
    except SheetError as error:
        raise DomainError(str(error), field="workbook") from error
    batch.header_row, batch.headers, batch.total = sheet.header_row, list(sheet.headers), len(sheet.rows)
    batch.mapping = guess_mapping(declared, batch.headers, kept.mapping if kept else {})
    batch.save()
    emit("exchange.uploaded", actor=actor, target=batch, data={"workbook": batch.name})
    return batch


@transaction.atomic
def map_columns(batch: ImportBatch, *, actor: Any, mapping: dict[str, str], keep: bool = True) -> ImportBatch:
    """Fix which header is which column, keep it for the unit, and read the preview."""
    batch = _lock(batch, ImportBatch.State.MAPPING, ImportBatch.State.PREVIEWED)
    require(actor, batch.declared)
    chosen = [key for key in mapping.values() if key]
    twice = next((key for key in chosen if chosen.count(key) > 1), "")
    if twice:
        raise DomainError(f"“{batch.declared.column(twice).label}”对应了两列，请只留一列。")
    missing = [column.label for column in batch.declared.columns if column.required and column.key not in chosen]
    if missing:
        raise DomainError(f"请指明哪一列是“{'”“'.join(missing)}”。")
    batch.mapping = mapping
    if keep:
        _keep_mapping(batch, actor)
    batch.state = ImportBatch.State.READING
    batch.save()
    if batch.total <= AT_ONCE:
        return read_preview(batch)
    transaction.on_commit(lambda: nudge(batch.pk))
    return batch


def _keep_mapping(batch: ImportBatch, actor: Any) -> None:
    kept, _ = ColumnMapping.objects.select_for_update().get_or_create(organisation=batch.organisation, spec=batch.spec)
    merged = {**kept.mapping, **batch.mapping}
    if merged != kept.mapping:
        before, kept.mapping = kept.mapping, merged
        kept.save()
        emit(
            "exchange.mapping_saved",
            actor=actor,
            target=batch,
            related=[batch.organisation],
            data={"title": batch.title},
            changes={"mapping": (before, merged)},
        )


@transaction.atomic
def read_preview(batch: ImportBatch) -> ImportBatch:
    """Judge every row and count; nothing is stored yet."""
    batch = _lock(batch, ImportBatch.State.READING)
    try:
        sheet = sheet_of(batch)
    except SheetError as error:
        batch.state, batch.error = ImportBatch.State.FAILED, str(error)[:300]
        batch.save()
        return batch
    handler = batch.declared.handler(batch.actor, batch.name)
    rows = [row for _, row in judged_rows(batch, sheet, handler)]
    batch.counts = count_rows(rows)
    batch.faults = [fault for row in rows for fault in faults_of(row)][:KEPT_FAULTS]
    batch.total, batch.position = len(rows), 0
    batch.state = ImportBatch.State.PREVIEWED
    batch.save()
    return batch


@transaction.atomic
def confirm_import(batch: ImportBatch, *, actor: Any) -> ImportBatch:
    """Let a worker store the rows. Raises ``Conflict`` when it was confirmed before."""
    require(actor, batch.declared)
    batch = _lock(batch, ImportBatch.State.PREVIEWED)
    batch.state, batch.position = ImportBatch.State.RUNNING, 0
    batch.counts = {**batch.counts, **{outcome.value: 0 for outcome in Outcome}, "refused": 0}
    batch.faults = []
    batch.actor = actor
    batch.save()
    transaction.on_commit(lambda: nudge(batch.pk))
    return batch


@transaction.atomic
def drop_import(batch: ImportBatch, *, actor: Any) -> ImportBatch:
    """Give a batch up before it ran."""
    batch = _lock(batch, ImportBatch.State.MAPPING, ImportBatch.State.PREVIEWED, ImportBatch.State.FAILED)
    require(actor, batch.declared)
    batch.state = ImportBatch.State.DROPPED
    batch.save()
    emit("exchange.dropped", actor=actor, target=batch, data={"workbook": batch.name})
    return batch


def run_import(batch: ImportBatch) -> ImportBatch:
    """Store the rows in chunks, each chunk and its counts in one transaction: a killed worker goes on where it stood."""
    sheet = sheet_of(batch)
    handler = batch.declared.handler(batch.actor, batch.name)
    judged = [row for _, row in judged_rows(batch, sheet, handler)]
    while True:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("actor", "organisation").get(pk=batch.pk)
            if batch.state != ImportBatch.State.RUNNING:
                return batch
            _store_chunk(batch, handler, judged[batch.position : batch.position + CHUNK])
            if batch.position >= len(judged):
                _finish(batch)
                return batch
            batch.save()


def _store_chunk(batch: ImportBatch, handler: Any, rows: list) -> None:
    for row in rows:
        if not row.refusals:
            try:
                with transaction.atomic():
                    outcome = handler.store(row)
            except DomainError as error:
                row.refuse("not_stored", error.message)
            else:
                batch.counts[outcome.value] += 1
        if row.refusals:
            batch.counts["refused"] += 1
        batch.faults = [*batch.faults, *faults_of(row)][:KEPT_FAULTS]
    batch.position += len(rows)


def _finish(batch: ImportBatch) -> None:
    batch.state, batch.finished_at = ImportBatch.State.DONE, clock.now()
    batch.save()
    data = {"workbook": batch.name, "refused": batch.refused_rows, **{o.value: batch.counts[o.value] for o in Outcome}}
    emit("exchange.imported", actor=batch.actor, target=batch, related=[batch.organisation], data=data)


def _lock(batch: ImportBatch, *states: str) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update(of=("self",)).select_related("organisation", "actor").get(pk=batch.pk)
    if locked.state not in states:
        raise Conflict(f"此次导入现为“{locked.get_state_display()}”，请刷新后查看。")
    return locked


def nudge(pk: int) -> None:
    """Wake a worker; with the broker gone beat's sweep goes on with the batch."""
    from pengjiang.exchange.tasks import go_on_with_import  # noqa: PLC0415 — tasks stand above services

    try:
        go_on_with_import.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return

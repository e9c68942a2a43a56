"""Workbooks out: small ones at once, large ones by a worker."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.core.files import File
from django.db import models, transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.events.services import emit
from pengjiang.exchange.cells import neutral
from pengjiang.exchange.models import ExportJob
from pengjiang.exchange.spec import CellKind, ExportColumn, ExportSpec
from pengjiang.files.enums import FileKind
from pengjiang.files.models import StoredFile
from pengjiang.files.services import process, store_upload

AT_ONCE = 2000
PROGRESS_EVERY = 500


def write_workbook(
    out: BinaryIO,
    *,
    title: str,
    columns: Sequence[ExportColumn],
    rows: Iterable[Any],
    subtitle: str = "",
    progress: Callable[[int], None] | None = None,
) -> int:
    """Title, header and rows in constant memory; header and title stay in sight. The number of rows."""
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet(title.translate(str.maketrans("", "", "[]:*?/\\"))[:31] or "Sheet1")
    formats = _formats(book)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, subtitle, formats["note"])
    for at, column in enumerate(columns):
        sheet.write_string(2, at, column.header, formats["head"])
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    count = 0
    for count, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            _write(sheet, count + 2, at, column.value(row), column.kind, formats)
        if progress and count % PROGRESS_EVERY == 0:
            progress(count)
    sheet.autofilter(2, 0, count + 2, max(len(columns) - 1, 0))
    book.close()
    return count


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#BFC5CE", "valign": "vcenter", "font_size": 10}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"font_size": 9, "font_color": "#5A6472"}),
        "head": book.add_format({**edge, "bold": True, "bg_color": "#E8EDF4", "text_wrap": True, "align": "center"}),
        CellKind.TEXT: book.add_format({**edge, "num_format": "@"}),
        CellKind.DAY: book.add_format({**edge, "num_format": "yyyy-mm-dd", "align": "center"}),
        CellKind.MONEY: book.add_format({**edge, "num_format": "#,##0.00"}),
        CellKind.NUMBER: book.add_format({**edge, "num_format": "0"}),
    }


def _write(sheet: Any, row: int, at: int, value: Any, kind: CellKind, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, formats[kind])
    elif kind == CellKind.DAY:
        sheet.write_datetime(row, at, value, formats[kind])
    elif kind in (CellKind.MONEY, CellKind.NUMBER):
        sheet.write_number(row, at, value, formats[kind])
    else:
        sheet.write_string(row, at, neutral(str(value)), formats[kind])


def require(actor: Any, spec: ExportSpec) -> None:
    """Raises ``NotAllowed`` with the reason."""
    decision = can(actor, spec.permission)
    if not decision.ok:
        raise NotAllowed(decision.reason)


def note_export(*, actor: Any, title: str, count: int, target: models.Model | None = None) -> None:
    """An export is an entry of the trail."""
    emit("exchange.exported", actor=actor, target=target, data={"title": title, "count": count})


@transaction.atomic
def order_export(spec: ExportSpec, *, keys: Sequence[int], actor: Any) -> ExportJob:
    """Let a worker write these rows. What the person may no longer see when it runs is left out."""
    require(actor, spec)
    job = ExportJob(spec=spec.code, actor=actor, keys=list(keys), total=len(keys))
    job.save()
    note_export(actor=actor, title=spec.title, count=len(keys), target=job)
    transaction.on_commit(lambda: nudge(job.pk))
    return job


def run_export(job: ExportJob) -> StoredFile | None:
    """Write the workbook of a job and keep it as its file. Safe to repeat."""
    spec = job.declared
    ExportJob.objects.filter(pk=job.pk).update(state=ExportJob.State.RUNNING, position=0, updated_at=clock.now())
    with tempfile.TemporaryFile() as out:
        rows = _in_order(spec, job)
        write_workbook(
            out, title=spec.title, subtitle=spec.subtitle(job.actor), columns=spec.columns, rows=rows, progress=lambda n: _tell(job, n)
        )
        out.flush()
        with transaction.atomic():
            job = ExportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
            if job.state == ExportJob.State.DONE:
                return None
            name = f"{spec.title}-{clock.now():%Y%m%d-%H%M}.xlsx"
            file = store_upload(File(out, name=name), actor=None, target=job, kind=FileKind.EXPORT)
            job.state, job.position, job.finished_at = ExportJob.State.DONE, job.total, clock.now()
            job.save()
    return process(file)


def _in_order(spec: ExportSpec, job: ExportJob) -> Iterable[Any]:
    """The ordered rows as far as they are still visible, in pieces."""
    for start in range(0, len(job.keys), PROGRESS_EVERY):
        keys = job.keys[start : start + PROGRESS_EVERY]
        found = {row.pk: row for row in spec.rows(job.actor, {"keys": keys})}
        yield from (found[key] for key in keys if key in found)


def _tell(job: ExportJob, count: int) -> None:
    ExportJob.objects.filter(pk=job.pk).update(position=count, updated_at=clock.now())


def nudge(pk: int) -> None:
    """Wake a worker; beat's sweep is the guarantee."""
    from pengjiang.exchange.tasks import write_export  # noqa: PLC0415 — tasks stand above services

    try:
        write_export.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return

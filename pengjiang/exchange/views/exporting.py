"""Exports: the answer to a list's button, and the page of one that a worker makes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse

from pengjiang.access import SIGNED_IN, can
from pengjiang.common import clock
from pengjiang.exchange.models import ExportJob, Format
from pengjiang.exchange.services import exports
from pengjiang.exchange.services.writing import write_workbook
from pengjiang.exchange.spec import EXPORTS, CellKind, ExportColumn, ExportSpec, ledgers
from pengjiang.files.enums import FileKind
from pengjiang.files.models import StoredFile
from pengjiang.web.slots import Download
from pengjiang.web.tables import Column
from pengjiang.web.views.base import ObjectView

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {Format.XLSX: XLSX, Format.CSV: "text/csv; charset=utf-8", Format.NDJSON: "application/x-ndjson"}
# What a reader of a page is offered; NDJSON is for programs.
KINDS_OF_FILE = {Format.XLSX.value: "Excel", Format.CSV.value: "CSV"}
LIST_LIMIT = 20_000
PIECE = 500
KINDS = {"date": CellKind.DAY, "money": CellKind.MONEY, "number": CellKind.NUMBER}


def export_list(
    user: Any,
    *,
    queryset: QuerySet,
    columns: Sequence[Column],
    title: str,
    page: str,
    decorate: Callable[[Sequence[Any]], None],
    ledger: str = "",
) -> HttpResponseBase:
    """The slot of list pages: the ledger asked for, else a declared export of that page when there is one, else the columns that are shown.

    ``decorate(rows)`` hangs on the rows what the list's columns show.
    """
    if ledger:
        return _ledger(user, queryset, page, ledger)
    if page in EXPORTS:
        return _declared(user, queryset, EXPORTS.get(page))
    rows = _decorated(queryset[:LIST_LIMIT], decorate)
    made = [_column(column) for column in columns]
    out = io.BytesIO()
    subtitle = f"导出人：{user.name}　导出日期：{clock.today():%Y-%m-%d}"
    count = write_workbook(out, title=title, columns=made, rows=rows, subtitle=subtitle)
    exports.note_export(actor=user, title=title, count=count)
    return workbook_response(out.getvalue(), title)


def _decorated(queryset: QuerySet, decorate: Callable[[Sequence[Any]], None]) -> Iterator[Any]:
    rows = queryset.iterator(chunk_size=PIECE)
    while piece := list(islice(rows, PIECE)):
        decorate(piece)
        yield from piece


def ledgers_of(user: Any, page: str) -> list[Download]:
    """The slot of list pages: their ledgers, for who may export them."""
    mine = [spec for spec in ledgers().values() if page in spec.shown_on and can(user, spec.permission).ok]
    return [Download(f"{spec.title}（{label}）", f"{spec.ledger}.{kind}") for spec in mine for kind, label in KINDS_OF_FILE.items()]


def _ledger(user: Any, queryset: QuerySet, page: str, name: str) -> HttpResponseBase:
    ledger, _, kind = name.partition(".")
    spec = ledgers().get(ledger)
    if spec is None or page not in spec.shown_on or kind not in KINDS_OF_FILE:
        raise Http404
    exports.require(user, spec)
    rows = spec.narrow(queryset)
    if kind == Format.XLSX:
        return _declared(user, rows, spec)
    return streamed(spec, list(rows.values_list("pk", flat=True)), actor=user, kind=kind)


def streamed(spec: ExportSpec, keys: Sequence[int], *, actor: Any, kind: str) -> HttpResponseBase:
    """A ledger as it is written: text line by line, a workbook from a file that goes with the answer."""
    exports.note_export(actor=actor, title=spec.title, count=len(keys))
    rows = exports.in_order(spec, actor, keys)
    if kind in exports.LINES:
        response: HttpResponseBase = StreamingHttpResponse(exports.LINES[kind](spec.columns, rows), content_type=TYPES[kind])
    else:
        out = tempfile.TemporaryFile()  # noqa: SIM115 — the answer closes it once it is sent
        exports.write_ledger(out, spec, rows, actor=actor, kind=kind)
        out.seek(0)
        response = FileResponse(out, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(exports.file_name(spec, kind))}"
    response.headers["Cache-Control"] = "no-store"
    return response


def _declared(user: Any, queryset: QuerySet, spec: ExportSpec) -> HttpResponse:
    exports.require(user, spec)
    keys = list(queryset.values_list("pk", flat=True))
    if len(keys) > exports.AT_ONCE:
        job = exports.order_export(spec, keys=keys, actor=user)
        return HttpResponseRedirect(job.get_absolute_url(), status=303)
    found = {row.pk: row for row in spec.rows(user, {"keys": keys})}
    out = io.BytesIO()
    rows = (found[key] for key in keys if key in found)
    count = write_workbook(out, title=spec.title, columns=spec.columns, rows=rows, subtitle=spec.subtitle(user))
    exports.note_export(actor=user, title=spec.title, count=count)
    return workbook_response(out.getvalue(), spec.title)


def _column(column: Column) -> ExportColumn:
    """A list's column as a workbook's: only real dates and numbers are written as such."""
    kind = KINDS.get(column.kind, CellKind.TEXT)

    def value(row: Any) -> Any:
        plain = column.plain(row)
        return None if kind != CellKind.TEXT and isinstance(plain, str) else plain

    return ExportColumn(column.label, value, kind, 22 if column.kind in ("clip", "key") else 14)


def workbook_response(content: bytes, title: str) -> HttpResponse:
    """A workbook as a download with its Chinese name."""
    response = HttpResponse(content, content_type=XLSX)
    name = quote(f"{title}-{clock.now():%Y%m%d-%H%M}.xlsx")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Cache-Control"] = "no-store"
    return response


class ExportPage(ObjectView):
    """Progress of an export, then its file."""

    model = ExportJob
    permission = SIGNED_IN
    template_name = "exchange/export.html"

    def get_title(self) -> str:
        return f"导出{self.object.declared.title}"

    def get_context(self) -> dict[str, Any]:
        file = StoredFile.objects.of(self.object, kind=FileKind.EXPORT).first() if self.object.state == ExportJob.State.DONE else None
        download = reverse("files:download", args=[file.uuid]) if file else ""
        return {**super().get_context(), "file": file, "download_url": download}

    def render(self, *, template: str = "", status: int = 200, **context: Any) -> HttpResponse:
        part = "exchange/export.html#progress" if self.htmx_target == "export-progress" else ""
        return super().render(template=template or part, status=status, **context)

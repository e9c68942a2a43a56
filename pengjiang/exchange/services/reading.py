"""From a stored workbook to judged rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pengjiang.exchange.cells import CellError, text
from pengjiang.exchange.models import ImportBatch
from pengjiang.exchange.sheets import Sheet, SheetRow, plain_header, read_sheet
from pengjiang.exchange.spec import ImportSpec, Row, RowHandler
from pengjiang.files.enums import FileKind
from pengjiang.files.models import StoredFile
from pengjiang.files.services import read_bytes


def workbook_of(batch: ImportBatch) -> StoredFile:
    """The stored workbook."""
    return StoredFile.objects.of(batch, kind=FileKind.WORKBOOK).get()


def sheet_of(batch: ImportBatch) -> Sheet:
    """The sheet, read anew. Raises ``SheetError``."""
    file = workbook_of(batch)
    known = [*batch.declared.known_headers, *batch.mapping]
    return read_sheet(read_bytes(file), known=known, content_type=file.content_type)


def guess_mapping(spec: ImportSpec, headers: list[str], kept: dict[str, str]) -> dict[str, str]:
    """Plain header → column key: as the unit mapped it last time, else by the known names. A column is taken once."""
    by_name = {plain_header(name): column.key for column in spec.columns for name in column.headers}
    mapping: dict[str, str] = {}
    for header in map(plain_header, headers):
        key = kept.get(header, by_name.get(header, ""))
        mapping[header] = key if key not in mapping.values() else ""
    return mapping


def parse_row(spec: ImportSpec, mapping: dict[str, str], headers: list[str], source: SheetRow) -> Row:
    """One row's values by column key, with the faults of its cells."""
    row = Row(source.number, {column.key: None for column in spec.columns})
    for header, cell in zip(headers, source.cells, strict=False):
        key = mapping.get(plain_header(header), "")
        if not key:
            continue
        column = spec.column(key)
        try:
            row.values[key] = column.parse(cell)
        except CellError as error:
            row.refuse(error.kind, error.message, column.label)
    for column in spec.columns:
        broken = any(fault.column == column.label for fault in row.faults)
        if column.required and not broken and row.values[column.key] in (None, ""):
            row.refuse("missing", f"“{column.label}”没有填写。", column.label)
    return row


def judged_rows(batch: ImportBatch, sheet: Sheet, handler: RowHandler) -> Iterator[tuple[SheetRow, Row]]:
    """Every row parsed and judged, in order: a handler may look at what came above."""
    for source in sheet.rows:
        row = parse_row(batch.declared, batch.mapping, list(sheet.headers), source)
        handler.judge(row)
        yield source, row


def faults_of(row: Row) -> list[dict[str, Any]]:
    """What the batch keeps of a row's faults."""
    return [{"row": row.number, **asdict(fault)} for fault in row.faults]


def count_rows(rows: list[Row]) -> dict[str, int]:
    """Rows, good ones, those with a warning, those refused."""
    counts = Counter("refused" if row.refusals else "warned" if row.warnings else "good" for row in rows)
    return {"rows": len(rows), "good": counts["good"], "warned": counts["warned"], "refused": counts["refused"]}


def sample_cells(sheet: Sheet) -> list[str]:
    """The first filled cell of each column, for the mapping page."""
    return [
        next((text(row.cells[at])[:40] for row in sheet.rows[:50] if at < len(row.cells) and text(row.cells[at])), "")
        for at in range(len(sheet.headers))
    ]

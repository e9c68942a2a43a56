"""Ledgers written row by row, in constant memory: a workbook, CSV for table programs, NDJSON for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from pengjiang.exchange.cells import neutral
from pengjiang.exchange.spec import CellKind, ExportColumn

BOM = "\ufeff"
# Longer runs of digits lose their end where a table program takes them for a number.
SAFE_DIGITS = 15


def write_workbook(
    out: BinaryIO,
    *,
    title: str,
    columns: Sequence[ExportColumn],
    rows: Iterable[Any],
    subtitle: str = "",
) -> int:
    """Title, header and rows; header and title stay in sight. The number of rows."""
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
            _write(sheet, count + 2, at, column.value_of(row, count), column.kind, formats)
    sheet.autofilter(2, 0, count + 2, max(len(columns) - 1, 0))
    book.close()
    return count


def csv_lines(columns: Sequence[ExportColumn], rows: Iterable[Any]) -> Iterator[str]:
    """Header and rows, with the mark by which table programs know UTF-8."""
    writer = csv.writer(_Line())
    yield BOM + writer.writerow([column.header for column in columns])
    for number, row in enumerate(rows, start=1):
        yield writer.writerow([_as_text(column.value_of(row, number)) for column in columns])


def ndjson_lines(columns: Sequence[ExportColumn], rows: Iterable[Any]) -> Iterator[str]:
    """One object a row, by header: days as 2026-03-01, sums as decimal strings."""
    for number, row in enumerate(rows, start=1):
        values = {column.header: _as_json(column.value_of(row, number)) for column in columns}
        yield json.dumps(values, ensure_ascii=False) + "\n"


class _Line:
    """What csv writes to: gives the line back."""

    def write(self, text: str) -> str:
        return text


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if not isinstance(value, str):
        return str(value)
    return f"\t{value}" if value.isdigit() and len(value) > SAFE_DIGITS else neutral(value)


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#BFC5CE", "valign": "vcenter", "font_size": 10}
    number = book.add_format({**edge, "num_format": "0"})
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"font_size": 9, "font_color": "#5A6472"}),
        "head": book.add_format({**edge, "bold": True, "bg_color": "#E8EDF4", "text_wrap": True, "align": "center"}),
        CellKind.TEXT: book.add_format({**edge, "num_format": "@"}),
        CellKind.DAY: book.add_format({**edge, "num_format": "yyyy-mm-dd", "align": "center"}),
        CellKind.MONEY: book.add_format({**edge, "num_format": "#,##0.00"}),
        CellKind.NUMBER: number,
        CellKind.SCORE: book.add_format({**edge, "num_format": "0.0"}),
        CellKind.ORDER: number,
    }


def _write(sheet: Any, row: int, at: int, value: Any, kind: CellKind, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        sheet.write_blank(row, at, None, formats[kind])
    elif kind == CellKind.DAY:
        sheet.write_datetime(row, at, value, formats[kind])
    elif kind == CellKind.TEXT:
        sheet.write_string(row, at, neutral(str(value)), formats[kind])
    else:
        sheet.write_number(row, at, value, formats[kind])

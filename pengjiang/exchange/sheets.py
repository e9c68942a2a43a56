"""Reading a sheet as people keep it: titles above the header, blank lines, totals and signatures below. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import python_calamine as calamine

from pengjiang.exchange.cells import Cell, text

SEARCHED_ROWS = 30
MAX_ROWS = 200_000


class SheetError(ValueError):
    """The workbook cannot be read; the message says what to do."""


@dataclass(frozen=True)
class SheetRow:
    """``number`` is the row's number in the sheet, counted from 1 as people see it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """The header and the rows of data; what was left out is counted."""

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    skipped: dict[str, int] = field(default_factory=dict)


def plain_header(words: Cell) -> str:
    """A header without blanks, in half-width signs, brackets included, so that 罚款金额（元） and 罚款金额(元) are one."""
    return re.sub(r"\s+", "", text(words)).lower()


def read_sheet(content: bytes, *, known: Sequence[str], content_type: str = "") -> Sheet:
    """The first sheet in which a header is found: the row with the most ``known`` headers. Raises ``SheetError``."""
    wanted = {plain_header(name) for name in known}
    best: tuple[int, str, int, list[list[Cell]]] | None = None
    for name, rows in _grids(content, content_type):
        score, at = _find_header(rows, wanted)
        if score and (best is None or score > best[0]):
            best = (score, name, at, rows)
    if best is None:
        raise SheetError("没有找到表头：请确认表中有“案号、当事人”等列名的一行，且不在第30行以下。")
    _, name, at, rows = best
    return _cut(name, at, rows)


def _grids(content: bytes, content_type: str) -> list[tuple[str, list[list[Cell]]]]:
    if content_type == "text/csv":
        return [("CSV", _read_csv(content))]
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        # Hidden sheets hold lists for drop-downs, never the ledger.
        visible = [meta.name for meta in book.sheets_metadata if meta.visible == calamine.SheetVisibleEnum.Visible]
        return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in visible]
    except (calamine.CalamineError, calamine.PasswordError, OSError, ValueError) as error:
        raise SheetError("工作簿无法打开，可能已损坏或者设有密码；请另存为 .xlsx 后重新上传。") from error


def _read_csv(content: bytes) -> list[list[Cell]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding))))
        except UnicodeDecodeError:
            continue
    raise SheetError("CSV 文件的编码无法识别，请另存为 UTF-8 编码或者 .xlsx。")


def _find_header(rows: list[list[Cell]], wanted: set[str]) -> tuple[int, int]:
    """How many known headers the best row has, and where it is."""
    scores = [(len({plain_header(cell) for cell in row} & wanted), -index) for index, row in enumerate(rows[:SEARCHED_ROWS])]
    score, index = max(scores, default=(0, 0))
    return (score, -index) if score >= min(2, len(wanted)) else (0, 0)


def _cut(name: str, at: int, rows: list[list[Cell]]) -> Sheet:
    if len(rows) - at > MAX_ROWS:
        raise SheetError(f"工作表超过{MAX_ROWS}行，请分几次导入。")
    headers = tuple(text(cell) for cell in rows[at])
    kept: list[SheetRow] = []
    skipped = {"blank": 0, "total": 0, "signature": 0, "header": 0}
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        kind = _kind(row, headers)
        if kind:
            skipped[kind] += 1
        else:
            kept.append(SheetRow(number, tuple(row)))
    return Sheet(name, at + 1, headers, tuple(kept), skipped)


_TOTAL = re.compile(r"(本页|本月|本季度?|本年|年度)?(合计|总计|小计|累计)[:：]?")
_SIGNATURE = re.compile(r"(填表人|填报人|制表人?|审核人?|负责人|填报日期|填报单位|填表日期|注|说明|备注)[:：]")


def _kind(row: list[Cell], headers: tuple[str, ...]) -> str:
    """Why a row is no data, or an empty text."""
    filled = [words for words in map(text, row) if words]
    if not filled:
        return "blank"
    if any(_TOTAL.fullmatch(words.replace(" ", "")) for words in filled[:2]):
        return "total"
    if len(filled) <= 3 and _SIGNATURE.match(filled[0].replace(" ", "")):
        return "signature"
    # A header printed again on every page.
    return "header" if [plain_header(cell) for cell in row] == [plain_header(cell) for cell in headers] else ""

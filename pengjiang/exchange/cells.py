"""What people type into cells, understood: days, sums, numbers kept as text. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from pengjiang.common.chinese import half_width

Cell = Any  # str, float, int, bool, date, datetime or None, as the sheet reader gives them


class CellError(ValueError):
    """The cell cannot be read as asked; ``kind`` is the code of the refusal, the message is for the user."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


_NEUTRALISED = ("'=", "'+", "'-", "'@")


def text(cell: Cell) -> str:
    """Half-width, without outer blanks; inner runs of blanks become one. A whole number loses its ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M") if cell.hour or cell.minute else cell.date().isoformat()
    words = re.sub(r"\s+", " ", half_width(str(cell)).replace("\u200b", "").replace("\ufeff", "")).strip()
    # The apostrophe that ``neutral`` put before it on its way out.
    return words[1:] if words[:2] in _NEUTRALISED else words


def shown(cell: Cell) -> str:
    """The cell as it stood, for messages; at most 40 characters."""
    words = text(cell)
    return words if len(words) <= 40 else words[:39] + "…"


_DAY = re.compile(
    r"(?P<year>\d{4}|\d{2}(?=年))\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_SERIAL_EPOCH = date(1899, 12, 30)


def day(cell: Cell) -> date | None:
    """A day in any of the ways in use: a real date, 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, Excel's serial number.

    Raises ``CellError("bad_date")``.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = text(cell)
    if not words or words in ("无", "/", "-", "—"):
        return None
    found = _DAY.fullmatch(words) or _COMPACT.fullmatch(words)
    if found:
        year = int(found["year"])
        return _real_day(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]), words)
    if re.fullmatch(r"\d{5}", words) and 20000 <= int(words) <= 80000:
        return _SERIAL_EPOCH + timedelta(days=int(words))
    raise CellError("bad_date", f"“{shown(cell)}”不是日期，请写成 2026-03-05 或 2026年3月5日。")


def _real_day(year: int, month: int, day_: int, words: str) -> date:
    try:
        found = date(year, month, day_)
    except ValueError:
        raise CellError("bad_date", f"“{words}”不是存在的日期，请核对。") from None
    if not 1900 <= year <= 2199:
        raise CellError("bad_date", f"“{words}”的年份不对，请核对。")
    return found


_SUM = re.compile(r"(?:人民币|[¥￥])?\s*(?P<number>[\d,，]*\d(?:\.\d+)?)\s*(?P<unit>万元|万|元整|元)?")


def amount(cell: Cell, *, unit: Decimal = Decimal(1)) -> Decimal | None:
    """A sum in yuan: 5000, 5,000, ５０００, 5000元, 0.5万元. ``unit`` is what a bare number counts in.

    Raises ``CellError("not_an_amount")``.
    """
    if isinstance(cell, bool):
        raise CellError("not_an_amount", f"“{cell}”不是金额，请只写数字。")
    words = text(cell)
    if not words or words in ("无", "/", "-", "—"):
        return None
    found = _SUM.fullmatch(words)
    try:
        number = Decimal(found["number"].replace(",", "").replace("，", "")) if found else None
    except InvalidOperation:
        number = None
    if number is None:
        raise CellError("not_an_amount", f"“{shown(cell)}”不是金额，请只写数字，例如 5000 或 0.5万元。")
    if found["unit"] in ("万元", "万"):
        number *= 10000
    elif not found["unit"]:
        number *= unit
    if number >= Decimal(10) ** 15 or number != round(number, 4):
        raise CellError("not_an_amount", f"“{shown(cell)}”超出金额范围，请核对。")
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def identifier(cell: Cell) -> str:
    """An identity number as text. Raises ``CellError("lost_digits")`` where a table program has turned it into a number."""
    words = text(cell)
    if (isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 1e15) or re.fullmatch(r"\d\.?\d*[eE]\+?\d+", words):
        raise CellError("lost_digits", "证件号被表格软件当作数字保存，末几位已丢失；请先把该列设为“文本”格式，再重新填写完整的18位号码。")
    return words.replace(" ", "").replace("'", "").upper()


def neutral(value: Any) -> Any:
    """A text that a table program would run as a formula gets an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and len(value) > 1 else value

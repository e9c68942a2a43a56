"""Which periods of a duty have ended, and by what day it must be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from liaison.enums import Every

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}


def periods(every: str, since: date, until: date) -> Iterator[tuple[str, date]]:
    """(label, last day) of every whole period that begins no earlier than ``since``'s and has ended before ``until``."""
    months = MONTHS[Every(every)]
    first = since.replace(month=(since.month - 1) // months * months + 1, day=1)
    while True:
        following = _later(first, months)
        if following > until:
            return
        yield _label(every, first), following - timedelta(days=1)
        first = following


def _later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _label(every: str, first: date) -> str:
    if every == Every.MONTH:
        return f"{first.year}年{first.month}月"
    if every == Every.QUARTER:
        return f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度"
    if every == Every.HALF:
        return f"{first.year}年{'上' if first.month == 1 else '下'}半年"
    return f"{first.year}年"

"""What the calculator asks: items, the standard in force, how like files were decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from liaison.discretion import words
from pengjiang.common import clock
from pengjiang.dossiers.enums import FileType
from pengjiang.dossiers.models import Dossier
from pengjiang.law.rows import PowerItem, Standard
from pengjiang.law.stored import stored

# Fewer files say nothing of a practice, and might tell who they are about.
MINIMUM = 5
MONTHS = 24
STAGES = (90, 30, 7)


@dataclass(frozen=True)
class Like:
    """How files of the same item were decided in the last two years."""

    number: int
    fined: int
    exempted: int
    low: Decimal | None = None
    middle: Decimal | None = None
    high: Decimal | None = None

    @property
    def enough(self) -> bool:
        return self.number >= MINIMUM

    @property
    def sentence(self) -> str:
        if not self.enough:
            return ""
        money = f"，罚款中位数{words(self.middle)}（{words(self.low)}至{words(self.high)}）" if self.middle is not None else ""
        return f"近{MONTHS}个月全区同一事项办结{self.number}件，其中罚款{self.fined}件、不予处罚{self.exempted}件{money}。"


def items_on(day: date) -> list[PowerItem]:
    """Items on the list of any body on a day."""
    return sorted((row for row in stored().items if day in row.effective), key=lambda row: (row.field, row.code))


def standard_for(item: PowerItem, day: date, kind: str = "benchmark") -> Standard | None:
    """The item's own standard, else one of its field that has steps for it, else the field's."""
    rows = stored().standards_for(item.field, day, kind)
    wanted = item.benchmark if kind == "benchmark" else item.exemption
    return next((row for row in rows if row.code == wanted), None) or next((row for row in rows if row.steps_for(item.code)), None) or next(iter(rows), None)


def like_files(item: PowerItem) -> Like:
    """Counts of the whole district: they name no town and no party."""
    since = clock.today() - timedelta(days=MONTHS * 30)
    rows = Dossier.objects.filter(item=item.code, decided_on__gte=since).values_list("fine", "file_type")
    fines = sorted(fine for fine, _ in rows if fine)
    exempted = sum(kind == FileType.EXEMPT for _, kind in rows)
    if len(rows) < MINIMUM or not fines:
        return Like(len(rows), len(fines), exempted)
    return Like(len(rows), len(fines), exempted, fines[0], Decimal(median(fines)), fines[-1])


def expiring(day: date) -> list[tuple[Standard, int]]:
    """Standards and lists that end within the longest stage, with the days left, the nearest end first."""
    found: list[tuple[Any, int]] = []
    for row in stored().standards:
        if row.effective.until is not None and day in row.effective:
            left = (row.effective.until - day).days
            if left <= STAGES[0]:
                found.append((row, left))
    return sorted(found, key=lambda pair: pair[1])

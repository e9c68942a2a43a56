"""Entering an official year, and what it would change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from pengjiang.common.errors import DomainError
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline

_DAY = r"(?:(?P<{0}y>\d{{4}})[-年./])?(?P<{0}m>\d{{1,2}})[-月./](?P<{0}d>\d{{1,2}})日?"
_RANGE = re.compile(
    rf"^\s*(?:(?P<name>[^\d\s]+)\s*)?{_DAY.format('a')}(?:\s*(?:至|到|~|～|—|–|\.\.)\s*(?:{_DAY.format('b')}|(?P<only>\d{{1,2}})日?))?\s*$"
)


@dataclass(frozen=True)
class Moved:
    """A deadline whose last day the table changes."""

    title: str
    before: date
    after: date


@dataclass(frozen=True)
class Consequences:
    """What a year's table does to the running deadlines. ``settled``: provisional results that are now final."""

    moved: list[Moved]
    settled: int


def read_days(text: str, year: int, *, field: str) -> list[date]:
    """Days from lines such as ``春节 2月6日至12日``, ``10-01..10-07``, ``2月14日、2月28日``. Raises ``DomainError`` naming the line."""
    days: list[date] = []
    for line in text.splitlines():
        for part in re.split(r"[、，,；;]", line):
            if part.strip():
                days += _read_part(part, year, field)
    return sorted(set(days))


def _read_part(part: str, year: int, field: str) -> list[date]:
    found = _RANGE.match(part)
    if not found:
        raise DomainError(f"看不懂“{part.strip()}”，请写成“10月1日至7日”或“10-01..10-07”。", field=field)
    try:
        first = date(int(found["ay"] or year), int(found["am"]), int(found["ad"]))
        last = first
        if found["only"]:
            last = first.replace(day=int(found["only"]))
        elif found["bm"]:
            last = date(int(found["by"] or found["ay"] or year), int(found["bm"]), int(found["bd"]))
            if last < first and not found["by"]:
                last = last.replace(year=last.year + 1)
    except ValueError as error:
        raise DomainError(f"“{part.strip()}”不是日历上的日子，请核对。", field=field) from error
    if not 0 <= (last - first).days <= 20:
        raise DomainError(f"“{part.strip()}”的止日早于起日，或者超过二十天，请核对。", field=field)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def write_days(days: list[date], year: int) -> str:
    """The inverse of ``read_days``, one run of days per line."""
    lines: list[str] = []
    run: list[date] = []
    for day in [*sorted(days), None]:
        if run and (day is None or day - run[-1] != timedelta(days=1)):
            lines.append(_line(run[0], run[-1], year))
            run = []
        if day is not None:
            run.append(day)
    return "\n".join(lines)


def _line(first: date, last: date, year: int) -> str:
    start = f"{first.month}月{first.day}日" if first.year == year else f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return start
    if first.month == last.month:
        return f"{start}至{last.day}日"
    return f"{start}至{last.month}月{last.day}日" if last.year == first.year else f"{start}至{last.year}年{last.month}月{last.day}日"


def preview_year(**values: Any) -> Consequences:
    """What ``enter_year`` would do, without doing it."""
    with transaction.atomic():
        consequences = _enter(actor=None, **values)
        transaction.set_rollback(True)
    return consequences


@transaction.atomic
def enter_year(*, actor: Any, **values: Any) -> Consequences:
    """Store the year and count the running deadlines again."""
    return _enter(actor=actor, **values)


def _enter(*, actor: Any, **values: Any) -> Consequences:
    running = Deadline.objects.running()
    before = {row.pk: row for row in running}
    deadlines.enter_year(actor=actor, **values)
    after = {row.pk: row for row in running.all() if row.pk in before}
    moved = [Moved(row.title, before[key].due_on, row.due_on) for key, row in after.items() if row.due_on != before[key].due_on]
    settled = sum(before[key].provisional and not row.provisional for key, row in after.items())
    return Consequences(sorted(moved, key=lambda item: item.after), settled)

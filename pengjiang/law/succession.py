"""The dated rows follow a renamed or merged unit: what was accepted of papers of before the day stays accepted of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from pengjiang.accounts.models import OrganisationChange
from pengjiang.accounts.succession import goes_over
from pengjiang.law.models import ReferenceRow
from pengjiang.law.services import end_row, save_row


@goes_over("依据数据")
def rows_go_over(change: OrganisationChange) -> int:
    """Accepted names end and begin; of a merged unit, organs and courts end, and its items become the successor's."""
    return _merge(change) if change.successor_id else _rename(change)


def _rename(change: OrganisationChange) -> int:
    unit, day, count = change.organisation, change.effective_on, 0
    names = list(_current("names", day).filter(body=unit.code))
    for row in names:
        count += _replace(row, {**row.value, "name": _renamed(row.value["name"], change)}, change)
    if names and not any(_renamed(row.value["name"], change) == change.name_after for row in names):
        _add("names", {"body": unit.code, "name": change.name_after}, change)
        count += 1
    for row in _current("bodies", day).filter(body=unit.code):
        stem = change.short_name_after.removesuffix("街道").removesuffix("镇")
        _keep(row, {**row.value, "name": change.short_name_after, "place_names": _joined(row, [change.short_name_after, stem])}, change)
        count += 1
    return count


def _merge(change: OrganisationChange) -> int:
    old, new, day, count = change.organisation.code, change.successor.code, change.effective_on, 0
    places: list[str] = []
    for row in _current("bodies", day).filter(body=old):
        places += row.value.get("place_names", [])
    for row in _current("bodies", day).filter(body=new):
        _keep(row, {**row.value, "place_names": _joined(row, places)}, change)
        count += 1
    for row in _current(None, day).filter(body=old):
        end_row(row, until=day - timedelta(days=1), actor=change.recorded_by)
        count += 1
    for row in _current("items", day).filter(value__bodies__contains=[old]):
        bodies = list(dict.fromkeys(new if code == old else code for code in row.value["bodies"]))
        count += _replace(row, {**row.value, "bodies": bodies}, change)
    return count


def _current(kind: str | None, day: date) -> QuerySet:
    rows = ReferenceRow.objects.filter(Q(until=None) | Q(until__gte=day), Q(since=None) | Q(since__lt=day))
    return (rows.filter(kind=kind) if kind else rows).order_by("pk")


def _renamed(name: str, change: OrganisationChange) -> str:
    """The accepted name with the new name in the old one's place, long before short."""
    for before, after in ((change.name_before, change.name_after), (change.short_name_before, change.short_name_after)):
        if before in name:
            return name.replace(before, after)
    return name


def _joined(row: ReferenceRow, names: list[str]) -> list[str]:
    return list(dict.fromkeys([*row.value.get("place_names", []), *names]))


def _replace(row: ReferenceRow, value: dict[str, Any], change: OrganisationChange) -> int:
    """The row ends on the day before, and one with ``value`` begins, to end when the first would have."""
    if value == row.value:
        return 0
    until = row.until
    end_row(row, until=change.effective_on - timedelta(days=1), actor=change.recorded_by)
    _add(row.kind, value, change, until=until, confidence=row.confidence)
    return 1


def _add(kind: str, value: dict[str, Any], change: OrganisationChange, *, until: date | None = None, confidence: str = "SYN") -> None:
    dated = {"since": change.effective_on, "until": until, "source": change.basis, "confidence": confidence}
    save_row(None, kind=kind, value=value, actor=change.recorded_by, **dated)


def _keep(row: ReferenceRow, value: dict[str, Any], change: OrganisationChange) -> None:
    """The same row with more in it: what a town may do since when does not begin anew."""
    dated = {"since": row.since, "until": row.until, "source": row.source, "confidence": row.confidence}
    save_row(row, kind=row.kind, value=value, actor=change.recorded_by, **dated)

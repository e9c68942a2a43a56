"""Seeding and editing the dated rows, each change in the trail."""

from __future__ import annotations

from datetime import date
from decimal import InvalidOperation
from typing import Any

from django.db import transaction

from pengjiang.common.errors import DomainError
from pengjiang.events.services import emit
from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import TABLES, packaged_tables, read_row
from pengjiang.law.rowvalues import row_values
from pengjiang.law.stored import raw_of


@transaction.atomic
def seed_reference() -> int:
    """Copy the packaged tables into rows, table by table, where a table has no row yet; the number of rows made."""
    have = set(ReferenceRow.objects.values_list("kind", flat=True).distinct())
    rows = [_row(kind, raw) for kind, table in packaged_tables().items() if kind not in have for raw in table]
    ReferenceRow.objects.bulk_create(rows)
    if rows:
        emit("law.reference.seeded", actor=None, data={"count": len(rows)})
    return len(rows)


def _row(kind: str, raw: dict[str, Any]) -> ReferenceRow:
    return ReferenceRow(**row_values(kind, raw))


@transaction.atomic
def save_row(
    row: ReferenceRow | None,
    *,
    kind: str,
    value: dict[str, Any],
    since: date | None,
    until: date | None,
    source: str,
    confidence: str,
    actor: Any,
) -> ReferenceRow:
    """Add or change a row. Raises ``DomainError`` where ``law.reference`` could not read it, so that no check meets a broken row."""
    raw = {**value, "since": since, "until": until, "source": source, "mark": confidence}
    try:
        read_row(TABLES[kind], raw_of(_row(kind, raw)))
    except (TypeError, ValueError, InvalidOperation, KeyError) as error:
        raise DomainError(f"内容不完整或格式不对：{error}", field="value") from error
    if since and until and until < since:
        raise DomainError("截止日期不能早于起始日期。", field="until")
    if row is None:
        row, before = ReferenceRow(kind=kind), {}
    else:
        row = ReferenceRow.objects.select_for_update().get(pk=row.pk)
        before = _told(row)
    made = _row(kind, raw)
    for name in ("key", "body", "value", "since", "until", "source", "confidence"):
        setattr(row, name, getattr(made, name))
    row.save()
    after = _told(row)
    changes = {name: (before.get(name), item) for name, item in after.items() if before.get(name) != item}
    if changes:
        emit("law.reference.changed", actor=actor, target=row, data={"kind": kind, "key": row.key}, changes=changes)
    return row


@transaction.atomic
def end_row(row: ReferenceRow, *, until: date, actor: Any) -> ReferenceRow:
    """Let a row hold no longer than ``until``; what was decided under it stays explained."""
    return save_row(
        row, kind=row.kind, value=row.value, since=row.since, until=until, source=row.source, confidence=row.confidence, actor=actor
    )


def _told(row: ReferenceRow) -> dict[str, Any]:
    return {**row.value, "since": row.since, "until": row.until, "source": row.source, "confidence": row.confidence}

"""Seeding and editing the dated rows, each change in the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from pengjiang.common.errors import DomainError, FieldErrors
from pengjiang.events.services import emit
from pengjiang.law.citations import Effective
from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import packaged_tables
from pengjiang.law.rowchecks import overlapping, problems
from pengjiang.law.rowvalues import row_values


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
    """Add or change a row. Raises ``FieldErrors`` where ``law.reference`` could not read it, so that no check meets a broken row."""
    wrong = problems(kind, value)
    if wrong:
        raise FieldErrors({f"v_{name}": sentence for name, sentence in wrong.items()})
    if since and until and until < since:
        raise DomainError("截止日期不能早于起始日期。", field="until")
    made = _row(kind, {**value, "since": since, "until": until, "source": source, "mark": confidence})
    _refuse_overlap(made, besides=row)
    if row is None:
        row, before = ReferenceRow(kind=kind), {}
    else:
        row = ReferenceRow.objects.select_for_update().get(pk=row.pk)
        before = _told(row)
    for name in ("key", "body", "value", "since", "until", "source", "confidence"):
        setattr(row, name, getattr(made, name))
    row.save()
    after = _told(row)
    changes = {name: (before.get(name), item) for name, item in after.items() if before.get(name) != item}
    if changes:
        emit("law.reference.changed", actor=actor, target=row, data={"kind": kind, "key": row.key}, changes=changes)
    return row


def _refuse_overlap(made: ReferenceRow, *, besides: ReferenceRow | None) -> None:
    """Two rows of one thing would leave it to chance which of them holds. The rows of the table are locked against one another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"law.reference.{made.kind}"])
    others = ReferenceRow.objects.filter(kind=made.kind).exclude(pk=besides.pk if besides else None)
    days = overlapping(
        made.kind, made.value, Effective(made.since, made.until), ((other.value, Effective(other.since, other.until)) for other in others)
    )
    if days is not None:
        raise DomainError(f"与同一事项的另一行（{days}）日期重叠。请先给那一行填截止日期，再从次日起新增。", field="since")


@transaction.atomic
def end_row(row: ReferenceRow, *, until: date, actor: Any) -> ReferenceRow:
    """Let a row hold no longer than ``until``; what was decided under it stays explained."""
    return save_row(
        row, kind=row.kind, value=row.value, since=row.since, until=until, source=row.source, confidence=row.confidence, actor=actor
    )


def _told(row: ReferenceRow) -> dict[str, Any]:
    return {**row.value, "since": row.since, "until": row.until, "source": row.source, "confidence": row.confidence}

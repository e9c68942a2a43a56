"""The reference that administrators keep, as one frozen value in memory; reread when a row has changed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import Count, Max

from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import TABLES, Reference, packaged

_held: tuple[tuple, Reference] | None = None


def stored() -> Reference:
    """One cheap query tells whether the held value is still the stored one (several processes share the table)."""
    global _held  # noqa: PLW0603 — one value per process
    version = tuple(ReferenceRow.objects.aggregate(Max("updated_at"), Count("id")).values())
    if _held is None or _held[0] != version:
        _held = (version, build())
    return _held[1]


def build() -> Reference:
    """The reference from the rows; a table without any row is the packaged one (a fresh installation before seeding)."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for row in ReferenceRow.objects.order_by("kind", "id"):
        tables.setdefault(row.kind, []).append(raw_of(row))
    stored_part = Reference.from_tables(tables)
    base = packaged()
    return Reference(**{name: getattr(stored_part if name in tables else base, name) for name in TABLES})


def raw_of(row: ReferenceRow) -> dict[str, Any]:
    """The row as ``Reference.from_tables`` reads it."""
    days = {part.name for part in fields(TABLES[row.kind]) if part.type in (date, date | None)}
    value = {name: date.fromisoformat(item) if name in days and item else item for name, item in row.value.items()}
    return {**value, "since": row.since, "until": row.until, "source": row.source, "mark": row.confidence}

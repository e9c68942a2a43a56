"""The reference that administrators keep, as one frozen value in memory; reread when a row has changed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from django.db import connection

from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import TABLES, Reference, packaged

# The transaction that wrote each row and the place where it lies: together they change with every write, whatever the clock says and in
# whatever order transactions end. A time of change would not do: who commits last need not have the latest time.
_VERSION = "SELECT count(*), md5(string_agg(id || ':' || xmin || ctid, ',' ORDER BY id)) FROM {table}"

_held: tuple[tuple, Reference] | None = None


def stored() -> Reference:
    """One cheap query tells whether the held value is still the stored one (several processes share the table)."""
    global _held  # noqa: PLW0603 — one value per process
    version = stored_version()
    if _held is None or _held[0] != version:
        _held = (version, build())
    return _held[1]


def stored_version() -> tuple:
    """Differs as soon as a row has been added, changed or removed; for whoever keeps what was made from ``stored()``."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION.format(table=connection.ops.quote_name(ReferenceRow._meta.db_table)))
        return cursor.fetchone()


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

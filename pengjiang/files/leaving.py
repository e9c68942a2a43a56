"""What belongs to a unit and goes with it when it leaves the district: declared in the apps' ``leaving.py``.

belongs(
    "执法案卷",
    rows=lambda unit, user: Dossier.objects.filter(organisation__in=unit.lineage),
    columns=(("案号", lambda row: row.number), …),
    made=lambda row: [("facts.json", b"…")],
)

Each row becomes a line of the ledger and, with its files, a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pengjiang.common.registry import Registry

Columns = tuple[tuple[str, Callable[[Any], Any]], ...]


@dataclass(frozen=True)
class Belonging:
    """``rows(unit, user)`` are the unit's own, as far as ``user`` sees them; ``made(row)`` gives files made for the purpose.

    ``parts(row)`` are objects whose files lie in the same folder.
    """

    title: str
    rows: Callable[[Any, Any], QuerySet]
    columns: Columns
    name: Callable[[Any], str]
    made: Callable[[Any], Iterable[tuple[str, bytes]]]
    parts: Callable[[Any], Iterable[Any]]


BELONGINGS: Registry[Belonging] = Registry("belongings of a unit")


def day(name: str) -> Callable[[Any], str]:
    """A column of days: 2026-03-01, empty where there is none yet."""
    return lambda row: f"{getattr(row, name):%Y-%m-%d}" if getattr(row, name) else ""


def belongs(
    title: str,
    *,
    rows: Callable[[Any, Any], QuerySet],
    columns: Columns,
    name: Callable[[Any], str] = lambda row: row.number or str(row.pk),
    made: Callable[[Any], Iterable[tuple[str, bytes]]] = lambda _: (),
    parts: Callable[[Any], Iterable[Any]] = lambda _: (),
) -> Belonging:
    """Register what a unit owns of one kind; the title is the folder's name."""
    return BELONGINGS.register(title, Belonging(title, rows, columns, name, made, parts))

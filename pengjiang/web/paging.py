"""Keyset pages and capped counts: a list costs the same on its first page and its thousandth.

A cursor holds the sort value and key of the row it stands at, so that rows that come or go elsewhere never shift a page.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet

CAP = 500


@dataclass(frozen=True)
class Capped:
    """A count that stops at a cap and says so: 23 or 500+."""

    number: int
    is_capped: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.is_capped else str(self.number)


def capped_count(queryset: QuerySet, *, cap: int = CAP) -> Capped:
    """Count at most ``cap`` rows."""
    found = queryset.order_by()[: cap + 1].count()
    return Capped(min(found, cap), found > cap)


@dataclass(frozen=True)
class Order:
    """One column that is sorted by; the key breaks ties. Rows without a value come last either way."""

    expression: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> Order:
        """From ``-served_on``."""
        return cls(text.lstrip("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.expression}" if self.descending else self.expression


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after (or before) the row with this value and key; ``first`` is that page's first number."""

    value: Any
    key: int
    first: int
    is_backwards: bool = False

    def encode(self) -> str:
        text = json.dumps([self.value, self.key, self.first, int(self.is_backwards)], default=_exactly, ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Cursor | None:
        """None for anything that is no cursor: a mutilated address shows the first page."""
        try:
            value, key, first, backwards = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            return cls(value, int(key), max(1, int(first)), bool(backwards))
        except (ValueError, TypeError, binascii.Error):
            return None


@dataclass(frozen=True)
class Page:
    """Rows and the way on and back."""

    rows: Sequence[Model]
    first: int
    next: str = ""
    previous: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def keyset_page(queryset: QuerySet, order: Order, *, size: int, cursor: str = "") -> Page:
    """A page of ``queryset`` in one query."""
    at = Cursor.decode(cursor) if cursor else None
    backwards = bool(at and at.is_backwards)
    ordered = _ordered(queryset, order, reverse=backwards)
    try:
        rows = list(ordered.filter(_beyond(queryset.model, order, at))[: size + 1] if at else ordered[: size + 1])
    except (ValidationError, ValueError, TypeError):
        # The value of a forged cursor does not fit the column.
        at, backwards = None, False
        rows = list(_ordered(queryset, order, reverse=False)[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    first = at.first if at else 1
    if backwards and not has_more:
        first = 1
    has_next = has_more or backwards
    has_previous = has_more if backwards else at is not None
    return Page(
        rows,
        first,
        next=_cursor(rows[-1], order, first + len(rows), backwards=False) if rows and has_next else "",
        previous=_cursor(rows[0], order, max(1, first - size), backwards=True) if rows and has_previous else "",
    )


def _exactly(value: Any) -> str:
    """Moments to the microsecond (Django's encoder cuts them to milliseconds, and the row at the cursor would be lost)."""
    return value.isoformat() if isinstance(value, date) else str(value)


def sort_value(row: Model, expression: str) -> Any:
    """The value a row is sorted by; follows ``__`` and gives None where a link is missing."""
    value: Any = row
    for part in expression.split("__"):
        value = getattr(value, part, None)
        if value is None:
            return None
    return value.pk if isinstance(value, Model) else value


def _cursor(row: Model, order: Order, first: int, *, backwards: bool) -> str:
    return Cursor(sort_value(row, order.expression), row.pk, first, backwards).encode()


def _ordered(queryset: QuerySet, order: Order, *, reverse: bool) -> QuerySet:
    descending = order.descending != reverse
    by = F(order.expression)
    if not _is_nullable(queryset.model, order.expression):
        column = by.desc() if descending else by.asc()
    elif reverse:
        column = by.desc(nulls_first=True) if descending else by.asc(nulls_first=True)
    else:
        column = by.desc(nulls_last=True) if descending else by.asc(nulls_last=True)
    return queryset.order_by(column, F("pk").desc() if descending else F("pk").asc())


def _beyond(model: type[Model], order: Order, at: Cursor) -> Q:
    """Rows on the far side of the cursor, in the direction it looks."""
    name, onward = order.expression, not at.is_backwards
    compare = "lt" if order.descending == onward else "gt"
    tie = Q(**{f"pk__{compare}": at.key})
    if at.value is None:
        unset = Q(**{f"{name}__isnull": True})
        return unset & tie if onward else ~unset | (unset & tie)
    here = Q(**{f"{name}__{compare}": at.value}) | (Q(**{name: at.value}) & tie)
    if onward and _is_nullable(model, name):
        here |= Q(**{f"{name}__isnull": True})
    return here


def _is_nullable(model: type[Model], expression: str) -> bool:
    """Whether the column may be empty; annotations count as such."""
    parts = expression.split("__")
    for part in parts:
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        if field.is_relation and part != parts[-1]:
            model = field.related_model
    return False

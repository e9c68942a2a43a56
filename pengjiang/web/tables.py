"""Columns of a list, declared once: header, cell, sort, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pengjiang.common import clock
from pengjiang.web.components.basics import BADGE_KINDS, badge
from pengjiang.web.components.deadlines import Light, deadline_chip
from pengjiang.web.components.library import one_of

KINDS = ("text", "key", "clip", "number", "money", "date", "datetime", "badge", "light", "flag")
EMPTY = "—"


@dataclass(frozen=True)
class Column:
    """A column.

    ``value`` is an attribute path (``case__number``) or a function of the row, by default the column's name. ``sort`` is what
    the database sorts by, empty where it cannot. ``badge`` gives a badge's kind from the row; ``light`` columns yield a ``Light``.
    ``template`` draws the cell from ``object`` and ``value``. ``always`` columns cannot be hidden; ``shown=False`` ones wait in
    the column chooser. ``export`` gives the value for Excel where it differs.
    """

    name: str
    label: str
    value: str | Callable[[Any], Any] = ""
    kind: str = "text"
    sort: str = ""
    badge: Callable[[Any], str] | None = None
    template: str = ""
    link: bool = False
    always: bool = False
    shown: bool = True
    export: Callable[[Any], Any] | None = None
    wide: bool = False

    def __post_init__(self) -> None:
        one_of("Column", "kind", self.kind, KINDS)

    def read(self, row: Any) -> Any:
        """The value of a row."""
        if callable(self.value):
            return self.value(row)
        return follow(row, self.value or self.name)

    def plain(self, row: Any) -> Any:
        """The value as Excel should have it."""
        value = self.export(row) if self.export else self.read(row)
        if isinstance(value, Light):
            return f"{value.text} {value.detail}".strip()
        if isinstance(value, bool):
            return "是" if value else "否"
        if value is None or isinstance(value, (int, float, Decimal, date)):
            return value
        return str(value)

    def cell(self, row: Any, *, href: str = "") -> SafeString:
        """The value as HTML."""
        value = self.read(row)
        if self.template:
            return get_template(self.template).render({"object": row, "value": value})
        if self.kind == "light":
            return format_html("{}", deadline_chip(value) or EMPTY)
        if value is None or value == "":
            return format_html("{}", EMPTY)
        if self.kind == "badge":
            kind = self.badge(row) if self.badge else ""
            return badge(value, kind=one_of("Column", "badge", kind, BADGE_KINDS))
        text = show(value, self.kind)
        return format_html('<a href="{}">{}</a>', href, text) if href and (self.link or self.kind == "key") else format_html("{}", text)

    @property
    def css(self) -> str:
        """Class of its cells: short text keeps to one line, ``wide`` and ``clip`` take what is left."""
        if self.kind == "text" and not self.wide:
            return "data-table__nowrap"
        return {
            "key": "data-table__key",
            "clip": "data-table__clip",
            "number": "data-table__number",
            "money": "data-table__number",
            "date": "data-table__nowrap",
            "datetime": "data-table__nowrap",
        }.get(self.kind, "")

    @property
    def head_css(self) -> str:
        """Class of its header."""
        if self.kind in {"number", "money"}:
            return "data-table__number"
        return "data-table__wide" if self.wide or self.kind == "clip" else ""


def follow(row: Any, path: str) -> Any:
    """``follow(case, "town__short_name")``; a method is called, a missing link gives None."""
    value = row
    for part in path.split("__"):
        if value is None:
            return None
        value = getattr(value, part)
        if callable(value) and not isinstance(value, (type, Model)):
            value = value()
    return value


def show(value: Any, kind: str = "text") -> str | SafeString:
    """A value as a table shows it: dates short, this year's without the year."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = value.astimezone(clock.ZONE) if value.tzinfo else value
        text = _short_day(local.date())
        return format_html('<time datetime="{}">{} {}</time>', local.isoformat(timespec="minutes"), text, f"{local:%H:%M}")
    if isinstance(value, date):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), _short_day(value))
    if kind == "money":
        return f"{value:,.2f}"
    return str(value)


def _short_day(day: date) -> str:
    text = f"{day.month}月{day.day}日"
    return text if day.year == clock.today().year else f"{day.year}年{text}"


@dataclass(frozen=True)
class Head:
    """A header cell: where sorting by it leads, and how it is sorted now."""

    column: Column
    href: str = ""
    direction: str = ""

    @property
    def aria_sort(self) -> str:
        return {"up": "ascending", "down": "descending"}.get(self.direction, "")


@dataclass(frozen=True)
class Cell:
    """A drawn cell."""

    column: Column
    html: SafeString
    title: str = ""


@dataclass(frozen=True)
class Row:
    """A drawn row."""

    key: Any
    name: str
    href: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """What ``{% data_table %}`` draws."""

    caption: str
    heads: Sequence[Head]
    rows: Sequence[Row]
    selectable: bool = False
    stacked: bool = True
    roomy: bool = False


def build_table(
    rows: Sequence[Any],
    columns: Sequence[Column],
    *,
    caption: str,
    href: Callable[[Any], str] | None = None,
    heads: Sequence[Head] | None = None,
    selectable: bool = False,
    roomy: bool = False,
    stacked: bool = True,
) -> Table:
    """Draw rows, also those of small tables outside of list pages."""
    return Table(
        caption=caption,
        heads=heads or [Head(column) for column in columns],
        rows=[_row(row, columns, href(row) if href else "") for row in rows],
        selectable=selectable,
        roomy=roomy,
        stacked=stacked,
    )


def _row(row: Any, columns: Sequence[Column], href: str) -> Row:
    cells = [Cell(column, column.cell(row, href=href), _title(column, row)) for column in columns]
    name = str(columns[0].read(row)) if columns else str(row)
    return Row(getattr(row, "pk", None), name, href, cells)


def _title(column: Column, row: Any) -> str:
    """The full text of a clipped cell."""
    return str(column.read(row) or "") if column.kind == "clip" else ""

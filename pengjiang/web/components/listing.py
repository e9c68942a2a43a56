"""The parts of a list: table, pager, filter bar, bulk bar, column chooser."""

from __future__ import annotations

from typing import Any

from pengjiang.web.components.library import block, render, tag


@tag
def data_table(table: Any, *, boost: str = "") -> str:
    """A ``tables.Table``. ``boost`` is the id that sorting swaps."""
    return render("data_table", table=table, boost=boost)


@tag
def pager(listing: Any) -> str:
    """Which rows these are, of how many, on and back, rows per page."""
    return render("pager", listing=listing)


@tag
def filter_bar(listing: Any) -> str:
    """Search, filter chips with their sheets, and the column chooser at the end."""
    return render("filter_bar", listing=listing)


@tag
def bulk_bar(listing: Any) -> str:
    """Appears once a row is ticked (in CSS alone) and offers what can be done with the rows, or with the whole filter."""
    return render("bulk_bar", listing=listing)


@tag
def column_chooser(listing: Any) -> str:
    """Which columns are shown, and in which order."""
    return render("column_chooser", listing=listing)


@tag
def view_keeper(listing: Any) -> str:
    """存为视图: keeps filter, order and columns under a name, or deletes the own view one is on."""
    return render("view_keeper", listing=listing)


@block()
def table_scroll(body: str, slots: dict[str, str], *, label: str = "") -> str:
    """Around a table written by hand: it scrolls by itself on narrow screens."""
    return render("table_scroll", body=body, label=label)

"""What pages are composed of: heads, panels, tabs, summaries, facts, grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html

from pengjiang.web.components.basics import citation as citation_tag
from pengjiang.web.components.basics import day
from pengjiang.web.components.library import block, one_of, render, tag

FIGURE_KINDS = ("", "overdue", "soon")


@dataclass(frozen=True)
class Tab:
    """One tab: an address of its own, so that it works without script and can be sent to a colleague."""

    label: str
    href: str
    current: bool = False
    count: Any = ""
    bad: bool = False


@dataclass(frozen=True)
class Figure:
    """A number that can be checked: ``note`` carries denominator or period."""

    label: str
    value: Any
    unit: str = ""
    note: str = ""
    href: str = ""
    kind: str = ""
    icon: str = ""

    def __post_init__(self) -> None:
        one_of("summary", "kind", self.kind, FIGURE_KINDS)


@block("tools", "number")
def page_head(body: str, slots: dict[str, str], *, title: str, note: str = "") -> str:
    """Title of the page; the body is shown under the note."""
    return render("page_head", body=body, slots=slots, title=title, note=note)


@block("number", "lights", "tools", "below")
def case_head(body: str, slots: dict[str, str], *, title: str, label: str = "概要") -> str:
    """Head of an object's page: number line, title, lights, tools, and below them stepper and tabs (the body)."""
    return render("case_head", body=body, slots=slots, title=title, label=label)


@block("tools", "foot")
def panel(
    body: str,
    slots: dict[str, str],
    *,
    title: str = "",
    id: str = "",
    meta: str = "",
    label: str = "",
    flush: bool = False,
    hidden_title: bool = False,
) -> str:
    """A white box. ``flush`` for content that brings its own spacing (tables, lists, tabs); ``label`` names one without a title."""
    return render("panel", body=body, slots=slots, title=title, id=id, meta=meta, label=label, flush=flush, hidden_title=hidden_title)


@tag
def tabs(items: Sequence[Tab], *, label: str, tail: str = "", target: str = "") -> str:
    """A row of tabs. ``target`` is the id that htmx swaps; without script they are plain links."""
    return render("tabs", items=items, label=label, tail=tail, target=target)


@tag
def summary(items: Sequence[Figure], *, wide: bool = False) -> str:
    """A row of figures."""
    return render("summary", items=items, wide=wide)


@block()
def facts(body: str, slots: dict[str, str], *, single: bool = False) -> str:
    """A list of facts in two columns; its rows are ``{% fact %}``."""
    return format_html('<dl class="facts{}">{}</dl>', " facts--single" if single else "", body)


@tag
def fact(label: str, value: Any = "", *, wide: bool = False, citation: Any = "", href: str = "", note: str = "", optional: bool = False) -> str:
    """One fact. An empty value shows as a dash, so that what is missing is seen to be missing; an ``optional`` one is left out."""
    if optional and value in (None, ""):
        return ""
    shown = "—" if value is None or value == "" else value
    if isinstance(shown, bool):
        shown = "是" if shown else "否"
    elif isinstance(shown, date):
        shown = day(shown)
    if href and shown != "—":
        shown = format_html('<a href="{}">{}</a>', href, shown)
    small = format_html(' <span class="muted">{}</span>', note) if note else ""
    row = "facts__row facts__row--wide" if wide else "facts__row"
    return format_html('<div class="{}"><dt>{}</dt><dd>{}{}{}</dd></div>', row, label, shown, small, citation_tag(citation))


@block()
def form_grid(body: str, slots: dict[str, str]) -> str:
    """Fields in two columns, one on a phone."""
    return format_html('<div class="form-grid">{}</div>', body)


@block()
def button_row(body: str, slots: dict[str, str], *, end: bool = False) -> str:
    """Buttons beside each other."""
    return format_html('<div class="button-row{}">{}</div>', " button-row--end" if end else "", body)

"""A list as its ledger: A4 across, the header on every page, page numbers, who drew it up and who checks it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pengjiang.common import clock
from pengjiang.documents import blocks as b
from pengjiang.documents.fonts import MissingCharacter
from pengjiang.documents.html_blocks import BlockWriter
from pengjiang.documents.measures import width_em
from pengjiang.documents.pdf import Rendered, press
from pengjiang.web.tables import EMPTY, Column

# Printed in the place of a character that no installed font has: one such name must not keep a whole ledger from being printed.
NO_GLYPH = "〓"
NARROWEST, WIDEST = 4.0, 22.0
RIGHT, CENTRE = {"money", "number"}, {"date", "datetime", "flag", "badge", "light"}


@dataclass(frozen=True)
class Ledger:
    """What stands on the sheet. ``rows`` are texts, one for each column."""

    title: str
    unit: str
    scope: str
    on: date
    drawn_by: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    note: str = ""
    demo: bool = False


def text_of(column: Column, row: Any) -> str:
    """A cell as a ledger has it: days in figures, money with its cents."""
    value = column.plain(row)
    if value is None or value == "":
        return EMPTY
    if isinstance(value, datetime):
        return f"{value.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return f"{value:,.2f}" if column.kind == "money" else str(value)


def widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[float]:
    """Shares of the sheet in per cent: what most cells of a column need, within bounds."""
    needs = []
    for place, column in enumerate(columns):
        lengths = sorted(width_em(row[place]) for row in rows) or [0]
        usual = lengths[int(len(lengths) * 0.9) - 1 if len(lengths) > 1 else 0]
        needs.append(min(WIDEST, max(NARROWEST, width_em(column.label) + 1, usual + 1)))
    whole = sum(needs) + NARROWEST
    return [round(100 * need / whole, 2) for need in needs]


class _Writer(BlockWriter):
    """Text in fonts that have it; where none has, a mark that says so."""

    def span(self, text: str, role: str) -> str:
        text = unicodedata.normalize("NFC", text)
        try:
            return super().span(text, role)
        except MissingCharacter:
            return super().span("".join(char if self._has(role, char) else NO_GLYPH for char in text), role)

    def _has(self, role: str, char: str) -> bool:
        try:
            self.book.pick(role, char)
        except MissingCharacter:
            return char == "\n"
        return True


def write_ledger(ledger: Ledger) -> str:
    """The sheet's HTML."""
    say = _Writer(press().book, b.Form.PLAIN).span
    shares = widths(ledger.columns, ledger.rows)
    number = 100 - sum(shares)
    cols = f'<col style="width:{number:.2f}%">' + "".join(f'<col style="width:{share}%">' for share in shares)
    head = "".join(f"<th>{say(label, 'hei')}</th>" for label in ("序号", *(column.label for column in ledger.columns)))
    css = ["c", *("r" if column.kind in RIGHT else "c" if column.kind in CENTRE else "l" for column in ledger.columns)]
    body = "".join(
        "<tr>" + "".join(f'<td class="{kind}">{say(text, "song")}</td>' for kind, text in zip(css, (str(serial), *row), strict=True)) + "</tr>"
        for serial, row in enumerate(ledger.rows, start=1)
    )
    facts = [f"单位：{ledger.unit}", f"日期：{ledger.on.year}年{ledger.on.month}月{ledger.on.day}日", f"共{len(ledger.rows)}条"]
    scope = f'<p class="scope">{say(f"范围：{ledger.scope}", "song")}</p>' if ledger.scope else ""
    note = f'<p class="scope">{say(ledger.note, "song")}</p>' if ledger.note else ""
    lines = "".join(f"<span>{say(text, 'song')}</span>" for text in facts)
    signs = "".join(f"<span>{say(text, 'song')}</span>" for text in (f"制表人：{ledger.drawn_by}", "审核人：　　　　　　　", "　　　　年　　月　　日"))
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{say(ledger.title, "song")}</title></head><body class="ledger">'
        f'<h1 class="ledger__title role-title">{say(ledger.title, "title")}</h1><p class="ledger__facts">{lines}</p>{scope}{note}'
        f'<table><colgroup>{cols}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p class="ledger__signs">{signs}</p></body></html>'
    )


def set_ledger(ledger: Ledger) -> Rendered:
    """The sheet as a PDF."""
    html = write_ledger(ledger)
    document = press().sheet(html, "ledger", *(["ledger_demo"] if ledger.demo else []))
    return Rendered(document.write_pdf(), html, len(document.pages))

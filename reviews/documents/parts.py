"""Pieces that several papers share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pengjiang.accounts.models import Organisation
from pengjiang.documents.blocks import Cell, Paragraph, Table
from pengjiang.dossiers.identity import mask_name
from reviews.models import SampledFile
from reviews.queries.statistics import Line
from reviews.scoring import plain

# What stands in a circular for a party that is no person.
OTHERS = {"individual_business": "某商户"}


def day_text(day: date | None) -> str:
    """2026年3月1日; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Typed text as paragraphs, one per line."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def bodies() -> tuple[str, ...]:
    """Both bodies by their full names, the bureau first as in domain.md 6.8."""
    found = {row.kind: row.name for row in Organisation.objects.filter(kind__in=["bureau", "procuratorate"], is_active=True).order_by("-order")}
    return tuple(found[kind] for kind in ("bureau", "procuratorate") if kind in found)


def table(header: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[int], *, caption: str = "", left: Sequence[int] = ()) -> Table:
    """A ruled table; columns in ``left`` flush left."""
    head = tuple(Cell(words, head=True) for words in header)
    body = (tuple(Cell(str(value), align="left" if at in left else "center") for at, value in enumerate(row)) for row in rows)
    return Table((head, *body), tuple(widths), caption=caption)


def line_row(line: Line) -> tuple[Any, ...]:
    return (line.label, line.count, line.mean if line.mean is not None else "—", line.excellent, line.good, line.fair, line.failed, line.problems)


LINE_HEAD = ("单位", "件数", "平均分", "优秀", "良好", "合格", "不合格", "问题数")
LINE_WIDTHS = (4, 2, 3, 2, 2, 2, 3, 3)


def masked(text: str, file: SampledFile) -> str:
    """Names of the file's parties as a circular shows them."""
    for party in file.dossier.parties.all():
        if party.name:
            stands_in = mask_name(party.name) if party.type == "person" else OTHERS.get(party.type, "某单位")
            text = text.replace(party.name, stands_in)
    return text


def points(value: Any) -> str:
    return plain(value)

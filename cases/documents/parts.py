"""Pieces that several papers share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pengjiang.documents.blocks import Block, Cell, Field, Paragraph, Table


def paragraphs(text: str, default: str = "") -> tuple[Block, ...]:
    """Typed text as paragraphs, one per line."""
    lines = [line.strip() for line in (text or default).splitlines() if line.strip()]
    return tuple(Paragraph(line) for line in lines)


def day_text(day: date | None) -> str:
    """2026年3月1日; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def full(label: str, value: str, *, lines: int = 1) -> tuple[Field, ...]:
    """A row of one field."""
    return (Field(label, value or "", lines=lines),)


def pair(left: tuple[str, str], right: tuple[str, str]) -> tuple[Field, ...]:
    """A row of two fields."""
    return (Field(left[0], left[1] or "", columns=2), Field(right[0], right[1] or "", columns=2))


def opinion(label: str) -> tuple[Field, ...]:
    """A place for an opinion with signature and date, to be written by hand."""
    return (Field(label, "签名：　　　　　年　　月　　日", lines=3, sign=True),)


def grid(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[int, ...], *, left: tuple[int, ...] = (), caption: str = "") -> Table:
    """A ruled table of texts; columns in ``left`` are set flush left."""
    head = tuple(Cell(text, head=True) for text in heads)
    body = (tuple(Cell(text, align="left" if place in left else "center") for place, text in enumerate(row)) for row in rows)
    return Table((head, *body), widths, caption=caption)


def sign_row(label: str, name: str = "", day: date | None = None, *, said: str = "") -> tuple[Field, ...]:
    """A place for an opinion with signature and date; what was signed in the system is printed there."""
    return (Field(label, f"{said}　　签名：{name}　　{day_text(day)}".strip("　"), lines=3, sign=True),) if name else opinion(label)


def listed(names: Iterable[str]) -> str:
    """Joined by 、."""
    return "、".join(name for name in names if name)


def ended(text: str) -> str:
    """A sentence with exactly one full stop."""
    return text.strip().rstrip("。；;.") + "。" if text.strip() else ""

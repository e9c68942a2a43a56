"""The text of a tree in reading order: what a reader, a search index and the tests of the PDF and the DOCX must find."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import singledispatch
from typing import TypeVar

from pengjiang.documents import blocks as b

T = TypeVar("T")
_BLANKS = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f"), " ")


def cleaned(value: T) -> T:
    """A tree without what pasted text brings along and no paper can show: control and zero-width characters, selectors, strange blanks."""
    if isinstance(value, str):
        return _clean_text(value) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(cleaned(item) for item in value)
    if is_dataclass(value):
        return replace(value, **{field.name: cleaned(getattr(value, field.name)) for field in fields(value)})
    return value


def _clean_text(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)
    return "".join(char for char in text if char == "\n" or (unicodedata.category(char) not in {"Cc", "Cf"} and not _is_selector(char)))


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def plain_text(tree: b.Tree) -> str:
    """One line per paragraph, cell, or other piece of text; without page numbers and marks."""
    return "\n".join(line for block in tree.blocks for line in lines_of(block) if line)


def joined(runs: b.Runs) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


@singledispatch
def lines_of(block: b.Block) -> Iterator[str]:
    """The lines of one block; a kind that is not known here must not be lost silently."""
    raise TypeError(f"no text for {type(block).__name__}")


@lines_of.register
def _(block: b.Letterhead) -> Iterator[str]:
    yield from (block.copy_number, block.secrecy, block.urgency, block.mark)


@lines_of.register
def _(block: b.Number) -> Iterator[str]:
    yield block.text
    if block.signatory:
        yield f"签发人：{block.signatory}"


@lines_of.register
def _(block: b.Title) -> Iterator[str]:
    yield block.text


@lines_of.register
def _(block: b.Addressee) -> Iterator[str]:
    yield f"{'、'.join(block.names)}："


@lines_of.register
def _(block: b.Paragraph) -> Iterator[str]:
    yield joined(block.runs)


@lines_of.register
def _(block: b.Heading) -> Iterator[str]:
    yield block.numbered_text + joined(block.text_after)


@lines_of.register
def _(block: b.NumberedItem) -> Iterator[str]:
    yield block.marker + joined(block.runs)


@lines_of.register
def _(block: b.Table) -> Iterator[str]:
    yield block.caption
    for row in block.rows:
        yield from (cell.text for cell in row)


@lines_of.register
def _(block: b.FieldTable) -> Iterator[str]:
    for row in block.rows:
        for field in row:
            yield from (field.label, field.value)


@lines_of.register
def _(block: b.Attachments) -> Iterator[str]:
    yield from attachment_lines(block)


@lines_of.register
def _(block: b.Signature) -> Iterator[str]:
    yield from (*block.organisations, block.person, block.date_text)


@lines_of.register
def _(block: b.Note) -> Iterator[str]:
    yield f"（{block.text}）"


@lines_of.register
def _(block: b.Remark) -> Iterator[str]:
    yield block.text


@lines_of.register
def _(block: b.Attendance) -> Iterator[str]:
    yield f"{block.label}：{'、'.join(block.names)}"


@lines_of.register
def _(block: b.AttachmentHead) -> Iterator[str]:
    yield from (block.label, block.title)


@lines_of.register
def _(block: b.TearOff) -> Iterator[str]:
    yield block.title


@lines_of.register
def _(block: b.CopyTo) -> Iterator[str]:
    yield from (block.copy_text, block.printed_by, block.printed_text)


@lines_of.register
def _(block: b.PageBreak) -> Iterator[str]:
    yield from ()


def attachment_lines(block: b.Attachments) -> list[str]:
    """附件：1. … and the following lines; a single attachment bears no number."""
    if len(block.names) == 1:
        return [f"附件：{block.names[0]}"]
    return [("附件：" if index == 1 else "") + f"{index}. {name}" for index, name in enumerate(block.names, 1)]

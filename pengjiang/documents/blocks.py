"""What an official paper is made of. Pure data: the PDF and the DOCX are both made from a ``Tree``, so they cannot differ.

A document type builds a tree out of its object; nothing here knows the database, the fonts or the paper.
The measures belong to ``html`` and ``docx`` (GB/T 9704-2012); the numbering words belong here, so that both print the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pengjiang.common.chinese import to_chinese


class Form(StrEnum):
    """The layout of a paper, and with it the rules for its first page."""

    RED_HEAD = "red_head"  # 公文：通报、意见
    LETTER = "letter"  # 信函格式：移送函、催办函
    LEGAL = "legal"  # 检察文书：检察建议书，不套红
    MINUTES = "minutes"  # 纪要
    PLAIN = "plain"  # 表格、审批表、送达回证、笔录


class Face(StrEnum):
    """How a run differs from the text round it."""

    BODY = ""
    HEI = "hei"
    KAI = "kai"
    UNDERLINE = "underline"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    face: str = ""


Runs = tuple[Run, ...]


def runs(text: str | Run | Runs) -> Runs:
    """Text, one run or several, as runs; empty text is no run."""
    if isinstance(text, str):
        return (Run(text),) if text else ()
    return (text,) if isinstance(text, Run) else tuple(text)


def split_lines(given: Runs) -> list[Runs]:
    """Runs at their line breaks: what somebody typed in a text field becomes paragraphs. Empty lines go."""
    lines: list[list[Run]] = [[]]
    for run in given:
        first, *others = run.text.split("\n")
        lines[-1].append(Run(first, run.face))
        lines += [[Run(text, run.face)] for text in others]
    return [tuple(line) for line in lines if any(run.text.strip() for run in line)]


def marker(level: int, index: int) -> str:
    """The number of a heading or item: 一、 （一） 1. （1） (GB/T 9704-2012 7.3.3)."""
    return (f"{to_chinese(index)}、", f"（{to_chinese(index)}）", f"{index}.", f"（{index}）")[level - 1]


def chinese_date(day: date) -> str:
    """2022年3月1日: Arabic figures without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks. ``mark`` is printed as it stands (江门市蓬江区人民检察院文件); for a legal document it is the body's name."""

    mark: str
    copy_number: str = ""  # 份号，六位
    secrecy: str = ""  # 密级和保密期限
    urgency: str = ""  # 紧急程度


@dataclass(frozen=True, slots=True)
class Number:
    """发文字号; empty while a draft has none. With a ``signatory`` (上行文) the number stands left, 签发人 right."""

    text: str = ""
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The title; ``lines`` where its author wants other breaks than the balanced ones."""

    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """主送机关: flush left, ends with a full-width colon."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``indent`` in characters."""

    runs: str | Run | Runs
    indent: int = 2
    align: str = "left"  # left, center, right

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", runs(self.runs))


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading, levels 1 to 4; ``text_after`` runs on in the same paragraph in the body face."""

    level: int
    text: str
    index: int | None = None
    text_after: str | Run | Runs = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_after", runs(self.text_after))

    @property
    def numbered_text(self) -> str:
        return (marker(self.level, self.index) if self.index else "") + self.text


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """A numbered paragraph whose whole text is in the body face."""

    index: int
    runs: str | Run | Runs
    level: int = 3

    def __post_init__(self) -> None:
        object.__setattr__(self, "runs", runs(self.runs))

    @property
    def marker(self) -> str:
        return marker(self.level, self.index)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; line breaks in the text are kept."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: str = "center"  # left, center, right
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. ``widths`` are shares of the type area; the first ``header_rows`` rows repeat on every page."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 1
    caption: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value in a form. ``columns`` is how many of the form's four columns label and value fill together."""

    label: str
    value: str = ""
    columns: int = 4
    lines: int = 1  # least height, in lines
    sign: bool = False  # a place for signature and date, bottom right


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The grid of a form: 送达回证, 审批表. Each row's fields fill four columns."""

    rows: tuple[tuple[Field, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(field.columns for field in row) != 4:
                raise ValueError("表格每行须占满四栏：" + "、".join(field.label for field in row))


@dataclass(frozen=True, slots=True)
class Attachments:
    """附件说明, one line below the body."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期. ``sealed``: the seal's place over name and date is left; no seal is ever drawn."""

    organisations: tuple[str, ...]
    on: date | None = None
    sealed: bool = True
    person: str = ""  # 检察官、承办人

    @property
    def date_text(self) -> str:
        return chinese_date(self.on) if self.on else "年　　月　　日"


@dataclass(frozen=True, slots=True)
class Note:
    """附注 below the date, in brackets: contact, telephone, 此件公开发布."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A small-print remark under a form (注：…)."""

    text: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """A list of persons in minutes: 出席：…"""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachmentHead:
    """Begins an attachment on a page of its own: 附件1, and its title on the third line."""

    title: str
    index: int | None = None

    @property
    def label(self) -> str:
        return f"附件{self.index or ''}"


@dataclass(frozen=True, slots=True)
class TearOff:
    """A dashed line across the page and the title of the slip below it (回执联)."""

    title: str


@dataclass(frozen=True, slots=True)
class CopyTo:
    """版记: 抄送, 印发机关, 印发日期. ``even_page``: on an even page, as for printing on both sides."""

    organisations: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    even_page: bool = True

    @property
    def copy_text(self) -> str:
        return f"抄送：{'，'.join(self.organisations)}。" if self.organisations else ""

    @property
    def printed_text(self) -> str:
        return f"{chinese_date(self.printed_on)}印发" if self.printed_on else ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = (
    Letterhead
    | Number
    | Title
    | Addressee
    | Paragraph
    | Heading
    | NumberedItem
    | Table
    | FieldTable
    | Attachments
    | Signature
    | Note
    | Remark
    | Attendance
    | AttachmentHead
    | TearOff
    | CopyTo
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Tree:
    """A paper: its form, its title for lists and metadata, its blocks in order of print."""

    form: Form
    title: str
    blocks: tuple[Block, ...]
    demo: bool = False  # every page bears 演示
    draft: bool = False  # every page bears 草稿

    def first(self, kind: type) -> Block | None:
        """The first block of a kind."""
        return next((block for block in self.blocks if isinstance(block, kind)), None)

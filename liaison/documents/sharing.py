"""典型案例, 案情通报 and 信息共享单 (domain.md 11.3)."""

from __future__ import annotations

from cases.documents.parts import day_text, paragraphs
from liaison.models import Notice, TypicalCase
from pengjiang.documents.blocks import (
    Addressee,
    Cell,
    Form,
    Heading,
    Letterhead,
    Number,
    NumberedItem,
    Paragraph,
    Signature,
    Table,
    Title,
    Tree,
)
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience

ROOM = "行政检察与镇街综合行政执法工作联络室"


@document_type("typical_case", "典型案例", model="liaison.typicalcase", form=Form.PLAIN, audience=Audience.SHARED)
def typical_case(case: TypicalCase, ctx: BuildContext) -> Tree:
    """【基本案情】【监督（化解）经过】【典型意义】, everything masked."""
    blocks: list = [Letterhead(ROOM), Title(case.title), Number(case.number)]
    for label, text in case.parts:
        blocks += [Heading(1, f"【{label}】"), *paragraphs(text)]
    if case.articles:
        blocks += [Heading(1, "【依据】"), *(NumberedItem(place, f"{article}。") for place, article in enumerate(case.articles, start=1))]
    blocks.append(Signature((ctx.organisation.name,), case.published_on or ctx.on, sealed=False))
    return Tree(Form.PLAIN, case.title, tuple(blocks))


@document_type("liaison_notice", "通报", model="liaison.notice", form=Form.LETTER, audience=Audience.SHARED)
def liaison_notice(notice: Notice, ctx: BuildContext) -> Tree:
    """Period, counts, notable cases, new rules."""
    names = tuple(receipt.organisation.name for receipt in notice.receipts.select_related("organisation"))
    blocks: list = [Letterhead(ctx.mark), Number(notice.number), Title(notice.title), Addressee(names)]
    if notice.since:
        blocks.append(Paragraph(f"统计期间：{day_text(notice.since)}至{day_text(notice.until)}。"))
    blocks += paragraphs(notice.body)
    if notice.figures:
        head = tuple(Cell(word, head=True) for word in notice.figures[0])
        rows = tuple(tuple(Cell(str(value)) for value in row) for row in notice.figures[1:])
        blocks.append(Table((head, *rows), widths=tuple(1 for _ in head)))
    if notice.answer_by:
        blocks.append(Paragraph(f"请于{day_text(notice.answer_by)}前反馈。"))
    blocks.append(Signature((ctx.organisation.name,), notice.issued_on or ctx.on))
    return Tree(Form.LETTER, notice.title, tuple(blocks))

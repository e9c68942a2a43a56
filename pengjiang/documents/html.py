"""Tree → HTML for WeasyPrint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from pengjiang.documents import blocks as b
from pengjiang.documents.fonts import FontBook
from pengjiang.documents.html_blocks import BlockWriter


@dataclass(frozen=True, slots=True)
class Verification:
    """What is printed on page one so that anybody can check the paper."""

    code: str  # as it is read aloud, in groups
    address: str
    qr_svg: str  # an <svg> element


@dataclass(frozen=True, slots=True)
class Imprint:
    """Facts about the file rather than the text: metadata and verification."""

    author: str = ""
    on: date | None = None
    verification: Verification | None = None


NO_IMPRINT = Imprint()


def write_html(tree: b.Tree, book: FontBook, imprint: Imprint = NO_IMPRINT, *, edition: str = "same", compact: bool = False) -> str:
    """The page. ``edition`` says where the 版记 goes: ``same`` page as the end of the body, ``next`` page, or ``even`` after a blank one.

    ``compact`` draws a form together that would spill a row or two overleaf.
    """
    writer = BlockWriter(book, tree.form)
    body = "".join(writer.write(block) for block in tree.blocks)
    meta = f'<meta name="author" content="{escape(imprint.author)}">' if imprint.author else ""
    if imprint.on:
        meta += f'<meta name="dcterms.created" content="{imprint.on.isoformat()}">'
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(tree.title)}</title>{meta}</head>'
        f'<body class="paper paper--{tree.form} edition-{edition}{" paper--compact" if compact else ""}">{_watermark(tree, writer)}{_verification(imprint, writer)}{body}</body></html>'
    )


def _watermark(tree: b.Tree, writer: BlockWriter) -> str:
    return f'<div class="watermark">{writer.span("草稿", "hei")}</div>' if tree.draft else ""


def _verification(imprint: Imprint, writer: BlockWriter) -> str:
    proof = imprint.verification
    if not proof:
        return ""
    lines = (f"核验码　{proof.code}", f"扫码或访问 {proof.address} 核验本件真伪")
    text = "<br>".join(writer.span(line, "song") for line in lines)
    return f'<div class="verification"><div class="verification__code">{proof.qr_svg}</div><p class="verification__text">{text}</p></div>'

"""Words with their places, out of PDF, DOCX and pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from pengjiang.readings.reading.paper import Segment

# A page with fewer characters than this has no text layer worth the name.
ENOUGH = 30


class Unreadable(Exception):
    """The content cannot be opened; the message is for the uploader."""


def pdf_segments(content: bytes) -> Iterator[list[Segment]]:
    """Page by page the words of the text layer; empty for a page that is a picture."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise Unreadable("PDF 无法打开，可能已损坏或者设有密码") from error
    try:
        for number in range(1, len(document) + 1):
            yield _page_segments(document, number)
    finally:
        document.close()


def _page_segments(document: pdfium.PdfDocument, number: int) -> list[Segment]:
    page = document[number - 1]
    words = page.get_textpage()
    height = page.get_height()
    segments = []
    for place in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(place)
        text = words.get_text_bounded(left=left, bottom=bottom, right=right, top=top).replace("\r\n", "").replace("\ufffe", "")
        if text.strip():
            segments.append(Segment(text, number, (left, height - top, right, height - bottom)))
    words.close()
    page.close()
    return segments if sum(len(segment.text.strip()) for segment in segments) >= ENOUGH else []


def docx_segments(content: bytes) -> list[Segment]:
    """Paragraphs and rows of tables in their order; a DOCX has no pages of its own."""
    try:
        document = Document(io.BytesIO(content))
    except (ValueError, KeyError, OSError) as error:
        raise Unreadable("DOCX 无法打开，可能已损坏，请另存后重新上传") from error
    segments = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            segments += [Segment(line, 1) for line in block.text.splitlines() if line.strip()]
        elif isinstance(block, Table):
            segments += [Segment(text, 1) for row in block.rows if (text := _row_text(row)).strip()]
    return segments


def _row_text(row) -> str:
    """Cells parted by tabs; one that reaches over several columns once."""
    seen, texts = set(), []
    for cell in row.cells:
        if cell._tc not in seen:  # noqa: SLF001 — python-docx has no other name for the cell that is shared
            seen.add(cell._tc)  # noqa: SLF001 — as above
            texts.append(" ".join(cell.text.split()))
    return "\t".join(texts)

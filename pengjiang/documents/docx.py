"""Tree → DOCX for WPS and Word: plain styles, the same text and numbers as the PDF, the same paper, margins and grid.

No content controls, no macros, no automatic numbering: WPS and Word count differently, and what was signed must not renumber itself.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from pengjiang.documents import blocks as b
from pengjiang.documents import measures as m
from pengjiang.documents.docx_blocks import DocxWriter
from pengjiang.documents.docx_style import BLACK, FACES, border, element, page_field, set_face
from pengjiang.documents.html import NO_IMPRINT, Imprint

# Twentieths of a point: the nearest below −0.207 pt that lets 28 characters stand in a line.
CHARACTER_SPACING = -5
DEMO_TEXT = "演示　本件由演示系统生成，不是公文，不具法律效力"


def write_docx(tree: b.Tree, imprint: Imprint = NO_IMPRINT) -> bytes:
    """The paper as a DOCX file."""
    document = Document()
    _set_styles(document)
    _set_page(document, tree)
    _set_properties(document, tree, imprint)
    writer = DocxWriter(document, tree.form)
    for block in tree.blocks:
        writer.write(block)
    writer.finish()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_styles(document: DocxDocument) -> None:
    for name, role, size in (
        ("Normal", "fang", m.BODY_PT),
        ("Title", "title", m.TITLE_PT),
        ("Heading 1", "hei", m.BODY_PT),
        ("Heading 2", "kai", m.BODY_PT),
        ("Heading 3", "fang", m.BODY_PT),
        ("Heading 4", "fang", m.BODY_PT),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = FACES[role], Pt(size), False, False
        style.font.color.rgb = BLACK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), FACES[role])
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(36 if name == "Title" else m.LINE_PT)
        style.paragraph_format.widow_control = False
    normal = document.styles["Normal"].element
    normal.get_or_add_rPr().append(element("w:spacing", val=CHARACTER_SPACING))
    for name in ("autoSpaceDE", "autoSpaceDN"):  # no gap between figures and characters: 2026年, not 2026 年
        normal.get_or_add_pPr().insert_element_before(
            element(f"w:{name}", val=0), "w:bidi", "w:adjustRightInd", "w:spacing", "w:ind", "w:jc"
        )
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for old in title.element.findall(".//" + qn("w:pBdr")):
        old.getparent().remove(old)


def _set_page(document: DocxDocument, tree: b.Tree) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(m.PAGE_MM[0]), Mm(m.PAGE_MM[1])
    for side, value in m.MARGINS_MM.items():
        setattr(section, f"{side}_margin", Mm(value))
    section.header_distance = Mm(14)
    section.footer_distance = Mm(m.MARGINS_MM["bottom"] - m.PAGE_NUMBER_GAP_MM - m.SMALL_PT / m.MM)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    # 22 lines; the 28 characters come from the spacing of the Normal style, for a grid of characters is read differently by every program.
    section._sectPr.append(element("w:docGrid", type="lines", linePitch=round(m.LINE_PT * 20)))
    document.settings.odd_and_even_pages_header_footer = True
    _footer(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _footer(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    headers = [section.header, section.even_page_header]
    if tree.form is b.Form.LETTER:
        section.different_first_page_header_footer = True
        line = section.first_page_footer.paragraphs[0]
        border(line, "bottom", kind="thinThickSmallGap", eighths=24)
        line.paragraph_format.left_indent, line.paragraph_format.right_indent = Mm(-8), Mm(-6)
        headers.append(section.first_page_header)
    marks = "　".join(text for text, wanted in (("草稿", tree.draft), (DEMO_TEXT, tree.demo)) if wanted)
    for header in headers if marks else ():
        paragraph = header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(12)
        set_face(paragraph.add_run(marks), "hei", size=9)


def _footer(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    paragraph.paragraph_format.line_spacing = Pt(m.SMALL_PT)
    gap = Pt(m.SMALL_PT)
    if side == WD_ALIGN_PARAGRAPH.RIGHT:
        paragraph.paragraph_format.right_indent = gap
    else:
        paragraph.paragraph_format.left_indent = gap
    page_field(paragraph)


def _set_properties(document: DocxDocument, tree: b.Tree, imprint: Imprint) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = tree.title, imprint.author, "", "zh-CN"
    if imprint.on:
        properties.created = properties.modified = datetime.combine(imprint.on, time(), UTC)

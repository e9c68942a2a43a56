"""Small tools on python-docx: faces, rules, indents in characters, the page number field."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pengjiang.documents import measures as m

# The names by which users' machines know the faces of official papers.
FACES = {"fang": "仿宋_GB2312", "hei": "黑体", "kai": "楷体_GB2312", "song": "宋体", "title": "方正小标宋简体"}
RED = RGBColor(0xFF, 0, 0)
BLACK = RGBColor(0, 0, 0)


def set_face(run: Run, role: str, *, size: float | None = None, color: RGBColor | None = None) -> Run:
    """Name the face for Chinese and Latin text alike."""
    name = FACES[role]
    run.font.name = name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if size:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color
    return run


def element(tag: str, **attributes: object) -> OxmlElement:
    """An XML element with attributes of the w: namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def border(paragraph: Paragraph, side: str, *, kind: str = "single", eighths: int = 8, color: str = "FF0000", space: int = 0) -> None:
    """A rule along one side of a paragraph; its weight in eighths of a point."""
    properties = paragraph._element.get_or_add_pPr()
    box = properties.find(qn("w:pBdr"))
    if box is None:
        box = element("w:pBdr")
        properties.insert_element_before(box, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
    box.append(element(f"w:{side}", val=kind, sz=eighths, space=space, color=color))


def ignore_grid(paragraph: Paragraph) -> None:
    """Let a line stand where its own pitch puts it: rows of forms are lower than lines of text."""
    properties = paragraph._element.get_or_add_pPr()
    properties.insert_element_before(element("w:snapToGrid", val=0), "w:spacing", "w:ind", "w:jc", "w:rPr")


def frame(paragraph: Paragraph, *, top_mm: float, width_mm: float) -> None:
    """Put a paragraph at a fixed height of the page, in the middle of its width; the text goes on below."""
    properties = paragraph._element.get_or_add_pPr()
    twips = round(m.MM * 20 * width_mm)
    made = element("w:framePr", w=twips, wrap="notBeside", vAnchor="page", hAnchor="page", xAlign="center", y=round(m.MM * 20 * top_mm))
    properties.insert_element_before(made, "w:widowControl", "w:pBdr", "w:spacing", "w:ind", "w:jc", "w:rPr")


def indent(paragraph: Paragraph, *, left: float = 0, right: float = 0, first: float = 0) -> None:
    """Indents in characters of the body, kept as characters so that they follow a change of size."""
    properties = paragraph._element.get_or_add_pPr()
    made = properties.get_or_add_ind()
    grid = (m.BODY_PT + m.LETTER_SPACING_PT) * 20
    for name, value in (("left", left), ("right", right)):
        if value:
            made.set(qn(f"w:{name}Chars"), str(round(value * 100)))
            made.set(qn(f"w:{name}"), str(round(value * grid)))
    if first:
        kind = "firstLine" if first > 0 else "hanging"
        made.set(qn(f"w:{kind}Chars"), str(round(abs(first) * 100)))
        made.set(qn(f"w:{kind}"), str(round(abs(first) * grid)))


def page_field(paragraph: Paragraph) -> None:
    """— 1 — as a field."""
    parts = [("text", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("text", " —")]
    for kind, text in parts:
        run = set_face(paragraph.add_run(text if kind == "text" else ""), "song", size=m.SMALL_PT)
        if kind in {"begin", "end"}:
            run._element.append(element("w:fldChar", fldCharType=kind))
        elif kind == "code":
            code = element("w:instrText")
            code.text = " PAGE "
            run._element.append(code)

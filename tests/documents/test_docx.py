"""The DOCX says what the PDF says, on the same paper."""

from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn

from pengjiang.documents.docx import write_docx
from pengjiang.documents.text import plain_text
from tests.documents import samples
from tests.documents.measuring import squeezed


def text_of(content: bytes) -> str:
    """All text in document order; a merged cell counts once."""
    body = docx.Document(BytesIO(content)).element.body
    return squeezed("".join(node.text or "" for node in body.iter(qn("w:t"))))


@pytest.mark.parametrize("name", samples.ALL)
def test_text_equals_the_tree(name):
    tree = samples.ALL[name]()

    assert text_of(write_docx(tree)) == squeezed(plain_text(tree))


def test_paper_margins_and_lines():
    section = docx.Document(BytesIO(write_docx(samples.circular()))).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(getattr(section, f"{side}_margin").mm) for side in ("top", "right", "bottom", "left")] == [37, 26, 35, 28]
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch")), grid.get(qn("w:charSpace"))) == ("lines", "579", None)


def test_twenty_eight_characters_fit_a_line():
    spacing = docx.Document(BytesIO(write_docx(samples.circular()))).styles["Normal"].element.rPr.find(qn("w:spacing"))

    width_pt = 28 * (16 + int(spacing.get(qn("w:val"))) / 20)
    assert 156 * 72 / 25.4 - 16 < width_pt <= 156 * 72 / 25.4


def test_faces_are_named_as_users_know_them():
    document = docx.Document(BytesIO(write_docx(samples.recommendation())))
    faces = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for paragraph in document.paragraphs for run in paragraph.runs}

    assert faces == {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"}


def test_landscape_table_has_a_section_of_its_own():
    sections = docx.Document(BytesIO(write_docx(samples.everything()))).sections

    assert [round(section.page_width.mm) for section in sections] == [210, 297, 210]


def test_two_tables_stay_two():
    body = docx.Document(BytesIO(write_docx(samples.everything()))).element.body

    kinds = [child.tag for child in body]
    assert not any(above == below == qn("w:tbl") for above, below in pairwise(kinds))


def test_demo_is_marked_in_the_header():
    section = docx.Document(BytesIO(write_docx(samples.reminder(demo=True)))).sections[0]

    assert section.first_page_header.paragraphs[0].text == "演示　本件由演示系统生成，不是公文，不具法律效力"

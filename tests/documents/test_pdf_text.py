"""What is printed is what was written: no character lost, replaced or left out."""

import pytest

from pengjiang.documents.blocks import Cell, Face, Form, Heading, Number, Paragraph, Run, Table, Title, Tree
from pengjiang.documents.fonts import MissingCharacter
from pengjiang.documents.html import Imprint, Verification
from pengjiang.documents.pdf import render
from pengjiang.documents.text import plain_text
from tests.documents import measuring as measure
from tests.documents import samples

NAMES = "、".join(samples.RARE_NAMES)


def rare() -> Tree:
    """Rare names in every face."""
    blocks = (
        Title(f"关于{NAMES}的函"),
        Number("江蓬检行函〔2026〕1号"),
        Heading(1, f"{NAMES}", 1),
        Heading(2, f"{NAMES}。", 1, NAMES * 6),
        Paragraph((Run(NAMES, Face.KAI), Run(NAMES, Face.HEI), Run("ABC 123，“引号”——……①√×℃％", Face.UNDERLINE))),
        Table(((Cell("姓名"), Cell("备注")), (Cell(NAMES), Cell("喆", align="right"))), widths=(3, 1)),
    )
    return Tree(Form.PLAIN, "生僻字", blocks)


@pytest.fixture(scope="module")
def rare_pdf():
    return render(rare()).pdf


def test_extracted_text_equals_the_text_given(rare_pdf):
    assert measure.text_of(rare_pdf) == measure.squeezed(plain_text(rare()))


@pytest.mark.parametrize("name", samples.ALL)
def test_every_form_keeps_its_text(name):
    tree = samples.ALL[name]()

    assert measure.text_of(render(tree).pdf) == measure.squeezed(plain_text(tree))


def test_no_empty_boxes(rare_pdf):
    assert 0 not in measure.glyph_numbers(rare_pdf)


def test_all_fonts_are_in_the_file(rare_pdf):
    fonts = measure.fonts_of(rare_pdf)

    assert len(fonts) >= 5
    assert set(fonts.values()) == {True}


def test_character_that_no_font_has_is_refused():
    with pytest.raises(MissingCharacter, match="U\\+10FFFD"):
        render(Tree(Form.PLAIN, "缺字", (Paragraph("张\U0010fffd"),)))


def test_file_stays_small(rare_pdf):
    assert len(rare_pdf) < 400_000


def test_demo_and_draft_are_marked_on_every_page():
    pdf = render(samples.recommendation(demo=True, draft=True)).pdf

    for page in measure.pages_of(pdf):
        text = measure.squeezed(page.extract_text())
        assert "演示本件由演示系统生成，不是公文，不具法律效力" in text
        assert "草" in text


def test_code_and_address_are_printed_on_page_one_only():
    proof = Verification("7K3M-9QXD", "http://localhost:8000/verify/", '<svg viewBox="0 0 1 1"></svg>')

    pages = measure.pages_of(render(samples.reminder(), Imprint("某院", verification=proof)).pdf)

    assert [("核验码" in page.extract_text()) for page in pages] == [True]
    assert "7K3M-9QXD" in pages[0].extract_text()

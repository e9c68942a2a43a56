"""GB/T 9704-2012, measured on the finished PDF."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from pengjiang.documents.blocks import Cell, CopyTo, Field, FieldTable, Form, Paragraph, Table, TearOff, Title, Tree
from pengjiang.documents.pdf import render
from tests.documents import measuring as measure
from tests.documents import samples

MM = measure.MM


@pytest.fixture(scope="module")
def full():
    return render(samples.full_pages(3)).pdf


@pytest.fixture(scope="module")
def circular():
    return render(samples.circular()).pdf


@pytest.fixture(scope="module")
def letter():
    return render(samples.referral()).pdf


def test_page_is_a4(full):
    sizes = {(round(page.width * MM, 2), round(page.height * MM, 2)) for page in measure.pages_of(full)}

    assert sizes == {(210.0, 297.0)}


def test_margins_are_those_of_the_standard(full):
    chars = measure.characters(measure.pages_of(full)[0], 16)

    assert round(min(char["x0"] for char in chars) * MM, 1) == 28.0
    # The last character keeps its letter-spacing of 0.07 mm.
    assert abs(max(char["x1"] for char in chars) * MM - 184.0) < 0.15
    assert min(char["top"] for char in chars) * MM >= 37
    assert max(char["bottom"] for char in chars) * MM <= 262


def test_page_holds_22_lines_of_28_characters(full):
    pages = measure.pages_of(full)

    assert [len(measure.line_tops(page)) for page in pages] == [22, 22, 22]
    assert [len(measure.characters(page, 16)) for page in pages] == [22 * 28] * 3


def test_lines_stand_28_95_points_apart(full):
    tops = sorted({char["top"] for char in measure.characters(measure.pages_of(full)[0], 16)})
    steps = {round(below - above, 2) for above, below in pairwise(tops)}

    assert steps == {28.95}


def test_rare_character_does_not_make_its_line_taller():
    text = "喆堃犇镕㛃䶮𬭎" * 4
    pdf = render(Tree(Form.PLAIN, "生僻字", tuple(Paragraph(text, indent=0) for _ in range(44)))).pdf

    # A smaller font's box starts at another height: count the lines by their pitch.
    for page in measure.pages_of(pdf):
        assert len(measure.line_tops(page)) == 22
    assert len(measure.pages_of(pdf)) == 2


def test_page_number_stands_7_mm_below_and_outside(full):
    first, second, _ = measure.pages_of(full)
    odd, even = measure.characters(first, 14), measure.characters(second, 14)

    assert "".join(char["text"] for char in odd) == "— 1 —"
    assert round(max(char["x1"] for char in odd) * MM, 1) == 179.1  # 184 less one 14 pt character
    assert round(min(char["x0"] for char in even) * MM, 1) == 32.9  # 28 and one character
    dash = measure.bands(measure.dark_only(measure.picture(full)), left=163, right=168, top=263)
    assert [abs(top - 269.0) <= 0.15 for top, _ in dash] == [True]


def test_red_mark_begins_35_mm_below_the_type_area(circular):
    mark, line = measure.bands(measure.red_only(measure.picture(circular)))

    assert abs(mark[0] - 72.0) <= 0.2
    assert round(line[1] - line[0], 1) == 0.4


def test_red_line_is_4_mm_below_the_number_and_as_wide_as_the_type_area(circular):
    page = measure.pages_of(circular)[0]
    line = next(rect for rect in page.rects if rect["non_stroking_color"] == (1.0, 0.0, 0.0))
    number = [char for char in measure.characters(page, 16) if char["top"] < line["top"]]

    assert (round(line["x0"] * MM, 1), round(line["x1"] * MM, 1)) == (28.0, 184.0)
    assert "".join(char["text"] for char in number) == "蓬司通〔2026〕12号"
    # The em box of the figures ends 4 mm above the line.
    fang = next(char for char in number if char["text"] == "蓬")
    assert abs((line["top"] - fang["bottom"]) * MM - 4.0) <= 0.3


def test_letter_has_its_mark_at_30_mm_and_two_double_lines(letter):
    red = measure.bands(measure.red_only(measure.picture(letter)))
    mark, thick, thin, foot_thin, foot_thick = red

    assert abs(mark[0] - 30.0) <= 0.2
    assert abs(thick[0] - mark[1] - 4.0) <= 0.2
    assert thick[1] - thick[0] > thin[1] - thin[0]
    assert foot_thin[1] - foot_thin[0] < foot_thick[1] - foot_thick[0]
    assert abs(foot_thick[1] - 277.0) <= 0.2  # 20 mm above the lower edge
    left, _, right, _ = measure.red_only(measure.picture(letter)).getbbox()
    assert (round(left * measure.DOT), round(right * measure.DOT)) == (20, 190)


def test_letter_has_no_page_number_on_its_first_page(letter):
    first, second = measure.pages_of(letter)

    assert measure.characters(first, 14) == []
    assert "".join(char["text"] for char in measure.characters(second, 14)) == "— 2 —"


def test_legal_document_has_no_red():
    pdf = render(samples.recommendation()).pdf

    assert measure.bands(measure.red_only(measure.picture(pdf))) == []


def _with_edition(lines: int) -> bytes:
    body = tuple(Paragraph(f"第{number}行", indent=0) for number in range(lines))
    return render(Tree(Form.RED_HEAD, "版记", (*body, CopyTo(("某单位",), "某办公室", date(2026, 9, 23))))).pdf


def _edition_page(pdf: bytes) -> list[int]:
    return [page.page_number for page in measure.pages_of(pdf) if "抄送" in page.extract_text()]


@pytest.mark.parametrize(
    ("lines", "pages", "on"),
    [(5, 2, [2]), (30, 2, [2]), (43, 4, [4]), (50, 4, [4])],
    ids=["正文一页", "正文两页有余地", "正文两页无余地", "正文三页"],
)
def test_edition_block_stands_on_an_even_page(lines, pages, on):
    pdf = _with_edition(lines)

    assert len(measure.pages_of(pdf)) == pages
    assert _edition_page(pdf) == on


def test_edition_block_ends_with_the_type_area(circular):
    page = measure.pages_of(circular)[-1]

    assert page.page_number == 4
    lines = measure.bands(measure.dark_only(measure.picture(circular, 3)), left=100, right=110, top=200, bottom=265)
    assert abs(lines[-1][1] - 262.0) <= 0.2


def test_blank_page_and_the_edition_page_behind_it_bear_no_number():
    pages = measure.pages_of(_with_edition(43))

    numbers = ["".join(char["text"] for char in page.chars if char["top"] * MM > 262.5) for page in pages]
    assert numbers == ["— 1 —", "— 2 —", "", ""]


def test_signature_does_not_stand_alone_on_a_page():
    pages = measure.pages_of(render(samples.recommendation()).pdf)

    assert pages[-1].extract_text().splitlines()[0].startswith("整改结果书面回复本院")


def test_slip_to_be_cut_off_stays_on_one_page():
    letter = samples.referral()
    at = next(index for index, block in enumerate(letter.blocks) if isinstance(block, TearOff))
    for lines in range(5, 16):
        blocks = (*letter.blocks[:4], *(Paragraph("补充说明。") for _ in range(lines)), *letter.blocks[at:])
        pages = [page.extract_text() for page in measure.pages_of(render(replace(letter, blocks=blocks)).pdf)]
        slip = next(text for text in pages if re.search(r"回\s*执", text))
        assert "（收件单位）" in slip
        assert "收悉" in slip


def test_receipt_fills_one_page():
    assert len(measure.pages_of(render(samples.receipt()).pdf)) == 1


def test_form_that_would_spill_a_row_is_drawn_together():
    rows = tuple((Field(f"第{number}栏", "内容", lines=3),) for number in range(10))
    shorter, longer = (
        len(measure.pages_of(render(Tree(Form.PLAIN, "表", (Title("审批表"), FieldTable(part)))).pdf)) for part in (rows, rows * 2)
    )

    assert shorter == 1
    assert longer == 2


def test_table_head_repeats_on_every_page():
    rows = ((Cell("编号"), Cell("内容")), *((Cell(str(number)), Cell("内容")) for number in range(60)))
    pages = measure.pages_of(render(Tree(Form.PLAIN, "表", (Table(rows, (1, 3)),))).pdf)

    assert len(pages) > 1
    assert [page.extract_text().startswith("编号 内容") for page in pages] == [True] * len(pages)


def test_landscape_table_lies_on_a_landscape_page():
    tree = Tree(Form.PLAIN, "表", (Paragraph("正文"), Table(((Cell("甲"),), (Cell("乙"),)), (1,), landscape=True), Paragraph("正文")))

    sizes = [(round(page.width * MM), round(page.height * MM)) for page in measure.pages_of(render(tree).pdf)]

    assert sizes == [(210, 297), (297, 210), (210, 297)]

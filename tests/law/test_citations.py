"""Citations: written in full, read from any form, found in running text; the days between which a rule holds."""

from datetime import date

import pytest

from pengjiang.law.citations import Citation, Effective

LAW = "中华人民共和国行政处罚法"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        pytest.param((42, 1, 1), "《中华人民共和国行政处罚法》第四十二条第一款第（一）项", id="条款项"),
        pytest.param(("第四十二条", "一", "（一）"), "《中华人民共和国行政处罚法》第四十二条第一款第（一）项", id="中文写法"),
        pytest.param(("４２", "", None), "《中华人民共和国行政处罚法》第四十二条", id="全角数字"),
        pytest.param((64, None, 2), "《中华人民共和国行政处罚法》第六十四条第（二）项", id="无款有项"),
        pytest.param(("第一百三十三条之一",), "《中华人民共和国行政处罚法》第一百三十三条之一", id="之一"),
        pytest.param((), "《中华人民共和国行政处罚法》", id="整部法律"),
    ],
)
def test_citation_is_written_in_full_and_read_back(parts, text):
    citation = Citation(LAW, *parts)

    assert str(citation) == text
    assert Citation.parse(text) == citation


def test_book_title_marks_and_long_name_may_be_left_out():
    citation = Citation(f"《{LAW}》", 60)

    assert citation.law == LAW
    assert citation.short == "《行政处罚法》第六十条"


@pytest.mark.parametrize(
    ("outer", "inner", "covers"),
    [
        pytest.param(Citation(LAW, 42), Citation("行政处罚法", 42, 1), True, id="款在条内"),
        pytest.param(Citation(LAW), Citation(LAW, 42), True, id="条在法内"),
        pytest.param(Citation(LAW, 42, 2), Citation(LAW, 42, 1), False, id="不同款"),
        pytest.param(Citation(LAW, 42, 1), Citation(LAW, 42), False, id="条不在款内"),
    ],
)
def test_covers_what_lies_inside(outer, inner, covers):
    assert outer.covers(inner) is covers


def test_a_text_without_a_law_has_no_places():
    assert Citation.find_all("依法处理") == ()


def test_places_are_found_in_running_text():
    text = (
        "违反《行政处罚法》第四十四条、第六十二条的规定，依照《中华人民共和国刑法》第一百三十三条之一第二款处理，"
        "参照《广东省〈某〉办法》执行，见第三条。"
    )

    assert [str(one) for one in Citation.find_all(text)] == [
        "《行政处罚法》第四十四条",
        "《行政处罚法》第六十二条",
        "《中华人民共和国刑法》第一百三十三条之一第二款",
        "《广东省〈某〉办法》",
    ]


@pytest.mark.parametrize("text", ["行政处罚法第四十二条", "《行政处罚法》第四十二条等", "《行政处罚法》四十二"])
def test_what_is_no_citation_is_refused(text):
    with pytest.raises(ValueError, match=r"书名号|不是条、款、项"):
        Citation.parse(text)


def test_part_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="不是条、款、项的序号"):
        Citation(LAW, "若干")


@pytest.mark.parametrize(
    ("effective", "inside", "text"),
    [
        pytest.param(Effective(date(2021, 7, 15)), True, "自2021-07-15起", id="开始"),
        pytest.param(Effective(None, date(2021, 7, 14)), False, "至2021-07-14止", id="截止"),
        pytest.param(Effective(date(2021, 7, 15), date(2021, 7, 15)), True, "自2021-07-15起至2021-07-15止", id="一日"),
        pytest.param(Effective(), True, "一直有效", id="无期限"),
    ],
)
def test_effective_days_are_inclusive(effective, inside, text):
    assert (date(2021, 7, 15) in effective) is inside
    assert str(effective) == text


def test_touching_ranges_overlap_and_neighbours_do_not():
    first = Effective(None, date(2021, 7, 14))

    assert first.overlaps(Effective(date(2021, 7, 14)))
    assert not first.overlaps(Effective(date(2021, 7, 15)))
    assert not Effective(date(2021, 7, 15)).overlaps(first)

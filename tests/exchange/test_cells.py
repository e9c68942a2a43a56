from datetime import date, datetime
from decimal import Decimal

import pytest

from pengjiang.exchange.cells import CellError, amount, day, identifier, neutral, text


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 3, 5),
        datetime(2026, 3, 5),
        "2026-03-05",
        " 2026-03-05\u3000",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "20260305",
        "２０２６年３月５日",
        46086.0,
    ],
    ids=["日期", "时刻", "短横", "前后空格", "斜线", "点", "年月日", "八位数字", "全角", "序列号"],
)
def test_day_reads_every_way_of_writing(cell):
    assert day(cell) == date(2026, 3, 5)


@pytest.mark.parametrize("cell", ["2026年2月30日", "三月五日", "2026-13-01", "20260230", "99999999"])
def test_day_refuses_what_is_none(cell):
    with pytest.raises(CellError) as refusal:
        day(cell)

    assert refusal.value.kind == "bad_date"


@pytest.mark.parametrize("cell", [None, "", "  ", "无", "—"])
def test_day_and_amount_may_be_empty(cell):
    assert day(cell) is None
    assert amount(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (5000.0, Decimal(5000)),
        ("5,000", Decimal(5000)),
        ("５０００", Decimal(5000)),
        ("5000元", Decimal(5000)),
        ("0.5万元", Decimal(5000)),
        ("10万", Decimal(100000)),
        ("1,234.50元", Decimal("1234.5")),
        ("￥200", Decimal(200)),
    ],
)
def test_amount_reads_yuan(cell, expected):
    assert amount(cell) == expected


@pytest.mark.parametrize("cell", ["详见决定书", "约5000", "5000-8000", True])
def test_amount_refuses_words(cell):
    with pytest.raises(CellError) as refusal:
        amount(cell)

    assert refusal.value.kind == "not_an_amount"


@pytest.mark.parametrize("cell", [4.40703198408258e17, "4.40703E+17"])
def test_identifier_refuses_a_number_that_lost_its_digits(cell):
    with pytest.raises(CellError) as refusal:
        identifier(cell)

    assert refusal.value.kind == "lost_digits"
    assert "文本" in refusal.value.message


def test_identifier_keeps_text():
    assert identifier(" 44070319630420996x ") == "44070319630420996X"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_neutral_defuses_formulas_and_text_takes_it_back(words):
    assert neutral(words) == "'" + words
    assert text("'" + words) == words


def test_text_tidies_blanks_and_whole_numbers():
    assert text("  丰源\u3000 餐饮  有限公司 ") == "丰源 餐饮 有限公司"
    assert text(12.0) == "12"
    assert text(None) == ""

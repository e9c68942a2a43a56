"""Sums in words, as decisions and receipts write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pengjiang.common.money import yuan_from_words, yuan_in_words

SUMS = [
    (0, "人民币零元整"),
    (100, "人民币壹佰元整"),
    (1000000, "人民币壹佰万元整"),
    (10005, "人民币壹万零伍元整"),
    (200300, "人民币贰拾万零叁佰元整"),
    (100200300, "人民币壹亿零贰拾万零叁佰元整"),
    ("1234.56", "人民币壹仟贰佰叁拾肆元伍角陆分"),
    ("1050.05", "人民币壹仟零伍拾元零伍分"),
    ("3.50", "人民币叁元伍角整"),
    ("0.05", "人民币伍分"),
]


@pytest.mark.parametrize(("amount", "text"), SUMS, ids=[text for _, text in SUMS])
def test_sum_in_words_and_back(amount, text):
    assert yuan_in_words(amount) == text
    assert yuan_from_words(text) == Decimal(amount)


@given(st.integers(0, 10**13))
def test_every_sum_reads_back(fen):
    amount = Decimal(fen) / 100

    assert yuan_from_words(yuan_in_words(amount)) == amount


@pytest.mark.parametrize("text", ["一百元", "壹佰圆整", "人民币壹佰元正", "（人民币）：壹佰元整", "壹佰元"])
def test_loose_ways_of_writing_are_read(text):
    assert yuan_from_words(text) == 100


@pytest.mark.parametrize("text", ["", "人民币", "若干元", "100元", "壹贰元", "佰元"])
def test_what_is_no_sum_gives_none(text):
    assert yuan_from_words(text) is None


@pytest.mark.parametrize("amount", [-1, "0.001", 10**16])
def test_sum_that_cannot_be_written_is_refused(amount):
    with pytest.raises(ValueError, match="金额须为"):
        yuan_in_words(amount)

"""Chinese numerals and full-width characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pengjiang.common.chinese import from_chinese, half_width, to_chinese

NUMERALS = [
    (0, "零"),
    (7, "七"),
    (10, "十"),
    (12, "十二"),
    (42, "四十二"),
    (100, "一百"),
    (101, "一百零一"),
    (110, "一百一十"),
    (1242, "一千二百四十二"),
    (2006, "二千零六"),
    (10000, "一万"),
    (10005, "一万零五"),
    (120000, "十二万"),
]


@pytest.mark.parametrize(("number", "text"), NUMERALS, ids=[text for _, text in NUMERALS])
def test_numerals_both_ways(number, text):
    assert to_chinese(number) == text
    assert from_chinese(text) == number


@given(st.integers(0, 99_999_999))
def test_every_numeral_reads_back(number):
    assert from_chinese(to_chinese(number)) == number


@pytest.mark.parametrize(("text", "number"), [("二〇二六", 2026), ("两千", 2000), ("一百零一", 101)])
def test_other_ways_of_writing_are_read(text, number):
    assert from_chinese(text) == number


@pytest.mark.parametrize("text", ["", "12", "十百", "一一十", "百二", "甲"])
def test_what_is_no_numeral_is_refused(text):
    with pytest.raises(ValueError, match="不是中文数字"):
        from_chinese(text)


def test_number_out_of_range_is_refused():
    with pytest.raises(ValueError, match="只能转换"):
        to_chinese(-1)


def test_half_width_leaves_chinese_punctuation():
    assert half_width("ＴＭ０２　（一）〔２０２６〕《法》") == "TM02 (一)〔2026〕《法》"

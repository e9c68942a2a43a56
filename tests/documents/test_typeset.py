"""Lines are full, and no sign stands where it must not."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pengjiang.documents.typeset import Glyph, break_lines

EM = 16.0
MEASURE = 28 * EM
CLOSING, OPENING = "，。、；：？！）》”", "（《“"


def glyphs(text: str) -> list[Glyph]:
    return [Glyph(char, EM / 2 if char.isascii() else EM) for char in text]


def lines_of(text: str, *, first: float = MEASURE) -> list[str]:
    return [line.text for line in break_lines(glyphs(text), measure=MEASURE, first=first, em=EM)]


def test_twenty_eight_characters_to_a_line():
    assert [len(line) for line in lines_of("字" * 60)] == [28, 28, 4]


def test_first_line_gives_two_characters_to_the_indent():
    assert [len(line) for line in lines_of("字" * 56, first=26 * EM)] == [26, 28, 2]


def test_full_stop_is_drawn_into_the_line():
    line, *_ = break_lines(glyphs("字" * 28 + "。" + "字" * 3), measure=MEASURE, first=MEASURE, em=EM)

    assert line.text == "字" * 28 + "。"
    assert line.spread < 0


def test_two_closing_signs_take_a_character_along():
    first, second = lines_of("字" * 28 + "”。")

    assert (first, second) == ("字" * 27, "字”。")


def test_opening_sign_does_not_end_a_line():
    assert lines_of("字" * 27 + "《法》")[0] == "字" * 27


def test_numbers_and_dashes_are_not_broken():
    assert lines_of("字" * 27 + "2026年") == ["字" * 27, "2026年"]
    assert lines_of("字" * 27 + "——字") == ["字" * 27, "——字"]


def test_word_longer_than_a_line_is_broken_anywhere():
    assert lines_of("a" * 120) == ["a" * 56, "a" * 56, "a" * 8]


def test_spread_fills_the_line_but_not_the_last():
    first, last = break_lines(glyphs("字" * 27 + "《法》"), measure=MEASURE, first=MEASURE, em=EM)

    assert round(sum(glyph.width for glyph in first.glyphs) + first.spread * 26, 6) == MEASURE
    assert last.spread == 0


@given(st.text(alphabet="中文字样本（）《》，。、；：“”0123456789abc—…", max_size=300))
def test_text_is_kept_and_signs_obey(text):
    lines = lines_of(text)

    assert "".join(lines) == text
    for before, after in pairwise(lines):
        if len(before) > 1 and len(after) > 1 and before[0] not in CLOSING:
            assert after[0] not in CLOSING or len(before) >= 28

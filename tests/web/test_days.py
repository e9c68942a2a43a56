"""Days as people type them."""

from datetime import date

import pytest

from pengjiang.web.days import parse_day
from tests.web.pages import RenameForm


@pytest.mark.parametrize("text", ["2026-08-04", "2026.8.4", "2026/08/04", "2026年8月4日", "20260804", " ２０２６－０８－０４ "])
def test_day_is_read_however_it_is_typed(text):
    assert parse_day(text) == date(2026, 8, 4)


@pytest.mark.parametrize("text", ["", "昨天", "2026-02-30", "8月4日"])
def test_what_is_no_day_is_none(text):
    assert parse_day(text) is None


def test_form_takes_the_same_days_and_says_what_it_wants():
    assert RenameForm({"name": "甲", "since": "２０２６年８月４日"}).fields["since"].clean("2026年8月4日") == date(2026, 8, 4)
    form = RenameForm({"name": "", "since": "明天"})

    assert form.errors == {"name": ["请填写姓名。"], "since": ["起始日期应为年月日，例如 2026-08-04。"]}

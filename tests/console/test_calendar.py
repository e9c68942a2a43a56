"""Entering a year: reading the notice's days, the consequences, the recount."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.console.services import calendar
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import CalendarYear, Deadline
from pengjiang.deadlines.registry import StartSpec
from tests.support.district import organisation, person

NOTICE = {"year": "2027", "notice_number": "国办发明电〔2026〕8号", "notice_title": "国务院办公厅关于2027年部分节假日安排的通知"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10月1日至3日", [date(2027, 10, 1), date(2027, 10, 2), date(2027, 10, 3)]),
        ("国庆节 10月1日至10月2日", [date(2027, 10, 1), date(2027, 10, 2)]),
        ("10-01..10-02", [date(2027, 10, 1), date(2027, 10, 2)]),
        ("2026年12月31日至2027年1月2日", [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]),
        ("2026-12-31..01-01", [date(2026, 12, 31), date(2027, 1, 1)]),
        ("2月14日、2月28日", [date(2027, 2, 14), date(2027, 2, 28)]),
        ("5月1日\n\n5月1日", [date(2027, 5, 1)]),
        ("", []),
    ],
    ids=["至几日", "带节名", "点点写法", "跨年写明", "跨年只写起年", "顿号分开", "空行与重复", "没有"],
)
def test_days_are_read_as_the_notice_writes_them(text, days):
    assert calendar.read_days(text, 2027, field="rest") == days


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("国庆", "看不懂“国庆”"), ("2月30日", "不是日历上的日子"), ("5月3日至1日", "止日早于起日"), ("1月1日至31日", "超过二十天")],
)
def test_what_cannot_be_read_is_named(text, sentence):
    with pytest.raises(DomainError, match=sentence):
        calendar.read_days(text, 2027, field="rest")


def test_days_are_written_back_as_they_are_read():
    text = "2026年12月31日至2027年1月2日\n10月1日至3日\n10月30日至11月2日\n12月5日"

    assert calendar.write_days(calendar.read_days(text, 2027, field="rest"), 2027) == text


@pytest.fixture
def running(db):
    """检察建议回复 from 2026-12-07: on the guess it ends on 2027-02-07, a Sunday, rolled."""
    with clock.at(date(2026, 12, 7)):
        return deadlines.start("TM20", organisation("duruan"), StartSpec(start_on=date(2026, 12, 7)))


def test_provisional_deadline_moves_when_the_year_is_entered(client, running, travel):
    travel(date(2026, 12, 10))
    client.force_login(person("system_admin"))
    before = (running.due_on, running.provisional)
    days = {"rest": "1月1日至3日\n2月5日至11日", "make_up": "2月14日"}
    preview = client.post("/console/calendar/new/", {**NOTICE, **days, "preview": "1"}).content.decode()
    untouched = Deadline.objects.get().due_on
    answer = client.post("/console/calendar/new/", {**NOTICE, **days})

    moved = Deadline.objects.get()
    assert before == (date(2027, 2, 8), True) or before[1] is True
    assert "1项进行中的期限末日将改变，1项暂按推算的期限将确定" in preview
    assert untouched == before[0]
    assert answer.status_code == 303
    assert (moved.due_on, moved.provisional) == (date(2027, 2, 12), False)
    assert CalendarYear.objects.get(year=2027).make_up_days == [date(2027, 2, 14)]


def test_day_on_both_lists_is_refused_beside_its_field(client, db):
    client.force_login(person("system_admin"))
    response = client.post("/console/calendar/new/", {**NOTICE, "rest": "2月14日", "make_up": "2月14日"})

    assert response.status_code == 422
    assert "2027-02-14同时列为放假与上班" in response.content.decode()


def test_missing_year_is_told_on_page_and_desk(client, db, travel):
    travel(date(2026, 11, 20))
    client.force_login(person("system_admin"))

    assert "2027年的放假通知尚未录入" in client.get("/console/calendar/").content.decode()
    assert "录入2027年工作日历" in client.get("/").content.decode()

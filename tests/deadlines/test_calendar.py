"""The working-day calendar: known years, unknown years, and what must hold for any two days."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pengjiang.deadlines.calendar import Holiday, WorkCalendar, YearPlan, packaged, packaged_plans

CALENDAR = packaged()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(1, 300)


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_day_of_a_known_year_agrees_with_chinesecalendar(year):
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366 if year % 4 == 0 else 365)]

    assert [day for day in days if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_known_year_has_its_notice_and_its_statutory_days(year):
    plan = CALENDAR.notice(year)
    statutory = [day for holiday in plan.holidays for day in holiday.statutory]

    assert plan.number.startswith(f"国办发明电〔{year - 1}〕")
    # From 2025 thirteen days, eleven before; one fewer where 中秋节 falls on a day of 国庆节 (2020).
    assert len(statutory) == (13 if year >= 2025 else 10 if year == 2020 else 11)
    assert all(not CALENDAR.is_workday(day) for day in statutory)


@given(DAYS, COUNTS)
def test_adding_and_counting_working_days_are_inverse(day, count):
    assert CALENDAR.wd_between(day, CALENDAR.add_wd(day, count)) == count


@given(DAYS, COUNTS)
def test_going_back_lands_on_a_working_day_as_far_away(day, count):
    start = CALENDAR.subtract_wd(day, count)

    assert CALENDAR.is_workday(start)
    assert CALENDAR.wd_between(start, day - timedelta(days=1)) == count - 1


@given(DAYS, st.integers(1, 60))
def test_latest_notice_is_the_last_day_that_leaves_enough(event, count):
    last = CALENDAR.latest_notice(event, count)

    assert CALENDAR.is_workday(last)
    assert CALENDAR.wd_between(last, event) == count
    assert CALENDAR.wd_between(CALENDAR.add_wd(last, 1), event) < count


@given(DAYS)
def test_rolling_twice_is_rolling_once(day):
    rolled = CALENDAR.roll(day)

    assert rolled >= day
    assert CALENDAR.is_workday(rolled)
    assert CALENDAR.roll(rolled) == rolled
    assert not any(CALENDAR.is_workday(day + timedelta(days=n)) for n in range((rolled - day).days))


@given(DAYS, DAYS, COUNTS)
def test_a_later_start_never_ends_earlier(one, other, count):
    first, second = sorted((one, other))

    assert CALENDAR.add_wd(first, count) <= CALENDAR.add_wd(second, count)
    assert CALENDAR.roll(first) <= CALENDAR.roll(second)
    assert CALENDAR.add_month(first, 6) <= CALENDAR.add_month(second, 6)


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up(one, two, three):
    assert CALENDAR.wd_between(one, two) + CALENDAR.wd_between(two, three) == CALENDAR.wd_between(one, three)


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        pytest.param(date(2023, 8, 31), 6, date(2024, 2, 29), id="闰年二月末"),
        pytest.param(date(2022, 12, 31), 2, date(2023, 2, 28), id="平年二月末"),
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="闰日一年后"),
        pytest.param(date(2024, 11, 30), 3, date(2025, 2, 28), id="跨年"),
        pytest.param(date(2024, 3, 11), 6, date(2024, 9, 11), id="对应日"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, months, end):
    assert CALENDAR.add_month(day, months) == end


@pytest.mark.parametrize(
    ("day", "text"),
    [
        pytest.param(date(2024, 10, 12), "国庆节调休上班", id="调休"),
        pytest.param(date(2024, 10, 2), "国庆节放假", id="假期"),
        pytest.param(date(2022, 12, 31), "元旦放假", id="下一年通知规定的假期"),
        pytest.param(date(2024, 10, 13), "周日", id="周末"),
        pytest.param(date(2024, 10, 14), "工作日", id="工作日"),
        pytest.param(date(2027, 2, 8), "春节（法定节日）", id="无通知年份的法定节日"),
    ],
)
def test_describe_says_why(day, text):
    assert CALENDAR.describe(day) == text


def test_statutory_holidays_are_fewer_than_rest_days():
    assert CALENDAR.is_statutory(date(2026, 10, 3))
    assert not CALENDAR.is_statutory(date(2026, 10, 4))
    assert not CALENDAR.is_workday(date(2026, 10, 4))


def test_year_without_notice_is_provisional_and_follows_its_notice_once_entered():
    start = date(2027, 9, 24)
    entered = WorkCalendar(
        [
            *packaged_plans(),
            YearPlan(
                2027,
                "国务院办公厅关于2027年部分节假日安排的通知",
                "国办发明电〔2026〕1号",
                (Holiday("国庆节", date(2027, 10, 1), date(2027, 10, 7), worked=(date(2027, 9, 26),), statutory=(date(2027, 10, 1),)),),
            ),
        ]
    )

    assert CALENDAR.is_provisional(start, start)
    assert CALENDAR.add_wd(start, 7) == date(2027, 10, 6)
    assert not entered.is_provisional(start, start)
    assert entered.add_wd(start, 7) == date(2027, 10, 11)
    assert entered.digest != CALENDAR.digest


def test_years_before_the_table_know_weekends_only():
    assert CALENDAR.is_provisional(date(2018, 5, 7), date(2018, 5, 9))
    assert CALENDAR.is_workday(date(2018, 5, 7))
    assert not CALENDAR.is_workday(date(2018, 5, 6))


def test_days_outside_the_calendar_are_refused_in_chinese():
    with pytest.raises(ValueError, match="工作日历只覆盖"):
        CALENDAR.add_wd(date(1901, 1, 1), 1)

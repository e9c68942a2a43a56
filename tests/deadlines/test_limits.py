"""The table of limits: complete, in versions that do not overlap, cited, with reminders."""

from datetime import date, datetime
from itertools import combinations

import pytest

from pengjiang.deadlines.calendar import packaged
from pengjiang.deadlines.limits import LIMITS, Bound, Length, Unit, sector_length
from pengjiang.law.reference import packaged as packaged_reference
from pengjiang.law.rows import Mark

CALENDAR = packaged()
SPLIT = {26, 28}
ALL = {f"TM{number:02d}" for number in range(1, 50) if number not in SPLIT} | {f"TM{number}{half}" for number in SPLIT for half in "AB"}
# The days to sue that another statute sets, beside the fifteen after reconsideration.
ALL |= {"TM35A"}


def test_every_timer_of_the_catalogue_is_there():
    assert set(LIMITS) == ALL


@pytest.mark.parametrize("limit", LIMITS.values(), ids=lambda limit: f"{limit.code} {limit.title}")
def test_versions_are_cited_and_do_not_overlap(limit):
    assert all(version.citations and version.length.rule and version.source for version in limit.versions)
    assert not any(one.effective.overlaps(other.effective) for one, other in combinations(limit.versions, 2))
    assert limit.version_on(date(2026, 9, 1)) is limit.versions[-1]


@pytest.mark.parametrize("limit", LIMITS.values(), ids=lambda limit: f"{limit.code} {limit.title}")
def test_what_no_statute_fixes_can_be_set_by_the_office(limit):
    if any(version.length.mark is Mark.HOUSE for version in limit.versions):
        assert limit.configurable


@pytest.mark.parametrize(
    ("code", "length", "bound", "reminders"),
    [
        pytest.param("TM01", "90日", Bound.TOWN, ["30日", "15日", "7日", "3日"], id="办案期限"),
        pytest.param("TM02", "7个工作日", Bound.TOWN, ["3个工作日", "1个工作日"], id="送达"),
        pytest.param("TM05", "24小时", Bound.TOWN, ["6小时", "2小时"], id="补批"),
        pytest.param("TM15", "3个月", Bound.TOWN, ["60日", "30日", "15日", "7日"], id="申请执行"),
        pytest.param("TM17", "30日", Bound.NOBODY, [], id="公告"),
        pytest.param("TM20", "2个月", Bound.TOWN, ["30日", "15日", "7日", "1日"], id="检察建议回复"),
        pytest.param("TM22", "5个工作日", Bound.PROCURATORATE, ["1日"], id="备案"),
        pytest.param("TM31", "60日", Bound.BUREAU, ["15日", "7日", "3日"], id="复议决定"),
    ],
)
def test_length_bound_party_and_reminders(code, length, bound, reminders):
    limit = LIMITS[code]

    assert str(limit.versions[-1].length) == length
    assert limit.bound is bound
    assert [str(reminder) for reminder in limit.reminders] == reminders


@pytest.mark.parametrize(
    ("code", "end", "first"),
    [
        pytest.param("TM01", date(2022, 5, 30), date(2022, 4, 30), id="三十日前"),
        pytest.param("TM02", date(2024, 10, 15), date(2024, 10, 11), id="三个工作日前，隔着调休周六"),
        pytest.param("TM05", datetime(2022, 4, 2, 16, 20), datetime(2022, 4, 2, 10, 20), id="六小时前"),
        pytest.param("TM07", date(2024, 5, 9), date(2024, 4, 23), id="听证前十个工作日"),
    ],
)
def test_reminders_fall_before_the_end(code, end, first):
    limit = LIMITS[code]

    assert limit.remind_at(limit.reminders[0], end, CALENDAR) == first


@pytest.mark.parametrize("text", ["15", "0d", "d", "7x", "一日"])
def test_length_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="不是期限长度"):
        Length.parse(text)


def test_a_fields_rule_gives_filing_and_handling_lengths():
    row = packaged_reference().sector_limit("resources", date(2024, 6, 3))

    filing, handling = sector_length(LIMITS["TM38"], row), sector_length(LIMITS["TM01"], row)

    assert (filing.amount, filing.unit, handling.amount, handling.unit) == (10, Unit.WORKING_DAYS, 90, Unit.NATURAL_DAYS)
    assert sector_length(LIMITS["TM02"], row) is None

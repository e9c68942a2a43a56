"""The count beyond the worked examples: pauses, extensions, versions, provisional years, sentences."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pengjiang.deadlines.calendar import packaged
from pengjiang.deadlines.compute import due
from pengjiang.deadlines.limits import LIMITS, Direction, Length, Unit
from pengjiang.deadlines.steps import CannotCount, Pause
from pengjiang.law.citations import Citation

CALENDAR = packaged()
FORWARD = [limit for limit in LIMITS.values() if limit.unit is not Unit.HOURS and limit.direction in (Direction.FORWARD, Direction.WAITING)]
STARTS = st.dates(date(2021, 8, 1), date(2025, 12, 31))


def texts(result):
    return [step.text for step in result.steps]


def test_steps_explain_skipped_and_made_up_days_with_their_article():
    steps = due(LIMITS["TM02"], date(2024, 9, 30), CALENDAR).steps

    assert str(steps[1]) == (
        "决定书落款之日为2024年9月30日（周一），起算之日不计入"
        "（依据：《中华人民共和国民事诉讼法》第八十五条第二款、《中华人民共和国民法典》第二百零一条第一款）。"
    )
    assert steps[2].text == (
        "自2024年10月1日（周二）起数工作日，第7个工作日为2024年10月15日（周二）；"
        "跳过国庆节放假10月1日至10月7日、周末10月13日，计入国庆节调休上班的2024年10月12日（周六）"
    )
    assert str(steps[3]) == "2024年的放假和调休按国办发明电〔2023〕7号执行（依据：《国务院办公厅关于2024年部分节假日安排的通知》）。"


@pytest.mark.parametrize("limit", LIMITS.values(), ids=lambda limit: f"{limit.code} {limit.title}")
def test_every_step_of_every_limit_names_its_article(limit):
    start = datetime(2024, 5, 6, 9, 30) if limit.unit is Unit.HOURS else date(2024, 5, 6)

    result = due(limit, start, CALENDAR)

    assert len(result.steps) >= 2
    assert all(step.citation is not None for step in result.steps)
    assert not any(step.text.endswith("。") for step in result.steps)


@pytest.mark.parametrize(
    ("pause", "day"),
    [
        pytest.param(("2022-03-10", "2022-03-19"), "2022-06-09", id="期限之内扣十日"),
        pytest.param(("2022-02-20", "2022-03-01"), "2022-05-30", id="起算以前不扣"),
        pytest.param(("2022-02-20", "2022-03-03"), "2022-06-01", id="跨起算日只扣其后"),
        pytest.param(("2022-05-30", "2022-06-05"), "2022-06-06", id="末日开始扣除"),
        pytest.param(("2022-05-31", "2022-06-05"), "2022-05-30", id="届满以后不扣"),
    ],
)
def test_pauses_push_a_calendar_end(pause, day):
    result = due(LIMITS["TM01"], date(2022, 3, 1), CALENDAR, pauses=[Pause(*map(date.fromisoformat, pause))])

    assert result.strict == date.fromisoformat(day)


def test_overlapping_pauses_count_once():
    pauses = [Pause(date(2022, 3, 10), date(2022, 3, 15), "检测"), Pause(date(2022, 3, 13), date(2022, 3, 19), "公告")]

    result = due(LIMITS["TM01"], date(2022, 3, 1), CALENDAR, pauses=pauses)

    assert result.strict == date(2022, 6, 9)
    assert "扣除2022年3月10日（周四）至2022年3月19日（周六）（检测、公告），共10日" in texts(result)


def test_first_pause_brings_the_second_into_the_period():
    pauses = [Pause(date(2022, 5, 1), date(2022, 5, 10)), Pause(date(2022, 6, 5), date(2022, 6, 6))]

    assert due(LIMITS["TM01"], date(2022, 3, 1), CALENDAR, pauses=pauses).strict == date(2022, 6, 11)


def test_pause_in_working_days_leaves_out_only_working_days():
    result = due(LIMITS["TM02"], date(2024, 5, 13), CALENDAR, pauses=[Pause(date(2024, 5, 17), date(2024, 5, 20))])

    assert result.day == date(2024, 5, 24)


def test_months_are_extended_in_months():
    assert due(LIMITS["TM23"], date(2024, 1, 31), CALENDAR, extensions=[1]).strict == date(2024, 5, 31)


def test_extension_beyond_the_statutory_ceiling_is_cut():
    result = due(LIMITS["TM04"], date(2022, 1, 10), CALENDAR, extensions=[20, 20])

    assert result.day == date(2022, 3, 11)
    assert "批准延长40日超过法定上限，只计30日，期限共60日" in texts(result)


def test_special_law_replaces_the_suit_period():
    result = due(LIMITS["TM14"], date(2024, 3, 11), CALENDAR, length=Length.parse("15d"))

    assert result.day == date(2024, 3, 26)


def test_house_period_in_the_limits_own_unit():
    assert due(LIMITS["TM29"], date(2024, 3, 11), CALENDAR, length=7).day == date(2024, 3, 18)


@pytest.mark.parametrize(
    ("code", "start", "day", "article"),
    [
        pytest.param("TM02", "2021-07-14", "2021-07-21", 40, id="旧法七日按自然日"),
        pytest.param("TM02", "2021-07-15", "2021-07-26", 61, id="新法七日按工作日"),
        pytest.param("TM06", "2021-07-01", "2021-07-05", 42, id="旧法三日申请听证，末日周日顺延"),
        pytest.param("TM13", "2023-12-31", "2024-02-29", 9, id="旧复议法"),
        pytest.param("TM13", "2024-01-01", "2024-03-01", 20, id="新复议法"),
        pytest.param("TM33", "2023-12-01", "2023-12-11", 23, id="旧复议法答复十日为自然日"),
        pytest.param("TM33", "2024-01-02", "2024-01-16", 48, id="新复议法答复十日为工作日"),
    ],
)
def test_the_day_of_start_chooses_the_text(code, start, day, article):
    result = due(LIMITS[code], date.fromisoformat(start), CALENDAR)

    assert result.day == date.fromisoformat(day)
    assert result.steps[0].citation.article == article


def test_start_before_the_rule_existed_is_said_first():
    result = due(LIMITS["TM01"], date(2021, 6, 1), CALENDAR)

    assert not result.in_force
    assert (
        result.steps[0].text
        == "2021年6月1日（周二）时尚无此项期限规定（自2021年7月15日（周四）起施行），以下推算仅供参考，是否适用请人工判断"
    )


def test_unknown_year_is_marked_and_said():
    result = due(LIMITS["TM20"], date(2026, 12, 30), CALENDAR)

    assert result.provisional
    assert result.day == date(2027, 3, 1)
    assert texts(result)[-1].startswith("所涉年份的放假通知尚未录入，暂按周末和法定节日推算")
    assert result.steps[-1].citation == Citation("全国年节及纪念日放假办法", 2)


def test_authority_gets_a_note_between_strict_and_rolled_end_and_a_party_does_not():
    town = due(LIMITS["TM01"], date(2021, 11, 6), CALENDAR)
    party = due(LIMITS["TM13"], date(2024, 8, 3), CALENDAR)

    assert texts(town)[-1] == "2月5日至2月7日完成的，因末日恰为休息日，是否逾期请人工判断"
    assert not any("人工判断" in text for text in texts(party))


def test_backward_limit_in_calendar_days_is_not_moved():
    result = due(LIMITS["TM25"], date(2024, 6, 4), CALENDAR)

    assert result.day == result.strict == date(2024, 6, 1)
    assert texts(result)[-1] == "2024年6月1日（周六）为周末，倒推的期限不顺延，建议在此前最后一个工作日2024年5月31日（周五）通知"


def test_transfer_without_the_hour_is_given_as_a_day():
    assert due(LIMITS["TM28B"], date(2024, 1, 2), CALENDAR).due == date(2024, 1, 3)
    assert due(LIMITS["TM28B"], datetime(2024, 1, 2, 9, 0), CALENDAR).due == datetime(2024, 1, 3, 9, 0)


@pytest.mark.parametrize(
    ("code", "start", "options", "message"),
    [
        pytest.param("TM05", date(2022, 4, 1), {}, "须写到分钟", id="小时期限缺时刻"),
        pytest.param("TM01", datetime(2022, 4, 1, 9), {}, "须为日期", id="日期限给了时刻"),
        pytest.param("TM07", date(2024, 5, 9), {"extensions": [1]}, "不能延长", id="倒推期限不能延长"),
        pytest.param("TM01", date(2024, 5, 9), {"length": 0}, "须为正整数", id="长度为零"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_chinese(code, start, options, message):
    with pytest.raises(CannotCount, match=message):
        due(LIMITS[code], start, CALENDAR, **options)


def test_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(CannotCount, match="早于开始日"):
        Pause(date(2024, 5, 9), date(2024, 5, 8))


@given(st.sampled_from(FORWARD), STARTS, st.integers(0, 60), st.integers(0, 40))
def test_pauses_and_extensions_never_shorten(limit, start, offset, days):
    plain = due(limit, start, CALENDAR)
    first = start + timedelta(days=offset)

    paused = due(limit, start, CALENDAR, pauses=[Pause(first, first + timedelta(days=days))])
    extended = due(limit, start, CALENDAR, extensions=[days])

    assert plain.strict <= paused.strict <= plain.strict + timedelta(days=days + 1 + 40)
    assert plain.strict <= extended.strict
    assert plain.start < plain.strict <= plain.day


@given(st.sampled_from(FORWARD), STARTS, STARTS)
def test_a_later_start_never_ends_earlier_under_one_text(limit, one, other):
    first, second = sorted((one, other))
    if limit.version_on(first) is limit.version_on(second):
        assert due(limit, first, CALENDAR).day <= due(limit, second, CALENDAR).day

"""The seventeen worked examples of the field, each with the day it must give."""

from datetime import date, datetime

import pytest

from pengjiang.deadlines.calendar import packaged
from pengjiang.deadlines.compute import due
from pengjiang.deadlines.limits import LIMITS
from pengjiang.deadlines.surcharge import surcharge

CALENDAR = packaged()


def count(code, start, **options):
    """The moved and the unmoved end."""
    result = due(LIMITS[code], date.fromisoformat(start), CALENDAR, **options)
    assert not result.provisional
    return result.day.isoformat(), result.strict.isoformat()


@pytest.mark.parametrize(
    ("code", "start", "options", "day", "strict"),
    [
        pytest.param("TM02", "2024-09-30", {}, "2024-10-15", "2024-10-15", id="T1 决定书七个工作日内送达，调休周六计入"),
        pytest.param("TM06", "2024-09-27", {}, "2024-10-10", "2024-10-10", id="T2 听证申请五个工作日，调休周日计入"),
        pytest.param("TM03", "2023-01-17", {}, "2023-01-31", "2023-01-31", id="T3 登记保存七个工作日跨春节"),
        pytest.param("TM01", "2022-03-01", {}, "2022-05-30", "2022-05-30", id="T4 九十日"),
        pytest.param("TM01", "2021-11-06", {}, "2022-02-07", "2022-02-04", id="T4 九十日末日在春节"),
        pytest.param("TM04", "2022-01-10", {}, "2022-02-09", "2022-02-09", id="T5 查封三十日"),
        pytest.param("TM04", "2022-01-10", {"extensions": [30]}, "2022-03-11", "2022-03-11", id="T5 查封延长至六十日"),
        pytest.param("TM17", "2022-01-04", {}, "2022-02-07", "2022-02-03", id="T6 公告三十日末日在春节"),
        pytest.param("TM17", "2021-12-31", {}, "2022-03-01", "2022-03-01", id="T7 公告六十日旧法"),
        pytest.param("TM14", "2023-08-31", {}, "2024-02-29", "2024-02-29", id="T8 六个月遇闰年月末"),
        pytest.param("TM14", "2024-03-11", {}, "2024-09-11", "2024-09-11", id="T9 起诉期限"),
        pytest.param("TM15", "2024-09-11", {}, "2024-12-11", "2024-12-11", id="T9 申请法院执行"),
        pytest.param("TM13", "2024-08-03", {}, "2024-10-08", "2024-10-02", id="T10 复议六十日末日在国庆"),
        pytest.param("TM20", "2022-12-31", {}, "2023-02-28", "2023-02-28", id="T11 检察建议两个月回复"),
        pytest.param("TM08", "2022-09-20", {}, "2022-10-08", "2022-10-05", id="T13 缴款十五日顺延至调休周六"),
        pytest.param("TM10", "2022-04-29", {}, "2022-05-06", "2022-05-06", id="T14 当场罚款两个工作日上缴"),
        pytest.param("TM11", "2022-05-06", {}, "2022-05-09", "2022-05-09", id="T14 两个工作日缴付银行"),
        pytest.param("TM16", "2026-02-10", {}, "2026-03-02", "2026-03-02", id="T15 催告十个工作日跨春节"),
    ],
)
def test_vector(code, start, options, day, strict):
    assert count(code, start, **options) == (day, strict)


@pytest.mark.parametrize(
    ("code", "start", "earliest"),
    [
        pytest.param("TM06", "2024-09-27", "2024-10-11", id="T2 最早作出决定"),
        pytest.param("TM15", "2024-09-11", "2024-09-12", id="T9 最早申请执行"),
        pytest.param("TM16", "2026-02-10", "2026-03-03", id="T15 最早申请法院"),
        pytest.param("TM43", "2026-02-10", "2026-02-13", id="代履行催告满三个工作日"),
    ],
)
def test_vector_earliest_day(code, start, earliest):
    assert due(LIMITS[code], date.fromisoformat(start), CALENDAR).earliest == date.fromisoformat(earliest)


@pytest.mark.parametrize(
    ("hearing", "between"),
    [
        pytest.param("2024-05-08", 6, id="六个工作日不足"),
        pytest.param("2024-05-09", 7, id="七个工作日临界"),
        pytest.param("2024-05-10", 8, id="八个工作日足够"),
    ],
)
def test_vector_t12_hearing_notice(hearing, between):
    served, held = date(2024, 4, 26), date.fromisoformat(hearing)

    assert CALENDAR.wd_between(served, held) == between
    assert (due(LIMITS["TM07"], held, CALENDAR).day >= served) is (between >= 7)


def test_vector_t16_hours_are_exact():
    result = due(LIMITS["TM05"], datetime(2022, 4, 1, 16, 20), CALENDAR)

    assert result.at == datetime(2022, 4, 2, 16, 20)
    assert result.due == result.at


def test_vector_t17_surcharge_reaches_principal_on_day_34():
    result = due(LIMITS["TM09"], date(2024, 3, 1), CALENDAR)

    assert result.day == date(2024, 4, 3)
    assert (result.day - date(2024, 3, 1)).days + 1 == 34
    assert [surcharge(1000, days) for days in (1, 33, 34, 400)] == [30, 990, 1000, 1000]


def test_chain_from_service_to_court():
    served = date(2024, 3, 11)

    suit = due(LIMITS["TM14"], served, CALENDAR)
    court = due(LIMITS["TM15"], suit.day, CALENDAR)

    assert (suit.day, court.earliest, court.day) == (date(2024, 9, 11), date(2024, 9, 12), date(2024, 12, 11))
    assert "催告书最迟应于2024年11月26日（周二）送达" in court.steps[-1].text

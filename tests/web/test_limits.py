"""Deadlines as the page says them: two days before 中秋, before 国庆."""

from datetime import date

import pytest

from pengjiang.deadlines.calendar import packaged
from pengjiang.deadlines.models import Deadline
from pengjiang.web.components import Light
from pengjiang.web.limits import card_of, day_strip, due_line, light_of, month_of

TODAY = date(2026, 9, 23)
State = Deadline.State


@pytest.fixture(autouse=True)
def _today(travel):
    travel(TODAY)


def deadline(due_on, **fields):
    return Deadline(
        pk=1, target="x.y:1", limit="TM20", title="书面回复期限", start_on=date(2026, 8, 7), due_on=due_on, **({"state": State.RUNNING} | fields)
    )


@pytest.mark.parametrize(
    ("due_on", "fields", "light"),
    [
        (date(2026, 9, 17), {}, Light("overdue", "5 个工作日")),
        (date(2026, 9, 23), {"first_reminder_on": date(2026, 9, 1)}, Light("soon", "今日到期")),
        (date(2026, 10, 8), {"first_reminder_on": date(2026, 9, 8)}, Light("soon", "余 5 个工作日")),
        (date(2026, 11, 4), {"first_reminder_on": date(2026, 10, 5)}, Light("normal", "余 25 个工作日")),
        (date(2026, 10, 8), {"provisional": True}, Light("normal", "余 5 个工作日（暂按推算）")),
        (date(2026, 10, 8), {"state": State.PAUSED}, Light("paused")),
        (date(2026, 9, 10), {"state": State.MET, "met_on": date(2026, 9, 8)}, Light("done", "9月8日")),
        (date(2026, 9, 10), {"state": State.WITHDRAWN}, Light("done", "", "已撤销")),
    ],
    ids=["超期", "今日", "临期", "正常", "推算", "中止", "办结", "撤销"],
)
def test_light_counts_working_days(due_on, fields, light):
    assert light_of(deadline(due_on, **fields), calendar=packaged()) == light


def test_card_shows_result_days_and_steps():
    card = card_of(
        deadline(
            date(2026, 10, 8),
            strict_due_on=date(2026, 10, 7),
            first_reminder_on=date(2026, 9, 8),
            steps=[{"text": "当日不计入。", "citation": "《民法典》第二百零一条"}],
        ),
        calendar=packaged(),
    )

    assert (card.left, card.unit, card.note) == ("还有 5", "个工作日", "（由10月7日顺延）")
    assert card.strip_note == "剩余天数按工作日显示，扣除休息日、节假日 10 日。"
    assert [(step.text, step.citation) for step in card.steps] == [("当日不计入。", "《民法典》第二百零一条")]


@pytest.mark.parametrize(
    ("due_on", "fields", "large"),
    [
        (date(2026, 9, 17), {}, ("超过 5", "个工作日")),
        (TODAY, {}, ("今日到期", "")),
        (date(2026, 10, 8), {"state": State.PAUSED}, ("已中止", "")),
        (date(2026, 9, 10), {"state": State.MET, "met_on": date(2026, 9, 8)}, ("已办结", "")),
    ],
)
def test_large_line(due_on, fields, large):
    card = card_of(deadline(due_on, **fields), calendar=packaged())

    assert (card.left, card.unit) == large


def test_strip_marks_today_rest_days_make_up_days_and_the_last():
    strip = day_strip(TODAY, date(2026, 10, 10), packaged())

    assert [(day.day.day, day.mark, day.kind) for day in strip[:4]] == [(23, "今", "today"), (24, "四", ""), (25, "休", "off"), (26, "休", "off")]
    assert (strip[-1].mark, strip[-1].kind) == ("末日", "due")
    assert day_strip(TODAY, date(2026, 12, 1), packaged()) == []
    assert day_strip(TODAY, date(2026, 9, 1), packaged()) == []


def test_month_shows_holidays_make_up_days_and_limits():
    month = month_of(2026, 9, limits={date(2026, 9, 17): ("超期1", "overdue", "/x/")}, calendar=packaged())

    days = {day.day: day for week in month.weeks for day in week}
    assert days[date(2026, 9, 25)].kinds == ("off", "holiday")
    assert (days[date(2026, 9, 20)].mark, days[date(2026, 9, 20)].kinds) == ("班", ("work",))
    assert days[TODAY].kinds == ("today",)
    assert days[date(2026, 9, 17)].limit == "超期1"
    assert days[date(2026, 8, 31)].kinds == ("out",)
    assert month.note == "依据《国务院办公厅关于2026年部分节假日安排的通知》"
    assert month_of(2031, 1, limits={}, calendar=packaged()).note == "2031年放假通知尚未发布，休息日暂按推算。"


def test_due_line():
    assert due_line(deadline(date(2026, 9, 17))) == "末日 9月17日 周四"

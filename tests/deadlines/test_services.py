"""Running deadlines: every day derives from stored dates, every change leaves an entry."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.deadlines import services
from pengjiang.deadlines.models import CalendarYear, Deadline, Light
from pengjiang.deadlines.registry import StartSpec
from pengjiang.deadlines.stored import stored_calendar
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 16)


@pytest.fixture
def town():
    return organisation("duruan")


@pytest.fixture(autouse=True)
def _today():
    with clock.at(MONDAY):
        yield


def start(target, code="TM20", on=MONDAY, **spec) -> Deadline:
    return services.start(code, target, StartSpec(start_on=on, bound_org=target, **spec))


def again(deadline: Deadline) -> Deadline:
    return Deadline.objects.get(pk=deadline.pk)


def events(deadline: Deadline) -> list[str]:
    rows = AuditEntry.objects.about(f"deadlines.deadline:{deadline.pk}").order_by("id").values_list("event", flat=True)
    return [event.removeprefix("deadlines.deadline.") for event in rows]


def test_start_counts_and_explains(town):
    deadline = start(town, on=date(2026, 2, 3), code="TM29", length=15)

    assert (deadline.due_on, deadline.strict_due_on, deadline.provisional) == (date(2026, 2, 24), date(2026, 2, 18), False)
    assert deadline.first_reminder_on == date(2026, 2, 19)
    assert any("顺延至其后第一个工作日2026年2月24日" in step["text"] for step in deadline.steps)
    entry = AuditEntry.objects.get(event="deadlines.deadline.started")
    assert (entry.data, entry.business_on) == ({"title": deadline.title, "due": "2026-02-24", "limit": "TM29"}, date(2026, 2, 3))


def test_second_start_takes_the_first_back(town):
    first = start(town)
    second = start(town, on=date(2026, 4, 1))

    assert (again(first).state, again(second).state) == ("withdrawn", "running")
    assert Deadline.objects.open().get() == second
    assert events(first) == ["started", "withdrawn"]


def test_several_of_one_limit_run_side_by_side_under_keys(town):
    first, second = start(town, "TM45", key="第一期", length=30), start(town, "TM45", key="第二期", length=60)

    assert services.meet(town, "TM45", on=MONDAY, key="第一期") == 1
    assert (again(first).state, again(second).state) == ("met", "running")


def test_met_on_its_day_and_never_again(town):
    deadline = start(town)

    assert services.meet(town, "TM20", on=date(2026, 4, 20)) == 1
    assert services.meet(town, "TM20", on=date(2026, 4, 21)) == 0
    assert (again(deadline).state, again(deadline).met_on, again(deadline).light()) == ("met", date(2026, 4, 20), Light.DONE)


def test_other_limit_and_other_object_stay(town):
    deadline, other = start(town), start(organisation("tangxia"))

    assert services.meet(town, "TM29", on=MONDAY) == 0
    services.meet(town, "TM20", on=MONDAY)
    assert (again(deadline).state, again(other).state) == ("met", "running")


def test_pause_stands_still_and_resume_adds_the_days(town):
    deadline = start(town)  # to 18 May, for 16 May is a Saturday
    services.pause(town, "TM20", on=date(2026, 4, 1), reason="等待鉴定")
    services.pause(town, "TM20", on=date(2026, 4, 2), reason="重复的中止")
    assert (again(deadline).state, again(deadline).light(date(2026, 12, 1)), deadline.pauses.count()) == ("paused", Light.PAUSED, 1)

    with clock.at(date(2026, 4, 11)):
        services.resume(town, "TM20", on=date(2026, 4, 11))
        services.resume(town, "TM20", on=date(2026, 4, 12))

    # Ten days from 16 May: the day of the pause no longer counts, the day of going on does.
    assert (again(deadline).state, again(deadline).due_on) == ("running", date(2026, 5, 26))
    assert any("扣除2026年4月1日（周三）至2026年4月10日（周五）（等待鉴定），共10日" in step["text"] for step in again(deadline).steps)
    assert events(deadline) == ["started", "paused", "resumed"]


def test_paused_and_resumed_on_one_day_loses_nothing(town):
    deadline = start(town)
    services.pause(town, "TM20", on=MONDAY)
    services.resume(town, "TM20", on=MONDAY)

    assert again(deadline).due_on == deadline.due_on


def test_met_while_paused_closes_the_pause(town):
    deadline = start(town)
    services.pause(town, "TM20", on=date(2026, 3, 20))

    services.meet(town, "TM20", on=date(2026, 3, 25))

    assert (again(deadline).state, deadline.pauses.get().until) == ("met", date(2026, 3, 25))


def test_extension_moves_the_day_and_says_why(town):
    head = person("town_head")
    deadline = start(town)

    services.extend(deadline, by=1, reason="案情复杂", actor=head)

    assert again(deadline).due_on == date(2026, 6, 16)
    entry = AuditEntry.objects.get(event="deadlines.deadline.extended")
    assert (entry.data["reason"], entry.version.values) == ("案情复杂", {"due_on": ["2026-05-18", "2026-06-16"]})


def test_what_has_ended_is_not_extended(town):
    deadline = start(town)
    services.meet(town, "TM20", on=MONDAY)

    with pytest.raises(DomainError, match="该期限已办结，不能延长。"):
        services.extend(deadline, by=1, reason="晚了", actor=None)


def test_withdrawn_leaves_no_open_deadline(town):
    deadline = start(town)

    assert services.withdraw(town, "TM20", reason="送达有误") == 1
    assert services.withdraw(town, "TM20", reason="送达有误") == 0
    assert (again(deadline).state, events(deadline)) == ("withdrawn", ["started", "withdrawn"])


@pytest.mark.parametrize(
    ("day", "light"),
    [(date(2026, 4, 17), Light.OK), (date(2026, 4, 18), Light.SOON), (date(2026, 5, 18), Light.SOON), (date(2026, 5, 19), Light.OVERDUE)],
)
def test_light_follows_the_day(town, day, light):
    assert start(town).light(day) == light


def test_visible_to_the_bound_the_watching_and_the_holder(town):
    holder = person("procurator")
    office = holder.organisation
    deadline = start(town, watch_org=office, holder=holder)

    for reader in (holder, person("clerk"), person("town_clerk")):
        assert list(Deadline.objects.visible_to(reader)) == [deadline]
    for stranger in (person("town_officer", "tangxia"), person("bureau_clerk"), person("system_admin")):
        assert not Deadline.objects.visible_to(stranger).exists()


# -- a year without a notice

SPRING_2027 = [date(2027, 2, day) for day in range(5, 14)]


def enter(year=2027, rest=SPRING_2027, worked=(date(2027, 2, 14),)):
    return services.enter_year(
        year=year,
        notice_number="国办发明电〔2026〕9号",
        notice_title=f"国务院办公厅关于{year}年部分节假日安排的通知",
        rest_days=list(rest),
        make_up_days=list(worked),
        actor=person("system_admin"),
    )


def test_limit_into_a_year_without_notice_is_provisional_and_moves_when_it_is_entered(town):
    with clock.at(date(2026, 12, 10)):
        deadline = start(town, on=date(2026, 12, 10))
        assert (deadline.due_on, deadline.provisional) == (date(2027, 2, 10), True)
        assert "暂按周末和法定节日推算" in deadline.steps[-1]["text"]

        enter()

    moved = again(deadline)
    # 10 February lies in the long holiday; the Sunday after it is worked.
    assert (moved.due_on, moved.strict_due_on, moved.provisional) == (date(2027, 2, 14), date(2027, 2, 10), False)
    assert AuditEntry.objects.get(event="deadlines.deadline.moved").data == {
        "title": deadline.title,
        "before": "2027-02-10",
        "due": "2027-02-14",
        "reason": "录入2027年工作日历",
    }


def test_provisional_that_does_not_move_loses_its_mark_silently(town):
    with clock.at(date(2027, 1, 4)):
        deadline = start(town, on=date(2027, 1, 4))
        assert (deadline.due_on, deadline.provisional) == (date(2027, 3, 4), True)
        enter()

    assert (again(deadline).due_on, again(deadline).provisional) == (date(2027, 3, 4), False)
    assert not AuditEntry.objects.filter(event="deadlines.deadline.moved").exists()


def test_entering_a_year_twice_replaces_it_and_counts_again(town):
    with clock.at(date(2026, 12, 10)):
        deadline = start(town, on=date(2026, 12, 10))
        enter()
        enter(worked=())

    assert CalendarYear.objects.filter(year=2027).count() == 1
    assert again(deadline).due_on == date(2027, 2, 15)
    assert AuditEntry.objects.filter(event="deadlines.deadline.moved").count() == 2


def test_ended_deadlines_do_not_move(town):
    with clock.at(date(2026, 12, 10)):
        deadline = start(town, on=date(2026, 12, 10))
        services.meet(town, "TM20", on=date(2026, 12, 20))
        enter()

    assert (again(deadline).due_on, again(deadline).state) == (date(2027, 2, 10), "met")


def test_paused_deadline_is_counted_with_the_new_year_when_it_goes_on(town):
    with clock.at(date(2026, 12, 10)):
        deadline = start(town, on=date(2026, 12, 10))
        services.pause(town, "TM20", on=date(2026, 12, 10))
        enter()
        services.resume(town, "TM20", on=date(2026, 12, 10))

    assert (again(deadline).due_on, again(deadline).provisional) == (date(2027, 2, 14), False)


def test_stored_calendar_is_read_again_when_a_year_comes():
    before = stored_calendar()
    assert stored_calendar() is before

    enter()

    assert stored_calendar() is not before
    assert not stored_calendar().is_workday(date(2027, 2, 12))
    assert stored_calendar().is_workday(date(2027, 2, 14))


@pytest.mark.parametrize(
    ("rest", "worked", "field", "words"),
    [
        ([date(2030, 1, 1)], [], "rest_days", "2030-01-01不在2027年，请核对日期。"),
        ([date(2027, 2, 5)], [date(2027, 2, 5)], "make_up_days", "2027-02-05同时列为放假与上班，请核对。"),
    ],
)
def test_days_that_cannot_be_are_refused(rest, worked, field, words):
    with pytest.raises(DomainError, match=words) as refused:
        enter(rest=rest, worked=worked)

    assert refused.value.field == field
    assert not CalendarYear.objects.filter(year=2027).exists()

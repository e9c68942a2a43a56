"""The sweep: each reminder once, the nearest alone after a silence, the overdue once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.deadlines import reminders
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline, Reminder
from pengjiang.deadlines.registry import StartSpec
from pengjiang.events.services import drain
from pengjiang.notifications.models import MailRow, Notice
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return organisation("duruan")


@pytest.fixture
def head(town):
    user = person("town_head", name="梁志强")
    user.email = "liang@example.cn"
    user.save()
    return user


def reply(town, *, on=date(2026, 7, 1), **more) -> Deadline:
    """检察建议回复: two months from receipt."""
    with clock.at(on):
        return deadlines.start("TM20", town, StartSpec(start_on=on, bound_org=town, bound_roles=("town_head",), **more))


def sweep_on(day) -> reminders.Swept:
    with clock.at(day):
        return reminders.sweep()


def test_thirty_fifteen_seven_and_one_day_before(town, head):
    deadline = reply(town)
    made = {day: sweep_on(day).reminders for day in (deadline.due_on - timedelta(days=n) for n in (40, 30, 20, 15, 7, 1))}

    assert deadline.due_on == date(2026, 9, 1)
    assert list(made.values()) == [0, 1, 0, 1, 1, 1]
    assert list(Reminder.objects.order_by("id").values_list("offset", flat=True)) == ["30d", "15d", "7d", "1d"]


def test_second_sweep_of_a_day_makes_nothing(town, head):
    reply(town)

    assert [sweep_on(date(2026, 8, 2)).reminders, sweep_on(date(2026, 8, 2)).reminders, sweep_on(date(2026, 8, 3)).reminders] == [1, 0, 0]


def test_after_a_silence_only_the_nearest_is_sent(town, head):
    reply(town)

    assert sweep_on(date(2026, 8, 28)).reminders == 1
    assert Reminder.objects.get().offset == "7d"


def test_offset_before_the_start_is_none(town, head):
    reply(town, length=None)
    Deadline.objects.update(due_on=date(2026, 7, 10), first_reminder_on=date(2026, 6, 10))

    assert sweep_on(date(2026, 7, 2)).reminders == 0


def test_holder_is_reminded_instead_of_the_organisation(town, head):
    holder = person("town_officer")
    reply(town, holder=holder)
    sweep_on(date(2026, 8, 2))

    assert Reminder.objects.get().person == holder


def test_met_and_paused_deadlines_are_silent(town, head):
    reply(town)
    deadlines.meet(town, "TM20", on=date(2026, 7, 20))

    assert sweep_on(date(2026, 8, 2)) == reminders.Swept(0, 0)


def test_overdue_is_told_once_for_each_last_day(town, head):
    deadline = reply(town)
    told = [sweep_on(date(2026, 9, 1)).overdue, sweep_on(date(2026, 9, 2)).overdue, sweep_on(date(2026, 9, 3)).overdue]
    Deadline.objects.filter(pk=deadline.pk).update(due_on=date(2026, 9, 10))
    told += [sweep_on(date(2026, 9, 10)).overdue, sweep_on(date(2026, 9, 11)).overdue]

    assert told == [0, 1, 0, 0, 1]
    assert AuditEntry.objects.filter(event="deadlines.deadline.overdue").count() == 2


def test_overdue_reaches_the_bound_and_the_watcher_at_once(town, head):
    watcher = person("procurator")
    watcher.email = "chen@example.cn"
    watcher.save()
    reply(town, watcher=watcher, watch_org=organisation("procuratorate"))
    with clock.at(date(2026, 9, 2)):
        reminders.sweep()
        drain()
        drain()

    titles = dict(Notice.objects.values_list("person__name", "title"))
    assert titles == {
        "梁志强": "检察建议回复已超期，末日为2026年9月1日，请立即办理",
        "检察官": "督办的检察建议回复已超期，末日为2026年9月1日",
    }
    assert MailRow.objects.count() == 2


def test_right_that_was_not_used_lapses_and_nobody_is_called_late(town, head):
    with clock.at(date(2026, 7, 1)):
        deadlines.start("TM29", town, StartSpec(start_on=date(2026, 7, 1), bound_org=town, bound_roles=("town_head",), length=15))
    with clock.at(date(2026, 7, 17)):
        reminders.sweep()
        drain()

    assert AuditEntry.objects.filter(event="deadlines.deadline.lapsed").count() == 1
    assert not AuditEntry.objects.filter(event="deadlines.deadline.overdue").exists()
    assert not Notice.objects.exists()
    assert not MailRow.objects.exists()


def test_reminder_says_how_many_days_are_left_and_is_not_mailed_at_once(town, head):
    reply(town)
    with clock.at(date(2026, 8, 28)):
        reminders.sweep()
        drain()

    notice = Notice.objects.get()
    assert (notice.person, notice.title, notice.body, notice.light) == (head, "检察建议回复还剩4天，末日2026年9月1日", "杜阮镇", "soon")
    assert MailRow.objects.count() == 0


def test_reminder_of_a_limit_that_was_met_is_taken_back(town, head):
    reply(town)
    with clock.at(date(2026, 8, 28)):
        reminders.sweep()
        drain()
        deadlines.meet(town, "TM20", on=date(2026, 8, 28))
        drain()

    notice = Notice.objects.get()
    assert notice.withdrawn is True
    assert notice.read_at is not None


@pytest.mark.parametrize(
    ("start", "due", "reminded"),
    [
        (date(2026, 2, 9), date(2026, 2, 25), date(2026, 2, 14)),
        (date(2026, 9, 17), date(2026, 9, 28), date(2026, 9, 23)),
        (date(2026, 9, 25), date(2026, 10, 12), date(2026, 10, 9)),
    ],
    ids=["春节前提醒落在2月14日调休上班日", "9月20日调休上班计入", "国庆节后提醒"],
)
def test_working_day_reminders_over_holidays(start, due, reminded):
    """告知行政机关受理: seven working days, reminded two working days before."""
    procurator = person("procurator")
    with clock.at(start):
        deadline = deadlines.start("TM24", organisation("procuratorate"), StartSpec(start_on=start, holder=procurator))
    days = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    made = [day for day in days if sweep_on(day).reminders]

    assert deadline.due_on == due
    assert made == [reminded]


def test_twenty_four_hours_are_reminded_six_and_two_hours_before():
    officer = person("town_officer")
    begun = clock.now().replace(year=2026, month=5, day=7, hour=20, minute=0, second=0, microsecond=0)
    with clock.at(begun):
        deadlines.start("TM05", organisation("duruan"), StartSpec(start_on=begun.date(), start_at=begun, holder=officer))
    made = [sweep_on(begun + timedelta(hours=hours)).reminders for hours in (12, 18, 20, 22, 23)]
    overdue = sweep_on(begun + timedelta(hours=25)).overdue

    assert made == [0, 1, 0, 1, 0]
    assert overdue == 1

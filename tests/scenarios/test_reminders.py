"""Reminders of a reply over the two long holidays: the last day rolls, the reminders with it; each person is told once, by inbox and digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail

from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.deadlines.models import Deadline, Reminder
from pengjiang.deadlines.tasks import sweep_deadlines
from pengjiang.events.tasks import drain_outbox
from pengjiang.notifications.models import MailRow, Notice
from pengjiang.notifications.tasks import queue_digests, send_mail
from tests import factories as f

# The town's desk is told; its leader, its legal reviewer and other towns are not.
DESK = {"officer": "李堃", "town_head": "何𬭎"}


@dataclass(frozen=True)
class Holiday:
    """``served`` is the day of receipt; ``strict`` the last day as the months fall, ``due`` after it rolled; ``days`` of 30, 15, 7 and 1 days."""

    served: date
    strict: date
    due: date
    days: tuple[date, date, date, date]

    @property
    def overdue(self) -> date:
        return self.due + timedelta(days=1)


SPRING_EVE = Holiday(
    # Two months on is the second day of the holiday (15 to 23 February): the last day is the first on which people work again.
    date(2025, 12, 16), date(2026, 2, 16), date(2026, 2, 24), (date(2026, 1, 25), date(2026, 2, 9), date(2026, 2, 17), date(2026, 2, 23))
)  # fmt: skip
SPRING_MAKE_UP_BEFORE = Holiday(
    # Saturday 14 February is worked, so nothing rolls.
    date(2025, 12, 14), date(2026, 2, 14), date(2026, 2, 14), (date(2026, 1, 15), date(2026, 1, 30), date(2026, 2, 7), date(2026, 2, 13))
)  # fmt: skip
SPRING_MAKE_UP_AFTER = Holiday(
    # February has no 31st, and its 28th is a Saturday that is worked.
    date(2025, 12, 31), date(2026, 2, 28), date(2026, 2, 28), (date(2026, 1, 29), date(2026, 2, 13), date(2026, 2, 21), date(2026, 2, 27))
)  # fmt: skip
NATIONAL_DAY = Holiday(
    date(2026, 8, 1), date(2026, 10, 1), date(2026, 10, 8), (date(2026, 9, 8), date(2026, 9, 23), date(2026, 10, 1), date(2026, 10, 7))
)  # fmt: skip
NATIONAL_MAKE_UP_BEFORE = Holiday(
    date(2026, 7, 20), date(2026, 9, 20), date(2026, 9, 20), (date(2026, 8, 21), date(2026, 9, 5), date(2026, 9, 13), date(2026, 9, 19))
)  # fmt: skip
NATIONAL_MAKE_UP_AFTER = Holiday(
    date(2026, 8, 10), date(2026, 10, 10), date(2026, 10, 10), (date(2026, 9, 10), date(2026, 9, 25), date(2026, 10, 3), date(2026, 10, 9))
)  # fmt: skip
CASES = pytest.mark.parametrize(
    "holiday",
    [SPRING_EVE, SPRING_MAKE_UP_BEFORE, SPRING_MAKE_UP_AFTER, NATIONAL_DAY, NATIONAL_MAKE_UP_BEFORE, NATIONAL_MAKE_UP_AFTER],
    ids=["春节顺延", "春节前调休上班不顺延", "春节后调休上班不顺延", "国庆顺延", "国庆前调休上班不顺延", "国庆后调休上班不顺延"],
)


@pytest.fixture
def reply(db):
    """``reply(day)``: a recommendation served on that day, its items proved and its filing noted, so that only the reply is left to do."""

    def serve(on: date) -> tuple[f.District, Deadline]:
        with clock.at(on):
            d = f.District.build()
            for post in d.people:
                d.people[post].email = f"{d.people[post].username}@pengjiang.example"
                d.people[post].save(update_fields=["email"])
            recommendation = f.served(d, on=on)
            f.recommendations.file_up(recommendation, actor=d.procurator, note="报市院第六检察部。")
            for item in recommendation.items.all():
                f.rectify(d, item)
            f.recommendations.begin_rectifying(recommendation, actor=d.officer)
            drain_outbox()
            Notice.objects.update(read_at=clock.now())
            MailRow.objects.all().delete()
        mail.outbox.clear()
        return d, Deadline.objects.get(limit="TM20")

    return serve


ALL_TASKS = (sweep_deadlines, drain_outbox, queue_digests, send_mail)


def live(first: date, last: date) -> Iterator[date]:
    """Every day's tasks, twice as they may come: the sweep and the outbox at six and at nine, digests and letters at eight."""
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        for hour, tasks in ((6, (sweep_deadlines, drain_outbox)), (8, (queue_digests, send_mail)), (9, ALL_TASKS)):
            with clock.at(datetime.combine(day, time(hour))):
                for task in tasks:
                    task()
        yield day


@CASES
def test_reply_is_reminded_over_the_holiday(reply, holiday):
    d, deadline = reply(holiday.served)
    assert (deadline.due_on, deadline.strict_due_on) == (holiday.due, holiday.strict if holiday.strict < holiday.due else None)
    assert not deadline.provisional

    told: dict[date, list[str]] = {}
    letters: dict[date, list[str]] = {}
    for day in live(holiday.days[0] - timedelta(days=1), holiday.overdue + timedelta(days=2)):
        if people := sorted(Notice.objects.filter(created_at__date=day).values_list("person__name", flat=True)):
            told[day] = people
        if mail.outbox:
            letters[day] = sorted(f"{message.to[0].partition('@')[0]} {message.subject}" for message in mail.outbox)
            mail.outbox.clear()

    desk = sorted(DESK.values())
    assert told == {day: desk for day in holiday.days} | {holiday.overdue: sorted([*desk, "陈喆"])}
    assert list(Reminder.objects.order_by("pk").values_list("offset", flat=True)) == [offset for offset in ("30d", "15d", "7d", "1d") for _ in DESK]
    assert AuditEntry.objects.filter(event="deadlines.reminder.due").count() == 8
    assert AuditEntry.objects.filter(event="deadlines.deadline.overdue").count() == 1

    end = f"{holiday.due.year}年{holiday.due.month}月{holiday.due.day}日"
    mine = list(Notice.objects.filter(person=d.officer, created_at__date__gte=holiday.days[0]).order_by("pk").values_list("title", flat=True))
    assert mine == [*(f"检察建议回复还剩{left}天，末日{end}" for left in (30, 15, 7, 1)), f"检察建议回复已超期，末日为{end}，请立即办理"]

    digests = {day: [f"{name} {day.month}月{day.day}日通知摘要：1条未读" for name in ("officer", "town-head")] for day in holiday.days}
    late = f"【即办】检察建议回复已超期，末日为{end}，请立即办理"
    watched = f"【即办】督办的检察建议回复已超期，末日为{end}"
    assert letters == digests | {holiday.overdue: [f"officer {late}", f"procurator {watched}", f"town-head {late}"]}


@pytest.mark.parametrize("holiday", [SPRING_EVE, NATIONAL_MAKE_UP_AFTER], ids=["春节顺延", "国庆后调休上班"])
def test_reply_on_the_last_day_ends_it(reply, holiday):
    d, deadline = reply(holiday.served)
    list(live(holiday.days[3], holiday.due - timedelta(days=1)))
    with clock.at(holiday.due):
        recommendation = f.Recommendation.objects.get()
        f.recommendations.reply_recommendation(recommendation, actor=d.officer, measures="专题培训。", results="已纠正。", contact="李堃 19900000012")
    list(live(holiday.due, holiday.overdue + timedelta(days=1)))

    deadline.refresh_from_db()
    assert (deadline.state, deadline.met_on) == ("met", holiday.due)
    assert not AuditEntry.objects.filter(event="deadlines.deadline.overdue").exists()
    reminders = Notice.objects.filter(about=f"deadlines.deadline:{deadline.pk}")
    assert set(reminders.values_list("person__name", "withdrawn")) == {(name, True) for name in DESK.values()}


def test_sweep_that_slept_through_spring_festival_sends_the_nearest_alone(reply):
    """Beat stood still from the eve to the first working day, which is the last day: one reminder, not three."""
    reply(SPRING_EVE.served)
    list(live(SPRING_EVE.days[1], SPRING_EVE.days[1]))
    Notice.objects.update(read_at=clock.now())

    list(live(SPRING_EVE.due, SPRING_EVE.due))

    assert set(Notice.objects.unread().values_list("person__name", "title")) == {
        (name, "检察建议回复今日届满，末日2026年2月24日") for name in DESK.values()
    }
    assert sorted(Reminder.objects.values_list("offset", flat=True)) == ["15d", "15d", "1d", "1d"]

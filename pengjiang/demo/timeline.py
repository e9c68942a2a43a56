"""Playing many stories side by side in the order of their days, so that numbers, notices and the trail stand in that order.

A story is a generator that yields the moment of its next act and is resumed at that moment. Between the acts the machinery runs as
the worker would run it: the outbox after each act, the sweep of the deadlines on the morning of each working day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.deadlines.reminders import sweep
from pengjiang.demo.district import District
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from pengjiang.notifications.services import mark_read

Story = Iterator[datetime]
# Two acts of one story that a holiday throws on the same day still follow one another.
BETWEEN_ACTS = timedelta(minutes=7)
MORNING = time(8, 30)
# What lay in the inbox longer than this has been read.
UNREAD_DAYS = 6


def play(stories: Iterable[Story], district: District) -> int:
    """Play them to their ends; the number of acts."""
    waiting = [(moment, place, story) for place, story in enumerate(stories) if (moment := next(story, None)) is not None]
    heapify(waiting)
    if not waiting:
        return 0
    acts, reached = 0, waiting[0][0].date()
    while waiting:
        moment, place, story = heappop(waiting)
        reached = _pass_mornings(district, reached, moment.date())
        with clock.at(moment):
            following = next(story, None)
            _drain_all()
        acts += 1
        if following is not None:
            heappush(waiting, (max(following, moment + BETWEEN_ACTS), place, story))
    _pass_mornings(district, reached, district.last_day)
    with clock.at(district.ago(0, 17)):
        _drain_all()
        _read_old_notices(district)
    return acts


def _pass_mornings(district: District, reached: date, until: date) -> date:
    for day in district.workdays(reached, until):
        with clock.at(datetime.combine(day, MORNING)):
            sweep()
            _drain_all()
    return max(reached, until)


def _drain_all() -> None:
    while drain():
        pass


def _read_old_notices(district: District) -> None:
    """An inbox with months of unread notices would be nobody's."""
    limit = district.ago(UNREAD_DAYS)
    for user in User.objects.filter(notices__read_at=None, notices__created_at__lt=limit).distinct():
        old = Notice.objects.visible_to(user).unread().filter(created_at__lt=limit)
        mark_read(user, old.values_list("pk", flat=True))

"""The sweep: who must be reminded of what today, and what has run out.

Nothing is scheduled ahead. Every few minutes the running deadlines are looked at; a unique row per (deadline, offset, last day,
person) makes a reminder come once. A sweep that did not run is caught up with the nearest offset alone: five reminders at once
would say nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import F, Q

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef, fetch_all
from pengjiang.deadlines.limits import LIMITS, Direction, Unit
from pengjiang.deadlines.models import Deadline, Reminder
from pengjiang.deadlines.services import reminder_moment
from pengjiang.events.services import emit

SHORT = {Unit.NATURAL_DAYS: "d", Unit.WORKING_DAYS: "wd", Unit.MONTHS: "m", Unit.HOURS: "h"}
HEADS = ("dept_head", "bureau_leader", "town_head")


@dataclass(frozen=True)
class Swept:
    """What one sweep made."""

    reminders: int
    overdue: int


def sweep() -> Swept:
    """Remind and tell of the overdue; each in a transaction of its own, so that one fault holds up nothing else."""
    now, today = clock.now(), clock.today()
    running = Deadline.objects.running()
    reminders = 0
    soon = running.filter(first_reminder_on__lte=today, due_on__gte=today).select_related("holder", "bound_org")
    subjects = _subjects(soon)
    for deadline in soon:
        name = current_offset(deadline)
        if name:
            reminders += _remind_all(deadline, name, subjects.get(deadline.target, ""))
    late = running.filter(Q(due_at=None, due_on__lt=today) | Q(due_at__lt=now)).exclude(overdue_told_for=F("due_on"))
    overdue = sum(_tell_overdue(key) for key in late.values_list("pk", flat=True))
    return Swept(reminders, overdue)


def current_offset(deadline: Deadline) -> str:
    """The nearest reminder offset that has come, in short (``7wd``); empty where none has.

    An offset that lies before the start is none: who was told of the limit yesterday needs no reminder of it.
    """
    today, now = clock.today(), clock.now()
    come = []
    for reminder in LIMITS[deadline.limit].reminders:
        moment = reminder_moment(deadline, reminder)
        is_come = now >= moment if isinstance(moment, datetime) else deadline.start_on < moment <= today or _is_backward(deadline, moment)
        if is_come:
            day = moment.date() if isinstance(moment, datetime) else moment
            come.append((day, -reminder.amount, f"{reminder.amount}{SHORT[reminder.unit]}"))
    return max(come)[2] if come else ""


def _is_backward(deadline: Deadline, moment: date) -> bool:
    """Limits counted back from an event are reminded before it, so before their start."""
    return LIMITS[deadline.limit].direction == Direction.BACKWARD and deadline.created_at.date() <= moment <= clock.today()


def bound_people(deadline: Deadline) -> list[User]:
    """Who must act: the holder, or the members of the bound organisation with the bound roles (its head where none are named).

    A holder who has left cannot act: the heads are told.
    """
    if deadline.holder_id and deadline.holder.is_active:
        return [deadline.holder]
    if deadline.bound_org_id is None:
        return []
    if deadline.holder_id:
        return list(User.objects.holding(*HEADS, organisation=deadline.bound_org))
    return list(User.objects.holding(*(deadline.bound_roles or HEADS), organisation=deadline.bound_org))


def watching_people(deadline: Deadline) -> list[User]:
    """Who watches over it: the watcher, or the heads of the watching organisation."""
    if deadline.watcher_id:
        return [deadline.watcher] if deadline.watcher.is_active else []
    if deadline.watch_org_id is None:
        return []
    return list(User.objects.holding(*HEADS, organisation=deadline.watch_org))


def _remind_all(deadline: Deadline, offset: str, subject: str) -> int:
    """One reminder per person; those who have theirs are found in one query."""
    people = bound_people(deadline)
    had = set(
        Reminder.objects.filter(deadline=deadline, offset=offset, due_on=deadline.due_on, person__in=people).values_list(
            "person_id", flat=True
        )
    )
    return sum(_remind(deadline.pk, offset, person, subject) for person in people if person.pk not in had)


@transaction.atomic
def _remind(key: int, offset: str, person: User, subject: str) -> bool:
    """The row and the event together; False where a sweep beside this one was first or the deadline has ended meanwhile."""
    deadline = Deadline.objects.running().select_for_update(of=("self",), no_key=True).filter(pk=key).first()
    if deadline is None:
        return False
    _, is_new = Reminder.objects.get_or_create(deadline=deadline, offset=offset, due_on=deadline.due_on, person=person)
    if not is_new:
        return False
    emit(
        "deadlines.reminder.due",
        actor=None,
        target=ObjectRef.parse(deadline.target),
        related=[deadline],
        data={**_elements(deadline), "offset": offset, "person": person.pk, "left": _left(deadline), "subject": subject},
    )
    return True


@transaction.atomic
def _tell_overdue(key: int) -> bool:
    """Once per last day: a deadline that is extended and runs out again is told again. A right that was not used lapses: nobody is late."""
    deadline = (
        Deadline.objects.running().exclude(overdue_told_for=F("due_on")).select_for_update(of=("self",), no_key=True).filter(pk=key).first()
    )
    if deadline is None:
        return False
    deadline.overdue_told_for = deadline.due_on
    deadline.save(update_fields=["overdue_told_for"])
    target = ObjectRef.parse(deadline.target)
    emit(
        "deadlines.deadline.lapsed" if LIMITS[deadline.limit].lapses else "deadlines.deadline.overdue",
        actor=None,
        target=target,
        related=[deadline],
        data={**_elements(deadline), "limit": deadline.limit, "subject": _name(target.fetch())},
    )
    return True


def _elements(deadline: Deadline) -> dict:
    day = deadline.due_on
    return {"title": deadline.title, "due": day, "due_text": f"{day.year}年{day.month}月{day.day}日"}


def _left(deadline: Deadline) -> str:
    """还剩 7 天, counted from today and not from the offset: a caught-up reminder must not be wrong."""
    days = (deadline.due_on - clock.today()).days
    return f"还剩{days}天" if days else "今日届满"


def _subjects(deadlines: Iterable[Deadline]) -> dict[str, str]:
    found = fetch_all(deadline.target for deadline in deadlines)
    return {ref: _name(obj) for ref, obj in found.items()}


def _name(obj: models.Model | None) -> str:
    return str(obj) if obj is not None else ""


def hush(targets: Iterable[models.Model]) -> int:
    """What has come due before a matter was entered counts as told: reminders begin with what is still ahead. The number of limits hushed."""
    today = clock.today()
    rows = list(Deadline.objects.running().filter(target__in=[str(ObjectRef.of(target)) for target in targets]).select_related("holder", "bound_org"))
    for deadline in rows:
        if deadline.due_on < today:
            deadline.overdue_told_for = deadline.due_on
            deadline.save(update_fields=["overdue_told_for"])
            continue
        name = current_offset(deadline)
        people = bound_people(deadline) if name else []
        Reminder.objects.bulk_create(
            (Reminder(deadline=deadline, offset=name, due_on=deadline.due_on, person=person) for person in people), ignore_conflicts=True
        )
    return len(rows)

"""Starting, meeting, pausing, extending and recomputing deadlines. Every day is derived from stored dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import compute
from pengjiang.deadlines.limits import LIMITS, Direction, Length, Limit
from pengjiang.deadlines.models import CalendarYear, Deadline, DeadlinePause
from pengjiang.deadlines.registry import BINDINGS, StartSpec
from pengjiang.deadlines.stored import forget, stored_calendar
from pengjiang.events.services import emit


def start_bound(machine: str, obj: models.Model, code: str, *, on: date) -> Deadline | None:
    """Start ``code`` on ``obj`` as its binding says; None where the binding says that it does not apply here."""
    spec = BINDINGS.get(f"{machine}/{code}")(obj, on)
    return start(code, obj, spec) if spec is not None else None


@transaction.atomic
def start(code: str, target: models.Model, spec: StartSpec, *, actor: Any = None) -> Deadline:
    """Let a limit run; one that already runs on the same object and key is withdrawn first."""
    limit = LIMITS[code]
    ref = str(ObjectRef.of(target))
    for old in Deadline.objects.open().filter(target=ref, limit=code, key=spec.key).select_for_update(no_key=True):
        _withdraw(old, reason="重新起算", actor=actor)
    deadline = Deadline(
        target=ref,
        limit=code,
        key=spec.key,
        title=spec.title or limit.title,
        bound_org=spec.bound_org,
        bound_roles=list(spec.bound_roles),
        holder=spec.holder,
        watch_org=spec.watch_org,
        watcher=spec.watcher,
        start_on=spec.start_on,
        start_at=spec.start_at,
        length=spec.length,
    )
    _compute(deadline, limit)
    deadline.save()
    emit(
        "deadlines.deadline.started",
        actor=actor,
        target=target,
        related=[deadline, *spec.related],
        data={"title": deadline.title, "due": deadline.due_on, "limit": code},
        on=spec.start_on,
    )
    return deadline


@transaction.atomic
def meet(target: models.Model, code: str, *, on: date, key: str | None = None, actor: Any = None) -> int:
    """The duty was done on ``on``; the number of deadlines closed."""
    rows = _open(target, code, key)
    for deadline in rows:
        deadline.state, deadline.met_on = Deadline.State.MET, on
        deadline.save(update_fields=["state", "met_on"])
        _close_pause(deadline, on)
        emit("deadlines.deadline.met", actor=actor, target=target, related=[deadline], data={"title": deadline.title, "met": on}, on=on)
    return len(rows)


@transaction.atomic
def unmeet(target: models.Model, code: str, *, on: date, actor: Any = None) -> int:
    """What was met on ``on`` by an act that is taken back runs on."""
    rows = Deadline.objects.filter(target=str(ObjectRef.of(target)), limit=code, state=Deadline.State.MET, met_on=on)
    for deadline in rows.select_for_update(of=("self",), no_key=True):
        deadline.state, deadline.met_on = Deadline.State.RUNNING, None
        deadline.save(update_fields=["state", "met_on"])
        emit("deadlines.deadline.resumed", actor=actor, target=target, related=[deadline], data={"title": deadline.title, "due": deadline.due_on})
    return len(rows)


@transaction.atomic
def restart(target: models.Model, code: str, *, was: date, on: date, reason: str, actor: Any = None) -> list[tuple[Deadline, date]]:
    """The day from which it ran was wrong: count again what began on ``was``; each with its last day before.

    What was met stays met, against its right last day; reminders of a wrong last day go, those of the right one come anew.
    """
    moved = []
    rows = Deadline.objects.filter(target=str(ObjectRef.of(target)), limit=code, start_on=was).exclude(state=Deadline.State.WITHDRAWN)
    for deadline in rows.select_for_update(of=("self",), no_key=True):
        before = deadline.due_on
        deadline.start_on = on
        _compute(deadline, LIMITS[code])
        if deadline.due_on != before:
            deadline.overdue_told_for = None
            deadline.reminders.filter(due_on=before).delete()
        deadline.save()
        moved.append((deadline, before))
        if deadline.due_on != before:
            emit(
                "deadlines.deadline.moved",
                actor=actor,
                target=target,
                related=[deadline],
                data={"title": deadline.title, "before": before, "due": deadline.due_on, "reason": reason},
                changes={"due_on": (before, deadline.due_on)},
            )
    return moved


@transaction.atomic
def meet_otherwise(target: models.Model, code: str, *, was: date, on: date) -> list[Deadline]:
    """The day on which it was met was wrong; told by the correction that it is part of."""
    rows = list(Deadline.objects.filter(target=str(ObjectRef.of(target)), limit=code, met_on=was).select_for_update(of=("self",), no_key=True))
    for deadline in rows:
        deadline.met_on = on
        deadline.save(update_fields=["met_on"])
    return rows


@transaction.atomic
def pause(target: models.Model, code: str, *, on: date, reason: str = "案件中止", actor: Any = None) -> None:
    """Let the clock stand still from ``on``."""
    for deadline in _open(target, code, None):
        if deadline.state == Deadline.State.RUNNING:
            DeadlinePause.objects.create(deadline=deadline, since=on, reason=reason)
            deadline.state = Deadline.State.PAUSED
            deadline.save(update_fields=["state"])
            emit("deadlines.deadline.paused", actor=actor, target=target, related=[deadline], data={"title": deadline.title, "reason": reason}, on=on)


@transaction.atomic
def resume(target: models.Model, code: str, *, on: date, actor: Any = None) -> None:
    """Let the clock run on; the last day is counted again without the pause."""
    for deadline in _open(target, code, None):
        if deadline.state == Deadline.State.PAUSED:
            _close_pause(deadline, on)
            deadline.state = Deadline.State.RUNNING
            _compute(deadline, LIMITS[code])
            deadline.save()
            emit(
                "deadlines.deadline.resumed",
                actor=actor,
                target=target,
                related=[deadline],
                data={"title": deadline.title, "due": deadline.due_on},
                on=on,
            )


@transaction.atomic
def extend(deadline: Deadline, *, by: int, reason: str, actor: Any) -> Deadline:
    """Lengthen by ``by`` of the limit's own unit. Raises ``DomainError`` when it no longer runs."""
    deadline = Deadline.objects.select_for_update(of=("self",), no_key=True).get(pk=deadline.pk)
    if deadline.state not in {Deadline.State.RUNNING, Deadline.State.PAUSED}:
        raise DomainError("该期限已办结，不能延长。")
    before = deadline.due_on
    deadline.extensions = [*deadline.extensions, by]
    _compute(deadline, LIMITS[deadline.limit])
    deadline.save()
    emit(
        "deadlines.deadline.extended",
        actor=actor,
        target=ObjectRef.parse(deadline.target),
        related=[deadline],
        data={"title": deadline.title, "before": before, "due": deadline.due_on, "reason": reason},
        changes={"due_on": (before, deadline.due_on)},
    )
    return deadline


def pass_on(targets: Iterable[models.Model], *, giver: Any, taker: Any) -> int:
    """What was one person's to keep or to watch is another's; told by the change of handler that it is part of."""
    rows = Deadline.objects.open().filter(target__in=[str(ObjectRef.of(target)) for target in targets])
    return rows.filter(holder=giver).update(holder=taker) + rows.filter(watcher=giver).update(watcher=taker)


@transaction.atomic
def withdraw(target: models.Model, code: str, *, reason: str, key: str | None = None, actor: Any = None) -> int:
    """Take back a deadline that should not run; its reminders go with it."""
    rows = _open(target, code, key)
    for deadline in rows:
        _withdraw(deadline, reason=reason, actor=actor)
    return len(rows)


@transaction.atomic
def enter_year(*, year: int, notice_number: str, notice_title: str, rest_days: list[date], make_up_days: list[date], actor: Any) -> CalendarYear:
    """Store the official table of a year and recompute what was counted on a guess.

    Raises ``DomainError`` for days outside the year or on both lists.
    """
    # A holiday may begin on the last days of the year before (2022-12-31).
    strangers = [day for day in [*rest_days, *make_up_days] if abs(day.year - year) > 1]
    if strangers:
        raise DomainError(f"{strangers[0]}不在{year}年，请核对日期。", field="rest_days")
    both = sorted(set(rest_days) & set(make_up_days))
    if both:
        raise DomainError(f"{both[0]}同时列为放假与上班，请核对。", field="make_up_days")
    row, _ = CalendarYear.objects.update_or_create(
        year=year,
        defaults={
            "notice_number": notice_number,
            "notice_title": notice_title,
            "rest_days": sorted(set(rest_days)),
            "make_up_days": sorted(set(make_up_days)),
        },
    )
    forget()
    emit("deadlines.calendar.entered", actor=actor, target=row, data={"year": year, "notice": notice_number})
    recompute(reason=f"录入{year}年工作日历", actor=actor, around=year)
    return row


@transaction.atomic
def recompute(*, reason: str, actor: Any = None, around: int | None = None) -> int:
    """Count open deadlines again after the calendar changed; the number that moved."""
    rows = Deadline.objects.running().select_for_update(of=("self",), no_key=True)
    if around is not None:
        rows = rows.filter(models.Q(provisional=True) | models.Q(due_on__year__gte=around - 1, start_on__year__lte=around + 1))
    moved = 0
    for deadline in rows:
        before = (deadline.due_on, deadline.provisional)
        _compute(deadline, LIMITS[deadline.limit])
        if (deadline.due_on, deadline.provisional) == before:
            continue
        deadline.save()
        if deadline.due_on != before[0]:
            moved += 1
            emit(
                "deadlines.deadline.moved",
                actor=actor,
                target=ObjectRef.parse(deadline.target),
                related=[deadline],
                data={"title": deadline.title, "before": before[0], "due": deadline.due_on, "reason": reason},
                changes={"due_on": (before[0], deadline.due_on)},
            )
    return moved


def _open(target: models.Model, code: str, key: str | None) -> list[Deadline]:
    rows = Deadline.objects.open().filter(target=str(ObjectRef.of(target)), limit=code)
    if key is not None:
        rows = rows.filter(key=key)
    return list(rows.select_for_update(of=("self",), no_key=True))


def _withdraw(deadline: Deadline, *, reason: str, actor: Any) -> None:
    deadline.state = Deadline.State.WITHDRAWN
    deadline.save(update_fields=["state"])
    emit(
        "deadlines.deadline.withdrawn",
        actor=actor,
        target=ObjectRef.parse(deadline.target),
        related=[deadline],
        data={"title": deadline.title, "reason": reason},
    )


def _close_pause(deadline: Deadline, on: date) -> None:
    for row in deadline.pauses.filter(until=None):
        row.until = max(on, row.since)
        row.save(update_fields=["until"])


def _compute(deadline: Deadline, limit: Limit) -> None:
    """Count the deadline again from its stored dates."""
    result = compute.due(
        limit,
        deadline.start_at or deadline.start_on,
        stored_calendar(),
        pauses=_pauses(deadline),
        extensions=list(deadline.extensions),
        length=deadline.length,
    )
    deadline.due_on = result.day
    deadline.due_at = result.at
    deadline.strict_due_on = result.strict if result.strict < result.day else None
    deadline.provisional = result.provisional
    deadline.steps = [{"text": f"{step.text}。", "citation": "、".join(map(str, step.citations)), "mark": step.mark.value} for step in result.steps]
    moments = [reminder_moment(deadline, reminder) for reminder in limit.reminders]
    deadline.first_reminder_on = min((_day_of(moment) for moment in moments), default=None)


def _pauses(deadline: Deadline) -> list[compute.Pause]:
    """The day on which the clock stops does not count any more, the day on which it goes on does."""
    rows = deadline.pauses.all() if deadline.pk else []
    today = clock.today()
    spans = [(row.since, (row.until or max(today, row.since)), row.reason, row.until) for row in rows]
    return [
        compute.Pause(since, last - timedelta(days=1) if until else last, reason)
        for since, last, reason, until in spans
        if not until or last > since
    ]


def reminder_moment(deadline: Deadline, reminder: Length) -> date | datetime:
    """When a reminder falls due: a day, or for hours a moment. Backward limits are reminded before the event itself."""
    limit = LIMITS[deadline.limit]
    end = deadline.start_on if limit.direction == Direction.BACKWARD else deadline.due_at or deadline.due_on
    return limit.remind_at(reminder, end, stored_calendar())


def _day_of(moment: date | datetime) -> date:
    return moment.astimezone(clock.ZONE).date() if isinstance(moment, datetime) else moment

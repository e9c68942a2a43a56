"""Taking a wrong click back, within the lawful state.

Only acts that the table marks as undoable: nothing was printed, nobody else was told, no clock began. Only by whoever took the act, on
the same day, and only as the last thing that happened to the object's state.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction

from pengjiang.access import Decision, can
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.events.services import emit
from pengjiang.workflow.machine import Machine, Transition
from pengjiang.workflow.registry import machine_of
from pengjiang.workflow.services import lock

M = TypeVar("M", bound=models.Model)


def last_act(obj: models.Model) -> tuple[Transition | None, AuditEntry | None]:
    """The last transition of the object's own machine, unless something undid it."""
    machine = machine_of(obj)
    codes = {machine.event(transition): transition for transition in machine.transitions}
    entry = (
        AuditEntry.objects.filter(target=str(ObjectRef.of(obj)), event__in=[*codes, f"{machine.name}.undone"])
        .select_related("version")
        .order_by("-id")
        .first()
    )
    return (codes.get(entry.event), entry) if entry else (None, None)


def undoable(obj: models.Model, user: Any) -> tuple[Transition | None, Decision]:
    """The act that ``user`` may take back now; the reason where it is theirs but too late."""
    transition, entry = last_act(obj)
    hand = user.acted_by or user
    if transition is None or not transition.undoable or entry.actor != str(ObjectRef.of(hand)):
        return None, Decision.no("没有可以撤销的操作。")
    if entry.business_on != clock.today():
        return transition, Decision.no("只能在办理当日撤销。")
    return transition, can(user, transition.permission, obj)


@transaction.atomic
def undo(obj: M, *, actor: Any) -> M:
    """Put back the state and the values that the last act changed, and let the clocks it stopped run on. Raises ``NotAllowed``."""
    locked = lock(obj, actor)
    transition, decision = undoable(locked, actor)
    if transition is None or not decision.ok:
        raise NotAllowed(decision.reason)
    _, entry = last_act(locked)
    changed = {}
    for name, (before, after) in (entry.version.values if entry.fields else {}).items():
        field = locked._meta.get_field(name)
        setattr(locked, field.attname, _value(field, before))
        changed[name] = (after, before)
    locked.save()
    for code in transition.stops:
        deadlines.unmeet(locked, code, on=entry.business_on, actor=actor)
    machine: Machine = machine_of(locked)
    emit(f"{machine.name}.undone", actor=actor, target=locked, data={"act": transition.label}, changes=changed)
    return locked


def _value(field: models.Field, stored: Any) -> Any:
    """A stored value as the field holds it; references as keys."""
    if isinstance(field, models.ForeignKey):
        return ObjectRef.parse(stored).pk if stored else None
    return field.to_python(stored)

"""fire(): lock, guard, permission, state, limits, event — one call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction

from pengjiang.access import Decision, can
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, NotAllowed
from pengjiang.deadlines import services as deadlines
from pengjiang.events.services import emit
from pengjiang.workflow.machine import Machine, Transition
from pengjiang.workflow.registry import machine_of

M = TypeVar("M", bound=models.Model)


def decide(obj: models.Model, transition: Transition, user: Any, *, machine: Machine | None = None) -> Decision:
    """May ``user`` take this transition now? State first, then permission, then the transition's own guard."""
    machine = machine or machine_of(obj)
    refusal = machine.refusal(transition, obj.state)
    if refusal:
        return Decision.no(refusal)
    if user is None:
        if not transition.system:
            return Decision.no("系统不能代替人员办理此项。")
    else:
        decision = can(user, transition.permission, obj)
        if not decision.ok:
            return decision
    if transition.guard is not None:
        reason = transition.guard(obj, user)
        if reason:
            return Decision.no(reason)
    return Decision.yes()


def available(obj: models.Model, user: Any) -> list[tuple[Transition, Decision]]:
    """What a person of this role can do now, and what comes next and why it cannot be done yet: buttons and greyed buttons.

    Acts whose state is neither the present one nor one step away are left out: a long list of what is past tells nobody anything.
    """
    machine = machine_of(obj)
    near = machine.next_states(obj.state)
    listed = []
    for transition in machine.transitions:
        if transition.system or near.isdisjoint(transition.sources) or not can(user, transition.permission).ok:
            continue
        decision = decide(obj, transition, user, machine=machine)
        listed.append((transition, decision))
    return listed


def lock(obj: M, actor: Any) -> M:
    """The object's row under lock, within what exists for ``actor``. Raises ``NotAllowed`` when it does not exist for them."""
    manager = type(obj)._default_manager
    rows = manager.select_for_update(of=("self",), no_key=True).filter(pk=obj.pk)
    if actor is not None and hasattr(manager, "visible_to"):
        rows = rows.filter(pk__in=manager.visible_to(actor).filter(pk=obj.pk).values("pk"))
    locked = rows.first()
    if locked is None:
        raise NotAllowed("未找到该事项，或者您无权查看。")
    return locked


def claim(obj: M, name: str, *, actor: Any, expected: str | None = None) -> M:
    """The locked row, if ``actor`` may take the transition now: for services that take a number or write other rows before ``fire``.

    Raises as ``fire`` does. The lock holds until the caller's transaction ends.
    """
    machine = machine_of(obj)
    transition = machine[name]
    seen = expected or obj.state
    locked = lock(obj, actor)
    if locked.state != seen and locked.state not in transition.sources:
        raise Conflict(f"此事项刚由他人办理，现为“{machine.states[locked.state].label}”，请刷新后查看。")
    decision = decide(locked, transition, actor, machine=machine)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    return locked


@transaction.atomic
def fire(
    obj: M,
    name: str,
    *,
    actor: Any,
    values: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
    related: Iterable[models.Model | None] = (),
    on: date | None = None,
    expected: str | None = None,
) -> M:
    """Take a transition and return the locked, changed object.

    ``values`` are written together with the state; ``on`` is the business day from which limits run (today); ``expected``
    is the state the person saw. Raises ``Conflict`` when somebody else was faster and ``NotAllowed`` with the reason.
    """
    machine = machine_of(obj)
    transition = machine[name]
    locked = claim(obj, name, actor=actor, expected=expected)

    changes = {}
    for field, value in (values or {}).items():
        before = getattr(locked, field)
        if before != value:
            changes[field] = (_shown(before), _shown(value))
        setattr(locked, field, value)
    if transition.target is not None and transition.target != locked.state:
        changes["state"] = (locked.state, transition.target)
        locked.state = transition.target
    locked.save()

    day = on or clock.today()
    for code in transition.stops:
        deadlines.meet(locked, code, on=day)
    for code in transition.pauses:
        deadlines.pause(locked, code, on=day)
    for code in transition.resumes:
        deadlines.resume(locked, code, on=day)
    for code in transition.starts:
        deadlines.start_bound(machine.name, locked, code, on=day)

    emit(machine.event(transition), actor=actor, target=locked, related=related, data=data, changes=changes, on=day)
    return locked


def _shown(value: Any) -> Any:
    """What the trail keeps of a value: references for objects."""
    return f"{value._meta.label_lower}:{value.pk}" if isinstance(value, models.Model) else value

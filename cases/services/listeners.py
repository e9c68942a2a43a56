"""Keeping the register of listeners."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from cases.enums import ListenerKind
from cases.models import Listener
from cases.permissions import HearingPermission
from cases.services.texts import require_text
from pengjiang.access import can
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.events.services import emit


@transaction.atomic
def register_listener(*, actor: User, avoids: Iterable[Organisation] = (), **values: Any) -> Listener:
    """Put somebody on the register."""
    listener = Listener()
    return _save(listener, "cases.listener.registered", actor=actor, avoids=avoids, values=values)


@transaction.atomic
def change_listener(listener: Listener, *, actor: User, avoids: Iterable[Organisation] = (), **values: Any) -> Listener:
    """Correct or prolong an entry; invitations stay."""
    listener = Listener.objects.locked().get(pk=listener.pk)
    return _save(listener, "cases.listener.changed", actor=actor, avoids=avoids, values=values)


def _save(listener: Listener, event: str, *, actor: User, avoids: Iterable[Organisation], values: dict[str, Any]) -> Listener:
    decision = can(actor, HearingPermission.ROSTER)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    for name, value in values.items():
        setattr(listener, name, value.strip() if isinstance(value, str) else value)
    _check(listener, listener.since, listener.until)
    listener.save()
    listener.avoids.set(avoids)
    data = {"name": listener.name, "kind": ListenerKind(listener.kind).label, "since": listener.since, "until": listener.until or "未定"}
    emit(event, actor=actor, target=listener, data=data)
    return listener


def _check(listener: Listener, since: date, until: date | None) -> None:
    require_text(listener.name, "请填写姓名。", field="name")
    if not (listener.unit or listener.profession):
        raise DomainError("请填写工作单位或者职业。", field="unit")
    if until and until < since:
        raise DomainError("聘期止不能早于聘期起。", field="until")
    twins = Listener.objects.filter(name=listener.name, unit=listener.unit).exclude(pk=listener.pk).exclude(until__lt=since)
    if until:
        twins = twins.filter(since__lte=until)
    if twins.exists():
        raise DomainError(f"{listener.name}（{listener.unit or listener.profession}）在该期间已经在册。", field="name")

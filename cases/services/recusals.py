"""回避: declaring and lifting."""

from __future__ import annotations

from django.db import transaction

from cases.models import Recusal
from cases.permissions import TransferPermission
from pengjiang.access import can
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.events.services import emit


@transaction.atomic
def declare_recusal(*, person: User, ground: str, organisation: Organisation, actor: User, note: str = "") -> Recusal:
    """A person keeps away from a body; matters of that body are no longer assigned to them."""
    decision = can(actor, TransferPermission.ASSIGN)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if Recusal.objects.filter(person=person, organisation=organisation, lifted_on=None).exists():
        raise DomainError(f"{person.name}对{organisation.short_name}已登记回避。", field="organisation")
    row = Recusal.objects.create(
        person=person, ground=ground, organisation=organisation, note=note, declared_by=actor, declared_on=clock.today()
    )
    emit(
        "cases.recusal.declared",
        actor=actor,
        target=row,
        related=[person, organisation],
        data={"person": person.name, "body": organisation.short_name, "ground": row.get_ground_display()},
    )
    return row


@transaction.atomic
def lift_recusal(recusal: Recusal, *, actor: User) -> Recusal:
    """The ground is gone."""
    decision = can(actor, TransferPermission.ASSIGN)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if recusal.lifted_on is None:
        recusal.lifted_on = clock.today()
        recusal.save(update_fields=["lifted_on"])
        emit("cases.recusal.lifted", actor=actor, target=recusal, related=[recusal.person], data={"person": recusal.person.name})
    return recusal

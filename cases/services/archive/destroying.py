"""销毁: listed once the time of keeping is over, appraised, approved by two, carried out before witnesses."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from cases.models import Destruction, Volume
from cases.permissions import ArchivePermission
from cases.services.texts import require_text
from pengjiang.access import can
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire


@transaction.atomic
def list_for_destruction(*, actor: User, volumes: Sequence[Volume], opinion: str) -> Destruction:
    """A list of volumes whose time is over. Raises ``DomainError`` for one that must be kept or is lent."""
    decision = can(actor, ArchivePermission.KEEP)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    require_text(opinion, "请写明鉴定意见。", field="opinion")
    rows = list(Volume.objects.select_for_update(of=("self",)).filter(pk__in=[volume.pk for volume in volumes]).order_by("number"))
    if not rows:
        raise DomainError("请选择保管期限届满的卷宗。", field="volumes")
    for row in rows:
        if row.state != "kept" or row.keep_until is None or row.keep_until >= clock.today():
            raise DomainError(f"{row.number}保管期限未满或者不在库，不能列入销毁清单。", field="volumes")
        if row.destructions.exclude(state__in=["refused", "done"]).exists():
            raise DomainError(f"{row.number}已列入另一份销毁清单。", field="volumes")
    made = Destruction.objects.create(opinion=opinion, made_by=actor, made_on=clock.today())
    made.volumes.set(rows)
    emit("cases.destruction.listed", actor=actor, target=made, related=rows, data={"count": len(rows)})
    return made


@transaction.atomic
def review_destruction(destruction: Destruction, *, actor: User) -> Destruction:
    """The first of the two approvals."""
    return fire(destruction, "review", actor=actor, values={"reviewed_by": actor, "reviewed_as": actor.signature, "reviewed_on": clock.today()})


@transaction.atomic
def approve_destruction(destruction: Destruction, *, actor: User) -> Destruction:
    """The second, by another person."""
    return fire(destruction, "approve", actor=actor, values={"approved_by": actor, "approved_as": actor.signature, "approved_on": clock.today()})


@transaction.atomic
def refuse_destruction(destruction: Destruction, *, actor: User, note: str) -> Destruction:
    """They are kept on."""
    require_text(note, "请写明理由。", field="note")
    name = "refuse" if destruction.state == "listed" else "reject"
    return fire(destruction, name, actor=actor, values={"note": note}, data={"note": note})


@transaction.atomic
def carry_out(destruction: Destruction, *, actor: User, witnesses: str) -> Destruction:
    """The bound volumes are gone; list and catalogue stay for ever."""
    require_text(witnesses, "请填写监销人，不少于二人。", field="witnesses")
    if len([name for name in witnesses.replace("，", "、").split("、") if name.strip()]) < 2:
        raise DomainError("监销人不少于二人，用顿号隔开。", field="witnesses")
    destruction = claim(destruction, "carry_out", actor=actor)
    for volume in destruction.volumes.order_by("pk"):
        volume = fire(volume, "destroy", actor=None, data={"witnesses": witnesses}, related=[destruction])
        for file in (volume.main_pdf, volume.inner_pdf):
            if file:
                transaction.on_commit(lambda storage=file.storage, name=file.name: storage.delete(name))
        volume.main_pdf = volume.inner_pdf = ""
        volume.save(update_fields=["main_pdf", "inner_pdf"])
    destruction = fire(destruction, "carry_out", actor=actor, values={"witnesses": witnesses, "done_on": clock.today()}, data={"witnesses": witnesses})
    issue("destruction_list", destruction, actor=actor)
    return destruction

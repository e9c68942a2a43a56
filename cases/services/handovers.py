"""Change of handler, and handover of everything a person has open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q

from cases.models import Handover, HandoverRow, RectificationItem, SupervisionCase, Transfer
from cases.permissions import CasePermission
from cases.queries.limits import nearest_deadlines
from cases.queries.recusals import recusal_reasons
from cases.services.texts import require_text
from cases.services.transfers import assign_transfer
from pengjiang.access import can
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.workflow.registry import machine_of
from pengjiang.workflow.services import claim, fire

WITHOUT_CASE = ("accepted", "investigating")


@dataclass(frozen=True)
class Held:
    """A matter somebody has open, and in which part."""

    obj: Transfer | SupervisionCase
    kind: str
    as_assistant: bool = False


def held_by(person: User) -> list[Held]:
    """Everything open in a person's hands: referrals without a case, cases as handler, cases as assistant."""
    transfers = Transfer.objects.filter(holder=person, state__in=WITHOUT_CASE).select_related("subject").order_by("id")
    cases = SupervisionCase.objects.open().select_related("subject", "holder", "assistant", "transfer").order_by("id")
    return [
        *[Held(row, "线索") for row in transfers],
        *[Held(row, "监督案件") for row in cases.filter(holder=person)],
        *[Held(row, "监督案件（协办）", as_assistant=True) for row in cases.filter(assistant=person)],
    ]


def why_not(person: User, obj: Transfer | SupervisionCase, *, role: str) -> str:
    """Why a person cannot take a matter: not in office, or bound to keep away."""
    if not person.is_active or not person.has_role(role):
        return f"{person.name}现不担任{Role(role).label}"
    reason = recusal_reasons([person], subject=obj.subject, target=str(ObjectRef.of(obj))).get(person.pk, "")
    return f"{person.name}{reason}" if reason else ""


@transaction.atomic
def change_handler(case: SupervisionCase, *, actor: User, reason: str, holder: User | None = None, assistant: User | None = None) -> SupervisionCase:
    """Another handler, another assistant, or both; recusal is looked at anew and the clocks go with the case."""
    case = claim(case, "reassign", actor=actor)
    require_text(reason, "请写明变更的理由。", field="reason")
    if holder is None and assistant is None:
        raise DomainError("请选择新的承办检察官或者检察官助理。", field="holder")
    if holder is not None and holder.pk == case.holder_id and assistant is None:
        raise DomainError(f"已由{holder.name}承办，不需变更。", field="holder")
    for field, person, role in (("holder", holder, Role.PROCURATOR), ("assistant", assistant, Role.ASSISTANT)):
        refusal = why_not(person, case, role=role) if person else ""
        if refusal:
            raise DomainError(f"{refusal}，请另选。", field=field)
    giver = case.holder
    values = {name: person for name, person in (("holder", holder), ("assistant", assistant)) if person is not None}
    before = "、".join(getattr(case, name).name if getattr(case, f"{name}_id") else "无" for name in values)
    case = fire(
        case,
        "reassign",
        actor=actor,
        values=values,
        data={"before": before, "after": "、".join(person.name for person in values.values()), "reason": reason},
        related=[giver, *values.values()],
    )
    if holder is not None and holder.pk != giver.pk:
        for transfer in Transfer.objects.filter(Q(case=case) | Q(joined_cases=case)).exclude(state="closed"):
            fire(transfer, "follow_case", actor=None, values={"holder": holder}, data={"holder": holder.name})
        deadlines.pass_on(_parts_of(case), giver=giver, taker=holder)
    return case


def _parts_of(case: SupervisionCase) -> list[models.Model]:
    """The case and what hangs on it with clocks of its own."""
    items = RectificationItem.objects.filter(recommendation__case=case)
    return [case, *case.recommendations.all(), *items, *case.dispatches.all(), *case.hearings.all()]


@transaction.atomic
def hand_over(*, actor: User, giver: User, taker: User, reason: str) -> Handover:
    """Everything open goes from one to the other; what the taker may not have stays, with the reason, on the list."""
    decision = can(actor, CasePermission.ASSIGN)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    require_text(reason, "请写明交接的事由，例如调离、长期病假。", field="reason")
    if giver.pk == taker.pk:
        raise DomainError("移交人与接收人不能是同一人。", field="taker")
    held = held_by(giver)
    if not held:
        raise DomainError(f"{giver.name}没有未办结的事项，不需要交接。", field="giver")
    kept = {id(one): why_not(taker, one.obj, role=Role.ASSISTANT if one.as_assistant else Role.PROCURATOR) for one in held}
    if all(kept.values()):
        raise DomainError(f"所有事项都不能移交：{next(iter(kept.values()))}。请另选接收人。", field="taker")
    row = Handover.objects.create(giver=giver, taker=taker, reason=reason, made_by=actor, made_on=clock.today())
    due = {type(one.obj): nearest_deadlines([other.obj for other in held if type(other.obj) is type(one.obj)]) for one in held}
    for one in held:
        limit = due[type(one.obj)].get(one.obj.pk)
        HandoverRow.objects.create(
            handover=row,
            target=str(ObjectRef.of(one.obj)),
            kind=one.kind,
            number=one.obj.number,
            title=one.obj.title,
            state=machine_of(one.obj).states[one.obj.state].label,
            due_on=limit.due_on if limit is not None and limit.met_on is None else None,
            kept=kept[id(one)],
        )
        if not kept[id(one)]:
            _give(one, actor=actor, taker=taker, reason=reason)
    going = sum(not reason for reason in kept.values())
    emit("cases.handover.made", actor=actor, target=row, related=[giver, taker], data={"giver": giver.name, "taker": taker.name, "count": going, "kept": len(held) - going})
    issue("handover_list", row, actor=actor)
    return row


def _give(one: Held, *, actor: User, taker: User, reason: str) -> None:
    if isinstance(one.obj, Transfer):
        assign_transfer(one.obj, actor=actor, holder=taker)
    elif one.as_assistant:
        change_handler(one.obj, actor=actor, assistant=taker, reason=reason)
    else:
        change_handler(one.obj, actor=actor, holder=taker, reason=reason)


@transaction.atomic
def receive_handover(handover: Handover, *, actor: User, note: str = "") -> Handover:
    """The taker confirms the list; the signed copy takes the first one's place."""
    values = {"received_on": clock.today(), "received_as": actor.signature, "note": note}
    handover = fire(handover, "receive", actor=actor, values=values, data={"note": note or "无异议"})
    earlier = IssuedDocument.objects.of(handover).issued().first()
    issue("handover_list", handover, actor=actor, supersedes=earlier)
    return handover

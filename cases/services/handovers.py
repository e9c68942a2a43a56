"""Change of handler, and handover of everything a person has open."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Q

from cases.holdings import HOLDINGS, Held, holds
from cases.models import Handover, HandoverRow, RectificationItem, SupervisionCase, Transfer
from cases.permissions import CasePermission
from cases.queries.limits import nearest_deadlines
from cases.queries.recusals import recusal_reasons
from cases.services.texts import require_text
from cases.services.transfers import assign_transfer
from pengjiang.access import can
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire

WITHOUT_CASE = ("accepted", "investigating")


@holds
class Transfers:
    """Referrals without a case."""

    def rows(self) -> models.QuerySet:
        return Transfer.objects.filter(state__in=WITHOUT_CASE).exclude(holder=None)

    def held_by(self, person: User) -> list[Held]:
        return [Held(row, "线索", self) for row in self.rows().filter(holder=person).select_related("subject").order_by("id")]

    def holders(self) -> set[int]:
        return set(self.rows().values_list("holder_id", flat=True))

    def why_not(self, held: Held, taker: User, actor: User) -> str:
        return why_not(taker, held.obj, role=Role.PROCURATOR)

    def give(self, held: Held, *, taker: User, actor: User, reason: str) -> None:
        assign_transfer(held.obj, actor=actor, holder=taker)


@holds
class Cases:
    """Cases, as handler and as assistant."""

    PARTS = {"holder": ("监督案件", Role.PROCURATOR), "assistant": ("监督案件（协办）", Role.ASSISTANT)}

    def held_by(self, person: User) -> list[Held]:
        cases = SupervisionCase.objects.open().select_related("subject", "holder", "assistant", "transfer").order_by("id")
        return [Held(row, label, self, part=part) for part, (label, _) in self.PARTS.items() for row in cases.filter(**{part: person})]

    def holders(self) -> set[int]:
        pairs = SupervisionCase.objects.open().values_list("holder_id", "assistant_id")
        return {key for pair in pairs for key in pair if key}

    def why_not(self, held: Held, taker: User, actor: User) -> str:
        return why_not(taker, held.obj, role=self.PARTS[held.part][1])

    def give(self, held: Held, *, taker: User, actor: User, reason: str) -> None:
        change_handler(held.obj, actor=actor, reason=reason, **{held.part: taker})


def held_by(person: User) -> list[Held]:
    """Everything open in a person's hands, in every room."""
    return [held for holding in HOLDINGS for held in holding.held_by(person)]


def holders() -> set[int]:
    """Everybody who holds anything."""
    return set().union(*(holding.holders() for holding in HOLDINGS))


def why_not(person: User, obj: Any, *, role: str, subject: Organisation | None = None) -> str:
    """Why a person cannot take a matter: not in office, or bound to keep away."""
    if not person.is_active or not person.has_role(role):
        return f"{person.name}现不担任{Role(role).label}"
    reason = recusal_reasons([person], subject=subject if subject is not None else obj.subject, target=str(ObjectRef.of(obj))).get(person.pk, "")
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
    kept = {id(one): one.holding.why_not(one, taker, actor) for one in held}
    if all(kept.values()):
        raise DomainError(f"所有事项都不能移交：{next(iter(kept.values()))}。请另选接收人。", field="taker")
    row = Handover.objects.create(giver=giver, taker=taker, reason=reason, made_by=actor, made_on=clock.today())
    due = {type(one.obj): nearest_deadlines([other.obj for other in held if type(other.obj) is type(one.obj)]) for one in held}
    for one in held:
        limit = due[type(one.obj)].get(one.obj.pk)
        HandoverRow.objects.create(
            handover=row,
            target=str(ObjectRef.of(one.target)),
            kind=one.kind,
            number=one.listed_number,
            title=one.listed_title,
            state=one.state_label,
            due_on=limit.due_on if limit is not None and limit.met_on is None else None,
            kept=kept[id(one)],
        )
        if not kept[id(one)]:
            one.holding.give(one, taker=taker, actor=actor, reason=reason)
    going = sum(not reason for reason in kept.values())
    emit("cases.handover.made", actor=actor, target=row, related=[giver, taker], data={"giver": giver.name, "taker": taker.name, "count": going, "kept": len(held) - going})
    issue("handover_list", row, actor=actor)
    return row


@transaction.atomic
def receive_handover(handover: Handover, *, actor: User, note: str = "") -> Handover:
    """The taker confirms the list; the signed copy takes the first one's place."""
    values = {"received_on": clock.today(), "received_as": actor.signature, "note": note}
    handover = fire(handover, "receive", actor=actor, values=values, data={"note": note or "无异议"})
    earlier = IssuedDocument.objects.of(handover).issued().first()
    issue("handover_list", handover, actor=actor, supersedes=earlier)
    return handover

"""Application, acceptance, handlers from both bodies, recusal."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cases.enums import RecusalGround
from cases.models import Recusal
from cases.queries.recusals import recusal_reasons
from cases.services.texts import require_text
from cases.services.uploads import keep_files
from disputes.enums import Channel
from disputes.models import Dispute
from disputes.permissions import DisputePermission as P
from disputes.services.checks import allow, not_later_than_today
from disputes.services.proceedings import follow
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.documents.services import issue, take_number
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire

OPPOSED = "当事人明确不愿意化解的，不得受理；请先释明，取得其同意。"


@transaction.atomic
def apply(
    *, actor: User, town: Organisation, title: str, channel: str, dossier: Dossier | None = None, files: list | None = None, **values: Any
) -> Dispute:
    """An application at the counter, by either body or a town. Raises ``DomainError`` beside the field that is wrong."""
    allow(actor, P.APPLY)
    if actor.is_town and town.pk not in actor.organisation_ids:
        raise DomainError("只能登记本单位作为行政机关的争议。", field="town")
    if actor.is_town and channel != Channel.TOWN:
        raise DomainError("镇街登记的申请途径为“镇街申请”。", field="channel")
    if dossier is not None and dossier.organisation_id != town.pk:
        raise DomainError("争议案卷不属于所选的行政机关，请重新选择。", field="dossier")
    for name in ("act_on", "served_on"):
        not_later_than_today(values.get(name), field=name)
    if values.get("act_on") and values.get("served_on") and values["served_on"] < values["act_on"]:
        raise DomainError("送达日期不能早于行为日期。", field="served_on")
    dispute = Dispute.objects.create(
        town=town,
        title=title,
        channel=channel,
        dossier=dossier,
        source=actor.organisation,
        applied_by=actor,
        applied_on=clock.today(),
        **_from_file(dossier, values),
    )
    emit(
        "disputes.dispute.applied",
        actor=actor,
        target=dispute,
        related=[dossier, town],
        data={"title": title, "channel": Channel(channel).label},
    )
    keep_files(files or (), actor=actor, target=dispute)
    return dispute


def _from_file(dossier: Dossier | None, values: dict[str, Any]) -> dict[str, Any]:
    """What the file already says need not be typed again."""
    if dossier is None:
        return values
    known = {
        "item": dossier.item,
        "cause": dossier.cause,
        "act_on": dossier.decided_on,
        "served_on": dossier.served_on,
        "amount": dossier.fine,
    }
    return {**values, **{name: value for name, value in known.items() if not values.get(name) and value}}


@transaction.atomic
def accept(
    dispute: Dispute, *, actor: User, procurator: User, officer: User, assistant: User | None = None, mediators: str = ""
) -> Dispute:
    """受理, with one handler from each body. Raises ``DomainError`` where one must keep away or the party is unwilling."""
    dispute = claim(dispute, "accept", actor=actor)
    if dispute.party_willing == "unwilling":
        raise DomainError(OPPOSED)
    _check_handlers(dispute, procurator=procurator, officer=officer, assistant=assistant)
    number = take_number("dispute", actor=actor, organisation=procurator.organisation)
    dispute = fire(
        dispute,
        "accept",
        actor=actor,
        values={
            "number": number,
            "accepted_on": clock.today(),
            "procurator": procurator,
            "officer": officer,
            "assistant": assistant,
            "mediators": mediators or dispute.mediators,
        },
        data={"number": number},
        related=[procurator, officer, assistant],
    )
    follow(dispute)
    issue("dispute_intake", dispute, actor=actor)
    return dispute


@transaction.atomic
def refuse(dispute: Dispute, *, actor: User, reason: str) -> Dispute:
    """不予受理, with the reason that the applicant is told."""
    require_text(reason, "请写明不予受理的理由。", field="reason")
    dispute = fire(dispute, "refuse", actor=actor, values={"refusal": reason}, data={"reason": reason})
    issue("dispute_refusal", dispute, actor=actor)
    return dispute


@transaction.atomic
def assign(dispute: Dispute, *, actor: User, procurator: User, officer: User, assistant: User | None = None) -> Dispute:
    """Other handlers; those before them no longer see what was said."""
    _check_handlers(dispute, procurator=procurator, officer=officer, assistant=assistant)
    dispute = fire(
        dispute,
        "assign",
        actor=actor,
        values={"procurator": procurator, "officer": officer, "assistant": assistant},
        data={"people": f"{procurator.name}、{officer.name}"},
        related=[procurator, officer, assistant],
    )
    follow(dispute)
    return dispute


@transaction.atomic
def change_handlers(
    dispute: Dispute, *, actor: User, procurator: User | None = None, officer: User | None = None, assistant: User | None = None
) -> Dispute:
    """Some of the handlers change, the others stay. Raises ``DomainError`` where nothing would, or where one would be missing."""
    wanted = {"procurator": procurator, "officer": officer, "assistant": assistant}
    chosen = {name: person for name, person in wanted.items() if person is not None}
    if not chosen:
        raise DomainError("请至少选择一名新的承办人。", field="procurator")
    if all(person.pk == getattr(dispute, f"{name}_id") for name, person in chosen.items()):
        raise DomainError(f"已由{'、'.join(person.name for person in chosen.values())}承办，不需变更。", field="procurator")
    present = {name: person or getattr(dispute, name) for name, person in wanted.items()}
    for name, label in (("procurator", "承办检察官"), ("officer", "司法局承办人")):
        if present[name] is None:
            raise DomainError(f"尚无{label}，请一并选定。", field=name)
    return assign(dispute, actor=actor, **present)


@transaction.atomic
def hand_over_part(dispute: Dispute, *, actor: User, part: str, taker: User, reason: str) -> Dispute:
    """One handler's part goes to another of the same office, as a part of a handover."""
    before = getattr(dispute, part)
    data = {"before": before.name, "after": taker.name, "reason": reason}
    dispute = fire(dispute, "hand_over", actor=actor, values={part: taker}, data=data, related=[before, taker])
    follow(dispute)
    return dispute


@transaction.atomic
def recuse(dispute: Dispute, *, actor: User, person: User, ground: str, note: str = "") -> Dispute:
    """A handler keeps away from this dispute: taken off it at once, and never assigned to it again."""
    if person.pk not in dispute.handler_ids:
        raise DomainError(f"{person.name}不是本争议的承办人。", field="person")
    values = {name: None for name in ("procurator", "assistant", "officer") if getattr(dispute, f"{name}_id") == person.pk}
    label = RecusalGround(ground).label
    dispute = fire(dispute, "recuse", actor=actor, values=values, data={"person": person.name, "ground": label}, related=[person])
    Recusal.objects.create(
        person=person, ground=ground, note=note, target=str(ObjectRef.of(dispute)), declared_by=actor, declared_on=clock.today()
    )
    return dispute


def _check_handlers(dispute: Dispute, *, procurator: User, officer: User, assistant: User | None) -> None:
    people = [("procurator", procurator, (Role.PROCURATOR,)), ("officer", officer, (Role.BUREAU_RECONSIDERATION, Role.BUREAU_SUPERVISION))]
    if assistant is not None:
        people.append(("assistant", assistant, (Role.ASSISTANT,)))
    reasons = recusal_reasons([person for _, person, _ in people], subject=dispute.town, target=str(ObjectRef.of(dispute)))
    for field, person, roles in people:
        if not person.is_active or not any(person.has_role(role) for role in roles):
            raise DomainError(f"{person.name}现不担任{'、'.join(role.label for role in roles)}，不能承办。", field=field)
        if person.pk in reasons:
            raise DomainError(f"{person.name}{reasons[person.pk]}，请另选承办人。", field=field)

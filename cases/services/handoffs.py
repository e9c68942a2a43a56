"""检司衔接: drafting, sending, accepting or returning, recording what was done, telling the result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from cases.enums import Channel, HandoffKind, SupervisionPaper
from cases.models import Handoff, SupervisionCase, Transfer
from cases.permissions import HandoffPermission
from cases.queries.handling import handled_by_bureau, handled_by_office
from cases.services.own_cases import open_case
from cases.services.texts import require_text
from cases.services.transfers import receive_transfer
from pengjiang.access import can
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue, take_number
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.services import claim, fire

MOST_DAYS = 90
# Which side hands over what.
FROM_OFFICE = (HandoffKind.SUPERVISION, HandoffKind.LEGAL_AID)
FROM_BUREAU = (HandoffKind.PROCURATORIAL, HandoffKind.SUPPORT)


def kinds_of(user: User) -> tuple[HandoffKind, ...]:
    """What this person's side may hand over."""
    return FROM_OFFICE if user.is_procuratorate else FROM_BUREAU if user.is_bureau else ()


def other_side(user: User) -> Organisation:
    """The body on the other side of the link. Raises ``DomainError`` where there is none."""
    kind = OrganisationKind.BUREAU if user.is_procuratorate else OrganisationKind.PROCURATORATE
    body = Organisation.objects.filter(kind=kind, is_active=True).order_by("order", "pk").first()
    if body is None:
        raise DomainError("对方单位尚未在系统中设立，请联系系统管理员。")
    return body


@transaction.atomic
def draft_handoff(
    *,
    actor: User,
    kind: str,
    title: str,
    facts: str,
    request: str,
    answer_days: int = 30,
    subject: Organisation | None = None,
    dossiers: Sequence[Dossier] = (),
    person: str = "",
    case: SupervisionCase | None = None,
) -> Handoff:
    """A matter for the other side lies as a draft."""
    decision = can(actor, HandoffPermission.SEND)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if kind not in kinds_of(actor):
        raise DomainError("本单位不移送此类事项，请从列表中选择。", field="kind")
    for text, field, sentence in ((title, "title", "请填写事项名称。"), (facts, "facts", "请写明基本情况。"), (request, "request", "请写明移送的理由和请求。")):
        require_text(text, sentence, field=field)
    if kind in {HandoffKind.LEGAL_AID, HandoffKind.SUPPORT}:
        require_text(person, "请填写申请法律援助或者支持起诉的当事人。", field="person")
    if not 0 < answer_days <= MOST_DAYS:
        raise DomainError(f"反馈期限应在1至{MOST_DAYS}日之间。", field="answer_days")
    handoff = Handoff.objects.create(
        kind=kind,
        title=title,
        facts=facts,
        request=request,
        answer_days=answer_days,
        subject=subject,
        person=person,
        case=case,
        sender=actor.organisation,
        receiver=other_side(actor),
        drafted_by=actor,
    )
    handoff.dossiers.set(dossiers)
    return handoff


@transaction.atomic
def send_handoff(handoff: Handoff, *, actor: User) -> Handoff:
    """Hand it over. What the other side already has in hand is not handed over again: only its number is told."""
    handoff = claim(handoff, "send", actor=actor)
    look = handled_by_bureau if handoff.receiver.kind == OrganisationKind.BUREAU else handled_by_office
    known = look(handoff.dossiers.all(), but=handoff)
    if known:
        raise DomainError(f"{known[0].dossier}一案，{handoff.receiver.short_name}正在办理（{known[0].number}），不重复移送；需要共同推进的，可以列为联合督办。")
    number = handoff.number or str(take_number("handoff", actor=actor))
    values = {"number": number, "sent_by": actor, "sent_on": clock.today(), "return_reason": ""}
    handoff = fire(handoff, "send", actor=actor, values=values, data={"receiver": handoff.receiver.short_name, "number": number}, related=[handoff.case])
    earlier = IssuedDocument.objects.of(handoff).issued().filter(type_code="handoff_letter", superseded_by=None).first()
    issue("handoff_letter", handoff, actor=actor, supersedes=earlier)
    return handoff


@transaction.atomic
def drop_handoff(handoff: Handoff, *, actor: User, note: str) -> Handoff:
    """Not to be handed over after all."""
    require_text(note, "请写明理由。", field="note")
    return fire(handoff, "drop", actor=actor, data={"note": note})


@transaction.atomic
def accept_handoff(handoff: Handoff, *, actor: User) -> Handoff:
    """受理: the time for the result begins."""
    return fire(handoff, "accept", actor=actor, values={"accepted_on": clock.today()}, data={"days": handoff.answer_days})


@transaction.atomic
def take_up_handoff(handoff: Handoff, *, actor: User, problem: str, subject: Organisation | None = None, subject_name: str = "") -> Transfer:
    """转为线索: registered with all that was handed over, once; the receipt and the gate follow as with any referral."""
    handoff = fire(handoff, "take_up", actor=actor, data={"title": handoff.title})
    _not_twice(handoff)
    return receive_transfer(
        source=handoff,
        channel=Channel.COMPLAINT if handoff.kind == HandoffKind.SUPPORT else Channel.OTHER_CASES,
        title=handoff.title,
        problem=problem,
        reason=f"{handoff.sender.name}移送（{handoff.number}）：{handoff.request}",
        facts=handoff.facts,
        parties=handoff.person,
        external_number=handoff.number,
        actor=actor,
        subject=subject or handoff.subject,
        subject_name=subject_name,
        dossiers=list(handoff.dossiers.all()),
    )


@transaction.atomic
def open_case_of_handoff(
    handoff: Handoff, *, actor: User, case_type: str, title: str, origin: str, subject: Organisation | None = None, subject_name: str = ""
) -> SupervisionCase:
    """立案监督: a case of the actor's own in one act; what comes of it is told back."""
    handoff = claim(handoff, "open_case", actor=actor)
    _not_twice(handoff)
    case = open_case(
        actor=actor,
        case_type=case_type,
        channel=Channel.OTHER_CASES,
        title=title,
        origin=origin,
        subject=subject or handoff.subject,
        subject_name=subject_name,
        dossiers=list(handoff.dossiers.all()),
    )
    fire(handoff, "open_case", actor=actor, values={"opened": case}, data={"number": case.number}, related=[case])
    return case


def _not_twice(handoff: Handoff) -> None:
    known = handled_by_office(handoff.dossiers.all())
    if known:
        raise DomainError(f"{known[0].dossier}一案，本院正在办理（{known[0].number}），请在该案中一并办理后反馈结果。")


def tell_result(case: SupervisionCase) -> int:
    """The case is done: whoever received the matter is told that its result is due. The number of matters."""
    transfers = Transfer.objects.filter(Q(case=case) | Q(joined_cases=case)).values_list("source_ref", flat=True)
    keys = [ObjectRef.parse(ref).pk for ref in transfers if ref.startswith("cases.handoff:")]
    waiting = Handoff.objects.filter(Q(opened=case) | Q(pk__in=keys), state="accepted").distinct()
    for handoff in waiting:
        fire(handoff, "tell", actor=None, data={"number": case.number, "result": case.result_label})
    return len(waiting)


@transaction.atomic
def return_handoff(handoff: Handoff, *, actor: User, reason: str) -> Handoff:
    """Not ours, or not enough."""
    require_text(reason, "请写明退回的理由。", field="reason")
    return fire(handoff, "return", actor=actor, values={"return_reason": reason}, data={"reason": reason})


@transaction.atomic
def record_opinion(
    handoff: Handoff, *, actor: User, opinion_kind: str, opinion_number: str, opinion: str, opined_on: date, correct_by: date | None = None
) -> Handoff:
    """监督意见书、监督决定书 to the town, as made in the bureau's own procedure."""
    require_text(opinion_number, "请填写监督文书的文号。", field="opinion_number")
    require_text(opinion, "请写明监督意见、决定的内容。", field="opinion")
    _check_day(opined_on, handoff.accepted_on, "作出日期", "受理日期", field="opined_on")
    if correct_by and correct_by < opined_on:
        raise DomainError("要求纠正的期限不能早于作出日期。", field="correct_by")
    values: dict[str, Any] = {
        "opinion_kind": opinion_kind,
        "opinion_number": opinion_number,
        "opinion": opinion,
        "opined_on": opined_on,
        "correct_by": correct_by,
    }
    return fire(handoff, "opine", actor=actor, values=values, data={"kind": SupervisionPaper(opinion_kind).label, "number": opinion_number}, on=opined_on)


@transaction.atomic
def record_correction(handoff: Handoff, *, actor: User, correction: str, corrected_on: date) -> Handoff:
    """What the town did."""
    require_text(correction, "请写明镇街纠正的情况。", field="correction")
    _check_day(corrected_on, handoff.opined_on, "纠正日期", "监督文书作出日期", field="corrected_on")
    values = {"correction": correction, "corrected_on": corrected_on}
    return fire(handoff, "correct", actor=actor, values=values, data={"correction": correction}, on=corrected_on)


@transaction.atomic
def answer_handoff(handoff: Handoff, *, actor: User, answer: str) -> Handoff:
    """The result goes back to the sender, with a letter."""
    require_text(answer, "请写明办理结果。", field="answer")
    values = {"answer": answer, "answered_on": clock.today()}
    handoff = fire(handoff, "answer", actor=actor, values=values, data={"answer": answer}, related=[handoff.case])
    issue("handoff_answer", handoff, actor=actor)
    return handoff


@transaction.atomic
def join_handoff(handoff: Handoff, *, actor: User, note: str) -> Handoff:
    """联合督办: both leaders follow it; who does what is written down."""
    require_text(note, "请写明双方分工。", field="note")
    return fire(handoff, "join", actor=actor, values={"is_joint": True, "joint_note": note}, data={"note": note})


def _check_day(day: date, since: date | None, label: str, since_label: str, *, field: str) -> None:
    if day > clock.today():
        raise DomainError("日期不能晚于今天。", field=field)
    if since and day < since:
        raise DomainError(f"{label}不能早于{since_label}（{since:%Y-%m-%d}）。", field=field)

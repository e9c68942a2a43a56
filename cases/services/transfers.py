"""线索: referral by a town, registration by the office, receipt, assignment and where the matter goes."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cases.enums import CHANNELS_NEEDING_DUTY, Channel, Parallel, Reasonableness, Tool
from cases.models import Screening, Transfer
from cases.permissions import TransferPermission
from cases.queries.recusals import recusal_reasons
from cases.services.texts import require_text
from pengjiang.access import can
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.checkups.enums import Reason
from pengjiang.checkups.services.runs import attach_check
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.documents.enums import Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue, take_number
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.services import claim, fire

MIN_DUTY_NOTE = 10


@transaction.atomic
def draft_transfer(
    *, dossiers: list[Dossier], title: str, problem: str, reason: str, actor: User, **values: Any
) -> Transfer:
    """A town's draft about its own files. Raises ``NotAllowed`` and ``DomainError``."""
    decision = can(actor, TransferPermission.REFER)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    sender = actor.organisation
    if any(dossier.organisation_id != sender.pk for dossier in dossiers):
        raise DomainError("只能移送本单位的案卷。", field="dossiers")
    transfer = Transfer.objects.create(
        channel=Channel.TOWN_REFERRAL, sender=sender, subject=sender, title=title, problem=problem, reason=reason, created_by=actor, **values
    )
    transfer.dossiers.set(dossiers)
    return transfer


@transaction.atomic
def change_transfer(transfer: Transfer, *, actor: User, dossiers: list[Dossier] | None = None, **values: Any) -> Transfer:
    """Change a draft or what was returned. Raises ``NotAllowed`` once it has been sent."""
    transfer = Transfer.objects.locked().get(pk=transfer.pk)
    decision = can(actor, TransferPermission.REFER, transfer)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if transfer.state not in {"draft", "returned"}:
        raise NotAllowed("已移送的线索不能再改；如需更正，请联系检察院退回。")
    for name, value in values.items():
        setattr(transfer, name, value)
    transfer.save()
    if dossiers is not None:
        if any(dossier.organisation_id != transfer.sender_id for dossier in dossiers):
            raise DomainError("只能移送本单位的案卷。", field="dossiers")
        transfer.dossiers.set(dossiers)
    return transfer


@transaction.atomic
def submit_transfer(transfer: Transfer, *, actor: User) -> Transfer:
    """Send it: the 线索移送函 is made and the procuratorate sees the matter."""
    transfer = claim(transfer, "submit", actor=actor)
    if not transfer.dossiers.exists():
        raise DomainError("请至少选择一件案卷再移送。", field="dossiers")
    _check_files(transfer, actor=actor)
    transfer = fire(
        transfer,
        "submit",
        actor=actor,
        values={"submitted_by": actor, "submitted_on": clock.today(), "answer": ""},
        data={"title": transfer.title, "files": transfer.dossiers.count()},
        related=list(transfer.dossiers.all()),
    )
    # Sent again after a return: the letter of the first time no longer speaks for the matter.
    earlier = IssuedDocument.objects.of(transfer).filter(type_code="transfer_letter", standing=Standing.ISSUED).first()
    issue("transfer_letter", transfer, actor=actor, supersedes=earlier)
    return transfer


def _check_files(transfer: Transfer, *, actor: User) -> None:
    """Every file is checked as it leaves, and the run stays with the referral: both sides read the same."""
    for dossier in transfer.dossiers.all():
        attach_check(dossier, to=transfer, actor=actor, reason=Reason.REFERRAL)


@transaction.atomic
def register_transfer(
    *, channel: str, title: str, problem: str, reason: str, actor: User, subject: Organisation | None = None, subject_name: str = "", **values: Any
) -> Transfer:
    """A matter that starts without a town: found in cases, by visitors, from above, from data (domain.md 5.5)."""
    decision = can(actor, TransferPermission.REGISTER)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if subject is None and not subject_name:
        raise DomainError("请填写被监督单位。", field="subject")
    dossiers = values.pop("dossiers", [])
    transfer = Transfer.objects.create(
        channel=channel,
        title=title,
        problem=problem,
        reason=reason,
        subject=subject,
        subject_name=subject_name,
        created_by=actor,
        submitted_by=actor,
        submitted_on=clock.today(),
        **values,
    )
    transfer.dossiers.set(dossiers)
    _check_files(transfer, actor=actor)
    return fire(
        transfer,
        "register",
        actor=actor,
        data={"title": title, "channel": Channel(channel).label},
        related=list(dossiers),
    )


@transaction.atomic
def accept_transfer(
    transfer: Transfer,
    *,
    actor: User,
    origin: str,
    duty_note: str,
    parallel: str,
    reasonableness: str,
    effect: str,
    tool: str,
    parallel_note: str = "",
) -> Transfer:
    """Receive it through the screening gate (domain.md 5.5); the register form is printed with the gate on it."""
    transfer = claim(transfer, "accept", actor=actor)
    _check_gate(origin=origin, duty_note=duty_note, parallel=parallel, parallel_note=parallel_note, reasonableness=reasonableness, effect=effect)
    number = take_number("transfer", actor=actor)
    transfer = fire(
        transfer,
        "accept",
        actor=actor,
        values={"number": number, "received_by": actor, "received_on": clock.today()},
        data={"number": number},
    )
    Screening.objects.update_or_create(
        transfer=transfer,
        defaults={
            "origin": origin,
            "duty_note": duty_note,
            "parallel": parallel,
            "parallel_note": parallel_note,
            "reasonableness": reasonableness,
            "effect": effect,
            "tool": Tool(tool),
            "screened_by": actor,
        },
    )
    issue("intake_register", transfer, actor=actor)
    return transfer


def _check_gate(*, origin: str, duty_note: str, parallel: str, parallel_note: str, reasonableness: str, effect: str) -> None:
    """The gate's own rules; a sentence at the field that fails."""
    if len(duty_note.strip()) < MIN_DUTY_NOTE:
        hint = "该来源须写明与哪项已履行的监督职责相关联。" if origin in CHANNELS_NEEDING_DUTY else "请写明在办理何案、何项监督工作中发现。"
        raise DomainError(f"“如何属于履行法律监督职责中发现”不能少于{MIN_DUTY_NOTE}个字。{hint}", field="duty_note")
    if parallel != Parallel.NONE and not parallel_note.strip():
        raise DomainError("请写明复议、诉讼或者监察程序的案号与进展，说明为何仍可受理。", field="parallel_note")
    if reasonableness == Reasonableness.MINOR:
        raise DomainError("仅属一般合理性问题的，不纳入行政违法行为监督；请改为不予受理，或者认定“明显不当”。", field="reasonableness")
    if not effect.strip():
        raise DomainError("请写明影响了何人的合法权益或者何种公共利益。", field="effect")


@transaction.atomic
def return_transfer(transfer: Transfer, *, actor: User, answer: str) -> Transfer:
    """Back to the sender for completion."""
    if transfer.sender_id is None:
        raise DomainError("本院自行登记的线索没有移送单位，不能退回；可不予受理。")
    require_text(answer, "请写明需要补正什么。", field="answer")
    return fire(transfer, "return", actor=actor, values={"answer": answer}, data={"answer": answer})


@transaction.atomic
def refuse_transfer(transfer: Transfer, *, actor: User, answer: str) -> Transfer:
    """Not within supervision; the sender is told why."""
    require_text(answer, "请写明不予受理的理由。", field="answer")
    transfer = fire(transfer, "refuse", actor=actor, values={"answer": answer}, data={"answer": answer})
    issue("refusal_notice", transfer, actor=actor)
    return transfer


@transaction.atomic
def assign_transfer(transfer: Transfer, *, actor: User, holder: User) -> Transfer:
    """Give it to a procurator; recusal is checked. Raises ``DomainError`` with the ground."""
    if not holder.is_active or not holder.has_role(Role.PROCURATOR):
        raise DomainError(f"{holder.name}现不担任检察官，不能承办，请另选承办检察官。", field="holder")
    reason = recusal_reasons([holder], subject=transfer.subject, target=str(ObjectRef.of(transfer))).get(holder.pk)
    if reason:
        raise DomainError(f"{holder.name}{reason}，请另选承办检察官。", field="holder")
    if holder.pk == transfer.holder_id:
        raise DomainError(f"已由{holder.name}承办，不需变更。", field="holder")
    return fire(
        transfer,
        "assign",
        actor=actor,
        values={"holder": holder, "assigned_on": clock.today()},
        data={"holder": holder.name},
        related=[holder],
    )


@transaction.atomic
def merge_transfer(transfer: Transfer, *, actor: User, other: Transfer) -> Transfer:
    """并案: join it to another open matter."""
    if other.pk == transfer.pk:
        raise DomainError("不能并入自身，请另选线索。", field="other")
    return fire(transfer, "merge", actor=actor, values={"merged_into": other}, data={"other": other.number or other.title}, related=[other])


@transaction.atomic
def investigate_transfer(transfer: Transfer, *, actor: User, note: str) -> Transfer:
    """Look into it before docketing."""
    require_text(note, "请写明先行核实什么。", field="note")
    return fire(transfer, "investigate", actor=actor, data={"note": note})


@transaction.atomic
def hand_over_transfer(transfer: Transfer, *, actor: User, handed_to: str, answer: str) -> Transfer:
    """To another department of the office."""
    require_text(handed_to, "请填写转送的部门。", field="handed_to")
    require_text(answer, "请写明转送的理由。", field="answer")
    return fire(
        transfer, "hand_over", actor=actor, values={"handed_to": handed_to, "answer": answer}, data={"handed_to": handed_to, "answer": answer}
    )


@transaction.atomic
def file_transfer(transfer: Transfer, *, actor: User, answer: str) -> Transfer:
    """Keep it on file without a case."""
    require_text(answer, "请写明存查的理由。", field="answer")
    return fire(transfer, "file", actor=actor, values={"answer": answer}, data={"answer": answer})


@transaction.atomic
def reopen_transfer(transfer: Transfer, *, actor: User, note: str) -> Transfer:
    """Take a filed matter up again."""
    require_text(note, "请写明重新启用的理由。", field="note")
    return fire(transfer, "reopen", actor=actor, data={"note": note})


@transaction.atomic
def close_transfer(transfer: Transfer, *, actor: User, note: str) -> Transfer:
    """End it; the sender reads that it is done."""
    return fire(transfer, "close", actor=actor, data={"note": note})


@transaction.atomic
def receive_transfer(
    *, source: Any, channel: str, title: str, problem: str, reason: str, actor: User, subject: Organisation, dossiers: list[Dossier], **values: Any
) -> Transfer:
    """A finding of a review, or an unlawful act seen while settling a dispute, becomes a referral; once per source."""
    ref = str(ObjectRef.of(source))
    existing = Transfer.objects.filter(source_ref=ref).first()
    if existing is not None:
        return existing
    return register_transfer(
        channel=channel,
        title=title,
        problem=problem,
        reason=reason,
        actor=actor,
        subject=subject,
        dossiers=dossiers,
        source_ref=ref,
        **values,
    )

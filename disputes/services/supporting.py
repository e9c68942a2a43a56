"""Relief, legal aid, support of a civil suit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from disputes.models import Dispute, LegalAid, Relief, SuitSupport
from disputes.models.supporting import MOST_MONTHS
from disputes.permissions import DisputePermission as P
from disputes.services.checks import allow, not_later_than_today
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.workflow.services import fire


@transaction.atomic
def apply_for_relief(dispute: Dispute, *, actor: User, months: int, applicant: str, **values: Any) -> Relief:
    """救助申请; the same case is not helped twice."""
    allow(actor, P.HANDLE, dispute)
    if not 1 <= months <= MOST_MONTHS:
        raise DomainError(f"救助金一般不超过{MOST_MONTHS}个月的月平均工资。", field="months")
    if dispute.reliefs.filter(applicant=applicant).exclude(state__in=["refused", "referred"]).exists():
        raise DomainError("同一案件对同一申请人不重复救助。", field="applicant")
    relief = Relief.objects.create(dispute=dispute, applicant=applicant, months=months, applied_on=clock.today(), **values)
    emit("disputes.relief.applied", actor=actor, target=relief, related=[dispute])
    return relief


@transaction.atomic
def review_relief(relief: Relief, *, actor: User, note: str) -> Relief:
    """The head's view; the conditions must all hold."""
    require_text(note, "请填写审核意见。", field="note")
    return fire(
        relief, "review", actor=actor, values={"review_note": note, "reviewed_by": actor}, data={"note": note}, related=[relief.dispute]
    )


@transaction.atomic
def grant_relief(relief: Relief, *, actor: User, note: str) -> Relief:
    """Approved; the form is printed with what it came to."""
    require_text(note, "请填写审批意见。", field="note")
    relief = fire(
        relief,
        "grant",
        actor=actor,
        values={"grant_note": note, "granted_by": actor, "granted_on": clock.today()},
        data={"amount": f"{relief.amount:.2f}"},
        related=[relief.dispute],
    )
    issue("relief_form", relief, actor=actor)
    return relief


@transaction.atomic
def refuse_relief(relief: Relief, *, actor: User, note: str) -> Relief:
    """Not eligible."""
    require_text(note, "请写明不予救助的理由。", field="note")
    return fire(relief, "refuse", actor=actor, values={"review_note": note}, data={"note": note}, related=[relief.dispute])


@transaction.atomic
def pay_relief(relief: Relief, *, actor: User, paid_on: date, bank: str) -> Relief:
    """Paid out."""
    not_later_than_today(paid_on, field="paid_on")
    if relief.granted_on and paid_on < relief.granted_on:
        raise DomainError("发放日期不能早于批准日期。", field="paid_on")
    return fire(
        relief,
        "pay",
        actor=actor,
        values={"paid_on": paid_on, "bank": bank},
        data={"amount": f"{relief.amount:.2f}"},
        on=paid_on,
        related=[relief.dispute],
    )


@transaction.atomic
def refer_relief(relief: Relief, *, actor: User, referred_to: str, referred_result: str = "") -> Relief:
    """To civil affairs, rural revitalisation, women's federation …"""
    require_text(referred_to, "请填写转介单位。", field="referred_to")
    return fire(
        relief,
        "refer",
        actor=actor,
        values={"referred_to": referred_to, "referred_result": referred_result},
        data={"to": referred_to},
        related=[relief.dispute],
    )


@transaction.atomic
def ask_for_aid(dispute: Dispute, *, actor: User, **values: Any) -> LegalAid:
    """转介法律援助 to the judicial bureau."""
    allow(actor, P.HANDLE, dispute)
    aid = LegalAid.objects.create(dispute=dispute, asked_on=clock.today(), **values)
    emit("disputes.legalaid.asked", actor=actor, target=aid, related=[dispute])
    issue("aid_referral", aid, actor=actor)
    return aid


@transaction.atomic
def give_aid(aid: LegalAid, *, actor: User, lawyer: str, answer: str = "") -> LegalAid:
    """The bureau gives it and names the lawyer."""
    require_text(lawyer, "请填写承办律师。", field="lawyer")
    values = {"lawyer": lawyer, "answer": answer, "answered_on": clock.today()}
    return fire(aid, "give", actor=actor, values=values, data={"lawyer": lawyer}, related=[aid.dispute])


@transaction.atomic
def decline_aid(aid: LegalAid, *, actor: User, answer: str) -> LegalAid:
    """The bureau does not, and says why."""
    require_text(answer, "请写明不予援助的理由。", field="answer")
    return fire(
        aid, "decline", actor=actor, values={"answer": answer, "answered_on": clock.today()}, data={"answer": answer}, related=[aid.dispute]
    )


@transaction.atomic
def support_suit(dispute: Dispute, *, actor: User, civil: bool, **values: Any) -> SuitSupport:
    """支持起诉意见书: for a civil suit of a harmed party, never an administrative one; by the procurator."""
    allow(actor, P.REFER, dispute)
    if not civil:
        raise DomainError("支持起诉仅限民事诉讼（民事诉讼法第十五条），不适用于行政诉讼。", field="civil")
    suit = SuitSupport.objects.create(dispute=dispute, issued_on=clock.today(), **values)
    emit("disputes.suitsupport.issued", actor=actor, target=suit, related=[dispute])
    issue("support_opinion", suit, actor=actor)
    return suit

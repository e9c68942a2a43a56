"""Agreement: drafted, signed under its safeguards, followed to performance."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from cases.services.texts import require_text
from cases.services.uploads import keep_files
from disputes.enums import AgreementKind, NextStep, Outcome, Safeguard
from disputes.models import Agreement, Dispute, Obligation
from disputes.permissions import DisputePermission as P
from disputes.services.checks import allow, not_later_than_today
from disputes.services.proceedings import end_all
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.services import issue
from pengjiang.workflow.services import claim, fire

CENT = Decimal("0.01")


@transaction.atomic
def draft_agreement(dispute: Dispute, *, actor: User, kind: str, **parts: str) -> Agreement:
    """The parts of the text, as often as needed until it is signed."""
    dispute = claim(dispute, "draft_agreement", actor=actor)
    _unsigned(dispute)
    agreement, _ = Agreement.objects.update_or_create(dispute=dispute, defaults={"kind": kind, **parts})
    fire(dispute, "draft_agreement", actor=actor, data={"kind": AgreementKind(kind).label})
    return agreement


@transaction.atomic
def add_obligation(
    dispute: Dispute,
    *,
    actor: User,
    debtor: str,
    text: str,
    due_on: date,
    amount: Decimal | None = None,
    instalments: int = 1,
    months_between: int = 1,
) -> list[Obligation]:
    """One obligation; with instalments one for each, the cents of the division in the last."""
    dispute = claim(dispute, "draft_agreement", actor=actor)
    agreement = getattr(dispute, "agreement_text", None)
    if agreement is None:
        raise DomainError("请先起草协议，再列明义务。")
    _unsigned(dispute)
    if due_on < clock.today():
        raise DomainError("履行期限不能早于今天。", field="due_on")
    if instalments > 1 and not amount:
        raise DomainError("分期履行的，请填写总金额。", field="amount")
    start = (agreement.obligations.aggregate(last=Max("order"))["last"] or 0) + 1
    amount = Decimal(amount) if amount is not None else None
    each = (amount / instalments).quantize(CENT, ROUND_DOWN) if amount else None
    made = []
    for place in range(instalments):
        last = place == instalments - 1
        share = amount - each * (instalments - 1) if amount and last else each
        words = f"{text}（第{place + 1}期，共{instalments}期）" if instalments > 1 else text
        made.append(
            Obligation.objects.create(
                agreement=agreement,
                order=start + place,
                debtor=debtor,
                text=words,
                amount=share,
                due_on=_months_later(due_on, place * months_between),
            )
        )
    fire(dispute, "draft_agreement", actor=actor, data={"kind": agreement.get_kind_display()})
    return made


@transaction.atomic
def remove_obligation(obligation: Obligation, *, actor: User) -> None:
    """Only while the agreement is a draft."""
    dispute = claim(obligation.dispute, "draft_agreement", actor=actor)
    _unsigned(dispute)
    obligation.delete()


def _unsigned(dispute: Dispute) -> None:
    agreement = getattr(dispute, "agreement_text", None)
    if agreement is not None and agreement.signed_on:
        raise NotAllowed("协议已签订，不能再改；违约的请登记违约，另行约定的请重新约定期限。")


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def sign(
    dispute: Dispute, *, actor: User, safeguards: list[str], signed_on: date, witnesses: str = "", files: list | None = None
) -> Dispute:
    """签订: every safeguard ticked; the obligations begin."""
    not_later_than_today(signed_on, field="signed_on")
    missing = [label for code, label in Safeguard.choices if code not in safeguards]
    if missing:
        raise DomainError(f"合法性保障未逐项确认：{'；'.join(missing)}。缺一项不得签订。", field="safeguards")
    dispute = claim(dispute, "sign", actor=actor)
    agreement = dispute.agreement_text
    agreement.safeguards, agreement.signed_on, agreement.witnesses = safeguards, signed_on, witnesses
    agreement.save()
    dispute = fire(dispute, "sign", actor=actor, data={"kind": agreement.get_kind_display()}, on=signed_on)
    for row in agreement.obligations.filter(state="agreed"):
        fire(row, "start", actor=actor, data={"order": row.order}, on=signed_on, related=[dispute])
    keep_files(files or (), actor=actor, target=agreement)
    issue("settlement_agreement", agreement, actor=actor)
    return dispute


@transaction.atomic
def perform_obligation(obligation: Obligation, *, actor: User, done_on: date, note: str, files: list | None = None) -> Obligation:
    """Done on a day, with proof."""
    not_later_than_today(done_on, field="done_on")
    signed = obligation.agreement.signed_on
    if signed and done_on < signed:
        raise DomainError(f"履行日期不能早于协议签订之日（{signed:%Y-%m-%d}）。", field="done_on")
    obligation = fire(
        obligation,
        "perform",
        actor=actor,
        values={"done_on": done_on, "note": note},
        data={"order": obligation.order},
        on=done_on,
        related=[obligation.dispute],
    )
    keep_files(files or (), actor=actor, target=obligation)
    return obligation


@transaction.atomic
def breach_obligation(obligation: Obligation, *, actor: User, next_step: str, note: str) -> Obligation:
    """Not done by its day: what comes next is said."""
    require_text(note, "请写明违约情况。", field="note")
    if obligation.state == "running" and clock.today() <= obligation.due_on:
        raise DomainError(f"履行期限至{obligation.due_on:%Y-%m-%d}，尚未届满，不能登记违约。", field="note")
    obligation = fire(
        obligation,
        "breach",
        actor=actor,
        values={"next_step": next_step, "note": note},
        data={"order": obligation.order, "next": NextStep(next_step).label},
        related=[obligation.dispute],
    )
    deadlines.withdraw(obligation, "TM45", reason="已登记违约")
    return obligation


@transaction.atomic
def extend_obligation(obligation: Obligation, *, actor: User, due_on: date, note: str) -> Obligation:
    """A new day both sides agree on."""
    if due_on <= clock.today():
        raise DomainError("新的履行期限须晚于今天。", field="due_on")
    require_text(note, "请写明重新约定的情况。", field="note")
    return fire(
        obligation,
        "extend",
        actor=actor,
        values={"due_on": due_on, "note": note, "next_step": ""},
        data={"order": obligation.order, "due": f"{due_on:%Y-%m-%d}"},
        related=[obligation.dispute],
    )


@transaction.atomic
def excuse_obligation(obligation: Obligation, *, actor: User, note: str) -> Obligation:
    """No longer owed: enforced otherwise or released by the other side."""
    require_text(note, "请写明不再履行的理由。", field="note")
    return fire(obligation, "excuse", actor=actor, values={"note": note}, data={"order": obligation.order}, related=[obligation.dispute])


@transaction.atomic
def finish_performance(dispute: Dispute, *, actor: User) -> Dispute:
    """All of it performed: 达成和解并履行."""
    dispute = fire(
        dispute,
        "perform",
        actor=actor,
        values={"outcome": Outcome.SETTLED, "outcome_note": "协议约定的义务全部履行。", "ended_on": clock.today()},
    )
    end_all(dispute)
    return dispute


@transaction.atomic
def withdraw_application(
    dispute: Dispute, *, actor: User, what: str, on: date, freely: bool, confirmation: str = "", confirmed_on: date | None = None, **_: Any
) -> Dispute:
    """The party withdraws what it had applied for, freely; the paper that confirms the settlement is noted."""
    allow(actor, P.HANDLE, dispute)
    not_later_than_today(on, field="on")
    if not freely:
        raise DomainError("须确认当事人系自愿撤回；不得迫使撤回申请。", field="freely")
    agreement = getattr(dispute, "agreement_text", None)
    if agreement is None:
        raise DomainError("没有协议；未经协议化解的，请登记化解结果。")
    agreement.withdrawn_on, agreement.withdrawn_what = on, what
    agreement.confirmation, agreement.confirmed_on = confirmation, confirmed_on
    agreement.save()
    return fire(dispute, "withdraw_application", actor=actor, data={"what": what}, on=on)

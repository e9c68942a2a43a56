"""Plan, meetings, measures, and the ends that mediation may come to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from cases.services.uploads import keep_files
from disputes.enums import Means, Outcome
from disputes.models import Dispute, HearingNotice, Measure, Meeting, Plan
from disputes.services.checks import not_later_than_today
from disputes.services.proceedings import end_all
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.enums import Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue
from pengjiang.workflow.services import claim, fire

HEARING_NOTICE_DAYS = 3


@transaction.atomic
def make_plan(dispute: Dispute, *, actor: User, means: list[str], **parts: str) -> Dispute:
    """化解方案: the first, or a changed one that takes its place."""
    act = "plan" if dispute.state == "accepted" else "revise_plan"
    dispute = claim(dispute, act, actor=actor)
    if not means:
        raise DomainError("请至少选择一种化解手段。", field="means")
    plan, _ = Plan.objects.update_or_create(dispute=dispute, defaults=parts)
    dispute = fire(dispute, act, actor=actor, values={"means": means}, data={"means": "、".join(Means(one).label for one in means)})
    earlier = IssuedDocument.objects.of(plan).filter(type_code="dispute_plan", standing=Standing.ISSUED).first()
    issue("dispute_plan", plan, actor=actor, supersedes=earlier)
    return dispute


@transaction.atomic
def begin(dispute: Dispute, *, actor: User) -> Dispute:
    """开始化解."""
    return fire(dispute, "begin", actor=actor)


@transaction.atomic
def add_meeting(dispute: Dispute, *, actor: User, held_on: date, files: list | None = None, **values: Any) -> Meeting:
    """A mediation with minutes: the trail says that it was held, never what was said."""
    not_later_than_today(held_on, field="held_on")
    _after_acceptance(dispute, held_on, "held_on")
    dispute = fire(dispute, "meet", actor=actor, on=held_on)
    meeting = Meeting.objects.create(dispute=dispute, held_on=held_on, made_by=actor, **values)
    keep_files(files or (), actor=actor, target=meeting)
    issue("mediation_record", meeting, actor=actor)
    return meeting


@transaction.atomic
def add_measure(dispute: Dispute, *, actor: User, kind: str, means: str, on: date, files: list | None = None, **values: Any) -> Measure:
    """A visit, letter, apology, commitment, evidence of correction …"""
    not_later_than_today(on, field="on")
    _after_acceptance(dispute, on, "on")
    used = [*dispute.means, *([] if means in dispute.means else [means])]
    dispute = fire(dispute, "measure", actor=actor, values={"means": used}, data={"means": Means(means).label}, on=on)
    measure = Measure.objects.create(dispute=dispute, kind=kind, means=means, on=on, made_by=actor, **values)
    keep_files(files or (), actor=actor, target=measure)
    return measure


@transaction.atomic
def call_hearing(dispute: Dispute, *, actor: User, at: datetime, place: str, host: str, listeners: str, questions: str, is_public: bool) -> HearingNotice:
    """发出听证通知: time, place, host, listeners and questions are told three days before."""
    earliest = clock.today() + timedelta(days=HEARING_NOTICE_DAYS)
    day = at.astimezone(clock.ZONE)
    if day.date() < earliest:
        raise DomainError(f"须在听证三日前告知参加人，听证日期最早为{earliest:%Y-%m-%d}。", field="at")
    dispute = fire(dispute, "call_hearing", actor=actor, data={"at": f"{day:%Y-%m-%d %H:%M}", "place": place})
    notice = HearingNotice.objects.create(
        dispute=dispute, at=at, place=place, host=host, listeners=listeners, questions=questions, is_public=is_public, made_by=actor
    )
    issue("dispute_hearing_notice", notice, actor=actor)
    return notice


def _after_acceptance(dispute: Dispute, day: date, field: str) -> None:
    if dispute.accepted_on and day < dispute.accepted_on:
        raise DomainError(f"日期不能早于受理之日（{dispute.accepted_on:%Y-%m-%d}）。", field=field)


@transaction.atomic
def suspend(dispute: Dispute, *, actor: User, reason: str) -> Dispute:
    """中止."""
    require_text(reason, "请写明中止的原因。", field="reason")
    return fire(dispute, "suspend", actor=actor, values={"suspension": reason}, data={"reason": reason})


@transaction.atomic
def resume(dispute: Dispute, *, actor: User) -> Dispute:
    """恢复办理."""
    return fire(dispute, "resume", actor=actor, values={"suspension": ""})


@transaction.atomic
def settle(dispute: Dispute, *, actor: User, outcome: str, note: str) -> Dispute:
    """Settled without a written agreement: the authority changed its act, the party withdrew or accepts it."""
    require_text(note, "请写明化解的情况。", field="note")
    if outcome in {Outcome.UNSETTLED, Outcome.SETTLED}:
        raise DomainError("和解并履行的，请先签订协议；未化解的，请终止化解。", field="outcome")
    dispute = fire(
        dispute,
        "settle",
        actor=actor,
        values={"outcome": outcome, "outcome_note": note, "ended_on": clock.today()},
        data={"outcome": Outcome(outcome).label},
    )
    end_all(dispute)
    return dispute


@transaction.atomic
def fail(dispute: Dispute, *, actor: User, note: str) -> Dispute:
    """未化解. The limits of the party's remedies run on, and are still warned of."""
    require_text(note, "请写明未能化解的原因和后续去向。", field="note")
    return fire(dispute, "fail", actor=actor, values={"outcome": Outcome.UNSETTLED, "outcome_note": note, "ended_on": clock.today()})


@transaction.atomic
def reopen(dispute: Dispute, *, actor: User, note: str) -> Dispute:
    """Take it up again after a breach, or after it had failed."""
    require_text(note, "请写明恢复化解的理由。", field="note")
    return fire(dispute, "reopen", actor=actor, values={"outcome": "", "outcome_note": "", "ended_on": None})

"""A 检察建议 off its path: objection and re-check, change, withdrawal, what the office records for bodies outside, reopening."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from cases.enums import ObjectionResult
from cases.models import Advice, Objection, Recommendation, RectificationItem, Reply
from cases.services.texts import require_text
from cases.services.uploads import keep_files
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.services import issue
from pengjiang.workflow.services import claim, fire

CLOCKS = ("TM20", "TM21", "TM22", "TM29")
# What a text that takes another's place begins with.
KEPT = (
    "case_id", "kind", "title", "addressee_id", "addressee_name", "origin_text", "facts_text", "unlawful_text", "objection_days",
    "reply_months", "reply_days", "is_urgent", "policy_review_asked", "committee", "copies_to", "contact", "is_series",
)  # fmt: skip


@transaction.atomic
def raise_objection(
    recommendation: Recommendation, *, actor: User, reasons: str, number: str = "", files: Iterable[Any] = (), recorded: bool = False
) -> Objection:
    """Within the period the paper sets; the reply's clock stands still. ``recorded``: by the office, for a body outside the system."""
    require_text(reasons, "请写明对哪一部分有异议和理由。", field="reasons")
    recommendation = fire(recommendation, "record_objection" if recorded else "raise_objection", actor=actor, data={"reasons": reasons})
    _pause_items(recommendation, reason="异议复核")
    objection = Objection.objects.create(recommendation=recommendation, reasons=reasons, number=number, raised_by=actor, raised_on=clock.today())
    keep_files(files, actor=actor, target=objection)
    if not recorded:
        issue("objection_letter", objection, actor=actor, number=number or None)
    return objection


def record_objection(recommendation: Recommendation, *, actor: User, **values: Any) -> Objection:
    """代录异议."""
    return raise_objection(recommendation, actor=actor, recorded=True, **values)


def open_objection(recommendation: Recommendation) -> Objection:
    """The one being re-checked. Raises ``Conflict`` where there is none any more."""
    objection = recommendation.objections.filter(result="").first()
    if objection is None:
        raise Conflict("没有待复核的异议，请刷新后查看。")
    return objection


@transaction.atomic
def recheck_objection(recommendation: Recommendation, *, actor: User, opinion: str, proposal: str) -> Recommendation:
    """The procurator's re-check with a proposal, for the 检察长 to decide."""
    require_text(opinion, "请写明复核经过、查明的情况和意见。", field="opinion")
    recommendation = fire(
        recommendation, "recheck", actor=actor, data={"proposal": ObjectionResult(proposal).label, "opinion": opinion}
    )
    objection = open_objection(recommendation)
    objection.opinion, objection.proposal, objection.rechecked_by, objection.rechecked_on = opinion, proposal, actor, clock.today()
    objection.save()
    issue("objection_report", objection, actor=actor)
    return recommendation


@transaction.atomic
def return_recheck(recommendation: Recommendation, *, actor: User, note: str) -> Recommendation:
    """More must be looked at."""
    require_text(note, "请写明需要补充复核什么。", field="note")
    return fire(recommendation, "return_recheck", actor=actor, data={"note": note})


@transaction.atomic
def uphold_recommendation(recommendation: Recommendation, *, actor: User, note: str) -> Recommendation:
    """The objection is unfounded: explained to the unit; all clocks run on."""
    require_text(note, "请写明不成立的理由，答复被建议单位。", field="note")
    recommendation = fire(recommendation, "uphold", actor=actor, data={"note": note})
    for item in recommendation.items.unfinished():
        deadlines.resume(item, "TM46", on=clock.today(), actor=actor)
        running = Deadline.objects.running().filter(target=str(ObjectRef.of(item)), limit="TM46").first()
        if running is not None:
            item.due_on = running.due_on
            item.save(update_fields=["due_on"])
    objection = _decide_objection(recommendation, ObjectionResult.UPHELD, note, actor)
    issue("objection_answer", objection, actor=actor)
    return recommendation


@transaction.atomic
def amend_recommendation(recommendation: Recommendation, *, actor: User, note: str) -> Recommendation:
    """Found improper: it is to be changed; until the new one is served the old one's clocks stand still."""
    require_text(note, "请写明变更的理由和内容，告知被建议单位。", field="note")
    rechecked = recommendation.state == "rechecked"
    recommendation = fire(recommendation, "amend", actor=actor, values={"change_reason": note}, data={"note": note})
    _pause_items(recommendation, reason="检察建议变更中")
    if rechecked:
        _decide_objection(recommendation, ObjectionResult.AMENDED, note, actor)
    issue("change_notice", recommendation, actor=actor)
    return recommendation


@transaction.atomic
def redraft_recommendation(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """The changed text as a new draft: it goes through approval, seal and service as any other. Asked again, the same draft."""
    recommendation = fire(recommendation, "redraft", actor=actor)
    existing = Recommendation.objects.filter(replaces=recommendation).first()
    if existing is not None:
        return existing
    draft = Recommendation.objects.create(replaces=recommendation, drafted_by=actor, **{name: getattr(recommendation, name) for name in KEPT})
    Advice.objects.bulk_create(
        Advice(recommendation=draft, order=row.order, text=row.text, basis=row.basis, rectify_days=row.rectify_days)
        for row in recommendation.advices.all()
    )
    return draft


@transaction.atomic
def withdraw_recommendation(recommendation: Recommendation, *, actor: User, note: str) -> Recommendation:
    """Taken back with reasons; clocks and items go with it."""
    require_text(note, "请写明撤回的理由，告知被建议单位。", field="note")
    rechecked = recommendation.state == "rechecked"
    recommendation = fire(recommendation, "withdraw", actor=actor, values={"change_reason": note, "closed_on": clock.today()}, data={"note": note})
    end_clocks(recommendation, reason="检察建议已撤回", actor=actor)
    if rechecked:
        _decide_objection(recommendation, ObjectionResult.WITHDRAWN, note, actor)
    issue("withdrawal_notice", recommendation, actor=actor)
    return recommendation


def supersede(replacement: Recommendation) -> None:
    """Called when ``replacement`` has been served: what it replaces is at an end."""
    old = fire(replacement.replaces, "supersede", actor=None, values={"closed_on": clock.today()}, data={"number": replacement.number}, related=[replacement])
    end_clocks(old, reason=f"由{replacement.number}取代", actor=None)


def end_clocks(recommendation: Recommendation, *, reason: str, actor: User | None) -> None:
    """No clock runs on and no item waits any longer."""
    for code in CLOCKS:
        deadlines.withdraw(recommendation, code, reason=reason, actor=actor)
    drop_items(recommendation, reason=reason)


def drop_items(recommendation: Recommendation, *, reason: str) -> None:
    """Items that are left are followed no longer."""
    for item in recommendation.items.unfinished():
        fire(item, "drop", actor=None, data={"order": item.order, "note": reason})
        deadlines.withdraw(item, "TM46", reason=reason)


def _pause_items(recommendation: Recommendation, *, reason: str) -> None:
    for item in recommendation.items.unfinished():
        deadlines.pause(item, "TM46", on=clock.today(), reason=reason)


def _decide_objection(recommendation: Recommendation, result: str, note: str, actor: User) -> Objection:
    objection = open_objection(recommendation)
    objection.result, objection.note, objection.decided_by, objection.decided_on = result, note, actor, clock.today()
    objection.decided_as = actor.signature
    objection.save()
    return objection


@transaction.atomic
def record_reply(
    recommendation: Recommendation,
    *,
    actor: User,
    received_on: date,
    measures: str,
    results: str,
    number: str = "",
    remaining: str = "",
    contact: str = "",
    files: Iterable[Any] = (),
) -> Reply:
    """The written reply of a body outside the system, as it came in."""
    require_text(measures, "请录入来文所述的措施。", field="measures")
    require_text(results, "请录入来文所述的结果。", field="results")
    if received_on > clock.today():
        raise DomainError("收到日期不能晚于今天。", field="received_on")
    if recommendation.served_on and received_on < recommendation.served_on:
        raise DomainError(f"收到日期不能早于送达日期（{recommendation.served_on:%Y-%m-%d}）。", field="received_on")
    recommendation = fire(
        recommendation, "record_reply", actor=actor, values={"replied_on": received_on}, data={"number": number or "无文号"}, on=received_on
    )
    reply, _ = Reply.objects.update_or_create(
        recommendation=recommendation,
        defaults={
            "measures": measures,
            "results": results,
            "remaining": remaining,
            "contact": contact,
            "number": number,
            "replied_by": actor,
            "replied_on": received_on,
        },
    )
    keep_files(files, actor=actor, target=reply)
    return reply


@transaction.atomic
def record_done(item: RectificationItem, *, actor: User, measure: str, person: str) -> RectificationItem:
    """An item of a body outside the system, done by what it wrote or by what was seen."""
    require_text(measure, "请写明据何材料认定已完成。", field="measure")
    require_text(person, "请填写对方责任人。", field="person")
    return fire(
        item,
        "record",
        actor=actor,
        values={"measure": measure, "person": person, "ticked_on": clock.today(), "ticked_by": actor},
        data={"order": item.order, "measure": measure},
    )


@transaction.atomic
def reopen_recommendation(recommendation: Recommendation, *, actor: User, note: str) -> Recommendation:
    """回访 found the fault again, or the result not kept up."""
    require_text(note, "请写明重新跟踪的理由。", field="note")
    claim(recommendation, "reopen", actor=actor)
    return fire(recommendation, "reopen", actor=actor, values={"closed_on": None}, data={"note": note})

"""Closing report, follow-up, lessons, and the referral to supervision."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cases.models import Transfer
from cases.services.texts import require_text
from cases.services.transfers import receive_transfer
from disputes.enums import Outcome
from disputes.models import Closing, Dispute, FollowUp, SimilarMark
from disputes.permissions import DisputePermission as P
from disputes.queries.names import names_of
from disputes.services.checks import allow, not_later_than_today
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.masking import Masker
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.search.similar import comparable_title
from pengjiang.workflow.services import claim, fire, lock


@transaction.atomic
def close(
    dispute: Dispute, *, actor: User, course: str, result: str, follow_up: str, visit_on: date, recurring: bool, lessons: str = ""
) -> Dispute:
    """化解结案报告; the first follow-up is planned with it."""
    for field, text in (("course", course), ("result", result), ("follow_up", follow_up)):
        require_text(text, "请填写此项。", field=field)
    if recurring and not lessons.strip():
        raise DomainError("存在类案问题的，请写明问题与启示。", field="lessons")
    if visit_on <= clock.today():
        raise DomainError("回访日期须晚于今天。", field="visit_on")
    dispute = claim(dispute, "close", actor=actor)
    closing, _ = Closing.objects.update_or_create(
        dispute=dispute, defaults={"course": course, "result": result, "follow_up": follow_up, "recurring": recurring, "lessons": lessons}
    )
    FollowUp.objects.create(dispute=dispute, due_on=visit_on)
    dispute = fire(dispute, "close", actor=actor, data={"outcome": Outcome(dispute.outcome).label})
    issue("dispute_report", closing, actor=actor)
    return dispute


@transaction.atomic
def plan_visit(dispute: Dispute, *, actor: User, due_on: date) -> FollowUp:
    """Another follow-up."""
    if due_on < clock.today():
        raise DomainError("计划回访日期不能早于今天。", field="due_on")
    dispute = fire(dispute, "plan_visit", actor=actor, data={"on": f"{due_on:%Y-%m-%d}"})
    return FollowUp.objects.create(dispute=dispute, due_on=due_on)


@transaction.atomic
def do_visit(visit: FollowUp, *, actor: User, done_on: date, way: str, people: str, content: str) -> FollowUp:
    """A follow-up as it went."""
    allow(actor, P.HANDLE, visit.dispute)
    not_later_than_today(done_on, field="done_on")
    require_text(content, "请写明回访情况。", field="content")
    visit = lock(visit, actor)
    if visit.done_on is not None:
        raise DomainError("这次回访已登记。")
    visit.done_on, visit.way, visit.people, visit.content, visit.done_by = done_on, way, people, content, actor
    visit.save()
    emit("disputes.visit.done", actor=actor, target=visit.dispute, on=done_on)
    return visit


@transaction.atomic
def finish(dispute: Dispute, *, actor: User) -> Dispute:
    """办结 once it has been visited."""
    return fire(dispute, "finish", actor=actor, values={"closed_on": clock.today()})


@transaction.atomic
def mark_typical(dispute: Dispute, *, actor: User) -> Dispute:
    """Material for a typical case: the event carries a masked draft for the room that publishes them."""
    if dispute.typical_on:
        raise DomainError("已列为典型案例素材。")
    dispute = fire(dispute, "mark_typical", actor=actor, values={"typical_on": clock.today()})
    emit("disputes.typicalcase.drafted", actor=actor, target=dispute, data=typical_draft(dispute))
    return dispute


def typical_draft(dispute: Dispute) -> dict[str, str]:
    """【基本案情】【化解经过】【典型意义】 with every name masked (domain.md 11.3, 12.3); nothing of what was said in mediation."""
    closing = getattr(dispute, "closing", None)
    parts = {
        "title": f"{dispute.masked_party}与某镇（街）{dispute.cause or dispute.get_field_display()}行政争议实质性化解案",
        "facts": dispute.facts,
        "course": closing.course if closing else "",
        "meaning": closing.lessons if closing else "",
    }
    masker = Masker(names_of(dispute), list(parts.values()))
    return {name: masker.mask(text) for name, text in parts.items()}


@transaction.atomic
def refer(dispute: Dispute, *, actor: User, problem: str, reason: str) -> Transfer:
    """An unlawful act seen while settling: a 线索 of the procuratorate, once per dispute."""
    require_text(reason, "请写明发现的违法情形。", field="reason")
    dispute = claim(dispute, "refer", actor=actor)
    transfer = receive_transfer(
        source=dispute,
        channel="complaint",
        title=f"{dispute.title}中发现的线索"[:120],
        problem=problem,
        reason=reason,
        actor=actor,
        subject=dispute.town,
        dossiers=[dispute.dossier] if dispute.dossier_id else [],
        parties=dispute.party_name,
    )
    fire(dispute, "refer", actor=actor, related=[transfer])
    return transfer


@transaction.atomic
def mark_similar(dispute: Dispute, *, actor: User, target: str, helped: bool) -> SimilarMark:
    """Whether a similar case helped; the later word holds. Raises ``DomainError`` for what one may not see."""
    allow(actor, P.HANDLE, dispute)
    title = comparable_title(actor, target)
    if title is None:
        raise DomainError("未找到该类案，或者您无权查看。")
    mark, _ = SimilarMark.objects.update_or_create(
        dispute=dispute, target=target, defaults={"title": title, "helped": helped, "marked_by": actor}
    )
    emit("disputes.similar.marked", actor=actor, target=dispute, data={"title": title, "word": "有参考价值" if helped else "参考价值不大"})
    return mark

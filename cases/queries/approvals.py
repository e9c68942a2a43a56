"""Whose turn an approval is."""

from __future__ import annotations

from cases.enums import RecommendationKind
from cases.models import ApprovalStep, Recommendation, Remark
from pengjiang.documents.registry import Rung
from pengjiang.documents.services import approval_chain


def needed(rung: Rung, recommendation: Recommendation) -> bool:
    """第十七条: 社会治理类 goes by the policy unit, others where asked; 检委会 decides where the matter is put to it."""
    when = rung.get("when", "always")
    if when == "governance":
        return recommendation.kind == RecommendationKind.GOVERNANCE or recommendation.policy_review_asked
    if when == "committee":
        return recommendation.committee
    if when == "no_committee":
        return not recommendation.committee
    return True


def chain_of(recommendation: Recommendation) -> list[Rung]:
    """The rungs this text has to pass, as the handler's office has set them today."""
    office = recommendation.case.holder.organisation
    return [rung for rung in approval_chain("recommendation", organisation=office) if needed(rung, recommendation)]


def current_step(recommendation: Recommendation) -> ApprovalStep | None:
    """The first undecided rung of the open round."""
    return (
        ApprovalStep.objects.filter(round__recommendation=recommendation, round__closed_at=None, decision="")
        .select_related("round__version")
        .order_by("order")
        .first()
    )


def remarks_by_part(recommendation: Recommendation) -> dict[str, list[Remark]]:
    """What the last round of approval remarked, by the part of the text it stands beside."""
    last = recommendation.rounds.last()
    found: dict[str, list[Remark]] = {}
    for remark in Remark.objects.filter(step__round=last).select_related("step__decided_by"):
        found.setdefault(remark.part, []).append(remark)
    return found

"""Whose turn an approval is."""

from __future__ import annotations

from cases.enums import RecommendationKind
from cases.models import ApprovalStep, Recommendation
from pengjiang.accounts.enums import Role

# One rung of a chain as the document type's setting keeps it: role, label, and when the rung is needed.
Rung = dict[str, str]

DEFAULT_CHAIN: list[Rung] = [
    {"role": Role.DEPT_HEAD, "label": "部门负责人审核", "when": "always"},
    {"role": Role.POLICY_REVIEWER, "label": "法律政策研究部门审核", "when": "governance"},
    {"role": Role.DEPUTY_CHIEF, "label": "分管副检察长审核", "when": "always"},
    {"role": Role.COMMITTEE_SECRETARY, "label": "检委会讨论决定", "when": "committee"},
    {"role": Role.CHIEF, "label": "检察长批准", "when": "no_committee"},
]


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


def current_step(recommendation: Recommendation) -> ApprovalStep | None:
    """The first undecided rung of the open round."""
    return (
        ApprovalStep.objects.filter(round__recommendation=recommendation, round__closed_at=None, decision="")
        .select_related("round__version")
        .order_by("order")
        .first()
    )

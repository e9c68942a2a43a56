"""Referrals, supervision cases, recommendations and what follows them."""

from cases.models.deliveries import Delivery
from cases.models.investigations import Finding, InvestigationRecord
from cases.models.recommendations import (
    Advice,
    ApprovalRound,
    ApprovalStep,
    Recommendation,
    RecommendationVersion,
    Remark,
    Reply,
)
from cases.models.rectifications import ProofRound, RectificationItem
from cases.models.recusals import Recusal
from cases.models.supervision import SupervisionCase
from cases.models.transfers import Screening, Transfer

__all__ = [
    "Advice",
    "ApprovalRound",
    "ApprovalStep",
    "Delivery",
    "Finding",
    "InvestigationRecord",
    "ProofRound",
    "Recommendation",
    "RecommendationVersion",
    "RectificationItem",
    "Recusal",
    "Remark",
    "Reply",
    "Screening",
    "SupervisionCase",
    "Transfer",
]

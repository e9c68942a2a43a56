"""Referrals, supervision cases, recommendations and what follows them."""

from cases.models.archive import ArchivePackage, Borrowing, Destruction, Supplement, Volume
from cases.models.contacts import Contact
from cases.models.corrections import Correction
from cases.models.deliveries import Delivery
from cases.models.dispatches import Dispatch
from cases.models.extensions import Extension
from cases.models.handoffs import Handoff
from cases.models.handovers import Handover, HandoverRow
from cases.models.hearings import Hearing, HearingPerson
from cases.models.investigations import Finding, InvestigationRecord
from cases.models.listeners import Listener
from cases.models.objections import Objection
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
from cases.models.unpaid import CourtAnswer, UnpaidDecision

__all__ = [
    "Advice",
    "ApprovalRound",
    "ApprovalStep",
    "ArchivePackage",
    "Borrowing",
    "Contact",
    "Correction",
    "CourtAnswer",
    "Delivery",
    "Destruction",
    "Dispatch",
    "Extension",
    "Finding",
    "Handoff",
    "Handover",
    "HandoverRow",
    "Hearing",
    "HearingPerson",
    "InvestigationRecord",
    "Listener",
    "Objection",
    "ProofRound",
    "Recommendation",
    "RecommendationVersion",
    "RectificationItem",
    "Recusal",
    "Remark",
    "Reply",
    "Screening",
    "SupervisionCase",
    "Supplement",
    "Transfer",
    "UnpaidDecision",
    "Volume",
]

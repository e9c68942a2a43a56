"""Disputes, how they are settled and what is owed afterwards."""

from disputes.models.agreeing import Agreement, Leniency, Obligation
from disputes.models.disputes import Dispute
from disputes.models.mediating import Closing, FollowUp, HearingNotice, Measure, Meeting, Plan, SimilarMark
from disputes.models.supporting import LegalAid, Relief, SuitSupport

__all__ = [
    "Agreement",
    "Closing",
    "Dispute",
    "FollowUp",
    "HearingNotice",
    "LegalAid",
    "Leniency",
    "Measure",
    "Meeting",
    "Obligation",
    "Plan",
    "Relief",
    "SimilarMark",
    "SuitSupport",
]

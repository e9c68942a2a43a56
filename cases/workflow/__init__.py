"""The state tables of referrals, supervision cases, recommendations and what belongs to them."""

from cases.workflow.archive import BORROWING, DESTRUCTION, PACKAGE, VOLUME
from cases.workflow.dispatch import DISPATCH
from cases.workflow.extension import EXTENSION
from cases.workflow.handoff import HANDOFF
from cases.workflow.handover import HANDOVER
from cases.workflow.hearing import HEARING
from cases.workflow.recommendation import RECOMMENDATION
from cases.workflow.rectification import RECTIFICATION
from cases.workflow.supervision import SUPERVISION
from cases.workflow.transfer import TRANSFER

__all__ = [
    "BORROWING",
    "DESTRUCTION",
    "DISPATCH",
    "EXTENSION",
    "HANDOFF",
    "HANDOVER",
    "HEARING",
    "PACKAGE",
    "RECOMMENDATION",
    "RECTIFICATION",
    "SUPERVISION",
    "TRANSFER",
    "VOLUME",
]

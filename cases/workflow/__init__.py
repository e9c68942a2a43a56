"""The state tables of referrals, supervision cases, recommendations and rectification items."""

from cases.workflow.recommendation import RECOMMENDATION
from cases.workflow.rectification import RECTIFICATION
from cases.workflow.supervision import SUPERVISION
from cases.workflow.transfer import TRANSFER

__all__ = ["RECOMMENDATION", "RECTIFICATION", "SUPERVISION", "TRANSFER"]

"""The state tables of the station."""

from disputes.workflow.dispute import DISPUTE
from disputes.workflow.parts import AID, LENIENCY, OBLIGATION, RELIEF

__all__ = ["AID", "DISPUTE", "LENIENCY", "OBLIGATION", "RELIEF"]

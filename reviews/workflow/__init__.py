"""States of a round, of its files, marks, findings and of a town's part."""

from reviews.workflow.files import ASSIGNMENT, SAMPLED_FILE
from reviews.workflow.findings import FINDING
from reviews.workflow.rounds import ROUND
from reviews.workflow.towns import TOWN_PART

__all__ = ["ASSIGNMENT", "FINDING", "ROUND", "SAMPLED_FILE", "TOWN_PART"]

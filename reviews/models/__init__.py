"""Rounds, files, marks, towns' parts, findings."""

from reviews.models.files import SampledFile
from reviews.models.findings import Finding
from reviews.models.marks import Assignment, Mark, TalkLine
from reviews.models.rounds import Clarification, DeclaredConflict, Panelist, PlanStep, Round
from reviews.models.rubrics import RubricVersion
from reviews.models.towns import ObjectionItem, TownPart

__all__ = [
    "Assignment",
    "Clarification",
    "DeclaredConflict",
    "Finding",
    "Mark",
    "ObjectionItem",
    "Panelist",
    "PlanStep",
    "Round",
    "RubricVersion",
    "SampledFile",
    "TalkLine",
    "TownPart",
]

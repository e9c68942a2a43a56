"""The way in: a paper's kind and its suggested facts."""

from __future__ import annotations

from dataclasses import dataclass

from pengjiang.readings.reading.finding import Finder
from pengjiang.readings.reading.kinds import kind_of
from pengjiang.readings.reading.paper import Paper
from pengjiang.readings.reading.papers import READERS
from pengjiang.readings.reading.sheet import Sheet, Suggestion

# Raised whenever the same words would now give other facts.
EDITION = "2"


@dataclass(frozen=True)
class Reading:
    """``kind`` is empty where the title does not tell."""

    kind: str
    suggestions: tuple[Suggestion, ...]


def read(paper: Paper) -> Reading:
    """What the paper states. A paper of a kind that is not known states nothing."""
    finder = Finder(paper)
    kind = kind_of(finder)
    sheet = Sheet(finder)
    reader = READERS.get(kind)
    if reader:
        reader(sheet)
    return Reading(kind, sheet.suggestions)

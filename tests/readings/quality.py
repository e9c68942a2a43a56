"""How much of what the written papers state is found, and how much of what is found is right. ``python -m tests.readings.quality``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pengjiang.readings.reading.paper import Paper
from pengjiang.readings.reading.reader import read
from pengjiang.readings.sources import docx_segments, pdf_segments
from tests.readings.recognise import stored
from tests.readings.scanning import SCANNED
from tests.readings.written import Written, as_docx, as_pdf, papers


@dataclass
class Score:
    """Counts over papers; ``faults`` name each miss and each wrong suggestion."""

    name: str
    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    def add(self, paper: Written, suggested: dict[str, Any]) -> None:
        right = {at for at, value in suggested.items() if at in paper.facts and str(value) == str(paper.facts[at])}
        self.right += len(right)
        self.wrong += len(suggested) - len(right)
        self.missed += len(paper.facts) - len(right)
        self.faults += [f"{paper.name} wrong {at} {suggested[at]}" for at in suggested if at not in right]
        self.faults += [f"{paper.name} missed {at} {paper.facts[at]}" for at in paper.facts if at not in right]

    def __str__(self) -> str:
        return f"{self.name}: {self.right} right, {self.wrong} wrong, {self.missed} missed; recall {self.recall:.3f}, precision {self.precision:.3f}"


def suggested(paper: Paper) -> dict[str, Any]:
    return {one.pointer: one.value for one in read(paper).suggestions}


def texts(chosen: Iterable[Written]) -> Score:
    """Papers with text: PDF, every fourth as DOCX."""
    score = Score("text")
    for number, paper in enumerate(chosen):
        segments = docx_segments(as_docx(paper)) if number % 4 == 3 else [one for page in pdf_segments(as_pdf(paper)) for one in page]
        score.add(paper, suggested(Paper.of(segments)))
    return score


def scans(chosen: Iterable[Written]) -> Score:
    """Papers as bad scans, from what the engine made of them."""
    score, words = Score("scans"), stored()
    for paper in chosen:
        score.add(paper, suggested(Paper.of(words[paper.name], scanned=True)))
    return score


def written() -> list[Written]:
    return [paper for paper in papers() if paper.name not in SCANNED]


def scanned() -> list[Written]:
    return [paper for paper in papers() if paper.name in SCANNED]


if __name__ == "__main__":
    for score in (texts(written()), scans(scanned())):
        sys.stdout.write("\n".join([str(score), *score.faults, ""]))

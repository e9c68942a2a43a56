"""The matrix of files and reviewers, and how far everybody is: for who oversees the round only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from reviews.enums import Seat
from reviews.models import Assignment, Round, SampledFile
from reviews.scoring import Drift, drift, plain


@dataclass
class MatrixRow:
    """A file with its seats."""

    file: SampledFile
    cells: dict[str, Assignment] = field(default_factory=dict)

    @property
    def first(self) -> Assignment | None:
        return self.cells.get(Seat.FIRST)

    @property
    def second(self) -> Assignment | None:
        return self.cells.get(Seat.SECOND)

    @property
    def third(self) -> Assignment | None:
        return self.cells.get(Seat.THIRD)

    @property
    def gap(self) -> str:
        """How far the two are apart, once both are in."""
        if self.first and self.second and self.first.state == self.second.state == "submitted":
            return plain(abs(self.first.score - self.second.score))
        return ""


def matrix(row: Round) -> list[MatrixRow]:
    """Three queries for any number of files. ``must_go``: a conflict was declared once the file had been given out."""
    files = row.files.reviewed().select_related("town").order_by("order")
    rows = {file.pk: MatrixRow(file) for file in files}
    away = set(row.conflicts.values_list("person_id", "town_id"))
    for one in Assignment.objects.filter(file__round=row, file__in=rows).exclude(state="ended").select_related("reviewer", "body"):
        line = rows[one.file_id]
        one.must_go = one.state == "open" and (one.reviewer_id, line.file.town_id) in away
        line.cells[one.seat] = one
    return list(rows.values())


@dataclass
class Load:
    """One reviewer's files, and how their marks lie beside those of others."""

    person: Any
    body: Any
    total: int = 0
    done: int = 0
    drift: Drift | None = None


def loads(row: Round, rows: list[MatrixRow]) -> list[Load]:
    """In the order of the panel, never by any figure; one query."""
    found = {one.person_id: Load(one.person, one.body) for one in row.panel.select_related("person", "body")}
    gaps: dict[int, list] = defaultdict(list)
    for line in rows:
        marked = [one for one in line.cells.values() if one.state == "submitted"]
        for one in line.cells.values():
            if one.reviewer_id in found:
                found[one.reviewer_id].total += 1
                found[one.reviewer_id].done += one.state == "submitted"
        for one in marked:
            gaps[one.reviewer_id] += [other.first_score - one.first_score for other in marked if other is not one and other.seat != Seat.THIRD]
    for key, load in found.items():
        load.drift = drift(gaps[key])
    return list(found.values())

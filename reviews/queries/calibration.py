"""Agreement on the calibration files: item by item, vetoes, grades, scores."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from reviews.enums import Purpose
from reviews.models import Assignment, Mark, Round
from reviews.scoring import ZERO, Grade, icc, mean_pairwise, weighted_kappa

LEAST = 0.7
GRADES = [grade.value for grade in Grade]


@dataclass(frozen=True)
class ItemAgreement:
    """One item: share of pairs of reviewers that took off the same, over the files it stands in."""

    code: str
    title: str
    share: float
    pairs: int
    note: str = ""

    @property
    def percent(self) -> str:
        return f"{self.share:.0%}"

    @property
    def is_low(self) -> bool:
        return self.share < LEAST


@dataclass(frozen=True)
class Agreement:
    """All of it; ``people`` and ``files`` are the denominators."""

    people: int
    files: int
    items: list[ItemAgreement]
    grade_share: float | None
    grade_kappa: float | None
    grade_weighted: float | None
    veto_share: float | None
    veto_kappa: float | None
    icc: float | None


def agreement(row: Round) -> Agreement | None:
    """Of those who have submitted all files; None while fewer than two have. Three queries."""
    given = Assignment.objects.filter(file__round=row, file__purpose=Purpose.CALIBRATION, state="submitted").select_related("file__rubric")
    by_person: dict[int, dict[int, Assignment]] = defaultdict(dict)
    for one in given:
        by_person[one.reviewer_id][one.file_id] = one
    files = sorted({one.file_id for one in given})
    whole = [rows for rows in by_person.values() if len(rows) == len(files)]
    if len(whole) < 2:
        return None
    lost: dict[tuple[int, str], Decimal] = {}
    for key, code, points, absent, is_veto in Mark.objects.filter(assignment__in=given).values_list("assignment", "code", "lost", "absent", "is_veto"):
        lost[(key, code)] = Decimal(-1) if absent or is_veto else points
    notes = {one.code: one.text for one in row.clarifications.order_by("version")}
    shares: dict[str, list[float]] = defaultdict(list)
    titles: dict[str, str] = {}
    pairs = len(whole) * (len(whole) - 1) // 2
    for file in files:
        rubric = whole[0][file].file.rubric.rubric
        for item in (*rubric.items, *rubric.vetoes):
            marks = [[lost.get((rows[file].pk, item.code), ZERO)] for rows in whole]
            shares[item.code].append(mean_pairwise(marks)[0] or 0.0)
            titles[item.code] = item.title
    items = [ItemAgreement(code, titles[code], sum(some) / len(some), pairs * len(some), notes.get(code, "")) for code, some in shares.items()]
    grades = [[rows[file].grade for file in files] for rows in whole]
    vetoes = [[rows[file].vetoed for file in files] for rows in whole]
    share, kappa = mean_pairwise(grades)
    veto_share, veto_kappa = mean_pairwise(vetoes)
    weighted = [
        weighted_kappa([GRADES.index(grade) for grade in one], [GRADES.index(grade) for grade in other], levels=len(GRADES))
        for place, one in enumerate(grades)
        for other in grades[place + 1 :]
    ]
    known = [value for value in weighted if value is not None]
    table = [[float(rows[file].score) for rows in whole] for file in files]
    items.sort(key=lambda one: (one.share, one.code))
    return Agreement(
        len(whole), len(files), items, share, kappa, sum(known) / len(known) if known else None, veto_share, veto_kappa, icc(table)
    )

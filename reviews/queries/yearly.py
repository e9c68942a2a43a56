"""年度考评: the yearly figure of each town, by a formula that is printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reviews.models import Finding, SampledFile
from reviews.scoring import Grade

FORMULA = "考评得分＝全年抽取案卷平均分（必评不计）－不合格案卷每件1分－逾期报送案卷每件0.5分－通报后未销号问题每项0.1分，最低为0分。"


@dataclass(frozen=True)
class YearLine:
    """One town's year."""

    town: str
    files: int
    mean: Decimal
    failed: int
    late: int
    problems: int
    ticked: int
    result: Decimal


def yearly_rows(year: int) -> list[YearLine]:
    """All towns with files that were published in the year, in the district's order; two queries."""
    files = SampledFile.objects.counted().filter(round__year=year, round__state__in=["published", "closed"])
    rows = list(files.order_by("town__order").values_list("town_id", "town__short_name", "score", "grade", "late"))
    states = Counter(Finding.objects.filter(file__in=files).standing().values_list("town_id", "state"))
    found = []
    for town, name in dict.fromkeys((row[0], row[1]) for row in rows):
        mine = [row for row in rows if row[0] == town]
        mean = sum((row[2] for row in mine), Decimal(0)) / len(mine)
        failed, late = sum(row[3] == Grade.FAILED for row in mine), sum(row[4] for row in mine)
        problems = sum(count for (key, _), count in states.items() if key == town)
        ticked = states[(town, "ticked")]
        result = max(mean - failed - Decimal("0.5") * late - Decimal("0.1") * (problems - ticked), Decimal(0))
        found.append(YearLine(name, len(mine), _two(mean), failed, late, problems, ticked, _two(result)))
    return found


def _two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)

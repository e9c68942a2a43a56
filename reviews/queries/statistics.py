"""Figures of rounds, from two queries whatever their size; forced files are in no average, denominators stand beside every figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from pengjiang.dossiers.enums import Field, FileType
from reviews.enums import Purpose
from reviews.models import Finding, Round, SampledFile
from reviews.scoring import Grade

FIELDS, TYPES = dict(Field.choices), dict(FileType.choices)
BANDS = ((90, 101, "90分以上"), (80, 90, "80至89.5分"), (70, 80, "70至79.5分"), (60, 70, "60至69.5分"), (0, 60, "60分以下"))


class Row(NamedTuple):
    """A graded file."""

    pk: int
    town: str
    order: int
    file_type: str
    field: str
    score: Decimal
    grade: str
    vetoed: bool
    purpose: str
    late: bool
    year: int
    quarter: int

    @property
    def quarter_label(self) -> str:
        return f"{self.year}年第{'一二三四'[self.quarter - 1]}季度"


class Lost(NamedTuple):
    """A finding."""

    file: int
    group: str
    code: str
    title: str
    lost: Decimal
    is_veto: bool


@dataclass
class Line:
    """One line of a table: how many files, their mean, how many of each grade, problems."""

    label: str
    count: int = 0
    total: Decimal = Decimal(0)
    grades: Counter = field(default_factory=Counter)
    vetoed: int = 0
    late: int = 0
    problems: int = 0

    @property
    def mean(self) -> Decimal | None:
        """To two places; None without files."""
        return (self.total / self.count).quantize(Decimal("0.01"), ROUND_HALF_UP) if self.count else None

    @property
    def excellent(self) -> int:
        return self.grades[Grade.EXCELLENT]

    @property
    def good(self) -> int:
        return self.grades[Grade.GOOD]

    @property
    def fair(self) -> int:
        return self.grades[Grade.FAIR]

    @property
    def failed(self) -> int:
        return self.grades[Grade.FAILED]


@dataclass(frozen=True)
class Heat:
    """Towns by categories: problems per file, with the number of problems and files."""

    groups: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[tuple[int, Decimal], ...]], ...]
    most: Decimal


class Statistics:
    """All tables of a choice of rounds."""

    def __init__(self, rounds: Iterable[Round], *, town: Any = None) -> None:
        files = SampledFile.objects.filter(round__in=list(rounds), state="final")
        findings = Finding.objects.filter(file__in=files).standing()
        if town is not None:
            files, findings = files.filter(town__in=town.lineage), findings.filter(town__in=town.lineage)
        columns = (
            "pk", "town__short_name", "town__order", "file_type", "field", "score", "grade", "vetoed", "purpose", "late", "round__year", "round__quarter",
        )  # fmt: skip
        self.all = [Row(*values) for values in files.order_by("town__order", "order").values_list(*columns)]
        self.rows = [row for row in self.all if row.purpose == Purpose.SAMPLE]
        counted = {row.pk for row in self.rows}
        found = findings.values_list("file_id", "group", "code", "title", "lost", "is_veto")
        self.lost = [Lost(*values) for values in found if values[0] in counted]

    @property
    def overall(self) -> Line:
        return (self._lines(lambda _: "合计") or [Line("合计")])[0]

    @property
    def forced(self) -> int:
        """Files outside of averages."""
        return len(self.all) - len(self.rows)

    def by_town(self) -> list[Line]:
        return self._lines(lambda row: row.town)

    def by_kind(self) -> list[Line]:
        return self._lines(lambda row: TYPES.get(row.file_type, row.file_type))

    def by_field(self) -> list[Line]:
        return self._lines(lambda row: FIELDS.get(row.field, "未填"))

    def by_quarter(self) -> list[Line]:
        self.rows.sort(key=lambda row: (row.year, row.quarter))
        return self._lines(lambda row: row.quarter_label)

    def _lines(self, key: Callable[[Row], str]) -> list[Line]:
        found: dict[str, Line] = {}
        problems = Counter(one.file for one in self.lost)
        for row in self.rows:
            line = found.setdefault(key(row), Line(key(row)))
            line.count += 1
            line.total += row.score
            line.grades[row.grade] += 1
            line.vetoed += row.vetoed
            line.late += row.late
            line.problems += problems[row.pk]
        return list(found.values())

    def distribution(self) -> list[tuple[str, int]]:
        """Files by band of score."""
        return [(label, sum(low <= row.score < high for row in self.rows)) for low, high, label in BANDS]

    def by_group(self) -> list[tuple[str, int, Decimal]]:
        """(category, problems, points lost), the most frequent first."""
        counts: Counter = Counter()
        points: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.lost:
            counts[one.group] += 1
            points[one.group] += one.lost
        return [(group, count, points[group]) for group, count in counts.most_common()]

    def by_item(self, most: int = 20) -> list[tuple[str, str, int, Decimal]]:
        """(code, title, problems, points lost), the most frequent first."""
        counts: Counter = Counter((one.code, one.title) for one in self.lost)
        points: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.lost:
            points[one.code] += one.lost
        return [(code, title, count, points[code]) for (code, title), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]]

    def heat(self) -> Heat:
        """Problems per file by town and category."""
        towns = {row.pk: row.town for row in self.rows}
        groups = tuple(group for group, _, _ in self.by_group())
        cells = Counter((towns[one.file], one.group) for one in self.lost)
        lines = []
        for line in self.by_town():
            pairs = tuple((cells[line.label, group], (Decimal(cells[line.label, group]) / line.count).quantize(Decimal("0.01"))) for group in groups)
            lines.append((line.label, line.count, pairs))
        most = max((value for _, _, pairs in lines for _, value in pairs), default=Decimal(0))
        return Heat(groups, tuple(lines), most)


def finished_rounds(user: Any, keys: Sequence[int] = ()) -> list[Round]:
    """Rounds with final grades, of the chosen or of all."""
    rows = Round.objects.visible_to(user).filter(state__in=("published", "closed") if user.is_town else ("graded", "published", "closed"))
    return list((rows.filter(pk__in=keys) if keys else rows).defer("frame").order_by("year", "quarter", "pk"))


def own_town(user: Any) -> Any:
    """A town reads its own figures only; both bodies read all."""
    return user.organisation if user.is_town else None

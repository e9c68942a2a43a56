"""What marks are worth: half points, grades, differences between reviewers, agreement. Pure (domain.md 6.2, 6.9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import combinations

ZERO, HALF, FULL = Decimal(0), Decimal("0.5"), Decimal(100)
# An item of this weight or more that got nothing keeps a file from 优秀.
HEAVY = Decimal(5)
CLOSE, FAR = Decimal(5), Decimal(10)


class Grade(StrEnum):
    """等次."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"excellent": "优秀", "good": "良好", "fair": "合格", "failed": "不合格"}[self.value]


class AbsentRule(StrEnum):
    """What a 不适用 item counts: one rule for a whole round, printed."""

    FULL = "full"
    RESCALE = "rescale"

    @property
    def label(self) -> str:
        return {"full": "不适用的项目给满分", "rescale": "按适用项目满分折算为一百分"}[self.value]


@dataclass(frozen=True)
class Thresholds:
    """Where the grades begin; a round prints its own."""

    excellent: Decimal = Decimal(90)
    good: Decimal = Decimal(80)
    fair: Decimal = Decimal(60)


@dataclass(frozen=True)
class Mark:
    """One reviewer's marks: points taken off by item, items that do not apply, vetoes."""

    lost: Mapping[str, Decimal] = field(default_factory=dict)
    absent: Collection[str] = frozenset()
    vetoes: Collection[str] = frozenset()


@dataclass(frozen=True)
class Scored:
    """What a mark comes to. ``heavy_zero``: an item of weight 5 or more got nothing."""

    score: Decimal
    vetoed: bool = False
    heavy_zero: bool = False

    def grade(self, thresholds: Thresholds = Thresholds()) -> Grade:
        """The grade; the score stands as computed even where a veto forces it."""
        return grade_of(self.score, vetoed=self.vetoed, heavy_zero=self.heavy_zero, thresholds=thresholds)


def half(value: Decimal) -> Decimal:
    """Rounded to 0.5, half up: 88.25 → 88.5."""
    return (value * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2


def is_half(value: Decimal) -> bool:
    """A whole number of half points."""
    return value.is_finite() and (value * 2) % 1 == 0


def bounded(lost: Decimal, maximum: Decimal) -> Decimal:
    """Points come off inside an item until nothing is left of it."""
    return min(max(lost, ZERO), maximum)


def score(maxima: Mapping[str, Decimal], mark: Mark, rule: AbsentRule = AbsentRule.FULL) -> Scored:
    """The score of one reviewer. ``maxima`` are all items of the rubric."""
    taken = {code: ZERO if code in mark.absent else bounded(mark.lost.get(code, ZERO), maximum) for code, maximum in maxima.items()}
    heavy = any(maximum >= HEAVY and taken[code] == maximum for code, maximum in maxima.items())
    applicable = sum((maximum for code, maximum in maxima.items() if code not in mark.absent), ZERO)
    whole = sum(maxima.values(), ZERO)
    earned = whole - sum(taken.values(), ZERO)
    if rule is AbsentRule.RESCALE:
        earned = (applicable - sum(taken.values(), ZERO)) / applicable * whole if applicable else whole
    return Scored(half(earned), bool(mark.vetoes), heavy)


def grade_of(points: Decimal, *, vetoed: bool, heavy_zero: bool = False, thresholds: Thresholds = Thresholds()) -> Grade:
    """6.2; a score of 优秀 with a heavy item lost is 良好."""
    if vetoed or points < thresholds.fair:
        return Grade.FAILED
    if points < thresholds.good:
        return Grade.FAIR
    return Grade.GOOD if points < thresholds.excellent or heavy_zero else Grade.EXCELLENT


# -- differences (6.9)


class Step(StrEnum):
    """Who has the word on a file that was marked."""

    VETO = "veto"  # the leader rules on a veto not all have marked
    TALK = "talk"  # the two talk, one change each
    THIRD = "third"  # a third rater
    LEADER = "leader"  # the leader sets a score between the two
    DONE = "done"


@dataclass(frozen=True)
class Verdict:
    """What comes next, and once it is done the score and grade."""

    step: Step
    score: Decimal | None = None
    grade: Grade | None = None
    vetoed: bool = False
    why: str = ""
    used: tuple[int, ...] = ()


def settle(
    marks: Sequence[Scored],
    *,
    ruling: bool | None = None,
    talked: bool = False,
    leader_score: Decimal | None = None,
    thresholds: Thresholds = Thresholds(),
) -> Verdict:
    """The answer of 6.9 to two or three marks, in its order, so that there is one answer for any marks.

    ``ruling``: what the leader said of a veto that not all have marked. ``talked``: both have had their word and their one change.
    """
    flags = {mark.vetoed for mark in marks}
    if len(flags) > 1 and ruling is None:
        return Verdict(Step.VETO, why="一票否决项仅部分评查员标记，由组长认定")
    vetoed = flags == {True} or (len(flags) > 1 and bool(ruling))
    ruled = [Scored(mark.score, vetoed, mark.heavy_zero) for mark in marks]
    if len(ruled) > 2:
        used = closest(tuple(mark.score for mark in ruled))
        return _done(ruled, used, vetoed, thresholds, "取最接近的两个分数的平均分" if len(used) == 2 else "三个分数间距相等，取三者平均分")
    gap = abs(ruled[0].score - ruled[1].score)
    same = ruled[0].grade(thresholds) == ruled[1].grade(thresholds)
    if gap > FAR:
        return Verdict(Step.THIRD, vetoed=vetoed, why=f"两人相差{plain(gap)}分，超过10分，由第三人评查")
    if gap <= CLOSE and same:
        return _done(ruled, (0, 1), vetoed, thresholds, f"两人相差{plain(gap)}分且等次相同，取平均分")
    if not talked:
        return Verdict(Step.TALK, vetoed=vetoed, why=f"两人相差{plain(gap)}分" + ("" if same else "，等次不同") + "，由两人合议")
    if leader_score is None:
        return Verdict(Step.LEADER, vetoed=vetoed, why="合议后仍不一致，由组长在两人分数之间确定")
    low, high = sorted(mark.score for mark in ruled)
    if not low <= leader_score <= high or not is_half(leader_score):
        raise ValueError(f"组长确定的分数应在{plain(low)}分至{plain(high)}分之间，以0.5分为单位。")
    heavy = any(mark.heavy_zero for mark in ruled)
    grade = grade_of(leader_score, vetoed=vetoed, heavy_zero=heavy, thresholds=thresholds)
    return Verdict(Step.DONE, leader_score, grade, vetoed, "组长在两人分数之间确定", (0, 1))


def closest(scores: Sequence[Decimal]) -> tuple[int, ...]:
    """The two of three that lie nearest to each other; all three where the distances are equal."""
    low, middle, high = sorted(range(3), key=lambda place: (scores[place], place))
    below, above = scores[middle] - scores[low], scores[high] - scores[middle]
    if below == above:
        return (0, 1, 2)
    return tuple(sorted((low, middle) if below < above else (middle, high)))


def _done(marks: Sequence[Scored], used: tuple[int, ...], vetoed: bool, thresholds: Thresholds, why: str) -> Verdict:
    mean = half(sum((marks[place].score for place in used), ZERO) / len(used))
    heavy = any(marks[place].heavy_zero for place in used)
    return Verdict(Step.DONE, mean, grade_of(mean, vetoed=vetoed, heavy_zero=heavy, thresholds=thresholds), vetoed, why, used)


def plain(value: Decimal) -> str:
    """88, 88.5: no trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


# -- agreement (calibration)


def percent_agreement(first: Sequence[object], second: Sequence[object]) -> float | None:
    """Share of cases on which both say the same; None without cases."""
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first) if first else None


def weighted_kappa(first: Sequence[int], second: Sequence[int], *, levels: int, power: int = 2) -> float | None:
    """Cohen's κ with |i−j|^power weights over ``levels`` ordered categories; ``power`` 0 counts every difference alike.

    None where chance alone would agree wholly (one category for all): κ is not defined then.
    """
    count = len(first)
    if not count:
        return None
    rows = [first.count(level) for level in range(levels)]
    columns = [second.count(level) for level in range(levels)]

    def weight(i: int, j: int) -> float:
        return float(i != j) if power == 0 else float(abs(i - j) ** power)

    seen = sum(weight(a, b) for a, b in zip(first, second, strict=True)) / count
    chance = sum(weight(i, j) * rows[i] * columns[j] for i in range(levels) for j in range(levels)) / count**2
    return None if chance == 0 else 1 - seen / chance


def cohen_kappa(first: Sequence[object], second: Sequence[object]) -> float | None:
    """Unweighted κ over whatever categories occur."""
    names = sorted({*first, *second}, key=str)
    place = {name: index for index, name in enumerate(names)}
    return weighted_kappa([place[a] for a in first], [place[b] for b in second], levels=len(names), power=0)


def icc(table: Sequence[Sequence[float]]) -> float | None:
    """ICC(2,1): two-way random effects, absolute agreement, one rater. Rows are files, columns reviewers; None where it is not defined."""
    files, raters = len(table), len(table[0]) if table else 0
    if files < 2 or raters < 2:
        return None
    grand = sum(map(sum, table)) / (files * raters)
    by_file = [sum(row) / raters for row in table]
    by_rater = [sum(column) / files for column in zip(*table, strict=True)]
    rows = raters * sum((mean - grand) ** 2 for mean in by_file)
    columns = files * sum((mean - grand) ** 2 for mean in by_rater)
    error = sum((value - grand) ** 2 for row in table for value in row) - rows - columns
    ms_rows, ms_columns, ms_error = rows / (files - 1), columns / (raters - 1), error / ((files - 1) * (raters - 1))
    below = ms_rows + (raters - 1) * ms_error + raters * (ms_columns - ms_error) / files
    return None if abs(below) < 1e-12 else (ms_rows - ms_error) / below


def mean_pairwise(columns: Sequence[Sequence[object]]) -> tuple[float | None, float | None]:
    """(percent agreement, Cohen's κ) as means over all pairs of reviewers; κ over the pairs for which it is defined."""
    pairs = list(combinations(columns, 2))
    return _mean(percent_agreement(a, b) for a, b in pairs), _mean(cohen_kappa(a, b) for a, b in pairs)


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


# -- drift


# How many files weigh as much as the assumption that nobody deviates, and below how many nothing is shown.
PRIOR, LEAST = 8, 5


@dataclass(frozen=True)
class Drift:
    """How much stricter (below zero: milder) somebody marks than those beside them; for the leader only, never a ranking."""

    count: int
    raw: float
    shrunken: float

    @property
    def is_shown(self) -> bool:
        return self.count >= LEAST


def drift(differences: Sequence[Decimal]) -> Drift:
    """From the differences (points the others gave − points given) on shared files: the mean, pulled towards zero by n / (n + 8)."""
    count = len(differences)
    raw = float(sum(differences, ZERO) / count) if count else 0.0
    return Drift(count, raw, raw * count / (count + PRIOR))

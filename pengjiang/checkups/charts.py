"""Bars of a pattern as a drawing for the template: plain SVG, drawn by the server, its table beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, ROW, NAME, VALUE = 1080, 32, 340, 110
MOST_BARS = 18
MOST_NAME = 27


@dataclass(frozen=True)
class Bar:
    """A bar with its place; ``note`` is the number of cases beside the statistic."""

    name: str
    full: str
    value: str
    y: int
    length: int
    other: int
    note: str

    @property
    def middle(self) -> int:
        return self.y + 16

    @property
    def end(self) -> int:
        return NAME + self.length + self.other + 8

    @property
    def other_from(self) -> int:
        return NAME + self.length


@dataclass(frozen=True)
class Chart:
    """``legend`` where a bar has two parts."""

    title: str
    bars: Sequence[Bar]
    left_out: int = 0
    legend: tuple[str, str] | None = None

    @property
    def height(self) -> int:
        return max(len(self.bars), 1) * ROW + 8

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def axis(self) -> int:
        return NAME


def chart_of(code: str, measure: str, rows: Sequence[dict[str, Any]]) -> Chart:
    """Bars by town and what the pattern groups by; statistics without enough cases are not drawn."""
    if measure == "mean":
        return _drawn("平均罚款（元）", [(_name(row), row["mean"], 0, f"{row['count']}件") for row in rows if "mean" in row])
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0, 0])
    for row in rows:
        total = sums[_name(row)]
        total[0] += row.get("total", 0)
        total[1] += row["count"]
        total[2] += row.get("other", 0)
    if measure == "total":
        return _drawn("罚款合计（元）", [(name, total, 0, f"{count}件") for name, (total, count, _) in sums.items()])
    if code == "LM09":
        bars = [(name, count - other, other, "") for name, (_, count, other) in sums.items()]
        return _drawn("件数", bars, legend=("处罚", "不予处罚"))
    return _drawn("件数", [(name, count, 0, "") for name, (_, count, _) in sums.items()])


def _name(row: dict[str, Any]) -> str:
    return "　".join(part for part in (row["town"], row["period"], row["group"]) if part)


def _drawn(title: str, bars: list[tuple[str, float, float, str]], *, legend: tuple[str, str] | None = None) -> Chart:
    shown = bars[:MOST_BARS] if len(bars) <= MOST_BARS else sorted(bars, key=lambda bar: -(bar[1] + bar[2]))[:MOST_BARS]
    most = max((value + other for _, value, other, _ in shown), default=0) or 1
    room = WIDTH - NAME - VALUE - 60
    drawn = [
        Bar(
            name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1]}…",
            name,
            f"{value + other:,.0f}",
            place * ROW + 4,
            round(room * value / most),
            round(room * other / most),
            note,
        )
        for place, (name, value, other, note) in enumerate(shown)
    ]
    return Chart(title, drawn, len(bars) - len(shown), legend)

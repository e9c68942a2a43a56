"""Charts as accessible SVG: plain values for the templates, no script, no library. Each stands beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, LABEL, BAR, GAP = 520, 96, 20, 8
# Most reviewed files have marks between these, so the trend begins there instead of at nothing.
LOW, HIGH, TALL = 50, 100, 140


@dataclass(frozen=True)
class Bar:
    """A horizontal bar with its name and value."""

    name: str
    text: str
    y: int
    width: float

    @property
    def middle(self) -> int:
        return self.y + BAR // 2 + 4

    @property
    def end(self) -> float:
        return LABEL + 10 + self.width + 6


@dataclass(frozen=True)
class Bars:
    """A chart of bars."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return max(len(self.bars), 1) * (BAR + GAP)


def bars(title: str, rows: Sequence[tuple[str, Decimal | int | None]], *, unit: str = "", most: Decimal | int | None = None) -> Bars:
    """``most`` is where the scale ends; the title reads the values out."""
    top = Decimal(most or max((value or 0 for _, value in rows), default=0) or 1)
    room = WIDTH - LABEL - 70
    drawn = tuple(
        Bar(name, f"{value}{unit}" if value is not None else "无", place * (BAR + GAP), round(float(Decimal(value or 0) / top) * room, 1))
        for place, (name, value) in enumerate(rows)
    )
    return Bars(f"{title}：{'，'.join(f'{bar.name}{bar.text}' for bar in drawn)}", drawn)


@dataclass(frozen=True)
class Point:
    """A point of a trend."""

    name: str
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Trend:
    """A line over quarters."""

    title: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def grid(self) -> list[tuple[int, float]]:
        return [(value, _y(Decimal(value))) for value in (60, 70, 80, 90, 100)]


def _y(value: Decimal) -> float:
    return round(TALL - float((min(max(value, Decimal(LOW)), Decimal(HIGH)) - LOW) / (HIGH - LOW)) * (TALL - 10), 1)


def trend(title: str, rows: Sequence[tuple[str, Decimal]]) -> Trend:
    """Mean scores by quarter."""
    step = (WIDTH - 90) / max(len(rows) - 1, 1)
    points = tuple(Point(name, str(value), round(45 + place * step, 1), _y(value)) for place, (name, value) in enumerate(rows))
    return Trend(f"{title}：{'，'.join(f'{point.name}{point.text}分' for point in points)}", points)


def shade(value: Decimal, most: Decimal) -> int:
    """0 to 5: how dark a cell of the heat map is."""
    return 0 if not value or not most else min(5, int(value / most * 5) + (value < most))

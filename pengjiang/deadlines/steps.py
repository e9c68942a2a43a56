"""What a count is made of: pauses, sentences with their articles, and the result. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from pengjiang.deadlines.limits import read_data
from pengjiang.law.citations import Citation, Effective
from pengjiang.law.rows import Mark


class CannotCount(ValueError):
    """What was asked cannot be counted; the message says in Chinese what to give instead."""


@dataclass(frozen=True)
class Pause:
    """Days that do not count, both included."""

    first: date
    last: date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CannotCount(f"扣除期间的截止日{self.last}早于开始日{self.first}。")


@dataclass(frozen=True)
class Step:
    """One sentence of the count, without its full stop, and where the rule behind it stands."""

    text: str
    citations: tuple[Citation, ...] = ()
    mark: Mark = Mark.VERIFIED

    @property
    def citation(self) -> Citation | None:
        """The first place cited."""
        return self.citations[0] if self.citations else None

    def __str__(self) -> str:
        return f"{self.text}（依据：{_join(self.citations)}）。" if self.citations else f"{self.text}。"

    def as_dict(self) -> dict:
        """As the command prints it and a deadline keeps it."""
        return {"text": str(self), "citation": _join(self.citations), "mark": self.mark.value}


@dataclass(frozen=True)
class Due:
    """The end of a time limit and how it was found."""

    code: str
    start: date | datetime
    day: date
    strict: date
    steps: tuple[Step, ...]
    provisional: bool = False
    earliest: date | None = None
    at: datetime | None = None
    in_force: bool = True

    @property
    def due(self) -> date | datetime:
        """The time for limits in hours, else the day."""
        return self.at or self.day

    @property
    def is_rolled(self) -> bool:
        """True where the end fell on a rest day and was moved."""
        return self.strict != self.day


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[tuple[Effective, Step]]]:
    return {
        name: [
            (
                Effective(row.get("since"), row.get("until")),
                Step(row["text"], tuple(map(Citation.parse, row["citations"])), Mark(row["mark"])),
            )
            for row in table
        ]
        for name, table in read_data("counting").items()
    }


def counting_rule(name: str, day: date | None) -> Step:
    """The rule of counting in the text that held on ``day``."""
    return next(step for effective, step in _rules()[name] if day is None or day in effective)


def restate(name: str, day: date, text: str) -> Step:
    """A rule of counting applied to the days at hand."""
    return replace(counting_rule(name, day), text=text)


def _join(citations: Sequence[Citation]) -> str:
    return "、".join(map(str, citations))

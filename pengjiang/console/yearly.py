"""年度切换: what must be in order before a year begins. The apps declare their lines in ``year_lines.py``.

@line("评查方案", order=40)
def plans(year): return [Line("…", State.OPEN, "…", why="…", href=…, action="…", permission=…)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pengjiang.access import permissions_of
from pengjiang.access.decide import roles_with
from pengjiang.access.declare import Permission
from pengjiang.accounts.enums import Role
from pengjiang.common import clock
from pengjiang.common.registry import Registry


class State(StrEnum):
    """How a line stands."""

    OPEN = "open", "待办", "warn"
    NOTE = "note", "请核对", "active"
    READY = "ready", "已就绪", "good"

    label: str
    kind: str

    def __new__(cls, value: str, label: str, kind: str) -> State:
        member = str.__new__(cls, value)
        member._value_, member.label, member.kind = value, label, kind
        return member


@dataclass(frozen=True)
class Line:
    """One thing: how it stands, what is there, why it matters, and the place where it is done with the permission for it."""

    title: str
    state: State
    told: str
    why: str
    href: str = ""
    action: str = "办理"
    permission: Permission | None = None

    @property
    def doers(self) -> str:
        """Who does it, for those who do not."""
        return "、".join(Role(role).label for role in roles_with(self.permission)[:3]) if self.permission else ""


@dataclass(frozen=True)
class Group:
    """Lines of one matter; ``may`` beside each: whether the reader does it."""

    title: str
    lines: list[tuple[Line, bool]]


@dataclass(frozen=True)
class Checker:
    """Makes the lines of a group for a year."""

    title: str
    order: int
    lines: Callable[[int], Iterable[Line]]


CHECKERS: Registry[Checker] = Registry("lines of the year-change checklist")


def line(title: str, *, order: int) -> Callable[[Callable[[int], Iterable[Line]]], Callable[[int], Iterable[Line]]]:
    """Register ``fn(year) -> lines`` under a title."""

    def wrap(function: Callable[[int], Iterable[Line]]) -> Callable[[int], Iterable[Line]]:
        CHECKERS.register(title, Checker(title, order, function))
        return function

    return wrap


def coming_year() -> int:
    """From October on the next one, which is then being prepared."""
    today = clock.today()
    return today.year + 1 if today.month >= 10 else today.year


def window(year: int) -> tuple[date, date]:
    """From today, or the December before, to the last day of March: what ends in it must be looked at."""
    return max(date(year - 1, 12, 1), clock.today()), date(year, 3, 31)


def checklist(user: Any, year: int) -> list[Group]:
    """All groups that have lines, in order."""
    allowed = permissions_of(user)
    groups = []
    for checker in sorted(CHECKERS, key=lambda one: one.order):
        lines = [(row, row.permission is None or row.permission in allowed) for row in checker.lines(year)]
        if lines:
            groups.append(Group(checker.title, lines))
    return groups


def open_lines(year: int) -> int:
    """How many are still to be done."""
    return sum(row.state is State.OPEN for checker in CHECKERS for row in checker.lines(year))

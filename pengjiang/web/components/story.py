"""What was, is and comes: timeline, stepper, to-dos, feed, month, next actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from pengjiang.access.declare import Decision
from pengjiang.web.components.deadlines import Light
from pengjiang.web.components.library import one_of, render, tag

ENTRY_KINDS = ("", "state", "future")
STEP_STATES = ("done", "now", "skipped", "ahead")
FEED_KINDS = ("", "bad", "good")
DAY_KINDS = ("", "off", "holiday", "work", "today", "out")


@dataclass(frozen=True)
class Entry:
    """Who did what when, under which article. ``kind``: state (a change of state), future (expected) or empty."""

    what: str
    at: datetime | date
    who: str = ""
    note: str = ""
    citation: str = ""
    href: str = ""
    kind: str = ""
    recorded: str = ""

    def __post_init__(self) -> None:
        one_of("timeline", "kind", self.kind, ENTRY_KINDS)

    @property
    def heading(self) -> str:
        return "预计" if self.kind == "future" else f"{self.at.year}年{self.at.month}月"

    @property
    def time_text(self) -> str:
        text = f"{self.at.month}月{self.at.day}日"
        return f"{text} {self.at:%H:%M}" if isinstance(self.at, datetime) else text


@dataclass(frozen=True)
class Step:
    """A stage of the stepper; ``note`` is its day (8月7日, 10月8日前)."""

    label: str
    state: str = "ahead"
    note: str = ""

    def __post_init__(self) -> None:
        one_of("stepper", "state", self.state, STEP_STATES)


@dataclass(frozen=True)
class Action:
    """Something that can be done with an object, or cannot, and then why.

    ``post`` sends a form without fields instead of opening the address; ``dialog`` opens it over the page; ``quiet`` is for what a
    person does for themselves and stands apart from the acts on the object.
    """

    label: str
    href: str
    decision: Decision = field(default_factory=Decision.yes)
    icon: str = ""
    primary: bool = False
    dialog: bool = False
    post: bool = False
    quiet: bool = False

    @property
    def kind(self) -> str:
        return "primary" if self.primary else "quiet" if self.quiet else ""


@dataclass(frozen=True)
class Todo:
    """A thing to do: until when, what, why, and the one button that helps."""

    title: str
    href: str
    light: Light | None = None
    due: str = ""
    number: str = ""
    why: str = ""
    citation: str = ""
    because: str = ""
    do: str = ""
    do_href: str = ""
    primary: bool = False

    @property
    def kind(self) -> str:
        return "primary" if self.primary else ""


@dataclass(frozen=True)
class TodoGroup:
    """To-dos of one urgency."""

    title: str
    items: Sequence[Todo]
    note: str = ""
    icon: str = "clock"
    overdue: bool = False


@dataclass(frozen=True)
class News:
    """A line of the feed."""

    text: str
    at: str
    href: str = ""
    icon: str = "info"
    kind: str = ""

    def __post_init__(self) -> None:
        one_of("feed", "kind", self.kind, FEED_KINDS)


@dataclass(frozen=True)
class MonthDay:
    """A day of the month table; ``kinds`` may be several (holiday out)."""

    day: date
    kinds: Sequence[str] = ()
    mark: str = ""
    limit: str = ""
    light: str = ""
    href: str = ""

    def __post_init__(self) -> None:
        for kind in self.kinds:
            one_of("month", "kind", kind, DAY_KINDS)

    @property
    def css(self) -> str:
        return " ".join(f"month__day--{kind}" for kind in self.kinds)


@dataclass(frozen=True)
class Month:
    """Weeks from Monday to Sunday."""

    title: str
    weeks: Sequence[Sequence[MonthDay]]
    note: str = ""
    previous_url: str = ""
    next_url: str = ""


@tag
def timeline(entries: Iterable[Entry], *, more_url: str = "", empty: str = "还没有记录。") -> str:
    """Entries, newest first, under their months; expected ones come first under 预计."""
    groups = [(heading, list(part)) for heading, part in groupby(entries, key=lambda entry: entry.heading)]
    return render("timeline", groups=groups, more_url=more_url, empty=empty)


@tag
def stepper(steps: Sequence[Step], *, label: str = "办理阶段") -> str:
    """The stages; on a phone a bar and the name of the present one."""
    steps = list(steps)
    now = next((i for i, step in enumerate(steps, 1) if step.state == "now"), None)
    if now is None:
        now = max((i for i, step in enumerate(steps, 1) if step.state == "done"), default=1)
    return render("stepper", steps=steps, label=label, now=now, current=steps[now - 1] if steps else None)


@tag
def next_actions(actions: Iterable[Action], *, label: str = "下一步") -> str:
    """Lawful acts as buttons, the others greyed with the reason beside them. Nothing at all when there are none."""
    actions = list(actions)
    lawful = [action for action in actions if action.decision.ok and not action.quiet]
    quiet = [action for action in actions if action.decision.ok and action.quiet]
    blocked = [action for action in actions if not action.decision.ok]
    if not actions:
        return ""
    return render("next_actions", lawful=lawful, blocked=blocked, quiet=quiet, label=label)


@tag
def todo_list(groups: Sequence[TodoGroup]) -> str:
    """Groups of to-dos by legal urgency."""
    return render("todo_list", groups=[group for group in groups if group.items])


@tag
def feed(items: Sequence[News], *, empty: str = "没有新动态。") -> str:
    """What has happened."""
    return render("feed", items=items, empty=empty)


@tag
def month_table(month: Month, *, label: str = "期限、放假与调休") -> str:
    """A month with limits, days off (休) and make-up working days (班)."""
    return render("month_table", month=month, label=label)


@tag
def shortcuts(items: Sequence[Any]) -> str:
    """Quick entries: objects with label, href, icon."""
    return render("shortcuts", items=items)

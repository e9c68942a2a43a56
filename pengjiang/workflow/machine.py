"""Machine and Transition: pure declarations, no framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class State:
    """``label`` is what those who handle the object read; ``public`` what the other side reads (None: the same)."""

    label: str
    public: str | None = None
    final: bool = False
    tone: str = "info"  # info, soon, ok, bad, off: the badge beside the word


@dataclass(frozen=True)
class Transition:
    """One lawful act.

    ``guard(obj, user)`` returns a reason why not, or an empty text. ``starts`` and ``stops`` name limits, ``document`` a
    document type. ``wording`` is the timeline's sentence over the data given to ``fire``. ``shared``: the act also
    shows on the timeline of those outside the handling side who see the object.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str | None  # None: the state stays
    permission: Any
    document: str | None = None
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    citation: Any = None
    guard: Callable[[Any, Any], str] | None = None
    wording: str = ""
    shared: bool = False
    primary: bool = False
    system: bool = False  # fired by the system itself (actor None), never a button
    undoable: bool = False  # may be taken back on the same day by whoever took it; see ``undo``

    @property
    def says(self) -> str:
        """The event's wording."""
        return self.wording or self.label


@dataclass(frozen=True)
class Machine:
    """``name`` is the prefix of the events: ``cases.recommendation`` → ``cases.recommendation.serve``."""

    name: str
    title: str
    states: Mapping[str, State]
    initial: str
    transitions: tuple[Transition, ...]
    _by_name: dict[str, Transition] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for transition in self.transitions:
            if transition.name in self._by_name:
                raise ValueError(f"{self.name}: transition {transition.name!r} stands twice")
            if transition.undoable and (transition.document or transition.shared or transition.starts or transition.pauses or transition.resumes):
                raise ValueError(f"{self.name}.{transition.name}: what made a paper, was told to others or started a clock is not undone")
            unknown = {*transition.sources, transition.target or self.initial} - set(self.states)
            if unknown:
                raise ValueError(f"{self.name}.{transition.name}: unknown states {sorted(unknown)}")
            self._by_name[transition.name] = transition
        if self.initial not in self.states:
            raise ValueError(f"{self.name}: unknown initial state {self.initial!r}")

    def __getitem__(self, name: str) -> Transition:
        return self._by_name[name]

    def event(self, transition: Transition | str) -> str:
        """The event code of a transition."""
        return f"{self.name}.{transition if isinstance(transition, str) else transition.name}"

    def leaving(self, state: str) -> list[Transition]:
        """Transitions that start at ``state``, in the order of the table."""
        return [transition for transition in self.transitions if state in transition.sources]

    def refusal(self, transition: Transition, state: str) -> str:
        """Why the state forbids it, or an empty text."""
        if state in transition.sources:
            return ""
        needed = "、".join(dict.fromkeys(self.states[source].label for source in transition.sources))
        return f"现为“{self.states[state].label}”，须在“{needed}”时办理。"

    def next_states(self, state: str) -> set[str]:
        """``state`` and the states one act away from it."""
        return {state} | {transition.target for transition in self.leaving(state) if transition.target}

    def reachable(self) -> set[str]:
        """States that can be reached from the initial one."""
        found, todo = set(), [self.initial]
        while todo:
            state = todo.pop()
            if state not in found:
                found.add(state)
                todo.extend(t.target for t in self.leaving(state) if t.target)
        return found

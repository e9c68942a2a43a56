"""Event types: what can happen, how it reads on a timeline, under which article, and who may read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import Any

from pengjiang.audit.wording import EVENT_TYPES
from pengjiang.common.registry import Registry


class Audience(StrEnum):
    """Who reads an event on an object's timeline, besides those who handle it."""

    INTERNAL = "internal"  # the handling side only
    SHARED = "shared"  # everybody to whom the object itself is visible
    SECURITY = "security"  # the audit page only: sign-ins, views of sensitive fields, downloads


class _Lenient(Formatter):
    """An absent element reads as an em dash instead of an error: wording outlives changes of the data."""

    def get_value(self, key, args, kwargs):
        return kwargs.get(key, "—")

    def format_field(self, value, format_spec):
        return "—" if value in (None, "") else super().format_field(value, format_spec)


_formatter = _Lenient()


@dataclass(frozen=True)
class EventType:
    """``wording`` is a Chinese sentence with ``{elements}`` of the entry's data."""

    code: str
    wording: str
    audience: Audience = Audience.INTERNAL
    citation: Any = None

    @property
    def label(self) -> str:
        """The sentence without its elements, for lists of kinds."""
        return re.sub(r"(?:[，：]…)+$", "", re.sub(r"(?:\{[^}]*\})+", "…", self.wording))

    def say(self, data: dict[str, Any]) -> str:
        """The sentence for one entry."""
        return _formatter.vformat(self.wording, (), data)



def event_type(code: str, wording: str, *, audience: Audience = Audience.INTERNAL, citation: Any = None) -> EventType:
    """Register an event type; called from the apps' ``events.py``."""
    return EVENT_TYPES.register(code, EventType(code, wording, audience, citation))


@dataclass(frozen=True)
class Subscriber:
    """``handle(entry)`` runs in a worker, once per entry; its database writes commit with the outbox row.

    ``label`` says on the outbox page what it does; ``concerns(entry)`` looks at the entry itself where the code does not tell enough.
    """

    name: str
    label: str
    handle: Callable[[Any], None]
    wants: Callable[[str], bool]
    # Asked at each event that it wants: whether anybody is there for this entry, or else no row is written.
    concerns: Callable[[Any], bool] = lambda _entry: True


SUBSCRIBERS: Registry[Subscriber] = Registry("subscribers")


def subscriber(name: str, *, label: str = "", events: str | list[str]) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register a subscriber to event codes; ``"*"`` is all, ``"cases.*"`` a prefix."""
    patterns = [events] if isinstance(events, str) else list(events)

    def wants(code: str) -> bool:
        return any(code == pattern or (pattern.endswith("*") and code.startswith(pattern[:-1])) for pattern in patterns)

    def wrap(function: Callable[[Any], None]) -> Callable[[Any], None]:
        SUBSCRIBERS.register(name, Subscriber(name, label, function, wants))
        return function

    return wrap

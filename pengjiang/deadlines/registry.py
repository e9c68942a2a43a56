"""How a limit is bound to the objects of an app: who is bound, from which day, for how long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pengjiang.common.registry import Registry


@dataclass(frozen=True)
class StartSpec:
    """What a deadline starts with. ``length`` None: the limit's own; ``key`` tells several of one limit on one object apart."""

    start_on: date
    bound_org: Any = None
    bound_roles: tuple[str, ...] = ()
    holder: Any = None
    watch_org: Any = None
    watcher: Any = None
    length: int | None = None
    key: str = ""
    title: str = ""
    start_at: datetime | None = None
    related: tuple[Any, ...] = field(default=())


Binding = Callable[[Any, date], StartSpec | None]
BINDINGS: Registry[Binding] = Registry("deadline bindings")


def binds(machine: str, limit: str) -> Callable[[Binding], Binding]:
    """Register how ``limit`` starts when a transition of ``machine`` names it: ``fn(obj, on) -> StartSpec | None``."""

    def wrap(function: Binding) -> Binding:
        return BINDINGS.register(f"{machine}/{limit}", function)

    return wrap

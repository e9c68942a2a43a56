"""What somebody holds that is not done, and how it goes to another: declared in the apps' ``holdings.py``, handed over together.

@holds
class Disputes:
    def held_by(self, person): return [Held(dispute, "争议化解", self, part="procurator"), …]
    def why_not(self, held, taker, actor): return "" or a reason
    def give(self, held, *, taker, actor, reason): …
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model

from pengjiang.accounts.models import User
from pengjiang.common.registry import Registry
from pengjiang.workflow.registry import machine_of


class Holding(Protocol):
    """One room's open work."""

    def held_by(self, person: User) -> list[Held]:
        """Everything of this kind in a person's hands."""

    def holders(self) -> set[int]:
        """Keys of everybody who holds anything of it."""

    def why_not(self, held: Held, taker: User, actor: User) -> str:
        """Why the taker cannot have it, or the actor cannot give it: recusal is looked at anew."""

    def give(self, held: Held, *, taker: User, actor: User, reason: str) -> None:
        """Hand it over, limits included."""


@dataclass(frozen=True)
class Held:
    """One matter in somebody's hands. ``part`` says as what; ``number`` and ``title`` are what the list may say of it."""

    obj: Any
    kind: str
    holding: Holding
    part: str = ""
    shown: Model | None = None
    number: str | None = None
    title: str | None = None

    @property
    def target(self) -> Model:
        """What the list leads to."""
        return self.shown or self.obj

    @property
    def listed_number(self) -> str:
        return self.obj.number if self.number is None else self.number

    @property
    def listed_title(self) -> str:
        return self.obj.title if self.title is None else self.title

    @property
    def state_label(self) -> str:
        return machine_of(self.obj).states[self.obj.state].label


HOLDINGS: Registry[Holding] = Registry("holdings that are handed over")


def holds(kind: type) -> type:
    """Register a room's open work."""
    HOLDINGS.register(f"{kind.__module__}.{kind.__name__}", kind())
    return kind

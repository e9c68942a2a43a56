"""What the room's models have in common."""

from __future__ import annotations

from typing import Any

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.workflow.registry import machine_of


class Stated:
    """An object whose state has a word."""

    state: str

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label


class RoomQuerySet(ScopedQuerySet):
    """For everybody of the room's three sides; the administrators have no part in it."""

    def visible_to(self, user: Any) -> RoomQuerySet:
        return self.all() if is_of_the_room(user) else self.none()


def is_of_the_room(user: Any) -> bool:
    """Somebody of the procuratorate, the bureau or a town."""
    return user.is_procuratorate or user.is_bureau or user.is_town


def is_of_a_body(user: Any) -> bool:
    """Somebody of the two bodies that keep the room."""
    return user.is_procuratorate or user.is_bureau

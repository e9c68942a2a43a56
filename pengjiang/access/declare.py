"""How permissions and their predicates are declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pengjiang.common.markers import PUBLIC, SIGNED_IN, Marker


class Permission(StrEnum):
    """A permission: its code and its Chinese label, e.g. ``EDIT = "dossiers.edit", "编辑执法案卷"``."""

    label: str

    def __new__(cls, value: str, label: str) -> Permission:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True)
class Decision:
    """May it be done, and if not, why: the sentence beside a greyed button."""

    ok: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.ok

    @classmethod
    def yes(cls) -> Decision:
        return cls(True)

    @classmethod
    def no(cls, reason: str) -> Decision:
        return cls(False, reason)


__all__ = ["PREDICATES", "PUBLIC", "SIGNED_IN", "Decision", "Marker", "Permission", "predicate"]

Predicate = Callable[[Any, Any], Decision]
PREDICATES: dict[str, list[Predicate]] = defaultdict(list)


def predicate(*permissions: Permission) -> Callable[[Predicate], Predicate]:
    """Attach ``fn(user, obj) -> Decision`` to permissions; asked only where an object is given."""

    def wrap(function: Predicate) -> Predicate:
        for permission in permissions:
            PREDICATES[permission].append(function)
        return function

    return wrap

"""Who reads what of an object's story: everybody to whom it is visible the shared entries, the handling side the internal ones too.

Declared once per kind of object in the apps' ``events.py``; the timeline on its page and those who follow it are told by the same rule::

    @handling("cases.transfer", "cases.supervisioncase")
    def by_the_office(user, obj): return user.is_procuratorate
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pengjiang.common.registry import Registry

Handles = Callable[[Any, Any], bool]
STORIES: Registry[Handles] = Registry("stories")


def handling(*kinds: str) -> Callable[[Handles], Handles]:
    """Register ``fn(user, obj) -> bool`` for models by their lower-case labels."""

    def wrap(function: Handles) -> Handles:
        for kind in kinds:
            STORIES.register(kind, function)
        return function

    return wrap


def has_story(obj: Any) -> bool:
    """Objects whose entries people read on a page of their own."""
    return getattr(getattr(obj, "_meta", None), "label_lower", "") in STORIES


def handles(user: Any, obj: Any) -> bool:
    """Does this person stand on the side that handles the object? Raises ``LookupError`` for a kind nobody declared."""
    return STORIES.get(obj._meta.label_lower)(user, obj)

"""The place where event types are registered. They belong to ``events``, which stands above; the trail only reads their wording."""

from __future__ import annotations

from typing import Any, Protocol

from pengjiang.common.registry import Registry


class Worded(Protocol):
    """What the trail needs to know of an event type."""

    code: str
    audience: str
    citation: Any

    def say(self, data: dict[str, Any]) -> str: ...


EVENT_TYPES: Registry[Worded] = Registry("event types")

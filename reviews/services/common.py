"""What the services of this app share."""

from __future__ import annotations

from typing import Any

from pengjiang.access import can
from pengjiang.common.errors import DomainError, NotAllowed


def require(actor: Any, permission: Any, obj: Any = None) -> None:
    """Raises ``NotAllowed`` with the reason."""
    decision = can(actor, permission, obj)
    if not decision.ok:
        raise NotAllowed(decision.reason)


def require_text(text: str, sentence: str, *, field: str) -> str:
    """The text without blanks round it. Raises ``DomainError`` at ``field`` where nothing is left."""
    if not text or not text.strip():
        raise DomainError(sentence, field=field)
    return text.strip()

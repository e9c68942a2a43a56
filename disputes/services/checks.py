"""What many acts of the station have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from pengjiang.access import Permission, can
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed


def allow(actor: Any, permission: Permission, obj: Any = None) -> None:
    """Raises ``NotAllowed`` with the reason."""
    decision = can(actor, permission, obj)
    if not decision.ok:
        raise NotAllowed(decision.reason)


def not_later_than_today(day: date | None, *, field: str) -> None:
    """Raises ``DomainError`` for a day that has not come."""
    if day is not None and day > clock.today():
        raise DomainError("日期不能晚于今天。", field=field)

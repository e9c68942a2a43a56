"""Who is told of what happens to accounts."""

from __future__ import annotations

from typing import Any

from pengjiang.notifications.registry import notify


def _delegate(entry: Any, delegation: Any) -> Any:
    return [delegation.delegate]


notify("accounts.delegation_given", recipients=_delegate, title="{principal}委托您代办（{since}至{until}）", urgent=True)

"""What apps above say about a dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pengjiang.common.registry import Registry

Hold = Callable[[Any], str]
HOLDS: Registry[Hold] = Registry("dossier holds")


def hold(name: str, ask: Hold) -> Hold:
    """``ask(dossier)`` returns why facts and files may not be changed now, or an empty text."""
    return HOLDS.register(name, ask)


def hold_reason(dossier: Any) -> str:
    """The first reason against changing a dossier, or an empty text."""
    if getattr(dossier, "pk", None) is None:
        return ""
    return next((reason for reason in (ask(dossier) for ask in HOLDS) if reason), "")

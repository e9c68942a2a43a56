"""What apps above say about a dossier: holds against changing it, and tabs on its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class DossierTab:
    """A tab of another app: 案卷体检, 移送. ``context(user, dossier)`` is asked only when the tab is open; the template gets ``object`` too."""

    key: str
    label: str
    template: str
    context: Callable[[Any, Any], Mapping[str, Any]]
    count: Callable[[Any, Any], Any] = lambda _user, _dossier: ""
    visible: Callable[[Any, Any], bool] = lambda _user, _dossier: True


TABS: Registry[DossierTab] = Registry("dossier tabs")


def add_tab(tab: DossierTab) -> DossierTab:
    """Put a tab on the dossier's page, after its own."""
    return TABS.register(tab.key, tab)

"""What apps above say about a dossier: holds against changing it, tabs on its page, columns and filters of the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.db.models import QuerySet

from pengjiang.common.registry import Registry
from pengjiang.web.filters import Filter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column

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
    """A tab of another app: 案卷体检, 移送. ``context(user, dossier)`` is asked only when the tab is open; the template gets ``object`` too.

    ``asked(user, dossier, query)`` in its place is for a tab that reads the address.
    """

    key: str
    label: str
    template: str
    context: Callable[[Any, Any], Mapping[str, Any]] = lambda _user, _dossier: {}
    count: Callable[[Any, Any], Any] = lambda _user, _dossier: ""
    visible: Callable[[Any, Any], bool] = lambda _user, _dossier: True
    asked: Callable[[Any, Any, Any], Mapping[str, Any]] | None = None


TABS: Registry[DossierTab] = Registry("dossier tabs")


def add_tab(tab: DossierTab) -> DossierTab:
    """Put a tab on the dossier's page, after its own."""
    return TABS.register(tab.key, tab)


@dataclass(frozen=True)
class RegisterExtra:
    """What another app adds to the register: columns, filters, ready views, bulk actions, and the joins that its columns need.

    ``orders`` are bulk actions that are not done row by row: ``fn(keys, actor=…, scope=…)`` returns the object whose page comes next.
    """

    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    presets: Sequence[Preset] = ()
    bulk_actions: Sequence[BulkAction] = ()
    orders: Mapping[str, Callable[..., Any]] = dataclass_field(default_factory=dict)
    rows: Callable[[QuerySet], QuerySet] = lambda rows: rows


EXTRAS: Registry[RegisterExtra] = Registry("register extras")


def add_to_register(name: str, extra: RegisterExtra) -> RegisterExtra:
    """Add to the register's list, after its own."""
    return EXTRAS.register(name, extra)

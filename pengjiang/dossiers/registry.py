"""What apps above say about a dossier: holds against changing it, tabs on its page, columns and filters of the register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from pengjiang.common.registry import Registry
from pengjiang.web.filters import Filter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.slots import ObjectPanel, Slot
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
class Hint:
    """A fact that a paper of the file suggests. ``text``: the value as pages may show it; ``members``: every suggestion of the same fact."""

    key: str
    pointer: str
    value: Any
    text: Any
    words: str
    page: int
    confidence: float
    paper: str
    paper_label: str
    url: str
    picture: str = ""
    members: list[int] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class PaperHelp:
    """What reads papers for the facts form.

    ``hints(dossier)``: suggestions that wait. ``complete(dossier, facts, adopted)``: the facts with what the form shows masked.
    ``settle(dossier, actor=, before=, adopted=, rejected=)``: in the transaction that stored the facts.
    """

    hints: Callable[[Any], Sequence[Hint]]
    complete: Callable[[Any, dict[str, Any], Collection[str]], dict[str, Any]]
    settle: Callable[..., None]
    # user, dossier -> panels above the facts form
    panels: Callable[[Any, Any], Sequence[ObjectPanel]] = lambda _user, _dossier: ()


read_papers: Slot[PaperHelp] = Slot("paper help")


def above_facts(user: Any, dossier: Any) -> Sequence[ObjectPanel]:
    """What stands above the facts form: how far the reading of its papers is."""
    return read_papers.filler.panels(user, dossier) if read_papers.is_filled else ()


# ``fn(dossier, actor) -> figures and faults``: the file check, for what comes in by the hundred.
file_check: Slot[Callable[[Any, Any], Mapping[str, Any]]] = Slot("file check")


@dataclass(frozen=True)
class RegisterExtra:
    """What another app adds to the register: columns, filters, ready views, bulk actions, and the joins that its columns need.

    ``orders`` are bulk actions that are not done row by row: ``fn(keys, actor=…, scope=…)`` returns the object whose page comes next.
    """

    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    presets: Sequence[Preset] = ()
    bulk_actions: Sequence[BulkAction] = ()
    orders: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    rows: Callable[[QuerySet], QuerySet] = lambda rows: rows


EXTRAS: Registry[RegisterExtra] = Registry("register extras")


def add_to_register(name: str, extra: RegisterExtra) -> RegisterExtra:
    """Add to the register's list, after its own."""
    return EXTRAS.register(name, extra)

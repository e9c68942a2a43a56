"""Places in the layout and on objects' pages that apps above fill from their ``slots.py``.

from pengjiang.web import slots

slots.bell.fill(lambda user: slots.Bell(unread_count(user), reverse("notifications:inbox")))
slots.counts.register("dashboard", overdue_mark)         # user -> {menu key: MenuCount}
slots.actions.register("cases.transfers", actions_on)    # user, obj -> [Action]
slots.panels.register("cases.transfers", panels_on)      # user, obj -> [ObjectPanel]
slots.export.fill(export_rows)                           # see Export
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponse

from pengjiang.common.registry import Registry
from pengjiang.web.components.story import Action

T = TypeVar("T")


class Slot(Generic[T]):
    """A place for one filler."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._filler: T | None = None

    def fill(self, filler: T) -> T:
        """Raises ``ValueError`` when somebody was there before."""
        if self._filler is not None:
            raise ValueError(f"slot {self.name!r} is filled twice")
        self._filler = filler
        return filler

    @property
    def is_filled(self) -> bool:
        return self._filler is not None

    @property
    def filler(self) -> T:
        """Raises ``LookupError`` while empty."""
        if self._filler is None:
            raise LookupError(f"slot {self.name!r} is empty")
        return self._filler


@dataclass(frozen=True)
class Download:
    """A file that a list can be had as; ``name`` goes back to ``Export``."""

    label: str
    name: str


@dataclass(frozen=True)
class Bell:
    """Unread notices, capped text allowed (99+)."""

    unread: int
    href: str


@dataclass(frozen=True)
class SearchBox:
    """Where the search of the whole site leads."""

    href: str
    placeholder: str = "搜文号、当事人、正文任意两字"


@dataclass(frozen=True)
class MenuCount:
    """What waits under a menu entry; ``bad`` when something is overdue. Without a number that is a dot."""

    number: int
    bad: bool = False


@dataclass(frozen=True)
class ObjectPanel:
    """A panel that another app adds to an object's page; the template gets ``context`` and ``object``."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    aside: bool = False


class Export(Protocol):
    """Makes a workbook of a list, or a job that will, and writes the audit entry; ``ledger`` is the ``name`` of a ``Download``."""

    def __call__(
        self, user: Any, *, queryset: QuerySet, columns: Sequence[Any], title: str, page: str, ledger: str = ""
    ) -> HttpResponse: ...


bell: Slot[Callable[[Any], Bell]] = Slot("bell")
search: Slot[Callable[[Any], SearchBox]] = Slot("search")
# The sign-ins that a demonstration offers on its sign-in page; filled nowhere else.
sign_ins: Slot[Callable[[], Any]] = Slot("sign-ins")
export: Slot[Export] = Slot("export")
# user, key of a list page -> the ledgers it can be had as
ledgers: Slot[Callable[[Any, str], Sequence[Download]]] = Slot("ledgers")
counts: Registry[Callable[[Any], Mapping[str, MenuCount]]] = Registry("menu counts")
actions: Registry[Callable[[Any, Any], Sequence[Action]]] = Registry("object actions")
panels: Registry[Callable[[Any, Any], Sequence[ObjectPanel]]] = Registry("object panels")


def counts_for(user: Any) -> dict[str, MenuCount]:
    """All menu counts of a person; the same key from two providers is added up."""
    total: dict[str, MenuCount] = {}
    for provider in counts:
        for key, count in provider(user).items():
            before = total.get(key, MenuCount(0))
            total[key] = MenuCount(before.number + count.number, before.bad or count.bad)
    return total


def actions_on(user: Any, obj: Any) -> list[Action]:
    """What other apps can do with an object."""
    return [action for provider in actions for action in provider(user, obj)]


def panels_on(user: Any, obj: Any) -> list[ObjectPanel]:
    """What other apps show on an object's page, beside it (``aside``) and below."""
    return [panel for provider in panels for panel in provider(user, obj)]

"""A list as its page shows it: what the address asks for, and what the templates draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from pengjiang.access import Permission
from pengjiang.web.components.frames import Tab
from pengjiang.web.filters import Filtering
from pengjiang.web.forms import Form
from pengjiang.web.paging import Capped, Order, Page
from pengjiang.web.tables import Column, Table

SIZES = (20, 50)


@dataclass(frozen=True)
class Preset:
    """A view the page itself offers: 我承办的, 已超期. ``query`` is an address, or a function of the user that gives one.

    ``counted`` shows how many there are (one capped query each); ``bad`` paints the count red.
    """

    key: str
    label: str
    query: str | Callable[[Any], str] = ""
    counted: bool = False
    bad: bool = False

    def query_for(self, user: Any) -> str:
        return self.query(user) if callable(self.query) else self.query


@dataclass(frozen=True)
class BulkAction:
    """Something done to many rows, one after the other, each for itself.

    ``service(obj, *, actor, **fields)`` raises ``DomainError`` for a row that cannot be done; the result page says which and why.
    ``form_class`` asks once for what all share. ``permission`` decides per row as well. An action with ``opens`` is not done row by row:
    it gives the address of a page that takes the chosen rows together.
    """

    name: str
    label: str
    service: Callable[..., Any] | None
    permission: Permission
    icon: str = ""
    form_class: type[forms.BaseForm] | None = None
    explanation: str = ""
    danger: bool = False
    limit: int = 20_000
    # More rows than these are done by a worker.
    at_once: int = 100
    opens: Callable[[Sequence[int]], str] | None = None

    @property
    def form(self) -> type[forms.BaseForm]:
        return self.form_class or Form


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    path: str
    query: QueryDict
    text: str
    filtering: Filtering
    sort: str
    order: Order
    size: int
    cursor: str
    view: str

    def url(self, drop: Sequence[str] = (), **changes: Any) -> str:
        """This list with something changed; back on the first page unless told."""
        query = self.query.copy()
        query.pop("at", None)
        for name in drop:
            query.pop(name, None)
        for name, value in changes.items():
            if value in ("", None):
                query.pop(name, None)
            else:
                query[name] = value
        for name in [name for name in query if not any(query.getlist(name))]:
            del query[name]
        text = query.urlencode()
        return f"{self.path}?{text}" if text else self.path

    @property
    def saved_query(self) -> str:
        """What a saved view keeps: filters, search and order."""
        return self.url(drop=["view", "size"]).partition("?")[2]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.filtering.active)

    @property
    def sentence(self) -> str:
        """The filter in words."""
        parts = [f"搜索“{self.text}”"] if self.text else []
        if self.filtering.active:
            parts.append(self.filtering.sentence)
        return "，".join(parts)


@dataclass(frozen=True)
class Chip:
    """A filter of the bar: its sheet, and where its removal leads."""

    bound: Any
    clear_url: str


@dataclass(frozen=True)
class Listing:
    """All a list page draws. The component tags take this."""

    id: ClassVar[str] = "listing"

    title: str
    asked: Asked
    table: Table
    page: Page
    total: Capped
    tabs: Sequence[Tab]
    chips: Sequence[Chip]
    chooser: Sequence[tuple[Column, bool]]
    bulk: Sequence[BulkAction]
    search_placeholder: str = ""
    own_view: Any = None
    view_changed: bool = False
    exportable: bool = False
    printable: bool = False
    empty: Mapping[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Hidden parameters of the filter form: order, view."""
        return [(name, self.asked.query[name]) for name in ("sort", "size", "view") if self.asked.query.get(name)]

    @property
    def next_url(self) -> str:
        return self.asked.url(at=self.page.next) if self.page.next else ""

    @property
    def previous_url(self) -> str:
        return self.asked.url(at=self.page.previous) if self.page.previous else ""

    @property
    def sizes(self) -> list[tuple[int, str, bool]]:
        return [(size, self.asked.url(size=size), size == self.asked.size) for size in SIZES]

    @property
    def clear_url(self) -> str:
        """Everything off but order and page size."""
        return self.asked.url(drop=[name for name in self.asked.query if name not in {"sort", "size"}])

    @property
    def here(self) -> str:
        """This very page, for forms that post to it."""
        text = self.asked.query.urlencode()
        return f"{self.asked.path}?{text}" if text else self.asked.path

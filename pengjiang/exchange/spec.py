"""Declarations: what can be imported and exported, by which columns, under which permission."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

from pengjiang.access import Decision, Permission
from pengjiang.common.registry import Registry
from pengjiang.exchange.cells import Cell, text

if TYPE_CHECKING:
    from pengjiang.web.views.listing import ListPage


@dataclass(frozen=True)
class ImportColumn:
    """``headers``: the names under which the column is known, the printed one first. ``parse`` raises ``CellError``."""

    key: str
    headers: tuple[str, ...]
    parse: Callable[[Cell], Any] = text
    required: bool = False
    sensitive: bool = False

    @property
    def label(self) -> str:
        return self.headers[0]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row. A ``warning`` does not refuse it."""

    kind: str
    message: str
    column: str = ""
    warning: bool = False


@dataclass
class Row:
    """One row on its way in: the parsed values by column key, and what was found wrong."""

    number: int
    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    target: Any = None

    @property
    def refusals(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.warning]

    @property
    def warnings(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.warning]

    def refuse(self, kind: str, message: str, column: str = "") -> None:
        self.faults.append(Fault(kind, message, column))

    def warn(self, kind: str, message: str, column: str = "") -> None:
        self.faults.append(Fault(kind, message, column, warning=True))


class Outcome(StrEnum):
    """What storing a row did."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class RowHandler(Protocol):
    """Judges and stores the rows of one batch, in their order; made anew for each pass over the sheet."""

    def judge(self, row: Row) -> None:
        """Add faults to a parsed row. Must not write."""

    def store(self, row: Row) -> Outcome:
        """Store a row without refusals through the app's services. Runs in a transaction. Raises ``DomainError``."""


@dataclass(frozen=True)
class ImportSpec:
    """``handler(actor, workbook_name)`` makes the row handler; ``allow(actor)`` may add to the role's permission."""

    code: str
    title: str
    noun: str
    columns: tuple[ImportColumn, ...]
    permission: Permission
    handler: Callable[[Any, str], RowHandler]
    preview: tuple[str, ...] = ()
    done_url: Callable[[], str] | None = None
    hint: str = ""
    allow: Callable[[Any], Decision] = lambda _actor: Decision.yes()

    def column(self, key: str) -> ImportColumn:
        return next(column for column in self.columns if column.key == key)

    @property
    def known_headers(self) -> list[str]:
        return [header for column in self.columns for header in column.headers]


IMPORTS: Registry[ImportSpec] = Registry("imports")


def register_import(spec: ImportSpec) -> ImportSpec:
    """Declare an import; called from the apps' ``exchange.py``."""
    return IMPORTS.register(spec.code, spec)


class CellKind(StrEnum):
    """How an exported cell is written."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"
    SCORE = "score"
    # The row's own number, counted while it is written.
    ORDER = "order"


@dataclass(frozen=True)
class ExportColumn:
    """``value(obj)`` of one column; ``width`` in characters."""

    header: str
    value: Callable[[Any], Any]
    kind: CellKind = CellKind.TEXT
    width: int = 14

    def value_of(self, row: Any, number: int) -> Any:
        """What stands in the cell of the row with this number."""
        return number if self.kind == CellKind.ORDER else self.value(row)


SERIAL = ExportColumn("序号", lambda _row: None, CellKind.ORDER, 6)


@dataclass(frozen=True)
class ExportSpec:
    """``rows(actor, filters)``: the objects of ``filters["keys"]`` within ``visible_to(actor)``, with all that the columns need.

    A **ledger** has a name in addresses (``ledger``), a list whose filters and order it takes (``listing``), and of that list only what
    ``narrow`` leaves; it stands in the menu of the list pages ``shown_on`` (their keys).
    """

    code: str
    title: str
    columns: tuple[ExportColumn, ...]
    permission: Permission
    rows: Callable[[Any, dict[str, Any]], Iterable[Any]]
    subtitle: Callable[[Any], str] = lambda _actor: ""
    ledger: str = ""
    listing: type[ListPage] | None = None
    narrow: Callable[[QuerySet], QuerySet] = lambda rows: rows
    shown_on: tuple[str, ...] = ()


EXPORTS: Registry[ExportSpec] = Registry("exports")


def register_export(spec: ExportSpec) -> ExportSpec:
    """Declare an export; called from the apps' ``exchange.py``."""
    return EXPORTS.register(spec.code, spec)


def ledgers() -> dict[str, ExportSpec]:
    """Ledgers by their name in addresses."""
    return {spec.ledger: spec for spec in EXPORTS if spec.ledger}

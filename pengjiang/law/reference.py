"""Dated local data as one frozen value, so that a check or a count can be repeated years later with what held then. Pure.

``reference = packaged()`` comes with the program; ``Reference.from_tables({"courts": [{...}, ...], ...})`` is made from the rows that
administrators edit. Nothing about one district is in code: everything local is looked up by ``body``.

* ``reference.body("duruan")``, ``.bodies_on(day)``
* ``reference.accepts_name(body, text, on)`` (issuer), ``.accepts_seal(body, text, on)``, ``.names_of(body, on)``
* ``reference.reconsideration_organ(body, on)`` → ``Organ`` with ``.name``, ``.is_named_by(text)``, ``.citations``
* ``reference.court(body, on)`` → ``Court`` for suits; ``.court(body, on, "enforcement")``
* ``reference.threshold("hearing.person", on)`` → ``Threshold`` with ``.value`` (Decimal), ``.citations``
* ``reference.house("defence", on)`` → ``HousePeriod`` with ``.value``, ``.unit``
* ``reference.sector_limit(field, on)`` → ``SectorLimit``; ``reference.number_pattern("town", on)``
* ``reference.suit_periods_on(day)``; ``reference.standards_for(field, on, kind="benchmark")``; ``reference.item(code)``, ``.items_on(...)``
* ``reference.article_map(law)``; ``reference.digest``

A look-up that finds nothing returns ``None`` or an empty tuple: what that means is the caller's rule.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib import resources
from typing import TypeVar

from pengjiang.common.chinese import half_width
from pengjiang.law import rows
from pengjiang.law.citations import Citation, Effective

RowType = TypeVar("RowType", bound=rows.Row)

NOT_TABLES = ("laws.toml", "articles.toml", "articles_items.toml")
TABLES: dict[str, type[rows.Row]] = {
    "bodies": rows.Body,
    "names": rows.AcceptedName,
    "seal_suffixes": rows.SealSuffix,
    "organs": rows.Organ,
    "courts": rows.Court,
    "thresholds": rows.Threshold,
    "periods": rows.HousePeriod,
    "sector_limits": rows.SectorLimit,
    "numbers": rows.NumberPattern,
    "suit_periods": rows.SuitPeriod,
    "standards": rows.Standard,
    "items": rows.PowerItem,
    "article_maps": rows.ArticleMap,
}


@dataclass(frozen=True)
class Reference:
    """Every dated table at one moment of its editing."""

    bodies: tuple[rows.Body, ...] = ()
    names: tuple[rows.AcceptedName, ...] = ()
    seal_suffixes: tuple[rows.SealSuffix, ...] = ()
    organs: tuple[rows.Organ, ...] = ()
    courts: tuple[rows.Court, ...] = ()
    thresholds: tuple[rows.Threshold, ...] = ()
    periods: tuple[rows.HousePeriod, ...] = ()
    sector_limits: tuple[rows.SectorLimit, ...] = ()
    numbers: tuple[rows.NumberPattern, ...] = ()
    suit_periods: tuple[rows.SuitPeriod, ...] = ()
    standards: tuple[rows.Standard, ...] = ()
    items: tuple[rows.PowerItem, ...] = ()
    article_maps: tuple[rows.ArticleMap, ...] = ()

    @classmethod
    def from_tables(cls, tables: Mapping[str, Sequence[Mapping]]) -> "Reference":
        """Rows as plain dictionaries, as TOML and the database give them. An unknown table or key is an error."""
        return cls(**{name: tuple(read_row(TABLES[name], raw) for raw in table) for name, table in tables.items()})

    @cached_property
    def digest(self) -> str:
        """Changes with every change of a row; part of the rulebook's version."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()

    def body(self, code: str) -> rows.Body | None:
        """The town or street with this code, whether or not it may enforce today."""
        return next((row for row in self.bodies if row.code == code), None)

    def bodies_on(self, day: date) -> tuple[rows.Body, ...]:
        """The towns and streets that enforce in their own name on ``day``."""
        return _on(self.bodies, day)

    def names_of(self, body: str, on: date) -> tuple[str, ...]:
        """The names under which ``body`` may issue papers."""
        return tuple(row.name for row in _on(self.names, on) if row.body == body)

    def accepts_name(self, body: str, text: str, on: date) -> bool:
        """True where ``text`` is a name of ``body``; full-width letters and blanks do not matter."""
        return _plain(text) in {_plain(name) for name in self.names_of(body, on)}

    def accepts_seal(self, body: str, text: str, on: date) -> bool:
        """Like ``accepts_name``; （行政执法专用章） may follow."""
        return self.accepts_name(body, self.without_seal_suffix(text, on), on)

    def without_seal_suffix(self, text: str, on: date) -> str:
        """The issuer's name in the text of a seal."""
        plain = _plain(text)
        for row in _on(self.seal_suffixes, on):
            plain = plain.removesuffix(_plain(row.text))
        return plain

    def reconsideration_organ(self, body: str, on: date) -> rows.Organ | None:
        """The organ that a remedy notice of ``body`` must name on ``on``."""
        return next((row for row in _on(self.organs, on) if row.body == body and row.purpose == "reconsideration"), None)

    def court(self, body: str, on: date, purpose: str = "suit") -> rows.Court | None:
        """The court for suits, or with ``enforcement`` the one that is asked to enforce."""
        return next((row for row in _on(self.courts, on) if row.body == body and row.purpose == purpose), None)

    def threshold(self, code: str, on: date) -> rows.Threshold | None:
        """The sum that holds on ``on``; the codes are in ``data/thresholds.toml``."""
        return next((row for row in _on(self.thresholds, on) if row.code == code), None)

    def house(self, code: str, on: date) -> rows.HousePeriod | None:
        """A length that the office sets; the codes are in ``data/periods.toml``."""
        return next((row for row in _on(self.periods, on) if row.code == code), None)

    def sector_limit(self, field: str, on: date) -> rows.SectorLimit | None:
        """The procedure rule of one field, as it stood on ``on``."""
        return next((row for row in _on(self.sector_limits, on) if row.field == field), None)

    def number_pattern(self, code: str, on: date) -> rows.NumberPattern | None:
        """How a document number has to look."""
        return next((row for row in _on(self.numbers, on) if row.code == code), None)

    def suit_periods_on(self, day: date, *, binding: bool | None = None) -> tuple[rows.SuitPeriod, ...]:
        """Statutes with a period to sue of their own; ``binding=False`` gives those that only look so."""
        return tuple(row for row in _on(self.suit_periods, day) if binding is None or row.binding is binding)

    def standards_for(self, field: str, on: date, kind: str = "benchmark") -> tuple[rows.Standard, ...]:
        """Discretion standards or leniency lists of a field that hold on ``on``."""
        return tuple(row for row in _on(self.standards, on) if row.kind == kind and row.field in (field, ""))

    def item(self, code: str) -> rows.PowerItem | None:
        """The enforcement item with this code, in the first version that is on the list."""
        return next((row for row in self.items if row.code == code), None)

    def item_on(self, code: str, body: str, on: date) -> rows.PowerItem | None:
        """The item where ``body`` holds it on ``on``, else ``None``."""
        return next((row for row in _on(self.items, on) if row.code == code and (not row.bodies or body in row.bodies)), None)

    def article_map(self, law: str) -> tuple[rows.ArticleMap, ...]:
        """Where the matters of a revised law stood before."""
        short = law.removeprefix("中华人民共和国")
        return tuple(row for row in self.article_maps if row.law.removeprefix("中华人民共和国") == short)


def read_row(kind: type[RowType], raw: Mapping) -> RowType:
    """One row from a plain dictionary: ``since`` and ``until`` become ``effective``, citations are parsed."""
    values = dict(raw)
    values["effective"] = Effective(values.pop("since", None), values.pop("until", None))
    values["mark"] = rows.Mark(values["mark"])
    types = {part.name: part.type for part in fields(kind)}
    for name, value in values.items():
        if types.get(name) in (Decimal, Decimal | None) and value is not None:
            values[name] = Decimal(str(value))
        elif types.get(name) == tuple[Citation, ...]:
            values[name] = tuple(one if isinstance(one, Citation) else Citation.parse(one) for one in value)
        elif types.get(name) == tuple[rows.Step, ...]:
            values[name] = tuple(one if isinstance(one, rows.Step) else rows.Step.read(one) for one in value)
        elif isinstance(value, list):
            values[name] = tuple(value)
    return kind(**values)


@lru_cache(maxsize=1)
def packaged() -> Reference:
    """The rows that come with the program."""
    return Reference.from_tables(packaged_tables())


def packaged_tables() -> dict[str, list[dict]]:
    """The rows as plain dictionaries, by table: what the editable rows are seeded from."""
    tables: dict[str, list[dict]] = {}
    folder = resources.files("pengjiang.law").joinpath("data")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml") and entry.name not in NOT_TABLES:
            for name, table in tomllib.loads(entry.read_text("utf-8")).items():
                tables.setdefault(name, []).extend(table)
    return tables


def _on(table: Sequence[RowType], day: date) -> tuple[RowType, ...]:
    return tuple(row for row in table if day in row.effective)


def _plain(text: str) -> str:
    return "".join(half_width(text).split())

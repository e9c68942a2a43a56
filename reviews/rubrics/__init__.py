"""评查标准: versioned declarations of 100 points each (domain.md 6.3 to 6.7). Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

KINDS = {"A": "甲", "B": "乙", "C": "丙", "D": "丁", "E": "戊"}
WHOLE = Decimal(100)


class RubricError(ValueError):
    """A rubric that cannot be used; the message says what is wrong and where."""


@dataclass(frozen=True)
class Deduction:
    """A ready reason with the points it costs."""

    points: Decimal
    reason: str

    @property
    def label(self) -> str:
        return f"−{self.points:f} {self.reason}"


@dataclass(frozen=True)
class Veto:
    """一票否决项."""

    code: str
    title: str
    basis: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A scored item. ``optional``: may be 不适用. ``rules``: file-check rules whose faults prefill it."""

    code: str
    title: str
    group: str
    maximum: Decimal
    basis: str
    deductions: tuple[Deduction, ...] = ()
    rules: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Rubric:
    """One version of one standard."""

    kind: str
    version: int
    title: str
    file_types: tuple[str, ...]
    vetoes: tuple[Veto, ...]
    items: tuple[Item, ...]

    @cached_property
    def maxima(self) -> dict[str, Decimal]:
        return {item.code: item.maximum for item in self.items}

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def veto_by_code(self) -> dict[str, Veto]:
        return {veto.code: veto for veto in self.vetoes}

    @cached_property
    def groups(self) -> list[tuple[str, list[Item]]]:
        """Items under their headings, in order."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.group, []).append(item)
        return list(found.items())

    @property
    def name(self) -> str:
        return f"评查标准{KINDS.get(self.kind, self.kind)}（{self.title}）第{self.version}版"


def parse(document: Mapping[str, Any]) -> Rubric:
    """A rubric from its document. Raises ``RubricError`` unless the items total one hundred and every code stands once."""
    items = tuple(_item(row) for row in document["items"])
    vetoes = tuple(Veto(row["code"], row["title"], row.get("basis", ""), tuple(row.get("rules", ()))) for row in document.get("vetoes", ()))
    total = sum((item.maximum for item in items), Decimal(0))
    if total != WHOLE:
        raise RubricError(f"各项满分合计应为100分，现为{total.normalize():f}分。")
    codes = [row.code for row in (*items, *vetoes)]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise RubricError(f"编号重复：{'、'.join(twice)}。")
    return Rubric(document["kind"], int(document["version"]), document["title"], tuple(document["file_types"]), vetoes, items)


def _item(row: Mapping[str, Any]) -> Item:
    maximum = _points(row["maximum"], row["code"])
    deductions = tuple(Deduction(_points(one["points"], row["code"]), one["reason"]) for one in row.get("deductions", ()))
    for one in deductions:
        if one.points > maximum:
            raise RubricError(f"{row['code']}的扣分（{one.points:f}分）超过该项满分（{maximum:f}分）。")
    return Item(
        row["code"],
        row["title"],
        row.get("group", ""),
        maximum,
        row.get("basis", ""),
        deductions,
        tuple(row.get("rules", ())),
        optional=bool(row.get("optional", False)),
    )


def _points(text: Any, code: str) -> Decimal:
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        raise RubricError(f"{code}的分值“{text}”不是数字。") from None
    if not value.is_finite() or value <= 0 or (value * 2) % 1:
        raise RubricError(f"{code}的分值“{text}”应为正数，以0.5分为单位。")
    return value


@lru_cache
def packaged_documents() -> dict[str, dict[str, Any]]:
    """The standards that come with the system, by kind."""
    folder = resources.files("reviews.rubrics")
    found = [tomllib.loads(folder.joinpath(f"{kind.lower()}1.toml").read_text("utf-8")) for kind in KINDS]
    return {document["kind"]: document for document in found}


@lru_cache
def packaged(kind: str) -> Rubric:
    """One of them. Raises ``LookupError`` for an unknown kind."""
    return parse(packaged_documents()[kind])

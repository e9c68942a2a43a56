"""What a row must have before it is stored, said in Chinese beside the column. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pengjiang.law.citations import Citation, Effective
from pengjiang.law.reference import TABLES, read_row

# The columns that say which thing a row is about: two rows of one thing may not hold on the same day.
IDENTITY: dict[str, tuple[str, ...]] = {
    "bodies": ("code",),
    "names": ("body", "name"),
    "seal_suffixes": ("text",),
    "organs": ("body", "purpose"),
    "courts": ("body", "purpose"),
    "thresholds": ("code",),
    "periods": ("code",),
    "sector_limits": ("field",),
    "numbers": ("code",),
    "suit_periods": ("law", "article", "matter"),
    "standards": ("code",),
    "items": ("code",),
    "article_maps": ("law", "matter", "new"),
}


def problems(kind: str, value: Mapping[str, Any]) -> dict[str, str]:
    """Column → sentence; empty where ``law.reference`` can read the row."""
    known = {part.name: part for part in fields(TABLES[kind]) if part.name not in ("effective", "mark", "source")}
    found = {name: "没有这一栏，请删去。" for name in value if name not in known}
    for name, part in known.items():
        given = value.get(name)
        if given in (None, "", [], ()) and part.default is MISSING and part.default_factory is MISSING:
            found[name] = "请填写这一栏。"
        elif given not in (None, ""):
            sentence = _wrong(part.type, given)
            if sentence:
                found[name] = sentence
    if not found:
        try:
            read_row(TABLES[kind], {**value, "mark": "SYN"})
        except (TypeError, ValueError, InvalidOperation, KeyError, re.error):
            return {"": "内容不完整或格式不对，请对照同表的其他行。"}
    return found


def _wrong(kind: Any, given: Any) -> str:
    """A sentence where the value is not of the column's kind."""
    if kind == tuple[Citation, ...]:
        return _first(_citation(one) for one in given)
    if kind in (Decimal, Decimal | None):
        return "" if _number(given) is not None else "应为数字，例如 5000 或者 0.5。"
    if kind in (int, int | None):
        return "" if isinstance(given, int) and not isinstance(given, bool) and given >= 0 else "应为不小于零的整数。"
    if kind is bool:
        return "" if isinstance(given, bool) else "应选是或者否。"
    if kind in (date, date | None):
        return "" if isinstance(given, date) or _is_day(given) else "应为日期，例如 2026-08-04。"
    return ""


def _citation(text: Any) -> str:
    try:
        Citation.parse(str(text))
    except ValueError as error:
        return str(error)
    return ""


def _first(sentences: Iterable[str]) -> str:
    return next(filter(None, sentences), "")


def _number(given: Any) -> Decimal | None:
    try:
        number = Decimal(str(given))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_day(text: Any) -> bool:
    try:
        date.fromisoformat(str(text))
    except ValueError:
        return False
    return True


def same_thing(kind: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True where two rows of a table are about the same thing; items of different towns are not."""
    if any(one.get(name) != other.get(name) for name in IDENTITY[kind]):
        return False
    mine, its = set(one.get("bodies") or ()), set(other.get("bodies") or ())
    return kind != "items" or not mine or not its or bool(mine & its)


def overlapping(
    kind: str, value: Mapping[str, Any], effective: Effective, others: Iterable[tuple[Mapping[str, Any], Effective]]
) -> Effective | None:
    """The days of another row of the same thing that overlap, ``None`` where there is none."""
    return next((days for its, days in others if same_thing(kind, value, its) and days.overlaps(effective)), None)

"""A row of the dated tables in words, for everybody who reads it. Pure but for the row itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import TABLES, packaged
from pengjiang.law.words import BASE_KINDS, COLUMNS, words_for

SOON_DAYS = 90
MARKS = {"V": "已核对", "R": "待核对", "R?": "存疑", "SYN": "本系统设定"}
HEADS = ("name", "title", "text", "rule", "matter", "law")
# In lists these say enough; the page has all columns.
LISTED: dict[str, tuple[str, ...]] = {
    "items": ("code", "amount", "penalised_by", "bodies"),
    "standards": ("kind", "number", "field", "issuer", "steps"),
    "courts": ("body", "purpose", "address"),
    "organs": ("body", "purpose", "citations"),
    "names": ("body",),
    "seal_suffixes": (),
    "bodies": ("kind", "region_code", "number_prefixes"),
    "thresholds": ("value", "citations"),
    "periods": ("value", "citations"),
    "sector_limits": ("field", "filing", "handling", "first_extension"),
    "numbers": ("example",),
    "suit_periods": ("article", "matter", "value", "binding"),
    "article_maps": ("matter", "old", "new", "switched_on"),
}


def head_of(row: ReferenceRow) -> str:
    """What the row is called."""
    return next((str(row.value[name]) for name in HEADS if row.value.get(name)), row.key)


def say(row: ReferenceRow, column: str) -> str:
    """A column in words; empty where it holds nothing."""
    value = row.value
    if column == "amount":
        return amount(value)
    given = value.get(column)
    if column in ("value", "filing", "handling") and given is not None:
        unit = value.get("unit" if column == "value" else f"{column}_unit", "元" if row.kind == "thresholds" else "")
        return f"{given}{words_for('periods', 'unit').get(unit, unit)}"
    if column in ("filing_extension", "first_extension", "second_extension") and given:
        return f"{given}日"
    if column == "steps":
        return f"{len(given)}个阶次" if given else ""
    if column == "bodies" and row.kind == "items":
        return "、".join(body_name(code) for code in given) if given else "全部镇街"
    if column == "body":
        return body_name(given) if given else ""
    if column in ("violated", "penalised_by", "citations"):
        return "、".join(str(one).replace("《中华人民共和国", "《") for one in given or ())
    return plain(row.kind, column, given)


def days_of(row: ReferenceRow) -> str:
    """2020-11-01起, or between two days."""
    since, until = (f"{day}" if day else "" for day in (row.since, row.until))
    return (f"{since}起" if since else "") + (f"至{until}" if until else "") or "未定"


def plain(kind: str, column: str, given: Any) -> str:
    """Codes become words, lists are joined."""
    if given in (None, "", []):
        return ""
    if isinstance(given, bool):
        return "是" if given else "否"
    words = words_for(kind, column)
    if isinstance(given, list):
        return "、".join(words.get(str(one), str(one)) for one in given)
    return words.get(str(given), str(given))


def body_name(code: str) -> str:
    """杜阮镇 for duruan."""
    body = packaged().body(code)
    return body.name if body else code


def amount(value: Mapping[str, Any]) -> str:
    """The range of an item: 个人200元至1000元，单位2000元至20000元."""
    base = value.get("base_kind", "fixed")
    if base == "none":
        return BASE_KINDS["none"]
    person, unit = (_span(value.get(f"{who}_min"), value.get(f"{who}_max"), base) for who in ("person", "unit"))
    if not person and not unit:
        return "法律没有规定数额" if "fine" in value.get("kinds", []) else ""
    if person == unit:
        return person
    return "，".join(f"{who}{said}" for who, said in (("个人", person), ("单位", unit)) if said)


def _span(low: Any, high: Any, base: str) -> str:
    unit = {"fixed": "元", "multiple": "倍", "percentage": "%", "unit_price": "元/平方米"}.get(base, "")
    if high is None:
        return f"{low}{unit}以上" if low is not None else ""
    return f"{high}{unit}以下" if low is None or Decimal(str(low)) == 0 else f"{low}至{high}{unit}"


def facts_of(row: ReferenceRow) -> list[tuple[str, str]]:
    """All columns with their labels, those that hold something; an item's amounts together."""
    told: list[tuple[str, str]] = []
    for part in fields(TABLES[row.kind]):
        if part.name in ("effective", "mark", "source", "steps", "filing_unit", "handling_unit") or (part.name == "unit" and "value" in row.value):
            continue
        # Amounts are told together, standards and successors as links, codes beside the title.
        if part.name in ("person_max", "unit_min", "unit_max", "benchmark", "exemption", "successor", "code", "pattern"):
            continue
        if part.name in HEADS and row.value.get(part.name) == head_of(row):
            continue
        label, text = ("罚款幅度", amount(row.value)) if part.name == "person_min" else (COLUMNS.get(part.name, part.name), say(row, part.name))
        if text:
            told.append((label, text))
    return told


def citation_columns(row: ReferenceRow) -> list[tuple[str, list[str]]]:
    """The columns that cite, place by place."""
    return [(COLUMNS[name], list(row.value[name])) for name in ("violated", "penalised_by", "citations") if row.value.get(name)]


def standing(row: ReferenceRow, today: date) -> tuple[str, str]:
    """In words, and the kind of its badge; what ends soon is flagged."""
    if row.since and row.since > today:
        return "尚未生效", "outline"
    if row.until and row.until < today:
        return "已失效", "outline"
    if (row.value.get("statute_until") or "9999") < today.isoformat():
        return "所依法律已失效", "warn"
    if (row.value.get("statute_since") or "") > today.isoformat():
        return "所依法律尚未施行", "outline"
    if row.until and row.until <= today + timedelta(days=SOON_DAYS):
        return "即将到期", "warn"
    return "现行有效", "good"


def steps_of(row: ReferenceRow, units: Mapping[str, str]) -> list[dict[str, str]]:
    """The steps of a standard in words; ``units`` says how the amounts of an item count."""
    found = []
    for step in row.value.get("steps") or []:
        item = step.get("item", "")
        left_out = [str(step[bound]) for bound in ("low", "high") if step.get(bound) is not None and not step.get(f"{bound}_inclusive", True)]
        said = _span(step.get("low"), step.get("high"), units.get(item, "fixed"))
        found.append(
            {
                "item": item,
                "name": step.get("name", ""),
                "circumstances": step.get("circumstances", ""),
                "amount": said + (f"（不含{'、'.join(left_out)}）" if left_out else ""),
            }
        )
    return found

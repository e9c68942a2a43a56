"""Between a packaged row and its place in the database. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

OWN_COLUMNS = ("since", "until", "source", "mark")
KEYS = ("code", "name", "law", "text", "purpose", "field")


def row_values(kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a ``ReferenceRow`` for a row of the packaged tables."""
    value = {name: plain(item) for name, item in raw.items() if name not in OWN_COLUMNS}
    return {
        "kind": kind,
        "key": key_of(value),
        "body": str(value.get("body") or (value.get("code", "") if kind == "bodies" else "")),
        "value": value,
        "since": raw.get("since"),
        "until": raw.get("until"),
        "source": raw.get("source", ""),
        "confidence": str(raw["mark"]),
    }


def key_of(value: Mapping[str, Any]) -> str:
    """What the row is called in lists."""
    return next((str(value[name])[:120] for name in KEYS if value.get(name)), "")


def plain(item: Any) -> Any:
    """A JSON value."""
    if isinstance(item, date | Decimal):
        return str(item)
    if isinstance(item, Mapping):
        return {name: plain(part) for name, part in item.items()}
    return [plain(part) for part in item] if isinstance(item, tuple | list) else item

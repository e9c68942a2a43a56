"""Three-way merging: what changed in the ledger since its last import goes into what the town has made of the file since."""

from __future__ import annotations

import copy
from typing import Any

# What makes two rows of a list the same thing.
IDENTITY = {
    "parties": ("name",),
    "officers": ("name",),
    "documents": ("type", "number"),
    "services": ("document", "method"),
    "remedies_used": ("kind",),
}
NOT_LEDGERS = {"complete", "format", "body"}


def merge(document: dict[str, Any], last: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The document with every value that differs between ``last`` and ``new``; all else stays as the town left it."""
    merged = copy.deepcopy(document)
    for key, value in new.items():
        if key not in NOT_LEDGERS and value != last.get(key):
            merged[key] = _merged(key, merged.get(key), last.get(key), value)
    for key, value in last.items():
        if key not in new and merged.get(key) == value:
            del merged[key]
    return merged


def _merged(key: str, current: Any, last: Any, new: Any) -> Any:
    if isinstance(new, dict) and isinstance(current, dict):
        return merge(current, last if isinstance(last, dict) else {}, new)
    if key in IDENTITY and isinstance(new, list) and isinstance(current, list):
        return _merged_rows(current, last if isinstance(last, list) else [], new, IDENTITY[key])
    return copy.deepcopy(new)


def _merged_rows(current: list[dict], last: list[dict], new: list[dict], identity: tuple[str, ...]) -> list[dict]:
    """Rows of the ledger over the rows that stand; a row whose identity changed takes the place of the one it was."""
    rows = copy.deepcopy(current)
    for at, row in enumerate(new):
        old = last[at] if at < len(last) else {}
        place = next(
            (index for index, standing in enumerate(rows) if _same(standing, row, identity) or (old and _same(standing, old, identity))),
            None,
        )
        if place is None:
            rows.append(copy.deepcopy(row))
        else:
            rows[place] = merge(rows[place], old, row)
    return rows


def _same(one: dict, other: dict, identity: tuple[str, ...]) -> bool:
    return all(one.get(key) == other.get(key) for key in identity)

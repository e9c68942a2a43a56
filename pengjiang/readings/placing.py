"""Where a paper's rows go among the rows that a dossier has already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pengjiang.dossiers.facts.pointer import get

# What makes two rows of a list the same thing; a row that leaves one out may still be it.
IDENTITY = {
    "parties": ("name",),
    "officers": ("name",),
    "documents": ("type", "number"),
    "services": ("document", "number"),
    "records": ("type", "start"),
}
_ROW = re.compile(r"^(?P<list>/.+?)/(?P<row>\d+)(?P<rest>/.*)?$")
CITED = ("/decision/violated", "/decision/penalised_by", "/notice/basis", "/measure/basis")


class Placing:
    """Places the papers one after the other, so that two of them speak of the same new row."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def place(self, suggested: Iterable[tuple[str, Any]]) -> dict[str, str]:
        """The pointers of one paper, each with its place in the dossier."""
        suggested = list(suggested)
        rows: dict[tuple[str, str], dict[str, Any]] = {}
        for pointer, value in suggested:
            found = _ROW.match(pointer)
            if found:
                row = rows.setdefault((found["list"], found["row"]), {})
                row.update({found["rest"].strip("/"): value} if found["rest"] else value)
        places = {key: self._place_row(key[0], row) for key, row in rows.items()}
        return {pointer: self._placed(pointer, places) for pointer, _ in suggested}

    def _placed(self, pointer: str, places: Mapping[tuple[str, str], int]) -> str:
        found = _ROW.match(pointer)
        return f"{found['list']}/{places[found['list'], found['row']]}{found['rest'] or ''}" if found else pointer

    def _place_row(self, listed: str, row: dict[str, Any]) -> int:
        rows = self._rows.setdefault(
            listed, [dict(one) if isinstance(one, dict) else {"law": one} for one in get(self.document, listed, [])]
        )
        keys = IDENTITY.get(listed.strip("/"), ())
        for index, standing in enumerate(rows):
            if (_same(standing, row, keys) if keys else standing == row) or not standing:
                rows[index] = {**row, **standing}
                return index
        # A file with one party has that party: another name is a contradiction to look at, not a second person.
        if listed == "/parties" and len(rows) == 1:
            return 0
        rows.append(dict(row))
        return len(rows) - 1


def _same(standing: Mapping[str, Any], row: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    first, *others = keys
    if standing.get(first) != row.get(first):
        return False
    return all(standing.get(key) in (None, row.get(key)) or row.get(key) is None for key in others)

"""以此案卷新建: what of one file begins the next.

Carried over is what the office brings to a matter: what sort of file it is, who handles it, on which provisions it stands. Never what
happened in it or what its papers say: numbers, parties, days, places, papers, services, amounts, results, what the decision told the
party. Those are read from the new file's own papers, or its check would judge the old ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pengjiang.dossiers.facts.labels import say_pointer
from pengjiang.dossiers.facts.pointer import get, put


@dataclass(frozen=True)
class Carried:
    """``same_matter``: only while type and field stay as they were, for it hangs on them."""

    pointer: str
    same_matter: bool = False


# THE table of what is carried over. What is not named here is not.
CARRIED = (
    Carried("/file_type"),
    Carried("/field"),
    Carried("/officers"),
    Carried("/item", same_matter=True),
    Carried("/case/source_kind", same_matter=True),
    Carried("/case/region_type", same_matter=True),
    Carried("/decision/violated", same_matter=True),
    Carried("/decision/penalised_by", same_matter=True),
    Carried("/decision/discretion_standard", same_matter=True),
    Carried("/decision/pay_institution", same_matter=True),
)
HEAD = ("/file_type", "/field")


def carried(document: Mapping[str, Any], *, file_type: str, field: str) -> dict[str, Any]:
    """Values by pointer that a new file of this type and field takes over."""
    is_same = document.get("file_type") == file_type and document.get("field") == field
    found = {one.pointer: get(document, one.pointer) for one in CARRIED if is_same or not one.same_matter}
    return {pointer: deepcopy(value) for pointer, value in found.items() if value not in (None, "", [], {})}


def begun_like(document: Mapping[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """A new file's head with what it takes over from another."""
    for pointer, value in carried(document, file_type=facts["file_type"], field=facts["field"]).items():
        if pointer not in HEAD:
            put(facts, pointer, value)
    return facts


def said(document: Mapping[str, Any]) -> list[str]:
    """What is taken over, by name, people with theirs."""
    pointers = carried(document, file_type=document.get("file_type", ""), field=document.get("field", ""))
    names = "、".join(row["name"] for row in pointers.get("/officers", ()) if row.get("name"))
    return [f"{say_pointer(pointer)}（{names}）" if pointer == "/officers" and names else say_pointer(pointer) for pointer in pointers]

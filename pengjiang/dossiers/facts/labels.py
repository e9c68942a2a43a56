"""The label table: what keys and codes of dossier/1 are called. One declaration, ``data/labels.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pengjiang.checks.validation import schema
from pengjiang.dossiers.facts.pointer import split

LABELS_PATH = Path(__file__).parents[1] / "data" / "labels.toml"
TOP = "top"


@lru_cache
def labels() -> dict[str, Any]:
    """The whole table."""
    return tomllib.loads(LABELS_PATH.read_text(encoding="utf-8"))


def label_of(definition: str, key: str) -> str:
    """The name of a key in a definition of the schema; the key itself where there is none."""
    return labels().get(definition, {}).get(key, key)


def codes_of(definition: str, key: str) -> dict[str, str]:
    """Words of a closed list."""
    codes = labels()["codes"]
    return codes.get(f"{definition}.{key}") or codes.get(key, {})


def document_types() -> dict[str, str]:
    """Papers by code."""
    return labels()["documents"]


def definition_of(node: dict[str, Any]) -> str:
    """The definition a schema node refers to (also as rows of a list), or an empty text."""
    ref = node.get("$ref") or node.get("items", {}).get("$ref", "")
    return ref.rsplit("/", 1)[-1]


def say_pointer(pointer: str) -> str:
    """``/parties/0/name`` → 当事人1·姓名或者名称."""
    words: list[str] = []
    definition, properties = TOP, schema()["properties"]
    for part in split(pointer) or [pointer]:
        if part.isdigit() and words:
            words[-1] += str(int(part) + 1)
            continue
        words.append(label_of(definition, part))
        node = properties.get(part, {})
        definition = definition_of(node) or definition
        properties = schema()["$defs"].get(definition, {}).get("properties", {})
    return "·".join(words)


def say_pointers(pointers: Iterable[str], *, limit: int = 5) -> str:
    """The first few names, and how many more there are."""
    names = [{"cause": "案由", "note": "备注"}.get(pointer) or say_pointer(pointer) for pointer in pointers]
    return "、".join(names[:limit]) + (f"等{len(names)}项" if len(names) > limit else "")

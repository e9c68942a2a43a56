"""Trees as JSON and back. What was issued is read again years later, so a block is written with its name and only what differs from its defaults."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import get_args

from pengjiang.documents import blocks
from pengjiang.documents.blocks import Block, Form, Tree

_NAMED = {cls.__name__: cls for cls in (*get_args(Block), blocks.Run, blocks.Cell, blocks.Field, Tree)}
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
# Fields that hold a day: a text that merely looks like one must stay text.
_DAYS = {"on", "printed_on"}


def to_data(value: object) -> object:
    """Plain JSON data of a tree or any part of it."""
    if is_dataclass(value):
        data: dict[str, object] = {"block": type(value).__name__}
        for field in fields(value):
            content = getattr(value, field.name)
            if field.default is MISSING or content != field.default:
                data[field.name] = to_data(content)
        return data
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Form) else value


def from_data(data: object, *, name: str = "") -> object:
    """The tree that ``to_data`` wrote. Raises ``KeyError`` for a block this version does not know."""
    if isinstance(data, dict):
        cls = _NAMED[data["block"]]
        values = {key: from_data(content, name=key) for key, content in data.items() if key != "block"}
        if cls is Tree:
            values["form"] = Form(values["form"])
        return cls(**values)
    if isinstance(data, list):
        return tuple(from_data(item) for item in data)
    if name in _DAYS and isinstance(data, str) and _DAY.match(data):
        return date.fromisoformat(data)
    return data


def dumps(tree: Tree) -> str:
    """Stable text: the same tree always gives the same bytes."""
    return json.dumps(to_data(tree), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(text: str) -> Tree:
    """The tree that ``dumps`` wrote."""
    return from_data(json.loads(text))

"""Examples in the document: a value that fits, worked out from what is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Schema = Mapping[str, Any]
DEPTH = 4
PLAIN = {"integer": 1, "number": 1, "boolean": True}
FORMATS = {"date": "2026-03-02", "uuid": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "uri": "https://10.12.3.4/hooks"}


def example_of(schema: Schema, resolve: Callable[[Schema], Schema], depth: int = 0) -> Any:
    """A value of this shape. ``resolve`` follows references; what is nested deeper than anybody reads is left empty."""
    schema = resolve(schema)
    for key in ("example", "const"):
        if key in schema:
            return schema[key]
    if schema.get("enum"):
        return next((code for code in schema["enum"] if code not in ("", None)), schema["enum"][0])
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if kind == "object":
        properties = schema.get("properties", {}) if depth < DEPTH else {}
        return {name: example_of(node, resolve, depth + 1) for name, node in properties.items()}
    if kind == "array":
        return [example_of(schema["items"], resolve, depth + 1)] if "items" in schema and depth < DEPTH else []
    if kind in PLAIN:
        return max(PLAIN[kind], schema.get("minimum", 1)) if kind != "boolean" else PLAIN[kind]
    if kind == "null":
        return None
    words = schema.get("title") or schema.get("description") or "文字"
    return FORMATS.get(schema.get("format", ""), words.split("（")[0].split("：")[0][: schema.get("maxLength", 60)])

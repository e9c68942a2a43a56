"""The OpenAPI document as a person reads it: rooms, their operations, what goes in and what comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pengjiang.api.document import kept
from pengjiang.api.examples import example_of
from pengjiang.api.scopes import ROOMS

METHODS = ("get", "post", "put", "patch", "delete", "head")
KINDS = {"string": "文字", "integer": "整数", "number": "数字", "boolean": "true / false", "array": "列表", "object": "对象", "null": "可为空"}
DEPTH = 3


@dataclass(frozen=True)
class Member:
    """One line of a table: a parameter, or a member of a body or an answer."""

    name: str
    kind: str
    text: str
    codes: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Described:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    text: str
    parameters: tuple[Member, ...]
    body: tuple[Member, ...]
    answer: tuple[Member, ...]
    statuses: tuple[tuple[str, str], ...]
    call: str


@cache
def rooms() -> dict[str, list[Described]]:
    """Operations by room, in the order of the addresses; rooms without any are left out."""
    found: dict[str, list[Described]] = {room: [] for room in ROOMS}
    labels = {label: room for room, label in ROOMS.items()}
    for path, item in kept()["paths"].items():
        for method in METHODS:
            if method in item:
                found[labels[item[method]["tags"][0]]].append(_described(path, method, item[method]))
    return {room: operations for room, operations in found.items() if operations}


def _described(path: str, method: str, operation: Mapping[str, Any]) -> Described:
    given = [_resolved(one) for one in operation.get("parameters", ())]
    body = next(iter(operation.get("requestBody", {}).get("content", {}).values()), {}).get("schema", {})
    answers = {status: _resolved(answer) for status, answer in operation["responses"].items()}
    good = next((answer for status, answer in answers.items() if status.startswith("2")), {})
    schema = next(iter(good.get("content", {}).values()), {}).get("schema", {})
    return Described(
        operation["operationId"],
        method.upper(),
        path,
        operation.get("summary", ""),
        operation.get("description", ""),
        tuple(_member(one["name"], {**one.get("schema", {}), "description": one.get("description", "")}, required=one.get("required", False)) for one in given),
        tuple(_members(body)),
        tuple(_members(schema)),
        tuple((status, answer.get("description", "")) for status, answer in answers.items()),
        _call(path, method, body),
    )


def _resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference leads to."""
    while "$ref" in node:
        found: Any = kept()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def _members(schema: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[Member]:
    """Members and their members, named as one would write them: results[].id."""
    schema = _resolved(schema)
    if schema.get("type") == "array":
        yield from _members(schema.get("items", {}), f"{before}[]", depth)
        return
    for name, node in schema.get("properties", {}).items():
        node = _resolved(node)
        full = f"{before}.{name}" if before else name
        yield _member(full, node, required=name in schema.get("required", ()))
        if depth < DEPTH:
            yield from _members(node, full, depth + 1)


def _member(name: str, node: Mapping[str, Any], *, required: bool = False) -> Member:
    kinds = node.get("type", "")
    words = "、".join(KINDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind in KINDS)
    said = "。".join(dict.fromkeys(part.strip("。") for part in (node.get("title", ""), node.get("description", "")) if part))
    codes = tuple(str(code) for code in node.get("enum", ()) if code not in (None, ""))
    return Member(name, words, re.sub(r"\n?\* `([^`]*)` - ", r"；\1 ", said).strip("；"), codes, required)


def _call(path: str, method: str, body: Mapping[str, Any]) -> str:
    """A line to try it with."""
    address = re.sub(r"\{(\w+)\}", "1", path)
    parts = [f'curl -H "Authorization: Bearer $TOKEN" "$SITE{address}"']
    if method not in {"get", "head"}:
        example = {name: example_of(node, _resolved) for name, node in list(_resolved(body).get("properties", {}).items())[:3]}
        parts[0] = f'curl -X {method.upper()} -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json"'
        parts += [f"  -d '{json.dumps(example, ensure_ascii=False)}'", f'  "$SITE{address}"']
    return " \\\n".join(parts)


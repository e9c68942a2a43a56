"""The shape of the facts form, derived from the JSON Schema and the label table: groups, rows and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pengjiang.checks.validation import schema
from pengjiang.dossiers.facts.labels import TOP, codes_of, definition_of, document_types, label_of, labels
from pengjiang.dossiers.facts.pointer import join

PAPERS = {("document", "type"), ("service", "document"), ("record", "type"), ("evidence", "document")}
HIDDEN = {"format", "body"}


@dataclass(frozen=True)
class FieldShape:
    """One input: ``kind`` is text, date, time, money, integer, count, flag, yes_no, choice, choices, names or paper."""

    key: str
    label: str
    kind: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class GroupShape:
    """An object of the schema."""

    key: str
    label: str
    definition: str
    fields: tuple[FieldShape, ...]
    groups: tuple[GroupShape, ...]
    rows: tuple[RowsShape, ...]


@dataclass(frozen=True)
class RowsShape:
    """A list of objects."""

    key: str
    label: str
    row: GroupShape
    may_be_text: bool = False


@lru_cache
def shape() -> GroupShape:
    """The whole document."""
    return _group("", "", TOP, schema()["properties"])


def _group(key: str, label: str, definition: str, properties: Mapping[str, Any]) -> GroupShape:
    ordered = [name for name in labels().get(definition, {}) if name in properties]
    ordered += [name for name in properties if name not in ordered and name not in HIDDEN]
    fields, groups, rows = [], [], []
    for name in ordered:
        node = properties[name]
        if name in HIDDEN and definition == TOP:
            continue
        target = definition_of(node)
        inner = schema()["$defs"].get(target, {})
        if node.get("type") == "array" and (inner.get("properties") or target == "citation_or_text"):
            rows.append(_rows(name, definition, target))
        elif inner.get("properties"):
            groups.append(_group(name, label_of(definition, name), target, inner["properties"]))
        else:
            fields.append(_field(name, definition, node))
    return GroupShape(key, label, definition, tuple(fields), tuple(groups), tuple(rows))


def _rows(name: str, definition: str, target: str) -> RowsShape:
    may_be_text = target == "citation_or_text"
    target = "citation" if may_be_text else target
    label = label_of(definition, name)
    return RowsShape(name, label, _group("", label, target, schema()["$defs"][target]["properties"]), may_be_text)


_BY_DEFINITION = {"date": "date", "time": "time", "money": "money", "integer": "integer", "count": "count", "flag": "flag"}


def _field(name: str, definition: str, node: Mapping[str, Any]) -> FieldShape:
    label = label_of(definition, name)
    if (definition, name) in PAPERS:
        return FieldShape(name, label, "paper", tuple(document_types().items()))
    if node.get("type") == "array":
        codes = codes_of(definition, name)
        allowed = node["items"].get("enum")
        return (
            FieldShape(name, label, "choices", tuple((c, codes.get(c, c)) for c in allowed))
            if allowed
            else FieldShape(name, label, "names")
        )
    if "enum" in node:
        codes = codes_of(definition, name)
        return FieldShape(name, label, "choice", tuple((code, codes.get(code, code)) for code in node["enum"]))
    if node.get("type") == "boolean":
        return FieldShape(name, label, "yes_no")
    return FieldShape(name, label, _BY_DEFINITION.get(definition_of(node), "text"))


def walk(group: GroupShape, document: Mapping[str, Any], counts: Mapping[str, int], at: str = "") -> Iterator[tuple[str, FieldShape]]:
    """Every field with its pointer, rows repeated as often as ``counts`` says by the list's pointer."""
    for field in group.fields:
        yield at + join(field.key), field
    for inner in group.groups:
        yield from walk(inner, document, counts, at + join(inner.key))
    for rows in group.rows:
        pointer = at + join(rows.key)
        for index in range(counts.get(pointer, 0)):
            yield from walk(rows.row, document, counts, pointer + join(index))

"""The published schema of dossier/1 in the OpenAPI document: the same definitions, under the document's own names."""

from __future__ import annotations

from typing import Any

from pengjiang.api.describing import COMPONENTS
from pengjiang.checks.validation import schema

NAME = "Dossier1"
REF = {"$ref": f"#/components/schemas/{NAME}"}
# A penalty on the spot, as short as a file may be told.
EXAMPLE = {
    "format": "dossier/1",
    "complete": False,
    "number": "蓬杜当罚〔2026〕7号",
    "body": "duruan",
    "file_type": "P_SUM",
    "field": "urban",
    "case": {"discovered_at": "2026-03-02T09:10", "violation_place": "杜阮镇江杜中路12号门前", "inside_area": True},
    "parties": [{"type": "person", "name": "李某"}],
    "decision": {"dated_on": "2026-03-02", "penalties": ["fine"], "fine": 100, "correction_ordered": True},
}
ROOT_ONLY = ("$schema", "$id", "$defs")


def _renamed(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _target(value) if key == "$ref" else _renamed(value) for key, value in node.items()}
    return [_renamed(one) for one in node] if isinstance(node, list) else node


def _target(pointer: str) -> str:
    return pointer.replace("#/$defs/", f"#/components/schemas/{NAME}.")


for _name, _node in schema()["$defs"].items():
    COMPONENTS.register(f"{NAME}.{_name}", _renamed(_node))
COMPONENTS.register(NAME, {**_renamed({key: value for key, value in schema().items() if key not in ROOT_ONLY}), "example": EXAMPLE})

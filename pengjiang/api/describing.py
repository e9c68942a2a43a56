"""How an operation presents itself: one description for the OpenAPI document, the reader's page and the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pengjiang.common.registry import Registry

Schema = Mapping[str, Any]
# Schemas of the document that stand by themselves; refer to one as ``{"$ref": "#/components/schemas/<name>"}``.
COMPONENTS: Registry[Schema] = Registry("API components")


@dataclass(frozen=True)
class Parameter:
    """A parameter of the query or a header."""

    name: str
    description: str
    schema: Schema
    place: str = "query"
    many: bool = False
    example: Any = None


@dataclass(frozen=True)
class Operation:
    """One method of one address. ``answer`` and ``body`` are JSON Schemas or serializer classes; ``id`` is unique and stays."""

    id: str
    summary: str
    description: str
    answer: Any
    status: int = 200
    body: Any = None
    parameters: Sequence[Parameter] = ()
    statuses: Sequence[int] = ()
    # Further statuses of success, with the same answer.
    also: Sequence[int] = ()
    media_type: str = "application/json"
    answer_type: str = "application/json"
    example: Any = None
    tags: Sequence[str] = field(default_factory=tuple)

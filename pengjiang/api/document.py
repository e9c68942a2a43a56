"""The OpenAPI document: made from the routes, kept in the repository, served from there."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from drf_spectacular.generators import SchemaGenerator

NAME = "openapi.json"


def made() -> dict[str, Any]:
    """As the routes are now."""
    return json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))


@cache
def kept() -> dict[str, Any]:
    """As it was last agreed: ``manage.py write_openapi`` puts the present one in its place."""
    return json.loads(resources.files("pengjiang.api").joinpath(NAME).read_text("utf-8"))


def as_text(document: dict[str, Any]) -> str:
    """One member a line, so that a change shows as what it is."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

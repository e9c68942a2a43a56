"""Calls of the API in tests."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client

PIECE = "application/offset+octet-stream"


def post(client: Client, address: str, body: Any, **headers: str) -> HttpResponseBase:
    """A POST of JSON."""
    return client.post(address, json.dumps(body, ensure_ascii=False), content_type="application/json", headers=headers)


def begin_upload(client: Client, content: bytes, *, name: str = "材料.jpg", **changes: Any) -> HttpResponseBase:
    """Announce a file."""
    return post(
        client, "/api/v1/files/uploads/", {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), **changes}
    )


def append(client: Client, address: str, piece: bytes, offset: int | str, *, content_type: str = PIECE) -> HttpResponseBase:
    """Send the bytes from ``offset`` on."""
    return client.patch(address, piece, content_type=content_type, headers={"Upload-Offset": str(offset)})


def upload(client: Client, content: bytes, **values: Any) -> str:
    """A whole file in one piece; its number."""
    begun = begin_upload(client, content, **values)
    assert begun.status_code == 201, begun.content
    done = append(client, begun["Location"], content, 0)
    assert done.status_code == 200, done.content
    return begun.json()["id"]


def pointers(answer: HttpResponseBase) -> dict[str, str]:
    """Errors of a problem by their place."""
    return {one["pointer"]: one["detail"] for one in answer.json().get("errors", [])}


def many(row: Model, count: int, **vary: Any) -> list[Model]:
    """So many rows more like this one; ``vary`` gives each of them its own values by number."""
    values = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields if not column.primary_key}
    first = type(row)._default_manager.count()
    made = [type(row)(**values | {name: change(first + n) for name, change in vary.items()}) for n in range(count)]
    return type(row)._default_manager.bulk_create(made)

"""ETag and If-Match: what a caller had seen is what it changes, or it is told that somebody was faster."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db.models import Model
from rest_framework.request import Request

from pengjiang.api.problems import Refused
from pengjiang.api.resources import RESOURCES, resource_of


def version_of(obj: Model, user: Any) -> str:
    """A strong tag of what this reader sees of an object, and of the moment of its last change."""
    declared = resource_of(obj)
    fresh = declared.rows(user).filter(pk=obj.pk).first()
    return tag_of(declared.show([fresh], user)[0], fresh) if fresh is not None else '"gone"'


def tag_of(shown: dict[str, Any], row: Model) -> str:
    """The tag of a row that is at hand."""
    return tag(shown, row.updated_at if resource_of(row).stamps else None)


def tag(shown: dict[str, Any], stamp: datetime | None) -> str:
    """A strong tag of values and of the moment of their last change."""
    text = json.dumps([shown, stamp.isoformat() if stamp else ""], default=str, sort_keys=True, ensure_ascii=False)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def check_match(request: Request, obj: Model) -> None:
    """Lock the row and compare. Raises ``Refused`` 412. The lock holds until the caller's transaction ends, so that nothing comes between."""
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted or obj._meta.label_lower not in RESOURCES:
        return
    type(obj)._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=obj.pk).order_by().first()
    if wanted == "*":
        return
    now = version_of(obj, request.user)
    if now not in [tag.strip() for tag in wanted.split(",")]:
        raise Refused(412, "对象在您读取之后已有变化，请重新读取后再办理。", headers={"ETag": now})

"""The deadline that matters most on each object of a page, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline


def nearest_deadlines(objects: Iterable[Model], *, limits: tuple[str, ...] = ()) -> dict[int, Deadline]:
    """By primary key: the open deadline that ends first; where none is open, the one met last."""
    refs = {str(ObjectRef.of(obj)): obj.pk for obj in objects}
    rows = Deadline.objects.filter(target__in=refs).exclude(state=Deadline.State.WITHDRAWN)
    if limits:
        rows = rows.filter(limit__in=limits)
    found: dict[int, Deadline] = {}
    for row in rows.order_by("-met_on", "-due_on"):
        key = refs[row.target]
        if row.met_on is None or key not in found:
            found[key] = row
    return found


def limit_of(deadline: Deadline | None) -> dict[str, Any]:
    """What a to-do shows of its deadline."""
    if deadline is None or deadline.met_on is not None:
        return {}
    return {"due": deadline.due_on, "light": str(deadline.light()), "deadline": deadline.pk, "provisional": deadline.provisional}


def open_deadlines(user: Any, *objects: Model) -> list[Deadline]:
    """All that run on some objects and concern the reader, the first to end first."""
    return list(Deadline.objects.visible_to(user).open().filter(target__in=[str(ObjectRef.of(obj)) for obj in objects]).order_by("due_on"))

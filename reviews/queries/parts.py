"""How a town stands with its objection."""

from __future__ import annotations

from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from reviews.models import TownPart


def objection_closed(part: TownPart) -> str:
    """Why it is too late to object, or an empty text."""
    limit = Deadline.objects.filter(target=str(ObjectRef.of(part)), limit="TM26A").exclude(state=Deadline.State.WITHDRAWN).order_by("-id").first()
    if limit is not None and clock.today() > limit.due_on:
        return f"申诉期已于{limit.due_on:%Y-%m-%d}届满。"
    return ""

"""Ends of discretion standards, announced before they come."""

from __future__ import annotations

from django.db import transaction

from liaison.discretion import warn_days
from liaison.models import StandardWarning
from liaison.queries.discretion import STAGES, expiring
from pengjiang.common import clock
from pengjiang.events.services import emit


def announce_expiring() -> int:
    """Ninety, thirty and seven days before: once each, however often this runs. The number of announcements."""
    return sum(_announce(row, warn_days(STAGES, left)) for row, left in expiring(clock.today()))


@transaction.atomic
def _announce(row, stage: int | None) -> int:
    if stage is None:
        return 0
    warning, is_new = StandardWarning.objects.get_or_create(
        code=row.code, until=row.effective.until, stage=stage, defaults={"name": row.name, "told_on": clock.today()}
    )
    if is_new:
        emit("liaison.standard.expiring", actor=None, target=warning, data={"name": row.name, "until": f"{row.effective.until:%Y-%m-%d}"})
    return int(is_new)

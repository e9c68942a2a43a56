"""Limits that run bind and are watched by the successor."""

from __future__ import annotations

from pengjiang.accounts.models import OrganisationChange
from pengjiang.accounts.succession import goes_over
from pengjiang.deadlines.models import Deadline


@goes_over("期限")
def limits_go_over(change: OrganisationChange) -> int:
    """Told on the matters they belong to; of a renamed unit nothing moves."""
    if not change.successor_id:
        return 0
    rows = Deadline.objects.open()
    bound = rows.filter(bound_org=change.organisation).update(bound_org=change.successor)
    return bound + rows.filter(watch_org=change.organisation).update(watch_org=change.successor)

"""Open disputes go over to a unit's successor."""

from __future__ import annotations

from disputes.models import Dispute
from pengjiang.accounts.models import OrganisationChange
from pengjiang.accounts.succession import carry, goes_over


@goes_over("争议化解")
def disputes(change: OrganisationChange) -> int:
    """The town whose act is in dispute, and the body it came from."""
    return carry(change, Dispute.objects.open(), "town", "source")

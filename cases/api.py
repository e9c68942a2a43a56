"""What other systems see of clues, cases, recommendations and what belongs to them."""

from __future__ import annotations

from cases.models import Transfer
from cases.permissions import TransferPermission
from cases.views.transfers import TransferList, TransferPage
from pengjiang.api.resources import Resource, resource

resource(
    Resource(
        "cases/transfers",
        Transfer,
        TransferPermission.VIEW,
        fields=("number", "title"),
        listing=TransferList,
        page=TransferPage,
    )
)

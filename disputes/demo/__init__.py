"""The disputes of the demo district, played day by day through the services; everybody in them is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from disputes.demo.huang import huang
from disputes.demo.others import others
from disputes.models import Dispute

if TYPE_CHECKING:
    from pengjiang.demo.district import District


def stories(district: District) -> list[Iterator[datetime]]:
    """All of them; none where the station has disputes already."""
    if Dispute.objects.exists():
        return []
    return [huang(district), *others(district)]

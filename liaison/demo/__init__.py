"""The room of the demo district, played through the services; everybody outside the offices is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from liaison.demo.learning import learning
from liaison.demo.sharing import agreements, meeting, notices, typical_cases
from liaison.models import Agreement

if TYPE_CHECKING:
    from pengjiang.demo.district import District


def stories(district: District) -> list[Iterator[datetime]]:
    """All of them; none where the room has agreements already."""
    if Agreement.objects.exists():
        return []
    return [agreements(district), typical_cases(district), notices(district), meeting(district), learning(district)]

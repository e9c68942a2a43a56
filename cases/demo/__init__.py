"""The matters of the demo district, played day by day through the services (``pengjiang/demo/timeline.py``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from cases.demo.matters import load
from cases.demo.office import office_life
from cases.demo.other_cases import other_cases
from cases.demo.recommending import Recommending
from cases.demo.referring import referrals
from cases.demo.ways import off_path, unpaid_fines
from cases.models import Transfer

if TYPE_CHECKING:
    from pengjiang.demo.district import District


def stories(district: District) -> list[Iterator[datetime]]:
    """All of them; none where the office has matters already."""
    if Transfer.objects.exists():
        return []
    recommended = [Recommending(matter, district).play() for matter in (*load("recommended.toml"), *load("proposed.toml"))]
    return [*recommended, *other_cases(district), *referrals(district), *off_path(district), *unpaid_fines(district), *office_life(district)]

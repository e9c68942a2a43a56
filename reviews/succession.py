"""A round of review ends under the names it began with."""

from __future__ import annotations

from pengjiang.accounts.models import Organisation
from pengjiang.accounts.succession import stands_in_the_way
from reviews.models import TownPart
from reviews.models.rounds import ANNOUNCED

GOING_ON = ANNOUNCED[: ANNOUNCED.index("published")]


@stands_in_the_way("reviews.rounds")
def round_going_on(organisation: Organisation) -> str:
    """Marks are settled with the unit that submitted its files."""
    part = TownPart.objects.filter(town=organisation, round__state__in=GOING_ON).select_related("round").first()
    return f"{organisation.short_name}正在参加“{part.round.title}”，请待评查通报公布后再登记合并。" if part else ""

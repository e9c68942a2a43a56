"""Open disputes go over with the rest of a procurator's or an assistant's work."""

from __future__ import annotations

from cases.holdings import Held, holds
from cases.services.handovers import why_not
from disputes.models import Dispute
from disputes.models.disputes import OVER
from disputes.services.intake import hand_over_part
from disputes.workflow import DISPUTE
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.workflow.services import decide


@holds
class Disputes:
    """Of the procuratorate's two handlers; the bureau's is named by the bureau."""

    PARTS = {"procurator": ("争议化解", Role.PROCURATOR), "assistant": ("争议化解（协办）", Role.ASSISTANT)}

    def held_by(self, person: User) -> list[Held]:
        rows = Dispute.objects.exclude(state__in=OVER).select_related("town", "procurator", "assistant", "officer").order_by("id")
        return [Held(row, label, self, part=part) for part, (label, _) in self.PARTS.items() for row in rows.filter(**{part: person})]

    def holders(self) -> set[int]:
        pairs = Dispute.objects.exclude(state__in=OVER).values_list("procurator_id", "assistant_id")
        return {key for pair in pairs for key in pair if key}

    def why_not(self, held: Held, taker: User, actor: User) -> str:
        decision = decide(held.obj, DISPUTE["hand_over"], actor)
        return decision.reason or why_not(taker, held.obj, role=self.PARTS[held.part][1], subject=held.obj.town)

    def give(self, held: Held, *, taker: User, actor: User, reason: str) -> None:
        hand_over_part(held.obj, actor=actor, part=held.part, taker=taker, reason=reason)

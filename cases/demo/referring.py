"""Referrals that did not (yet) become a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from cases.demo.intake import Intake
from cases.demo.matters import load
from cases.services import transfers

if TYPE_CHECKING:
    from pengjiang.demo.district import District

ENTRY = ((0, "draft"), (0, "submit"))
ACCEPTED = (*ENTRY, (2, "accept"))
ASSIGNED = (*ACCEPTED, (3, "assign"))
WAYS = {
    "draft": ENTRY[:1],
    "pending": ENTRY,
    "returned": (*ENTRY, (3, "send_back")),
    "refused": (*ENTRY, (3, "refuse")),
    "accepted": ACCEPTED,
    "assigned": ASSIGNED,
    "investigating": (*ASSIGNED, (6, "investigate")),
    "filed": (*ASSIGNED, (9, "file")),
    "handed_over": (*ASSIGNED, (8, "hand_over")),
}


def referrals(district: District) -> list[Iterator[datetime]]:
    """The stories of ``referrals.toml``."""
    return [Referral(matter, district).play() for matter in load("referrals.toml")]


class Referral(Intake):
    """Its ways out before a case."""

    def play(self) -> Iterator[datetime]:
        """The moments of the acts, each played when resumed."""
        for place, (offset, act) in enumerate(WAYS[self.matter.until]):
            yield self.district.ago(self.matter.start - offset if self.matter.start > offset else 0, 10 + place, self.matter.file["seq"] % 50)
            getattr(self, act)()

    def send_back(self) -> None:
        transfers.return_transfer(self.transfer, actor=self.manager, answer=self.matter.answer)

    def refuse(self) -> None:
        transfers.refuse_transfer(self.transfer, actor=self.manager, answer=self.matter.answer)

    def investigate(self) -> None:
        transfers.investigate_transfer(self.transfer, actor=self.holder, note=self.matter.answer)

    def file(self) -> None:
        transfers.file_transfer(self.transfer, actor=self.holder, answer=self.matter.answer)

    def hand_over(self) -> None:
        transfers.hand_over_transfer(self.transfer, actor=self.holder, handed_to=self.matter.handed_to, answer=self.matter.answer)

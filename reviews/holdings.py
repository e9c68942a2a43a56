"""Files still to be marked go over to another of the panel. The list names the round alone: who marks which file stays unknown."""

from __future__ import annotations

from django.db.models import QuerySet

from cases.holdings import Held, holds
from pengjiang.accounts.models import User
from pengjiang.workflow.services import decide
from reviews.enums import Seat
from reviews.models import Assignment
from reviews.services.assigning import free_reviewers, reassign
from reviews.workflow import ASSIGNMENT


@holds
class Assignments:
    """Open tasks of reviewers."""

    def rows(self) -> QuerySet:
        return Assignment.objects.open().exclude(seat=Seat.CALIBRATION).select_related("file__round", "file__town")

    def held_by(self, person: User) -> list[Held]:
        rows = self.rows().filter(reviewer=person).order_by("id")
        return [Held(row, "评查任务", self, shown=row.round, number="", title=f"{row.round.title}评分") for row in rows]

    def holders(self) -> set[int]:
        return set(self.rows().values_list("reviewer_id", flat=True))

    def why_not(self, held: Held, taker: User, actor: User) -> str:
        decision = decide(held.obj, ASSIGNMENT["end"], actor)
        if not decision.ok:
            return decision.reason
        same_body = taker.organisation is not None and taker.organisation.pk == held.obj.body_id
        fit = same_body and taker in free_reviewers(held.obj.file)
        return "" if fit else f"{taker.name}不在本次评查组中，或者应当回避、已评查该案卷，由评查组长另行改派"

    def give(self, held: Held, *, taker: User, actor: User, reason: str) -> None:
        reassign(held.obj, actor=actor, person=taker, reason=reason)

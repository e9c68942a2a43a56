"""The proceedings' limits on a dispute: which matter most, and which remedy is about to be lost by waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from disputes.models import Dispute
from disputes.models.disputes import DONE
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline

# The party's own remedies: they run on while the station mediates.
REMEDIES = ("TM13", "TM14", "TM35", "TM35A")
WARN_DAYS = 15


@dataclass(frozen=True)
class RemedyWarning:
    """A remedy that ends soon or has ended."""

    dispute: Dispute
    deadline: Deadline
    today: date

    @property
    def is_over(self) -> bool:
        return self.deadline.due_on < self.today

    @property
    def days_left(self) -> int:
        return (self.deadline.due_on - self.today).days

    @property
    def sentence(self) -> str:
        day = self.deadline.due_on
        when = f"{day.year}年{day.month}月{day.day}日"
        if self.is_over:
            return f"“{self.deadline.title}”的期限已于{when}届满，请告知当事人并核实有无正当理由。"
        return f"“{self.deadline.title}”的期限将于{when}届满（还有{self.days_left}日）。调解期间期限不停止计算，请告知当事人在届满前决定是否行使，以免因等待丧失权利。"


def warnings_for(disputes: list[Dispute], *, days: int = WARN_DAYS) -> dict[int, list[RemedyWarning]]:
    """By the dispute's key, in one query; none for disputes that are over."""
    today = clock.today()
    refs = {str(ObjectRef.of(row)): row for row in disputes if row.state not in DONE or row.state == "unsettled"}
    rows = (
        Deadline.objects.running().filter(target__in=refs, limit__in=REMEDIES, due_on__lte=today + timedelta(days=days)).order_by("due_on")
    )
    found: dict[int, list[RemedyWarning]] = {}
    for row in rows:
        dispute = refs[row.target]
        found.setdefault(dispute.pk, []).append(RemedyWarning(dispute, row, today))
    return found


def lapsing(user: Any) -> list[int]:
    """Keys of open disputes whose party is about to lose a remedy, for lists and to-dos."""
    rows = list(Dispute.objects.visible_to(user).open())
    return list(warnings_for(rows))

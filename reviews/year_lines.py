"""The plan of the year's joint review, on the year-change checklist."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from pengjiang.console.yearly import Line, State, line
from reviews.models import Round
from reviews.permissions import ReviewPermission


@line("评查方案", order=30)
def plans(year: int) -> Iterable[Line]:
    """Rounds planned for the year, and whether they are approved."""
    rounds = list(Round.objects.filter(year=year).order_by("quarter"))
    waiting = [row for row in rounds if row.state in {"draft", "approving"}]
    why = "联合案卷评查按年度方案抽样；两家单位批准方案后才能抽取案卷。"
    place = {"href": reverse("reviews:rounds"), "action": "查看", "permission": ReviewPermission.PLAN}
    if not rounds:
        yield Line(f"{year}年评查方案", State.OPEN, "尚未拟制", why, **{**place, "href": reverse("reviews:plan"), "action": "拟制"})
    for row in rounds:
        state = State.OPEN if row in waiting else State.READY
        yield Line(row.title, state, "尚未批准" if row in waiting else f"{row.state_label}，抽取{row.size}件", why, **{**place, "href": row.get_absolute_url()})

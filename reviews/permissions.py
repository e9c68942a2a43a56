"""What people may do in the joint review; predicates add own town, own assignment, the round's leader."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, Permission, predicate


class ReviewPermission(Permission):
    """联合案卷评查."""

    VIEW = "reviews.view", "查看联合评查"
    PLAN = "reviews.plan", "制定评查方案"
    APPROVE = "reviews.approve", "审批评查方案"
    MANAGE = "reviews.manage", "组织联合评查"
    LEAD = "reviews.lead", "评查组长裁定"
    SCORE = "reviews.score", "评查案卷"
    RUBRICS = "reviews.rubrics", "维护评查标准"
    SUBMIT = "reviews.submit", "报送评查案卷"
    OBJECT = "reviews.object", "对评查意见提出申诉"
    RECTIFY = "reviews.rectify", "整改评查问题"
    VERIFY = "reviews.verify", "核验评查整改"
    REFER = "reviews.refer", "评查问题转监督线索"


def _round_of(obj: Any) -> Any:
    """The round of a round, a file, a town's part, a finding or an assignment."""
    for name in ("part", "file"):
        obj = getattr(obj, name, obj)
    return getattr(obj, "round", obj)


@predicate(ReviewPermission.LEAD)
def leads_the_round(user: Any, obj: Any) -> Decision:
    """Rulings are the leader's of this round."""
    leader = _round_of(obj).leader
    if leader is None:
        return Decision.no("本批次尚未确定评查组长。")
    return Decision.yes() if leader.pk == user.pk else Decision.no(f"由评查组长{leader.name}办理。")


@predicate(ReviewPermission.SCORE)
def marks_own(user: Any, obj: Any) -> Decision:
    """One's own assignment or re-check."""
    owner = getattr(obj, "reviewer_id", None) or getattr(obj, "rechecker_id", None)
    return Decision.yes() if owner in (None, user.pk) else Decision.no("由被分配的评查员办理。")


@predicate(ReviewPermission.SUBMIT, ReviewPermission.OBJECT, ReviewPermission.RECTIFY)
def own_town(user: Any, obj: Any) -> Decision:
    """A town acts for itself."""
    town = getattr(getattr(obj, "part", obj), "town_id", None)
    return Decision.yes() if town is None or town in user.organisation_ids else Decision.no("由被评查单位办理。")

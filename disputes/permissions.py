"""What may be done at the station, and who of it handles a dispute."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, Permission, predicate


class DisputePermission(Permission):
    """争议化解."""

    VIEW = "disputes.dispute.view", "查看争议化解"
    APPLY = "disputes.dispute.apply", "登记化解申请"
    ACCEPT = "disputes.dispute.accept", "受理化解申请"
    HANDLE = "disputes.dispute.handle", "办理争议化解"
    RECUSE = "disputes.dispute.recuse", "登记承办人回避"
    REFER = "disputes.dispute.refer", "转检察监督"
    STATISTICS = "disputes.dispute.statistics", "查看化解统计"
    DECIDE_LENIENCY = "disputes.leniency.decide", "决定是否不予处罚"
    REVIEW_RELIEF = "disputes.relief.review", "审核司法救助"
    GRANT_RELIEF = "disputes.relief.grant", "批准司法救助"
    PAY_RELIEF = "disputes.relief.pay", "登记救助金发放"
    ANSWER_AID = "disputes.aid.answer", "答复法律援助转介"


P = DisputePermission


@predicate(P.HANDLE, P.REFER)
def handled_jointly(user: Any, obj: Any) -> Decision:
    """Only the two who handle it: the procurator (with assistant) and the one of the judicial bureau."""
    dispute = dispute_of(obj)
    if dispute.procurator_id is None and dispute.officer_id is None:
        return Decision.no("尚未受理并确定联合承办人。")
    if user.pk not in dispute.handler_ids:
        return Decision.no("由联合承办人办理。")
    return Decision.yes()


@predicate(P.DECIDE_LENIENCY)
def decided_by_the_town(user: Any, obj: Any) -> Decision:
    """The system never decides: the town whose act it is does."""
    if dispute_of(obj).town_id not in user.organisation_ids:
        return Decision.no("由作出行政行为的镇街决定。")
    return Decision.yes()


def dispute_of(obj: Any) -> Any:
    """The dispute itself or that of its part."""
    if hasattr(obj, "agreement"):
        obj = obj.agreement
    return getattr(obj, "dispute", obj)

"""What may be done with referrals, supervision cases and recommendations, and the predicates of assignment and recusal."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, Permission, predicate


class TransferPermission(Permission):
    """线索移送."""

    VIEW = "cases.transfer.view", "查看线索移送"
    REFER = "cases.transfer.refer", "移送线索"
    REGISTER = "cases.transfer.register", "登记线索"
    RECEIVE = "cases.transfer.receive", "受理线索"
    ASSIGN = "cases.transfer.assign", "分案"
    HANDLE = "cases.transfer.handle", "办理线索"


class CasePermission(Permission):
    """监督案件."""

    VIEW = "cases.case.view", "查看监督案件"
    HANDLE = "cases.case.handle", "办理监督案件"
    DECIDE = "cases.case.decide", "决定调查核实"
    ARCHIVE = "cases.case.archive", "归档"


class RecommendationPermission(Permission):
    """检察建议."""

    VIEW = "cases.recommendation.view", "查看检察建议"
    DRAFT = "cases.recommendation.draft", "起草检察建议"
    APPROVE = "cases.recommendation.approve", "审批检察建议"
    SEAL = "cases.recommendation.seal", "编号用印"
    SERVE = "cases.recommendation.serve", "送达检察建议"
    REPLY = "cases.recommendation.reply", "书面回复检察建议"
    RECTIFY = "cases.recommendation.rectify", "落实整改"
    VERIFY = "cases.recommendation.verify", "核验整改"
    ASSESS = "cases.recommendation.assess", "审查采纳情况"
    URGE = "cases.recommendation.urge", "签发催办函"
    ARCHIVE = "cases.recommendation.archive", "检察建议归档"


def _is_handler(user: Any, obj: Any) -> bool:
    return user.pk in {obj.holder_id, getattr(obj, "assistant_id", None)}


@predicate(TransferPermission.HANDLE, CasePermission.HANDLE)
def handled_by_holder(user: Any, obj: Any) -> Decision:
    """Only the procurator (or assistant) the matter is assigned to."""
    if obj.holder_id is None:
        return Decision.no("尚未分案，由案件管理部门分案后办理。")
    if not _is_handler(user, obj):
        return Decision.no(f"由承办检察官{obj.holder.name}办理。")
    return Decision.yes()


@predicate(
    RecommendationPermission.DRAFT,
    RecommendationPermission.SERVE,
    RecommendationPermission.VERIFY,
    RecommendationPermission.ASSESS,
    RecommendationPermission.URGE,
)
def recommendation_of_holder(user: Any, obj: Any) -> Decision:
    """Drafting, service, verification and assessment belong to the handler; obj is the case, its recommendation or an item of that."""
    recommendation = getattr(obj, "recommendation", obj)
    case = getattr(recommendation, "case", recommendation)
    if not _is_handler(user, case):
        return Decision.no(f"由承办检察官{case.holder.name}办理。")
    return Decision.yes()


@predicate(TransferPermission.REFER)
def refers_own(user: Any, obj: Any) -> Decision:
    """A town refers what is its own."""
    if getattr(obj, "sender_id", None) is not None and obj.sender_id not in user.organisation_ids:
        return Decision.no("只能移送本单位的线索。")
    return Decision.yes()


@predicate(RecommendationPermission.REPLY, RecommendationPermission.RECTIFY)
def addressed_to_own(user: Any, obj: Any) -> Decision:
    """Reply and rectification belong to the addressee."""
    recommendation = getattr(obj, "recommendation", obj)
    if recommendation.addressee_id not in user.organisation_ids:
        return Decision.no("由被建议单位办理。")
    return Decision.yes()

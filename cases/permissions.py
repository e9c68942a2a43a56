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
    REOPEN = "cases.case.reopen", "延长、重新启动案件"
    ASSIGN = "cases.case.assign", "变更承办人、办理交接"
    HISTORY = "cases.case.history", "补录历史案件"
    CORRECT = "cases.case.correct", "更正日期"


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
    DECIDE = "cases.recommendation.decide", "决定维持、变更、撤回检察建议"
    EXTEND = "cases.recommendation.extend", "审批延期"
    RECORD = "cases.recommendation.record", "代录系统外单位来文"


class DispatchPermission(Permission):
    """发函与移送."""

    VIEW = "cases.dispatch.view", "查看发函与移送"
    DRAFT = "cases.dispatch.draft", "拟稿、发出、登记回执"
    APPROVE = "cases.dispatch.approve", "审批发函与移送"
    REPLY = "cases.dispatch.reply", "回复检察意见和来函"


class HearingPermission(Permission):
    """公开听证."""

    VIEW = "cases.hearing.view", "查看公开听证"
    MANAGE = "cases.hearing.manage", "组织公开听证"
    DECIDE = "cases.hearing.decide", "决定公开听证"
    ROSTER = "cases.hearing.roster", "维护听证员名册"


class ArchivePermission(Permission):
    """归档卷宗."""

    VIEW = "cases.archive.view", "查看归档卷宗"
    READ_MAIN = "cases.archive.read", "查阅正卷"
    READ_INNER = "cases.archive.read_inner", "查阅副卷"
    KEEP = "cases.archive.keep", "管理归档卷宗"
    BORROW = "cases.archive.borrow", "申请借阅"
    LEND = "cases.archive.lend", "审批借阅"
    REVIEW = "cases.archive.review", "审核销毁清单"
    DESTROY = "cases.archive.destroy", "批准销毁"


class HandoffPermission(Permission):
    """检司衔接."""

    VIEW = "cases.handoff.view", "查看检司衔接"
    SEND = "cases.handoff.send", "移送衔接事项"
    RECEIVE = "cases.handoff.receive", "受理、办理衔接事项"
    JOIN = "cases.handoff.join", "联合督办"


class UnpaidPermission(Permission):
    """非诉执行监督."""

    VIEW = "cases.unpaid.view", "查看非诉执行监督"
    RECORD = "cases.unpaid.record", "登记法院答复"
    OPEN = "cases.unpaid.open", "对未缴罚款立案监督"


T, C, R, D, H = TransferPermission, CasePermission, RecommendationPermission, DispatchPermission, HearingPermission
# What is done in a matter by those who handle it, and what is decided in it by others.
HANDLING = (T.HANDLE, C.HANDLE, C.CORRECT, R.DRAFT, R.SERVE, R.VERIFY, R.ASSESS, R.URGE, R.RECORD, D.DRAFT, H.MANAGE)
DECIDING = (C.DECIDE, C.REOPEN, R.APPROVE, R.DECIDE, R.EXTEND, D.APPROVE, H.DECIDE)


ARCHIVED = "案件已归档，只能查阅；确需补充材料的，由档案人员补充归档。"
# Every act that writes in a matter.
WRITING = (*HANDLING, *DECIDING, C.ASSIGN, R.SEAL, R.REPLY, R.RECTIFY, R.ARCHIVE, D.REPLY)


@predicate(*WRITING)
def not_archived(user: Any, obj: Any) -> Decision:
    """What is archived is read only: what comes later goes into its volume as a supplement."""
    return Decision.no(ARCHIVED) if getattr(matter_of(obj), "state", "") == "archived" else Decision.yes()


def matter_of(obj: Any) -> Any:
    """The case itself, or the one that a part belongs to."""
    part = getattr(obj, "item", obj)
    part = getattr(part, "recommendation", None) or getattr(part, "hearing", None) or part
    return getattr(part, "case", part)


def _is_handler(user: Any, obj: Any) -> bool:
    return user.pk in {obj.holder_id, getattr(obj, "assistant_id", None)}


@predicate(TransferPermission.HANDLE, CasePermission.HANDLE, CasePermission.CORRECT, DispatchPermission.DRAFT, HearingPermission.MANAGE)
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
    RecommendationPermission.RECORD,
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


@predicate(DispatchPermission.REPLY)
def sent_to_own(user: Any, obj: Any) -> Decision:
    """The body that was written to replies."""
    if obj.organisation_id not in user.organisation_ids:
        return Decision.no("由受文单位回复。")
    return Decision.yes()


@predicate(HandoffPermission.SEND)
def sends_own(user: Any, obj: Any) -> Decision:
    """The body that hands a matter over."""
    return Decision.yes() if obj.sender_id in user.organisation_ids else Decision.no("由移送单位办理。")


@predicate(HandoffPermission.RECEIVE)
def receives_own(user: Any, obj: Any) -> Decision:
    """The body to which it is handed."""
    return Decision.yes() if obj.receiver_id in user.organisation_ids else Decision.no("由接收单位办理。")

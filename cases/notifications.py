"""Who is told of what."""

from __future__ import annotations

from typing import Any

from cases.queries.approvals import current_step
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.notifications.registry import notify

TOWN_DESK = (Role.TOWN_OFFICER, Role.TOWN_HEAD, Role.TOWN_CLERK)


def _managers(entry: Any, transfer: Any) -> Any:
    return User.objects.holding(Role.CASE_MANAGER)


def _sender(entry: Any, transfer: Any) -> Any:
    """The person who sent it and the head of their office."""
    if transfer.sender_id is None:
        return []
    heads = User.objects.holding(Role.TOWN_HEAD, organisation=transfer.sender)
    return {person.pk: person for person in (*heads, *([transfer.submitted_by] if transfer.submitted_by_id else []))}.values()


def _holder(entry: Any, obj: Any) -> Any:
    return [obj.holder] if obj.holder is not None else []


def _heads(entry: Any, transfer: Any) -> Any:
    return User.objects.holding(Role.DEPT_HEAD)


def _chiefs(entry: Any, case: Any) -> Any:
    return User.objects.holding(Role.CHIEF)


def _next_approver(entry: Any, recommendation: Any) -> Any:
    step = current_step(recommendation)
    return User.objects.holding(step.role) if step else []


def _clerks(entry: Any, recommendation: Any) -> Any:
    """Nobody where our own number was printed with the approval, or the seal is on it already."""
    return User.objects.holding(Role.CLERK, Role.CASE_MANAGER) if recommendation.state == "approved" else []


def _addressee(entry: Any, obj: Any) -> Any:
    recommendation = getattr(obj, "recommendation", obj)
    return User.objects.holding(*TOWN_DESK, organisation=recommendation.addressee) if recommendation.addressee_id else []


notify("cases.transfer.submit", recipients=_managers, title="收到移送线索：{title}", urgent=True)
notify("cases.transfer.register", recipients=_managers, title="新登记线索：{title}", urgent=True)
notify("cases.transfer.accept", recipients=_sender, title="您移送的线索已受理，编号{number}")
notify("cases.transfer.accept", recipients=_heads, title="线索{number}已受理，请分案", kind="cases.transfer.to_assign", urgent=True)
notify("cases.transfer.return", recipients=_sender, title="移送的线索被退回补正：{answer}", urgent=True)
notify("cases.transfer.refuse", recipients=_sender, title="移送的线索不予受理：{answer}")
notify("cases.transfer.assign", recipients=_holder, title="分给您一件线索，请办理", urgent=True)
notify("cases.transfer.close", recipients=_sender, title="移送的线索已办结：{note}")
notify("cases.supervisioncase.ask_investigation", recipients=_chiefs, title="呈请决定调查核实", urgent=True)
notify("cases.supervisioncase.decide_investigation", recipients=_holder, title="检察长已决定调查核实，二个月内完成", urgent=True)
notify("cases.supervisioncase.decline_investigation", recipients=_holder, title="呈批被退回：{note}", urgent=True)
notify("cases.recommendation.send_for_approval", recipients=_next_approver, title="检察建议书待您审批", urgent=True)
notify("cases.recommendation.approve_step", recipients=_next_approver, title="检察建议书待您审批", urgent=True)
notify("cases.recommendation.return", recipients=_holder, title="检察建议书被退回修改：{opinion}", urgent=True)
notify("cases.recommendation.approve", recipients=_clerks, title="检察建议已批准（{serial}），请编号用印", urgent=True)
notify("cases.recommendation.approve", recipients=_holder, title="检察建议已批准（{serial}）", kind="cases.recommendation.approved_for_holder")
notify("cases.recommendation.seal", recipients=_holder, title="检察建议书{number}已签发，请送达", urgent=True)
notify("cases.recommendation.issue", recipients=_holder, title="检察建议书{number}已签发，请送达", urgent=True)
notify("cases.recommendation.serve", recipients=_addressee, title="收到检察建议书，请在规定期限内书面回复", urgent=True)
notify("cases.recommendation.reply", recipients=_holder, title="被建议单位已书面回复，请审查采纳情况", urgent=True)
notify("cases.recommendation.ask_more", recipients=_addressee, title="书面回复被退回补充：{note}", urgent=True)
notify("cases.recommendation.assess", recipients=_addressee, title="采纳情况已审查：{adoption}")
notify("cases.recommendation.urge", recipients=_addressee, title="收到催办函{number}，请尽快办理", light="overdue", urgent=True)
notify("cases.recommendation.close", recipients=_addressee, title="检察建议已办结")
notify("cases.rectificationitem.submit", recipients=_holder, title="第{order}项整改已提交证明，请核验", urgent=True)
notify("cases.rectificationitem.send_back", recipients=_addressee, title="第{order}项整改证明被退回补充：{remarks}", urgent=True)
notify("cases.rectificationitem.tick", recipients=_addressee, title="第{order}项整改已销号")


def _extenders(entry: Any, recommendation: Any) -> Any:
    return User.objects.holding(Role.DEPUTY_CHIEF, Role.CHIEF)


def _written_to(entry: Any, dispatch: Any) -> Any:
    """The desk of a town that was written to; others have no desk here."""
    return User.objects.holding(*TOWN_DESK, organisation=dispatch.organisation) if dispatch.organisation_id else []


notify("cases.recommendation.raise_objection", recipients=_holder, title="被建议单位提出异议，请立即复核", urgent=True)
notify("cases.recommendation.recheck", recipients=_chiefs, title="异议复核待决定，拟{proposal}", urgent=True)
notify("cases.recommendation.return_recheck", recipients=_holder, title="异议复核被退回：{note}", urgent=True)
notify("cases.recommendation.uphold", recipients=_addressee, title="异议复核：维持检察建议", urgent=True)
notify("cases.recommendation.uphold", recipients=_holder, title="检察长决定维持检察建议", kind="cases.recommendation.upheld_for_holder")
notify("cases.recommendation.amend", recipients=_addressee, title="检察建议决定变更，新的建议书另行送达", urgent=True)
notify("cases.recommendation.amend", recipients=_holder, title="检察建议决定变更，请起草新的建议书", kind="cases.recommendation.amended_for_holder", urgent=True)
notify("cases.recommendation.withdraw", recipients=_addressee, title="检察建议已撤回", urgent=True)
notify("cases.recommendation.ask_extension", recipients=_extenders, title="{about}申请延长{by}，请审批", urgent=True)
notify("cases.recommendation.record_extension", recipients=_extenders, title="{about}申请延长{by}，请审批", urgent=True)
notify("cases.extension.grant", recipients=_addressee, title="同意{about}延长{by}，至{due_on}", urgent=True)
notify("cases.extension.refuse", recipients=_addressee, title="不同意{about}延长：{note}", urgent=True)
notify("cases.recommendation.reopen", recipients=_addressee, title="检察建议重新跟踪：{note}")
notify("cases.dispatch.ask", recipients=_chiefs, title="函稿待您批准", urgent=True)
notify("cases.dispatch.decline", recipients=_holder, title="函稿被退回修改：{note}", urgent=True)
notify("cases.dispatch.approve", recipients=_holder, title="已批准发出{number}")
notify("cases.dispatch.approve", recipients=_written_to, title="收到检察院来函{number}", kind="cases.dispatch.for_addressee", urgent=True)
notify("cases.dispatch.send", recipients=_written_to, title="收到检察院来函{number}", urgent=True)
notify("cases.dispatch.reply", recipients=_holder, title="受文单位已书面回复", urgent=True)
notify("cases.supervisioncase.hold_hearing", recipients=_chiefs, title="呈请决定公开听证", urgent=True)
notify("cases.hearing.decide", recipients=_holder, title="检察长决定举行听证，请安排并在三日前告知", urgent=True)
notify("cases.hearing.refuse", recipients=_holder, title="检察长决定不举行听证：{note}", urgent=True)


def _taker(entry: Any, handover: Any) -> Any:
    return [handover.taker]


notify("cases.handover.made", recipients=_taker, title="{giver}向您移交{count}项工作，请核对清单并确认接收", urgent=True)
notify("cases.supervisioncase.reassign", recipients=_holder, title="案件变更由您承办（{reason}）", urgent=True)


def _heads_of_office(entry: Any, obj: Any) -> Any:
    return User.objects.holding(Role.DEPT_HEAD)


def _borrower(entry: Any, borrowing: Any) -> Any:
    return [borrowing.asked_by]


notify("cases.volume.borrow", recipients=_heads_of_office, title="申请借阅卷宗，请审批：{purpose}")
notify("cases.borrowing.lend", recipients=_borrower, title="同意借阅，{due}前归还")
notify("cases.borrowing.refuse", recipients=_borrower, title="不同意借阅：{note}")


def _link_desk(body: Any) -> Any:
    return User.objects.holding(Role.BUREAU_SUPERVISION, Role.CASE_MANAGER, organisation=body)


def _receiver(entry: Any, handoff: Any) -> Any:
    return _link_desk(handoff.receiver)


def _sent_by(entry: Any, handoff: Any) -> Any:
    return [handoff.sent_by] if handoff.sent_by_id else []


def _both(entry: Any, handoff: Any) -> Any:
    return {person.pk: person for person in (*_receiver(entry, handoff), *_sent_by(entry, handoff))}.values()


notify("cases.handoff.send", recipients=_receiver, title="收到衔接事项{number}，请受理或者退回", urgent=True)
notify("cases.handoff.accept", recipients=_sent_by, title="移送的衔接事项已受理，{days}日内反馈")
notify("cases.handoff.return", recipients=_sent_by, title="移送的衔接事项被退回：{reason}", urgent=True)
notify("cases.handoff.opine", recipients=_sent_by, title="衔接事项已作出{kind}{number}")
notify("cases.handoff.correct", recipients=_sent_by, title="衔接事项：镇街已纠正")
notify("cases.handoff.answer", recipients=_sent_by, title="衔接事项已反馈结果", urgent=True)
notify("cases.handoff.join", recipients=_both, title="衔接事项列为联合督办：{note}", urgent=True)

"""What may be done in the liaison room, and whose matter it is."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, Permission, predicate


class LiaisonPermission(Permission):
    """联络室."""

    VIEW = "liaison.view", "进入联络室"
    DRAFT_CASE = "liaison.typical.draft", "编写典型案例"
    REVIEW_CASE = "liaison.typical.review", "审核发布典型案例"
    NOTIFY = "liaison.notice.write", "起草发出通报"
    RECEIVE = "liaison.notice.receive", "签收反馈通报"
    AGREE = "liaison.agreement.keep", "管理机制文件"
    DO_DUTY = "liaison.duty.tick", "办理机制约定事项"
    ASK = "liaison.question.ask", "提出答疑"
    ROUTE = "liaison.question.route", "分派答疑"
    ANSWER = "liaison.question.answer", "解答提问"
    TEACH = "liaison.course.teach", "组织课程"
    ATTEND = "liaison.course.attend", "参加课程"
    REQUEST = "liaison.course.request", "申请上门辅导"
    MEET = "liaison.meeting.keep", "管理联络值班和联席会议"
    DO_TASK = "liaison.meeting.do", "办理会议任务"


P = LiaisonPermission


@predicate(P.DRAFT_CASE, P.NOTIFY, P.MEET)
def kept_by_its_own_body(user: Any, obj: Any) -> Decision:
    """Drafts and meetings are their own body's; the table of contacts is kept for all of them."""
    if not hasattr(obj, "state"):
        return Decision.yes()
    keeper = getattr(obj, "meeting", obj).organisation_id
    return Decision.yes() if keeper in user.organisation_ids else Decision.no("由编写单位办理。")


@predicate(P.REVIEW_CASE)
def reviewed_by_another(user: Any, obj: Any) -> Decision:
    """Nobody reviews what they have written or confirmed themselves."""
    if obj.organisation_id not in user.organisation_ids:
        return Decision.no("由编写单位审核发布。")
    if user.pk in {obj.drafted_by_id, obj.confirmed_by_id} and obj.state == "confirmed":
        return Decision.no("编写人、脱敏确认人不能审核自己的案例。")
    return Decision.yes()


@predicate(P.RECEIVE)
def received_by_its_addressee(user: Any, obj: Any) -> Decision:
    """Each addressee for itself."""
    return Decision.yes() if obj.organisation_id in user.organisation_ids else Decision.no("由主送单位签收反馈。")


@predicate(P.DO_DUTY)
def done_by_whom_it_binds(user: Any, obj: Any) -> Decision:
    """The body that is bound ticks its duty."""
    return Decision.yes() if obj.duty.bound_id in user.organisation_ids else Decision.no(f"由{obj.duty.bound.short_name}办理。")


@predicate(P.DO_TASK)
def done_by_whom_it_was_given(user: Any, obj: Any) -> Decision:
    """The body that got the task."""
    return Decision.yes() if obj.organisation_id in user.organisation_ids else Decision.no(f"由{obj.organisation.short_name}办理。")


@predicate(P.ASK)
def asked_by_its_body(user: Any, obj: Any) -> Decision:
    """Those who asked go on asking and accept."""
    return Decision.yes() if obj.organisation_id in user.organisation_ids else Decision.no("由提问单位办理。")


@predicate(P.ANSWER)
def answered_by_its_mentor(user: Any, obj: Any) -> Decision:
    """Whoever the question was given to."""
    if obj.mentor_id is None:
        return Decision.no("尚未分派导师。")
    return Decision.yes() if obj.mentor.person_id == user.pk else Decision.no(f"由导师{obj.mentor}解答。")


@predicate(P.ATTEND)
def attended_by_oneself(user: Any, obj: Any) -> Decision:
    """Everybody for themselves."""
    person = getattr(obj, "person_id", user.pk)
    return Decision.yes() if person == user.pk else Decision.no("由学员本人办理。")

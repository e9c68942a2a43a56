"""Who is told of what; the digest takes what is not urgent."""

from __future__ import annotations

from typing import Any

from liaison.models import Contact
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.notifications.registry import notify

DESK = (Role.TOWN_HEAD, Role.TOWN_CLERK, Role.BUREAU_SUPERVISION, Role.DEPT_HEAD)
LEARNERS = (Role.TOWN_HEAD, Role.TOWN_OFFICER, Role.TOWN_LEGAL)


def desk_of(organisation: Any) -> list[User]:
    """A body's contacts, and its desk."""
    contacts = User.objects.filter(pk__in=Contact.objects.current().filter(organisation=organisation).values("person"))
    return list({person.pk: person for person in (*contacts, *User.objects.holding(*DESK, organisation=organisation))}.values())


def _addressees(entry: Any, notice: Any) -> Any:
    return [person for receipt in notice.receipts.all() for person in desk_of(receipt.organisation)]


def _author(entry: Any, receipt: Any) -> Any:
    return [receipt.notice.author]


def _bound(entry: Any, task: Any) -> Any:
    return desk_of(task.duty.bound)


def _leader(entry: Any, task: Any) -> Any:
    return desk_of(task.duty.agreement.organisation)


def _mentor(entry: Any, question: Any) -> Any:
    return [question.mentor.person] if question.mentor_id else User.objects.holding(Role.DEPT_HEAD)


def _heads(entry: Any, obj: Any) -> Any:
    return User.objects.holding(Role.DEPT_HEAD)


def _asker(entry: Any, question: Any) -> Any:
    return [question.asker]


def _reviewers(entry: Any, case: Any) -> Any:
    return User.objects.holding(Role.DEPT_HEAD, Role.BUREAU_LEADER, organisation=case.organisation)


def _room(entry: Any, obj: Any) -> Any:
    return User.objects.holding(*LEARNERS)


def _asked_for(entry: Any, course: Any) -> Any:
    return [course.asked_by]


def _taught(entry: Any, course: Any) -> Any:
    return User.objects.holding(*LEARNERS, organisation=course.town) if course.town_id else User.objects.holding(*LEARNERS)


def _invited(entry: Any, meeting: Any) -> Any:
    return [person for body in meeting.invited.all() for person in desk_of(body)]


def _whom_it_concerns(entry: Any, warning: Any) -> Any:
    return User.objects.holding(Role.TOWN_HEAD, Role.TOWN_LEGAL, Role.BUREAU_SUPERVISION, Role.DEPT_HEAD)


notify("liaison.typicalcase.confirm", recipients=_reviewers, title="典型案例待审核", urgent=True)
notify("liaison.typicalcase.publish", recipients=_room, title="联络室发布典型案例{number}")
notify("liaison.notice.issue", recipients=_addressees, title="收到{kind}，请签收", urgent=True)
notify("liaison.notice.withdraw", recipients=_addressees, title="通报已撤回：{note}")
notify("liaison.receipt.answer", recipients=_author, title="{organisation}已反馈")
notify("liaison.dutytask.fell_due", recipients=_bound, title="{period}“{what}”请于{due}前办理", light="soon", urgent=True)
notify("liaison.dutytask.tick", recipients=_leader, title="{period}“{what}”已办理")
notify("liaison.question.asked", recipients=_heads, title="收到提问：{title}")
notify("liaison.question.send", recipients=_mentor, title="有提问请您解答", urgent=True)
notify("liaison.question.route", recipients=_mentor, title="有提问请您解答", urgent=True)
notify("liaison.question.follow", recipients=_mentor, title="提问有追问，请继续解答", urgent=True)
notify("liaison.question.answer", recipients=_asker, title="您的提问已有解答")
notify("liaison.course.proposed", recipients=_heads, title="{kind}待安排：{title}")
notify("liaison.course.take_on", recipients=_asked_for, title="课程已安排，由导师{mentor}授课")
notify("liaison.course.decline", recipients=_asked_for, title="课程不予安排：{note}")
notify("liaison.course.open", recipients=_taught, title="导师课堂开放报名")
notify("liaison.jointmeeting.called", recipients=_invited, title="会议通知：{title}", urgent=True)
notify("liaison.jointmeeting.issue", recipients=_invited, title="会议纪要{number}已印发，请办理本单位任务")
notify("liaison.standard.expiring", recipients=_whom_it_concerns, title="《{name}》将于{until}到期，请核对适用")

"""What waits for whom in the room, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from liaison.models import Course, Question, TypicalCase
from liaison.permissions import LiaisonPermission as P
from liaison.queries import room
from pengjiang.access import permissions_of
from pengjiang.common import clock
from pengjiang.dashboard.reasons import by_name, by_post, of_unit
from pengjiang.dashboard.registry import NewsItem, QuickEntry, Todo, news, quick, todo

SOON_DAYS = 7
MOST = 50


def _light(due: date | None) -> str:
    if due is None:
        return ""
    left = (due - clock.today()).days
    return "overdue" if left < 0 else "soon" if left <= SOON_DAYS else "ok"


@todo("liaison.notices")
def notices(user: Any) -> Iterable[Todo]:
    """To be signed for, to be answered."""
    if P.RECEIVE not in permissions_of(user):
        return
    for row in room.unread(user)[:MOST]:
        yield Todo(
            f"签收：{row.notice.title}", row.get_absolute_url(), action="签收", number=row.notice.number, menu_key="liaison-notices",
            why=f"{row.notice.organisation.short_name}于{row.notice.issued_on}发出。", because=of_unit(user, P.RECEIVE, "受文单位"),
        )  # fmt: skip
    for row in room.unanswered(user)[:MOST]:
        due = row.notice.answer_by
        yield Todo(
            f"反馈：{row.notice.title}", row.get_absolute_url(), action="反馈", number=row.notice.number, due=due, light=_light(due),
            why=f"{row.notice.organisation.short_name}请于{due}前反馈。", menu_key="liaison-notices",
            because=of_unit(user, P.RECEIVE, "受文单位"), day_from="末日由发出单位在通报中定下。",
        )  # fmt: skip


@todo("liaison.duties")
def duties(user: Any) -> Iterable[Todo]:
    """What the mechanisms and the meetings gave one's body to do."""
    allowed = permissions_of(user)
    if P.DO_DUTY in allowed:
        for row in room.duties(user)[:MOST]:
            yield Todo(
                f"{row.period}：{row.duty.what}", row.get_absolute_url(), action="办理", due=row.due_on, light=_light(row.due_on), menu_key="liaison-agreements",
                why=f"依据《{row.duty.agreement.name}》，告知{row.duty.informs}。",
                because=of_unit(user, P.DO_DUTY, "约定的办理单位"), day_from=f"末日由《{row.duty.agreement.name}》约定。",
            )  # fmt: skip
    if P.DO_TASK in allowed:
        for row in room.tasks(user)[:MOST]:
            yield Todo(
                f"会议任务：{row.text}", row.get_absolute_url(), action="办理", number=row.meeting.number, due=row.due_on, light=_light(row.due_on),
                why=f"《{row.meeting.title}》布置。", menu_key="liaison-meetings",
                because=of_unit(user, P.DO_TASK, "责任单位"), day_from="末日由联席会议定下。",
            )  # fmt: skip


@todo("liaison.questions")
def questions(user: Any) -> Iterable[Todo]:
    """To be routed, answered, accepted."""
    allowed = permissions_of(user)
    rows = Question.objects.visible_to(user).select_related("organisation")
    if P.ROUTE in allowed:
        for row in rows.filter(state="asked")[:MOST]:
            yield Todo(f"分派导师：{row.title}", row.get_absolute_url(), action="分派", why="没有导师可以自动分派。", menu_key="liaison-questions", because=by_post(user, P.ROUTE))
    if P.ANSWER in allowed:
        for row in rows.filter(state="routed", mentor__person=user.pk)[:MOST]:
            why = f"{row.organisation.short_name}提问。"
            because = by_name("被分派的导师")
            yield Todo(f"解答：{row.title}", row.get_absolute_url(), action="解答", why=why, menu_key="liaison-questions", because=because)
    if P.ASK in allowed:
        for row in rows.filter(state="answered", asker=user.pk)[:MOST]:
            yield Todo(f"采纳或者追问：{row.title}", row.get_absolute_url(), action="查看", why="导师已作出解答。", menu_key="liaison-questions", because=by_name("提问人"))


@todo("liaison.keeping")
def keeping(user: Any) -> Iterable[Todo]:
    """Typical cases to be reviewed or published, courses to be arranged."""
    allowed = permissions_of(user)
    if P.REVIEW_CASE in allowed:
        words = {"confirmed": ("审核典型案例", "审核"), "reviewed": ("发布典型案例", "发布")}
        for row in TypicalCase.objects.visible_to(user).filter(organisation__in=user.organisation_ids, state__in=words).exclude(confirmed_by=user.pk)[:MOST]:
            title, action = words[row.state]
            because = by_post(user, P.REVIEW_CASE)
            yield Todo(f"{title}：{row.title}", row.get_absolute_url(), action=action, why="脱敏已由人工确认。", menu_key="liaison-typical", because=because)
    if P.TEACH in allowed:
        for row in Course.objects.visible_to(user).filter(state="proposed").select_related("town")[:MOST]:
            whose = row.town.short_name if row.town_id else "全区"
            title, because = f"安排{row.get_kind_display()}：{row.title}", by_post(user, P.TEACH)
            yield Todo(title, row.get_absolute_url(), action="安排", why=f"面向{whose}。", menu_key="liaison-courses", because=because)


@news("liaison.published")
def published(user: Any, since: Any) -> Iterable[NewsItem]:
    """Typical cases since yesterday."""
    if P.VIEW in permissions_of(user):
        for row in TypicalCase.objects.visible_to(user).published().filter(published_on__gte=since.date())[:5]:
            yield NewsItem(f"发布典型案例：{row.title}", row.updated_at, row.get_absolute_url(), "flag")


quick("liaison.ask", QuickEntry("提问", "liaison:question-ask", "question", permission=P.ASK))
quick("liaison.discretion", QuickEntry("裁量计算", "liaison:discretion", "ruler", permission=P.VIEW))

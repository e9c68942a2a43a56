"""What waits for whom in the life of the office: absence, handover, archive, the link to the bureau."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from cases.models import Borrowing, Destruction, Handoff, Handover, SupervisionCase, Transfer
from cases.permissions import ArchivePermission, CasePermission, HandoffPermission
from cases.queries.limits import limit_of, nearest_deadlines
from pengjiang.access import permissions_of
from pengjiang.accounts.models import Membership, User
from pengjiang.common import clock
from pengjiang.dashboard.reasons import by_name, by_post, of_unit
from pengjiang.dashboard.registry import Todo, todo


@todo("cases.unattended")
def unattended(user: Any) -> Iterable[Todo]:
    """Matters whose handler has left: at once to whoever assigns."""
    if CasePermission.ASSIGN not in permissions_of(user):
        return
    here = User.objects.filter(is_active=True, pk__in=Membership.objects.current().values("user_id"))
    cases = SupervisionCase.objects.visible_to(user).open().exclude(holder__in=here).select_related("holder")[:50]
    transfers = Transfer.objects.visible_to(user).filter(state__in=["accepted", "investigating"], holder__isnull=False).exclude(holder__in=here).select_related("holder")[:50]
    for row, key, address in (*((row, "supervision", "cases:case-reassign") for row in cases), *((row, "transfers", "cases:transfer-assign") for row in transfers)):
        yield Todo(
            f"变更承办人：{row.title}",
            reverse(address, args=[row.pk]),
            action="变更",
            number=row.number,
            why=f"{row.holder.name}已停用或者离任，所办事项须另行安排。",
            immediate=True,
            menu_key=key,
            because=f"承办人停用、离任的，所办事项即时转有权变更承办人的岗位；{by_post(user, CasePermission.ASSIGN)}",
        )


@todo("cases.handovers")
def handovers(user: Any) -> Iterable[Todo]:
    """Lists that wait for the taker's word."""
    for row in Handover.objects.visible_to(user).filter(taker=user.pk, state="made").select_related("giver", "taker")[:20]:
        yield Todo(f"确认接收：{row.giver.name}移交的工作", row.get_absolute_url(), action="确认", why=f"{row.made_on}移交，请核对交接清单。", menu_key="handovers", because=by_name("本次交接的接收人"))


@todo("cases.archive")
def archive(user: Any) -> Iterable[Todo]:
    """Loans to be decided or returned; lists of destruction to be reviewed, approved, carried out."""
    allowed = permissions_of(user)
    wanted = Q(asked_by=user.pk, state="lent", due_on__lt=clock.today())
    if ArchivePermission.LEND in allowed:
        wanted |= Q(state="asked")
    for row in Borrowing.objects.visible_to(user).filter(wanted).select_related("volume", "asked_by")[:50]:
        mine = row.state == "lent"
        title = f"归还卷宗：{row.volume.number}" if mine else f"审批借阅：{row.asked_by.name}借阅{row.volume.number}"
        because = by_name("卷宗的借阅人", given="借阅期限已过") if mine else by_post(user, ArchivePermission.LEND)
        yield Todo(
            title,
            row.get_absolute_url(),
            action="归还" if mine else "审批",
            why=row.purpose,
            due=row.due_on if mine else None,
            day_from="末日为借阅时约定的归还日。",
            menu_key="volumes",
            because=because,
        )
    stages = {"listed": (ArchivePermission.REVIEW, "审核销毁清单"), "reviewed": (ArchivePermission.DESTROY, "批准销毁"), "approved": (ArchivePermission.KEEP, "登记销毁")}
    states = [state for state, (permission, _) in stages.items() if permission in allowed]
    for row in Destruction.objects.visible_to(user).filter(state__in=states)[:20]:
        permission, title = stages[row.state]
        yield Todo(f"{title}：{row}", row.get_absolute_url(), action="办理", why=row.opinion, menu_key="volumes", because=by_post(user, permission))


def _result_waits(row: Handoff) -> str:
    if row.opened_id and row.opened.closed_on:
        return f"{row.opened.number}已办结（{row.opened.result_label}），请反馈结果。"
    return "请办理并按期反馈结果。"


@todo("cases.handoffs")
def handoffs(user: Any) -> Iterable[Todo]:
    """Matters of the other side to be accepted and answered; one's own that came back."""
    allowed, own = permissions_of(user), user.organisation_ids
    wanted = Q(pk__in=[])
    if HandoffPermission.RECEIVE in allowed:
        wanted |= Q(receiver__in=own, state__in=["sent", "accepted", "opined", "corrected"])
    if HandoffPermission.SEND in allowed:
        wanted |= Q(sender__in=own, drafted_by=user.pk, state__in=["draft", "returned"])
    rows = list(Handoff.objects.visible_to(user).filter(wanted).select_related("sender", "opened")[:50])
    running = nearest_deadlines(rows, limits=("TM48",))
    for row in rows:
        title, action, why = {
            "draft": ("移送衔接事项", "移送", "草稿尚未移送。"),
            "returned": ("衔接事项被退回", "补充", row.return_reason),
            "sent": ("受理衔接事项", "受理", f"{row.sender.short_name}于{row.sent_on}移送，请受理或者退回。"),
        }.get(row.state, ("反馈衔接事项", "办理", _result_waits(row)))
        because = by_name("该衔接事项的拟稿人") if row.state in {"draft", "returned"} else of_unit(user, HandoffPermission.RECEIVE, "接收单位")
        yield Todo(
            f"{title}：{row.title}", row.get_absolute_url(), action=action, number=row.number, why=why, menu_key="handoffs", because=because, **limit_of(running.get(row.pk))
        )

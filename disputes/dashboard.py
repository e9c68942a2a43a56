"""What waits for whom at the station, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from disputes.models import Dispute, FollowUp, LegalAid, Leniency, Obligation, Relief
from disputes.permissions import DisputePermission as P
from disputes.queries.limits import warnings_for
from pengjiang.access import permissions_of
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.dashboard.reasons import by_name, by_post, of_unit
from pengjiang.dashboard.registry import QuickEntry, Tile, Todo, quick, tile, todo
from pengjiang.deadlines.models import Deadline

MENU = "disputes"
HANDLER = by_name("本争议的联合承办人")
NEXT = {
    "accepted": ("制定化解方案", "制定方案", "已受理，尚未制定化解方案。"),
    "planned": ("开始化解", "开始", "方案已制定，请开始联合化解。"),
    "mediating": ("继续化解", "办理", "化解中，请登记调解、措施，起草协议。"),
    "agreed": ("跟踪协议履行", "跟踪", "协议已签订，请跟踪各项义务。"),
    "performed": ("结案", "结案", "已化解，请撰写结案报告并安排回访。"),
    "unsettled": ("结案或者转监督", "办理", "未能化解，请结案；发现违法的转检察监督。"),
}


@todo("disputes.disputes")
def disputes(user: Any) -> Iterable[Todo]:
    """Applications to be accepted, disputes one handles, and remedies about to be lost."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if P.ACCEPT in allowed:
        wanted |= Q(state="applied")
    if P.HANDLE in allowed:
        wanted |= (Q(procurator=user.pk) | Q(officer=user.pk)) & Q(state__in=NEXT)
    rows = list(Dispute.objects.visible_to(user).filter(wanted).select_related("source")[:50])
    warnings = warnings_for([row for row in rows if row.state != "applied"])
    for row in rows:
        title, action, why = NEXT.get(row.state) or (
            "受理化解申请",
            "受理",
            f"{row.source.short_name}于{row.applied_on}登记，请受理或者不予受理。",
        )
        because = by_post(user, P.ACCEPT) if row.state == "applied" else HANDLER
        yield Todo(f"{title}：{row.title}", row.get_absolute_url(), action=action, number=row.number, why=why, menu_key=MENU, because=because)
        for warning in warnings.get(row.pk, ()):
            yield Todo(
                f"提醒当事人救济期限：{row.title}",
                row.get_absolute_url(),
                action="告知",
                number=row.number,
                why=warning.sentence,
                due=warning.deadline.due_on,
                light="overdue" if warning.is_over else "soon",
                deadline=warning.deadline.pk,
                menu_key=MENU,
                because=f"{HANDLER}救济期限不因调解停止计算，届满前须提醒当事人。",
            )


@todo("disputes.obligations")
def obligations(user: Any) -> Iterable[Todo]:
    """What has not been done by its day, and what was broken: the handler says what comes next."""
    if P.HANDLE not in permissions_of(user):
        return
    mine = Q(agreement__dispute__procurator=user.pk) | Q(agreement__dispute__officer=user.pk)
    late = Q(state="running", due_on__lt=clock.today()) | Q(state="breached")
    rows = list(Obligation.objects.visible_to(user).filter(mine & late).select_related("agreement__dispute")[:50])
    refs = [str(ObjectRef.of(row)) for row in rows]
    running = {row.target: row for row in Deadline.objects.running().filter(target__in=refs, limit="TM45")}
    for row in rows:
        broken = row.state == "breached"
        deadline = running.get(str(ObjectRef.of(row)))
        yield Todo(
            f"{'处理违约' if broken else '核实协议履行'}：{row.text[:40]}",
            row.get_absolute_url(),
            action="办理",
            number=row.dispute.number,
            why=f"已登记违约，下一步：{row.get_next_step_display()}。" if broken else "履行期限已过，请登记履行或者违约。",
            due=row.due_on,
            light="overdue",
            deadline=deadline.pk if deadline else None,
            day_from="末日为协议约定的履行日期。",
            menu_key=MENU,
            because=HANDLER,
        )


@todo("disputes.parts")
def parts(user: Any) -> Iterable[Todo]:
    """Opinions for the town, relief to be reviewed, granted or paid, legal aid to be answered, visits due."""
    allowed = permissions_of(user)
    if P.DECIDE_LENIENCY in allowed:
        for row in Leniency.objects.visible_to(user).filter(state="sent").select_related("dispute"):
            yield _part(row, "决定是否不予处罚", "决定", "工作站评估意见已送达，由本单位依法决定。", of_unit(user, P.DECIDE_LENIENCY, "作出处罚的行政机关"))
    waiting = {
        "applied": (P.REVIEW_RELIEF, "审核司法救助", "审核"),
        "reviewed": (P.GRANT_RELIEF, "审批司法救助", "审批"),
        "granted": (P.PAY_RELIEF, "发放救助金", "发放"),
    }
    states = [state for state, (permission, _, _) in waiting.items() if permission in allowed]
    if states:
        for row in Relief.objects.visible_to(user).filter(state__in=states).select_related("dispute"):
            permission, title, action = waiting[row.state]
            yield _part(row, title, action, f"{row.applicant}，{row.amount:.2f}元。", by_post(user, permission))
    if P.ANSWER_AID in allowed:
        for row in LegalAid.objects.visible_to(user).filter(state="asked").select_related("dispute"):
            yield _part(row, "答复法律援助转介", "答复", f"{row.asked_on}转介，请审查是否给予援助。", by_post(user, P.ANSWER_AID))
    if P.HANDLE in allowed:
        mine = Q(dispute__procurator=user.pk) | Q(dispute__officer=user.pk)
        for row in FollowUp.objects.visible_to(user).filter(mine, done_on=None).select_related("dispute"):
            yield _part(row, "回访", "登记回访", "结案后按计划回访。", HANDLER, due=row.due_on, light=_light(row), day_from="末日为结案时定下的回访日。")


def _light(row: FollowUp) -> str:
    left = (row.due_on - clock.today()).days
    return "overdue" if left < 0 else "soon" if left <= 7 else "ok"


def _part(row: Any, title: str, action: str, why: str, because: str, **more: Any) -> Todo:
    return Todo(
        f"{title}：{row.dispute.title}", row.get_absolute_url(), action=action, number=row.dispute.number, why=why, menu_key=MENU, because=because, **more
    )


@tile("disputes.open")
def open_disputes(user: Any) -> Iterable[Tile]:
    """How many one settles now."""
    if P.HANDLE in permissions_of(user):
        number = Dispute.objects.visible_to(user).open().handled_by(user).count()
        yield Tile("在办争议", number, unit="件", note="本人联合承办", icon="settle", href=f"/disputes/?handler={user.pk}")


quick("disputes.apply", QuickEntry("登记化解申请", "disputes:apply", "settle", permission=P.APPLY))

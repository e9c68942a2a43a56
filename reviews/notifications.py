"""Who is told of what. A reviewer hears of their own tasks only: nothing here tells that another mark exists before both are in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.notifications.registry import notify
from reviews.enums import Seat
from reviews.queries.plans import current_step

TOWN_DESK = (Role.TOWN_OFFICER, Role.TOWN_HEAD, Role.TOWN_CLERK)


def _approver(entry: Any, row: Any) -> Any:
    step = current_step(row)
    return User.objects.holding(step.role) if step else []


def _maker(entry: Any, obj: Any) -> Any:
    return [obj.holder]


def _reviewers(entry: Any, row: Any) -> Any:
    return User.objects.filter(pk__in=row.panel.values("person"))


def _town(entry: Any, obj: Any) -> Any:
    return User.objects.holding(*TOWN_DESK, organisation=obj.town)


def _pair(entry: Any, file: Any) -> Any:
    return User.objects.filter(pk__in=file.assignments.filter(seat__in=[Seat.FIRST, Seat.SECOND], state="submitted").values("reviewer"))


def _third(entry: Any, file: Any) -> Any:
    return User.objects.filter(pk__in=file.assignments.filter(seat=Seat.THIRD, state="open").values("reviewer"))


def _reviewer(entry: Any, assignment: Any) -> Any:
    return [assignment.reviewer]


def _leader(entry: Any, file: Any) -> Any:
    return [file.round.leader] if file.round.leader_id else []


def _rechecker(entry: Any, part: Any) -> Any:
    return User.objects.filter(pk__in=part.objections.filter(result="").values("rechecker"))


def _differences(entry: Any, file: Any) -> str:
    return reverse("reviews:differences", args=[file.pk])


def _tasks(entry: Any, obj: Any) -> str:
    return reverse("reviews:tasks")


notify("reviews.round.send_for_approval", recipients=_approver, title="评查方案待您审批", urgent=True)
notify("reviews.round.approve_step", recipients=_approver, title="评查方案待您审批", urgent=True)
notify("reviews.round.return", recipients=_maker, title="评查方案被退回修改：{opinion}", urgent=True)
notify("reviews.round.approve", recipients=_maker, title="评查方案已获两家批准，请抽取案卷")
notify("reviews.round.assign", recipients=_reviewers, title="评查任务已分配，请按期完成初评", url=_tasks, urgent=True)
notify("reviews.round.calibrate", recipients=_reviewers, title="请先完成校准案卷试评", url=_tasks, urgent=True)
notify("reviews.townpart.call", recipients=_town, title="抽中你单位案卷{count}件，请在五个工作日内报送", urgent=True)
notify("reviews.townpart.submit", recipients=_maker, title="镇街已完成评查案卷报送{late}")
notify("reviews.townpart.consult", recipients=_town, title="收到案卷评查意见书，有异议的请在五个工作日内申诉", urgent=True)
notify("reviews.townpart.object", recipients=_maker, title="镇街对{count}项评查意见提出申诉，请指定复核人", urgent=True)
notify("reviews.townpart.name_rechecker", recipients=_rechecker, title="请复核申诉事项，五个工作日内完成", url=_tasks, urgent=True)
notify("reviews.townpart.answer", recipients=_town, title="申诉已复核答复")
notify("reviews.townpart.circulate", recipients=_town, title="收到评查通报，请签收并制定整改措施", urgent=True)
notify("reviews.sampledfile.to_veto", recipients=_leader, title="一票否决待认定：{why}", url=_differences, urgent=True)
notify("reviews.sampledfile.to_talk", recipients=_pair, title="评分有差异，请合议", url=_differences, urgent=True)
notify("reviews.sampledfile.to_third", recipients=_leader, title="评分相差较大，请指定第三人评查", url=_differences, urgent=True)
notify("reviews.sampledfile.name_third", recipients=_third, title="请评查一件案卷", url=_tasks, urgent=True)
notify("reviews.sampledfile.to_leader", recipients=_leader, title="合议后仍有差异，请确定分数", url=_differences, urgent=True)
notify("reviews.assignment.end", recipients=_reviewer, title="一件评查任务已改派，不需再评：{reason}", url=_tasks)
notify("reviews.assignment.given", recipients=_reviewer, title="请评查一件案卷", url=_tasks, urgent=True)
notify("reviews.finding.submit", recipients=_maker, title="评查问题整改已提交证明，请核验")
notify("reviews.finding.send_back", recipients=_town, title="整改证明被退回补充：{remarks}", urgent=True)

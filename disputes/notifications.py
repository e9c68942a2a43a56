"""Who is told of what; never of what was said."""

from __future__ import annotations

from typing import Any

from disputes.permissions import dispute_of
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.notifications.registry import notify

DECIDERS = (Role.TOWN_HEAD, Role.TOWN_LEADER)


def _intake(entry: Any, dispute: Any) -> Any:
    return User.objects.holding(Role.BUREAU_RECONSIDERATION, Role.CASE_MANAGER)


def _handlers(entry: Any, obj: Any) -> Any:
    dispute = dispute_of(obj)
    return [person for person in (dispute.procurator, dispute.assistant, dispute.officer) if person]


def _source(entry: Any, dispute: Any) -> Any:
    return [dispute.applied_by]


def _town(entry: Any, obj: Any) -> Any:
    return User.objects.holding(*DECIDERS, organisation=dispute_of(obj).town)


def _heads(entry: Any, obj: Any) -> Any:
    return User.objects.holding(Role.DEPT_HEAD)


def _chiefs(entry: Any, obj: Any) -> Any:
    return User.objects.holding(Role.CHIEF, Role.DEPUTY_CHIEF)


def _clerks(entry: Any, obj: Any) -> Any:
    return User.objects.holding(Role.CLERK)


def _bureau(entry: Any, obj: Any) -> Any:
    return User.objects.holding(Role.BUREAU_LEADER, Role.BUREAU_SUPERVISION)


notify("disputes.dispute.applied", recipients=_intake, title="收到争议化解申请：{title}", urgent=True)
notify("disputes.dispute.accept", recipients=_handlers, title="争议{number}由您联合承办，请制定化解方案", urgent=True)
notify("disputes.dispute.accept", recipients=_source, title="化解申请已受理，编号{number}", kind="disputes.dispute.accepted_for_source")
notify("disputes.dispute.refuse", recipients=_source, title="化解申请不予受理：{reason}")
notify("disputes.dispute.assign", recipients=_handlers, title="争议由您联合承办", urgent=True)
notify("disputes.dispute.recuse", recipients=_heads, title="{person}回避，请另行确定承办人", urgent=True)
notify("disputes.remedy.lapsing", recipients=_handlers, title="当事人“{limit}”的期限将于{due}届满，请告知当事人", light="soon", urgent=True)
notify("disputes.leniency.send", recipients=_town, title="首违不罚评估意见已送达，请依法决定", urgent=True)
notify("disputes.leniency.decide", recipients=_handlers, title="镇街决定：{decision}（{number}）", urgent=True)
notify("disputes.obligation.breach", recipients=_handlers, title="协议第{order}项违约，{next}", urgent=True)
notify("disputes.relief.applied", recipients=_heads, title="司法救助申请待审核", urgent=True)
notify("disputes.relief.review", recipients=_chiefs, title="司法救助待审批", urgent=True)
notify("disputes.relief.grant", recipients=_clerks, title="司法救助已批准，请发放{amount}元", urgent=True)
notify("disputes.legalaid.asked", recipients=_bureau, title="收到法律援助转介，请答复", urgent=True)
notify("disputes.legalaid.give", recipients=_handlers, title="法律援助已给予，承办律师{lawyer}")
notify("disputes.legalaid.decline", recipients=_handlers, title="不予法律援助：{answer}")

"""Events that are no transition of a machine, and who reads the internal ones."""

from __future__ import annotations

from typing import Any

from pengjiang.events.reading import handling
from pengjiang.events.types import Audience, event_type

event_type("cases.recusal.declared", "登记{person}对{body}回避：{ground}")
event_type("cases.recusal.lifted", "解除{person}的回避")
event_type("cases.supervisioncase.opened", "自行立案{number}（{channel}）")
event_type("cases.history.entered", "补录历史案件{number}（{docketed}立案，{closed}办结）")
event_type("cases.history.entered_open", "补录在办案件{number}（{docketed}立案，{stage}），由{holder}承办")
event_type("cases.supervisioncase.split_off", "自{from}拆出，案号{number}")
event_type("cases.listener.registered", "登记听证员{name}（{kind}，{since}至{until}）")
event_type("cases.listener.changed", "修改听证员{name}（{kind}，{since}至{until}）")
event_type("cases.handover.made", "{giver}向{taker}移交{count}项，未移交{kept}项")
event_type("cases.unpaid.answered", "登记法院对{number}执行申请的答复：{kind}（{on}）")
event_type("cases.package.made", "生成向{receiver}移交的档案包（{count}卷），四性检测{verdict}")
event_type("cases.destruction.listed", "列入销毁清单（{count}卷）")
event_type("cases.volume.read", "查阅卷宗{number}（{part}）", audience=Audience.SECURITY)


@handling(
    "cases.transfer",
    "cases.supervisioncase",
    "cases.recommendation",
    "cases.rectificationitem",
    "cases.dispatch",
    "cases.hearing",
    "cases.handover",
    "cases.volume",
    "cases.archivepackage",
    "cases.destruction",
    "cases.unpaiddecision",
)
def by_the_office(user: Any, obj: Any) -> bool:
    """The procuratorate."""
    return user.is_procuratorate


@handling("cases.handoff")
def by_the_sender(user: Any, obj: Any) -> bool:
    """Inner entries are the drafting side's."""
    return obj.sender_id in user.organisation_ids

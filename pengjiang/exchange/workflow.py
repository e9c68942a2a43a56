"""单位数据整体导出: asked by one, approved by another, made by a worker, gone after a week."""

from __future__ import annotations

from typing import Any

from pengjiang.exchange.permissions import ExchangePermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _another(export: Any, user: Any) -> str:
    """The delegate of the one who approves may not be the one who asked."""
    if export.asked_by_id in {user.pk, getattr(user.acted_by, "pk", None)}:
        return "申请人不能批准自己的申请，请由另一名负责人批准。"
    return ""


def _asked_oneself(export: Any, user: Any) -> str:
    return "" if user.pk == export.asked_by_id else "由申请人撤回。"


UNIT_EXPORT = register_machine(
    Machine(
        name="exchange.unitexport",
        title="单位数据整体导出",
        initial="asked",
        states={
            "asked": State("待批准", tone="soon"),
            "making": State("生成中"),
            "ready": State("可下载", tone="ok"),
            "refused": State("未批准", tone="off", final=True),
            "withdrawn": State("已撤回", tone="off", final=True),
            "expired": State("已过期", tone="off", final=True),
        },
        transitions=(
            Transition("approve", "批准导出", ("asked",), "making", P.UNIT_APPROVE, guard=_another, wording="批准导出{unit}的全部数据", primary=True),
            Transition("refuse", "不予批准", ("asked",), "refused", P.UNIT_APPROVE, guard=_another, wording="不批准导出：{note}"),
            Transition("withdraw", "撤回申请", ("asked",), "withdrawn", P.UNIT_ASK, guard=_asked_oneself, wording="撤回导出申请"),
            Transition("finish", "生成完毕", ("making",), "ready", P.UNIT_APPROVE, system=True, wording="导出包生成完毕，{count}条记录，{until}前可以下载"),
            Transition("expire", "过期", ("ready",), "expired", P.UNIT_APPROVE, system=True, wording="下载期限已过，导出包已删除"),
        ),
    ),
    model="exchange.unitexport",
)

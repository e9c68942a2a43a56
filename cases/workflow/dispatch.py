"""发函与移送: wording, approval where the kind needs it, sending, receipt, answer."""

from __future__ import annotations

from cases.citations import rule
from cases.permissions import CasePermission as C
from cases.permissions import DispatchPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _needs_approval(dispatch, user) -> str:
    return "" if dispatch.type.approval else "此类函件由承办检察官直接发出，不必呈批。"


def _needs_none(dispatch, user) -> str:
    return "此类函件须经检察长批准，请呈批。" if dispatch.type.approval else ""


DISPATCH = register_machine(
    Machine(
        name="cases.dispatch",
        title="发函与移送",
        initial="draft",
        states={
            "draft": State("拟稿", tone="off"),
            "asking": State("呈批中", tone="soon"),
            "sent": State("已发出"),
            "received": State("已签收"),
            "answered": State("已回复", tone="ok", final=True),
            "dropped": State("不再发出", tone="off", final=True),
        },
        transitions=(
            Transition("edit", "修改", ("draft",), None, P.DRAFT, wording="修改函稿"),
            Transition("ask", "呈批", ("draft",), "asking", P.DRAFT, guard=_needs_approval, wording="呈请批准", primary=True),
            Transition("approve", "批准发出", ("asking",), "sent", P.APPROVE, starts=("TM47",), citation=rule(25), wording="批准发出{number}", shared=True, primary=True),
            Transition("decline", "退回修改", ("asking",), "draft", P.APPROVE, wording="退回修改：{note}", undoable=True),
            Transition("send", "发出", ("draft",), "sent", P.DRAFT, starts=("TM47",), guard=_needs_none, wording="发出{number}", shared=True, primary=True),
            Transition("receipt", "登记回执", ("sent",), "received", P.DRAFT, wording="{receiver}于{received_on}签收", shared=True),
            Transition("answer", "登记回复", ("sent", "received"), "answered", P.DRAFT, stops=("TM47",), wording="收到回复：{answer}"),
            Transition("reply", "书面回复", ("sent", "received"), "answered", P.REPLY, stops=("TM47",), wording="书面回复：{answer}", shared=True, primary=True),
            Transition("correct", "更正日期", ("sent", "received", "answered"), None, C.CORRECT, wording="更正{label}：{before}→{after}（{reason}）", shared=True),
            Transition("drop", "不再发出", ("draft",), "dropped", P.DRAFT, wording="不再发出：{note}", undoable=True),
        ),
    ),
    model="cases.dispatch",
)

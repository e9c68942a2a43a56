"""整改事项 (domain.md 14)."""

from __future__ import annotations

from cases.citations import rule
from cases.permissions import RecommendationPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine

RECTIFICATION = register_machine(
    Machine(
        name="cases.rectificationitem",
        title="整改事项",
        initial="waiting",
        states={
            "waiting": State("未启动", tone="off"),
            "working": State("整改中"),
            "submitted": State("已完成待核验", tone="soon"),
            "ticked": State("已销号", tone="ok", final=True),
            "long_term": State("长期坚持", tone="ok", final=True),
        },
        transitions=(
            Transition("plan", "填报整改措施", ("waiting", "working"), "working", P.RECTIFY, wording="第{order}项整改措施：{measure}（责任人{person}）", shared=True, primary=True),
            Transition(
                "submit",
                "提交整改证明",
                ("working",),
                "submitted",
                P.RECTIFY,
                stops=("TM46",),
                citation=rule(19),
                wording="第{order}项提交整改证明：{note}",
                shared=True,
                primary=True,
            ),
            Transition("tick", "核验销号", ("submitted",), "ticked", P.VERIFY, citation=rule(24), wording="第{order}项核验销号", shared=True, primary=True),
            Transition(
                "send_back",
                "退回补充",
                ("submitted",),
                "working",
                P.VERIFY,
                starts=("TM46",),
                citation=rule(24),
                wording="第{order}项退回补充：{remarks}",
                shared=True,
            ),
            Transition("keep", "列为长期坚持", ("submitted",), "long_term", P.VERIFY, citation=rule(24), wording="第{order}项列为长期坚持：{note}", shared=True),
        ),
    ),
    model="cases.rectificationitem",
)

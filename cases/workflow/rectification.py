"""整改事项 (domain.md 14)."""

from __future__ import annotations

from cases.citations import rule
from cases.permissions import RecommendationPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _outside(item, user) -> str:
    return "被建议单位在本系统内，由其提交整改证明。" if item.recommendation.replies_itself else ""


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
            "dropped": State("不再跟踪", tone="off", final=True),
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
            Transition(
                "record",
                "代录整改完成",
                ("waiting", "working", "submitted"),
                "ticked",
                P.RECORD,
                stops=("TM46",),
                citation=rule(24),
                guard=_outside,
                wording="第{order}项据来文登记完成：{measure}",
            ),
            Transition(
                "drop", "不再跟踪", ("waiting", "working", "submitted"), "dropped", P.VERIFY, wording="第{order}项不再跟踪：{note}", shared=True, system=True
            ),
            Transition("keep", "列为长期坚持", ("submitted",), "long_term", P.VERIFY, citation=rule(24), wording="第{order}项列为长期坚持：{note}", shared=True),
        ),
    ),
    model="cases.rectificationitem",
)

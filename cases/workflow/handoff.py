"""检司衔接: sent, accepted or returned, supervised, corrected, answered."""

from __future__ import annotations

from cases.permissions import HandoffPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine

IN_HAND = ("accepted", "opined", "corrected")


def _supervises(handoff, user) -> str:
    return "" if handoff.kind == "supervision" else "只有行政执法监督线索作出监督意见、决定。"


def _for_the_office(handoff, user) -> str:
    """Taken up once, by the procuratorate, where it is a matter of supervision or of supporting a suit."""
    from cases.queries.handling import taken_up  # noqa: PLC0415 — the guard asks about the row it guards

    if handoff.kind not in {"procuratorial", "support"}:
        return "只有司法局移送的行政检察监督、支持起诉线索转为线索或者立案。"
    made = taken_up(handoff)
    return f"已转为{made}。" if made else ""


def _not_joint(handoff, user) -> str:
    return "已在联合督办。" if handoff.is_joint else ""


HANDOFF = register_machine(
    Machine(
        name="cases.handoff",
        title="检司衔接",
        initial="draft",
        states={
            "draft": State("拟稿", tone="off"),
            "sent": State("待受理", tone="soon"),
            "returned": State("退回", tone="bad"),
            "accepted": State("办理中"),
            "opined": State("已作监督意见"),
            "corrected": State("已纠正", tone="ok"),
            "answered": State("已反馈", tone="ok", final=True),
            "dropped": State("不再移送", tone="off", final=True),
        },
        transitions=(
            Transition("send", "移送", ("draft", "returned"), "sent", P.SEND, document="handoff_letter", wording="移送{receiver}，编号{number}", shared=True, primary=True),
            Transition("drop", "不再移送", ("draft", "returned"), "dropped", P.SEND, wording="不再移送：{note}"),
            Transition("accept", "受理", ("sent",), "accepted", P.RECEIVE, starts=("TM48",), wording="受理，{days}日内反馈结果", shared=True, primary=True),
            Transition("take_up", "转为线索", ("accepted",), None, P.RECEIVE, guard=_for_the_office, wording="转为线索《{title}》"),
            Transition("open_case", "立案监督", ("accepted",), None, P.RECEIVE, guard=_for_the_office, wording="立案监督，案号{number}", primary=True),
            Transition("tell", "提示反馈结果", ("accepted",), None, P.RECEIVE, system=True, wording="{number}已办结（{result}），请向移送单位反馈结果"),
            Transition("return", "退回", ("sent",), "returned", P.RECEIVE, wording="退回：{reason}", shared=True),
            Transition("opine", "登记监督意见、决定", ("accepted",), "opined", P.RECEIVE, guard=_supervises, wording="作出{kind}{number}", shared=True, primary=True),
            Transition("correct", "登记纠正情况", ("opined",), "corrected", P.RECEIVE, wording="镇街纠正：{correction}", shared=True, primary=True),
            Transition(
                "answer", "反馈结果", IN_HAND, "answered", P.RECEIVE, document="handoff_answer", stops=("TM48",), wording="反馈结果：{answer}", shared=True, primary=True
            ),
            Transition("join", "列为联合督办", ("sent", *IN_HAND), None, P.JOIN, guard=_not_joint, wording="列为联合督办：{note}", shared=True),
        ),
    ),
    model="cases.handoff",
)

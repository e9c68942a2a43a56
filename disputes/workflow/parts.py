"""The state tables of what belongs to a dispute: obligations, first-violation opinion, relief, legal aid."""

from __future__ import annotations

from disputes.citations import FIRST_VIOLATION, SETTLEMENT
from disputes.enums import ReliefCheck
from disputes.permissions import DisputePermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _in_force(obligation, user) -> str:
    return "" if obligation.agreement.signed_on else "协议尚未签订。"


def _eligible(relief, user) -> str:
    missing = [label for code, label in ReliefCheck.choices if code not in relief.checks]
    if relief.ground == "other":
        return "不属于司法救助范围，请转介社会救助。"
    return f"尚不符合“{'”“'.join(missing)}”。" if missing else ""


def _complete(leniency, user) -> str:
    """An opinion in favour needs all three conditions, on the day it is sent."""
    if leniency.view == "fits" and leniency.holds is not True:
        return "三项条件未全部成立，不能出具“符合”的意见。"
    return ""


OBLIGATION = register_machine(
    Machine(
        name="disputes.obligation",
        title="协议义务",
        initial="agreed",
        states={
            "agreed": State("待生效", tone="off"),
            "running": State("履行中"),
            "done": State("已履行", tone="ok", final=True),
            "breached": State("违约", tone="bad"),
            "excused": State("不再履行", tone="off", final=True),
        },
        transitions=(
            Transition(
                "start",
                "协议生效",
                ("agreed",),
                "running",
                P.HANDLE,
                starts=("TM45",),
                guard=_in_force,
                wording="第{order}项义务开始履行",
                shared=True,
            ),
            Transition(
                "perform",
                "登记履行",
                ("running", "breached"),
                "done",
                P.HANDLE,
                stops=("TM45",),
                citation=SETTLEMENT,
                wording="第{order}项义务已履行",
                shared=True,
                primary=True,
            ),
            Transition("breach", "登记违约", ("running",), "breached", P.HANDLE, wording="第{order}项义务逾期未履行，{next}", shared=True),
            Transition(
                "extend",
                "重新约定期限",
                ("breached",),
                "running",
                P.HANDLE,
                starts=("TM45",),
                wording="第{order}项义务重新约定期限：{due}",
                shared=True,
                primary=True,
            ),
            Transition("excuse", "不再履行", ("breached",), "excused", P.HANDLE, wording="第{order}项义务不再履行", shared=True),
        ),
    ),
    model="disputes.obligation",
)

LENIENCY = register_machine(
    Machine(
        name="disputes.leniency",
        title="首违不罚评估",
        initial="draft",
        states={
            "draft": State("评估中"),
            "sent": State("待镇街决定", tone="soon"),
            "decided": State("镇街已决定", tone="ok", final=True),
        },
        transitions=(
            Transition("assess", "修改评估", ("draft",), None, P.HANDLE, citation=FIRST_VIOLATION, wording="查询登记簿并修改首违不罚评估"),
            Transition(
                "send",
                "送镇街决定",
                ("draft",),
                "sent",
                P.HANDLE,
                document="leniency_opinion",
                citation=FIRST_VIOLATION,
                guard=_complete,
                wording="首违不罚评估意见送镇街：{view}",
                shared=True,
                primary=True,
            ),
            Transition("take_back", "撤回重新评估", ("sent",), "draft", P.HANDLE, wording="撤回评估意见", shared=True),
            Transition(
                "decide",
                "登记镇街决定",
                ("sent",),
                "decided",
                P.DECIDE_LENIENCY,
                citation=FIRST_VIOLATION,
                wording="镇街决定：{decision}（{number}）",
                shared=True,
                primary=True,
            ),
        ),
    ),
    model="disputes.leniency",
)

RELIEF = register_machine(
    Machine(
        name="disputes.relief",
        title="司法救助",
        initial="applied",
        states={
            "applied": State("已申请", tone="soon"),
            "reviewed": State("待审批", tone="soon"),
            "granted": State("已批准"),
            "paid": State("已发放", tone="ok", final=True),
            "refused": State("不予救助", tone="off"),
            "referred": State("已转介", tone="off", final=True),
        },
        transitions=(
            Transition(
                "review",
                "审核同意",
                ("applied",),
                "reviewed",
                P.REVIEW_RELIEF,
                guard=_eligible,
                wording="司法救助审核同意：{note}",
                primary=True,
            ),
            Transition(
                "grant",
                "批准救助",
                ("reviewed",),
                "granted",
                P.GRANT_RELIEF,
                document="relief_form",
                wording="批准司法救助{amount}元",
                primary=True,
            ),
            Transition("refuse", "不予救助", ("applied", "reviewed"), "refused", P.REVIEW_RELIEF, wording="不予司法救助：{note}"),
            Transition("pay", "登记发放", ("granted",), "paid", P.PAY_RELIEF, wording="救助金{amount}元已发放", primary=True),
            Transition("refer", "转介社会救助", ("applied", "refused"), "referred", P.HANDLE, wording="转介{to}"),
        ),
    ),
    model="disputes.relief",
)

AID = register_machine(
    Machine(
        name="disputes.legalaid",
        title="法律援助转介",
        initial="asked",
        states={
            "asked": State("待答复", tone="soon"),
            "given": State("给予援助", tone="ok", final=True),
            "declined": State("不予援助", tone="off", final=True),
        },
        transitions=(
            Transition("give", "给予援助", ("asked",), "given", P.ANSWER_AID, wording="给予法律援助，承办律师{lawyer}", primary=True),
            Transition("decline", "不予援助", ("asked",), "declined", P.ANSWER_AID, wording="不予法律援助：{answer}"),
        ),
    ),
    model="disputes.legalaid",
)

"""评查问题整改."""

from __future__ import annotations

from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine
from reviews.permissions import ReviewPermission as P

FINDING = register_machine(
    Machine(
        name="reviews.finding",
        title="评查问题",
        initial="noted",
        states={
            "noted": State("待通报", public="征求意见中", tone="off"),
            "dropped": State("复核撤销", tone="off", final=True),
            "waiting": State("待整改", tone="soon"),
            "working": State("整改中"),
            "submitted": State("待核验", tone="soon"),
            "ticked": State("已销号", tone="ok", final=True),
        },
        transitions=(
            Transition("drop", "复核撤销", ("noted",), "dropped", P.MANAGE, wording="复核撤销：{reason}", shared=True, system=True),
            Transition("demand", "列入整改", ("noted",), "waiting", P.MANAGE, wording="列入整改台账", shared=True, system=True),
            Transition(
                "plan", "填报整改措施", ("waiting", "working"), "working", P.RECTIFY, wording="整改措施：{measure}（责任人{person}）", shared=True, primary=True
            ),
            Transition("submit", "提交整改证明", ("working",), "submitted", P.RECTIFY, wording="提交整改证明：{note}", shared=True, primary=True),
            Transition("tick", "核验销号", ("submitted",), "ticked", P.VERIFY, wording="核验销号", shared=True, primary=True),
            Transition("send_back", "退回补充", ("submitted",), "working", P.VERIFY, wording="退回补充：{remarks}", shared=True),
            Transition("refer", "转监督线索", ("noted", "waiting", "working", "submitted", "ticked"), None, P.REFER, wording="转为监督线索"),
        ),
    ),
    model="reviews.finding",
)

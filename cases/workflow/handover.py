"""工作交接: made by the head, confirmed by who receives."""

from __future__ import annotations

from cases.permissions import CasePermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _is_taker(handover, user) -> str:
    return "" if handover.taker_id == user.pk else f"由接收人{handover.taker.name}确认。"


HANDOVER = register_machine(
    Machine(
        name="cases.handover",
        title="工作交接",
        initial="made",
        states={"made": State("待接收人确认", tone="soon"), "received": State("已接收", tone="ok", final=True)},
        transitions=(
            Transition("receive", "确认接收", ("made",), "received", P.VIEW, guard=_is_taker, wording="确认接收交接清单所列事项：{note}", primary=True),
        ),
    ),
    model="cases.handover",
)

"""延期: asked, granted or refused."""

from __future__ import annotations

from cases.citations import rule
from cases.permissions import RecommendationPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine

EXTENSION = register_machine(
    Machine(
        name="cases.extension",
        title="延期申请",
        initial="asked",
        states={
            "asked": State("待审批", tone="soon"),
            "granted": State("同意延期", tone="ok", final=True),
            "refused": State("不同意延期", tone="bad", final=True),
        },
        transitions=(
            Transition(
                "grant",
                "同意延期",
                ("asked",),
                "granted",
                P.EXTEND,
                document="extension_answer",
                citation=rule(19),
                wording="同意{about}延长{by}，至{due_on}",
                shared=True,
                primary=True,
            ),
            Transition(
                "refuse",
                "不同意延期",
                ("asked",),
                "refused",
                P.EXTEND,
                document="extension_answer",
                citation=rule(19),
                wording="不同意{about}延长：{note}",
                shared=True,
            ),
        ),
    ),
    model="cases.extension",
)

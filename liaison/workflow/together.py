"""Agreements and their duties, joint meetings and their tasks."""

from __future__ import annotations

from liaison.permissions import LiaisonPermission as P
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine


def _signed_by_two(agreement, user) -> str:
    return "" if agreement.parties.exclude(signed_on=None).count() > 1 else "至少两个单位签署后才能施行。"


def _unsigned(agreement, user) -> str:
    return "" if agreement.parties.filter(signed_on=None).exists() else "各单位均已签署。"


AGREEMENT = register_machine(
    Machine(
        name="liaison.agreement",
        title="机制文件",
        initial="draft",
        states={"draft": State("协商中"), "in_force": State("施行中", tone="ok"), "ended": State("已终止", tone="off", final=True)},
        transitions=(
            Transition("sign", "登记签署", ("draft", "in_force"), None, P.AGREE, guard=_unsigned, wording="{name}于{on}签署", shared=True),
            Transition("join", "增加签署单位", ("draft", "in_force"), None, P.AGREE, wording="增加签署单位{name}", shared=True),
            Transition("add_article", "增加条文", ("draft",), None, P.AGREE, wording="增加{number}"),
            Transition("add_duty", "设定义务", ("draft", "in_force"), None, P.AGREE, wording="设定义务：{name}{every}{what}", shared=True),
            Transition("begin", "施行", ("draft",), "in_force", P.AGREE, guard=_signed_by_two, wording="自{on}起施行", shared=True, primary=True),
            Transition("end", "终止", ("in_force",), "ended", P.AGREE, wording="终止：{note}", shared=True),
        ),
    ),
    model="liaison.agreement",
)

DUTY_TASK = register_machine(
    Machine(
        name="liaison.dutytask",
        title="应办义务",
        initial="open",
        states={"open": State("待办理", tone="soon"), "done": State("已办理", tone="ok", final=True)},
        transitions=(Transition("tick", "登记办理", ("open",), "done", P.DO_DUTY, wording="{period}“{what}”已办理", shared=True, primary=True),),
    ),
    model="liaison.dutytask",
)

MEETING = register_machine(
    Machine(
        name="liaison.jointmeeting",
        title="联席会议",
        initial="planned",
        states={"planned": State("已通知", tone="soon"), "held": State("已召开"), "minuted": State("已印发纪要", tone="ok", final=True)},
        transitions=(
            Transition("hold", "登记召开", ("planned",), "held", P.MEET, wording="会议召开，{host}主持", shared=True, primary=True),
            Transition("add_task", "布置任务", ("held",), None, P.MEET, wording="布置任务：{name}于{due}前{text}", shared=True),
            Transition("issue", "印发纪要", ("held",), "minuted", P.MEET, document="meeting_minutes", wording="印发会议纪要{number}", shared=True, primary=True),
        ),
    ),
    model="liaison.jointmeeting",
)

MEETING_TASK = register_machine(
    Machine(
        name="liaison.meetingtask",
        title="会议任务",
        initial="open",
        states={"open": State("待完成", tone="soon"), "done": State("已完成", tone="ok", final=True)},
        transitions=(Transition("finish", "登记完成", ("open",), "done", P.DO_TASK, wording="任务“{text}”已完成", shared=True, primary=True),),
    ),
    model="liaison.meetingtask",
)

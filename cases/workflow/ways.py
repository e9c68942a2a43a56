"""The ways of a 检察建议 off its path: objection, change, withdrawal, extension, escalation, follow-up (第二十条至第二十五条)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases.citations import rule
from cases.permissions import RecommendationPermission as P
from pengjiang.workflow.machine import Transition

Guard = Callable[[Any, Any], str]
REPLY_CLOCKS = ("TM20", "TM21")


def objecting(outside: Guard) -> tuple[Transition, ...]:
    """第二十三条: re-checked at once; the 检察长 agrees or decides otherwise."""
    raised = {"document": "objection_letter", "stops": ("TM29",), "pauses": REPLY_CLOCKS, "citation": rule(23), "shared": True}
    return (
        Transition("raise_objection", "提出异议", ("objection",), "objected", P.REPLY, wording="提出异议：{reasons}", **raised),
        Transition("record_objection", "代录异议", ("objection",), "objected", P.RECORD, guard=outside, wording="收到书面异议：{reasons}", **raised),
        Transition(
            "recheck",
            "异议复核",
            ("objected",),
            "rechecked",
            P.ASSESS,
            document="objection_report",
            citation=rule(23),
            wording="复核异议，拟{proposal}：{opinion}",
            primary=True,
        ),
        Transition("return_recheck", "退回复核", ("rechecked",), "objected", P.DECIDE, citation=rule(23), wording="退回复核：{note}"),
        Transition(
            "uphold",
            "异议不成立，维持",
            ("rechecked",),
            "rectifying",
            P.DECIDE,
            document="objection_answer",
            resumes=REPLY_CLOCKS,
            citation=rule(23),
            wording="异议不成立，维持检察建议：{note}",
            shared=True,
            primary=True,
        ),
    )


def changing() -> tuple[Transition, ...]:
    """第二十二条: found improper, it is changed or withdrawn and the unit told why."""
    return (
        Transition(
            "amend",
            "决定变更",
            ("objection", "rechecked", "rectifying", "replied"),
            "amending",
            P.DECIDE,
            document="change_notice",
            stops=("TM29",),
            pauses=REPLY_CLOCKS,
            citation=rule(22),
            wording="决定变更检察建议：{note}",
            shared=True,
        ),
        Transition(
            "withdraw",
            "决定撤回",
            ("issued", "objection", "rechecked", "rectifying", "replied"),
            "withdrawn",
            P.DECIDE,
            document="withdrawal_notice",
            citation=rule(22),
            wording="撤回检察建议：{note}",
            shared=True,
        ),
        Transition("redraft", "起草变更后的建议书", ("amending",), None, P.DRAFT, citation=rule(22), wording="起草变更后的建议书", primary=True),
        Transition(
            "supersede",
            "由新建议书取代",
            ("amending",),
            "superseded",
            P.SERVE,
            citation=rule(22),
            wording="新的检察建议书{number}已送达，本建议书不再执行",
            shared=True,
            system=True,
        ),
    )


def following(urged: Guard, not_adopted: Guard, outside: Guard) -> tuple[Transition, ...]:
    """第二十条, 第二十四条, 第二十五条."""
    waiting = ("objection", "rectifying", "replied", "assessed")
    return (
        Transition(
            "record_reply",
            "代录书面回复",
            ("objection", "rectifying"),
            "replied",
            P.RECORD,
            stops=("TM20", "TM21", "TM29"),
            citation=rule(19),
            guard=outside,
            wording="收到书面回复（{number}）",
            primary=True,
        ),
        Transition("ask_extension", "申请延期", ("objection", "rectifying", "replied", "assessed"), None, P.REPLY, citation=rule(19), wording="申请{about}延长{by}：{reason}", shared=True),
        Transition("record_extension", "代录延期申请", waiting, None, P.RECORD, citation=rule(19), guard=outside, wording="收到{about}延长{by}的申请：{reason}"),
        Transition(
            "contact",
            "登记跟踪、回访",
            (*waiting, "closed"),
            None,
            P.ASSESS,
            document="contact_record",
            citation=rule(24),
            wording="登记{kind}（{persons}）：{outcome}",
        ),
        Transition("copy", "抄送", ("issued", *waiting), None, P.SERVE, citation=rule(20), wording="拟抄送{addressee}"),
        Transition("escalate", "报告、通报", ("rectifying", "replied", "assessed"), None, P.ASSESS, citation=rule(25), guard=urged, wording="提请{kind}：{addressee}"),
        Transition("follow_up", "跟进监督", ("rectifying", "assessed", "closed"), None, P.ASSESS, citation=rule(25), guard=not_adopted, wording="跟进监督，立{case}案"),
        Transition("reopen", "重新跟踪", ("closed",), "assessed", P.DECIDE, citation=rule(24), wording="重新跟踪：{note}", shared=True),
    )

"""A town's part: called, submitted, consulted, objected, answered, circulated, received."""

from __future__ import annotations

from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine
from reviews.permissions import ReviewPermission as P


def _all_in(part, user) -> str:
    left = part.round.files.filter(town=part.town_id, state="drawn").exclude(purpose="calibration").count()
    return f"尚有{left}件案卷未报送。" if left else ""


def _within(part, user) -> str:
    """五个工作日内; later there is no objection."""
    from reviews.queries.parts import objection_closed  # noqa: PLC0415 — asked while running

    return objection_closed(part)


def _answered(part, user) -> str:
    left = part.objections.filter(result="").count()
    return f"尚有{left}项申诉未复核。" if left else ""


TOWN_PART = register_machine(
    Machine(
        name="reviews.townpart",
        title="被评查单位情况",
        initial="called",
        states={
            "called": State("待报送", tone="soon"),
            "submitted": State("已报送"),
            "consulted": State("征求意见", tone="soon"),
            "objected": State("已申诉待复核", tone="soon"),
            "answered": State("复核已答复"),
            "agreed": State("无异议"),
            "circulated": State("通报待签收", tone="soon"),
            "received": State("整改中"),
            "done": State("整改完毕", tone="ok", final=True),
        },
        transitions=(
            Transition("call", "通知报送", ("called",), None, P.MANAGE, starts=("TM42",), wording="通知报送案卷{count}件", shared=True),
            Transition(
                "submit", "完成报送", ("called",), "submitted", P.SUBMIT, stops=("TM42",), guard=_all_in, wording="完成报送{late}", shared=True, primary=True
            ),
            Transition("close_call", "代为确认报送", ("called",), "submitted", P.MANAGE, stops=("TM42",), guard=_all_in, wording="代为确认报送完成{late}", shared=True),
            Transition(
                "consult", "发送评查意见", ("submitted",), "consulted", P.MANAGE, document="review_opinion", starts=("TM26A",), wording="发送评查意见书", shared=True
            ),
            Transition(
                "object",
                "提出申诉",
                ("consulted",),
                "objected",
                P.OBJECT,
                stops=("TM26A",),
                starts=("TM26B",),
                guard=_within,
                wording="对{count}项评查意见提出申诉",
                shared=True,
            ),
            Transition("agree", "确认无异议", ("consulted",), "agreed", P.OBJECT, stops=("TM26A",), wording="对评查意见无异议", shared=True, primary=True),
            Transition(
                "lapse", "申诉期届满", ("consulted",), "agreed", P.MANAGE, stops=("TM26A",), wording="申诉期届满，未提出申诉", shared=True, system=True
            ),
            Transition("name_rechecker", "指定复核人", ("objected",), None, P.MANAGE, wording="指定复核人", primary=True),
            Transition("answer", "答复申诉", ("objected",), "answered", P.MANAGE, stops=("TM26B",), guard=_answered, wording="复核完毕，答复申诉", shared=True),
            Transition("circulate", "发送通报", ("answered", "agreed"), "circulated", P.MANAGE, starts=("TM27",), wording="发送评查通报和整改处方", shared=True, system=True),
            Transition("receive", "签收通报", ("circulated",), "received", P.RECTIFY, wording="{receiver}签收通报", shared=True, primary=True),
            Transition("finish", "整改完毕", ("received",), "done", P.MANAGE, stops=("TM27",), wording="全部问题销号", shared=True, system=True),
        ),
    ),
    model="reviews.townpart",
)

"""公开听证 (domain.md 5.7): asked, decided, told three days before, held, its opinion weighed."""

from __future__ import annotations

from cases.citations import HEARING_RULES
from cases.permissions import HearingPermission as P
from pengjiang.common import clock
from pengjiang.law.citations import Citation
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine

MIN_LISTENERS, MAX_LISTENERS = 3, 7


def article(number: int) -> Citation:
    return Citation(HEARING_RULES, number)


def _arranged(hearing, user) -> str:
    """Everything that a notice names, and listeners in the usual number."""
    if hearing.at is None or not hearing.place or hearing.host_id is None:
        return "请先安排听证的时间、地点和主持人。"
    listeners = hearing.persons.filter(part="listener").count()
    if not MIN_LISTENERS <= listeners <= MAX_LISTENERS:
        return f"听证员一般为三至七人，现有{listeners}人，请调整。"
    return "" if hearing.persons.exclude(part__in=["listener", "observer"]).exists() else "请登记至少一名当事人或者行政机关参加人。"


def _its_day_has_come(hearing, user) -> str:
    day = hearing.at.astimezone(clock.ZONE).date()
    return "" if day <= clock.today() else f"听证定于{day:%Y-%m-%d}举行，尚未召开。"


# The running order of 第十五条, with the minutes usually given to each step.
HEARING_STEPS = (
    ("introduce", "承办检察官介绍案件情况和需要听证的问题", 15),
    ("state", "当事人及其他参加人就需要听证的问题分别说明情况", 30),
    ("ask", "听证员向当事人或者其他参加人提问", 20),
    ("discuss", "主持人宣布休会，听证员就听证事项进行讨论", 20),
    ("opine", "主持人宣布复会，听证员或者听证员代表发表意见", 15),
    ("last", "当事人发表最后陈述意见", 10),
    ("sum", "主持人对听证会进行总结", 10),
)

HEARING = register_machine(
    Machine(
        name="cases.hearing",
        title="公开听证",
        initial="asked",
        states={
            "asked": State("待决定", tone="soon"),
            "refused": State("不举行听证", tone="off", final=True),
            "decided": State("筹备中"),
            "notified": State("已告知，待召开"),
            "held": State("已召开，待采纳意见", tone="soon"),
            "closed": State("听证办结", tone="ok", final=True),
            "cancelled": State("取消听证", tone="off", final=True),
        },
        transitions=(
            Transition("decide", "决定听证", ("asked",), "decided", P.DECIDE, citation=article(9), wording="决定举行听证：{note}", primary=True),
            Transition(
                "refuse", "决定不听证", ("asked",), "refused", P.DECIDE, document="hearing_refusal", citation=article(9), wording="不举行听证：{note}"
            ),
            Transition(
                "arrange",
                "安排听证",
                ("decided",),
                None,
                P.MANAGE,
                starts=("TM25",),
                citation=article(10),
                wording="听证定于{at}在{place}举行，主持人{host}",
                primary=True,
            ),
            Transition("add_person", "增加参加人", ("decided",), None, P.MANAGE, citation=article(10), wording="增加{part}{name}"),
            Transition("drop_person", "减去参加人", ("decided",), None, P.MANAGE, wording="减去{part}{name}"),
            Transition(
                "notify",
                "发出听证通知",
                ("decided",),
                "notified",
                P.MANAGE,
                document="hearing_notice",
                stops=("TM25",),
                citation=article(10),
                guard=_arranged,
                wording="向{count}名参加人发出听证通知书",
                primary=True,
            ),
            Transition("postpone", "改期", ("notified",), "decided", P.MANAGE, citation=article(10), wording="听证改期：{note}"),
            Transition(
                "record",
                "登记听证笔录",
                ("notified",),
                "held",
                P.MANAGE,
                document="hearing_record",
                citation=article(15),
                guard=_its_day_has_come,
                wording="听证会召开，听证员意见：{opinion}",
                primary=True,
            ),
            Transition(
                "use_opinion",
                "处理听证意见",
                ("held",),
                "closed",
                P.MANAGE,
                document="hearing_opinion",
                citation=article(16),
                wording="听证意见{use}：{note}",
                primary=True,
            ),
            Transition("cancel", "取消听证", ("decided", "notified"), "cancelled", P.DECIDE, wording="取消听证：{note}"),
        ),
    ),
    model="cases.hearing",
)

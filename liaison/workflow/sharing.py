"""Typical cases and notices."""

from __future__ import annotations

from liaison.permissions import LiaisonPermission as P
from pengjiang.law.citations import Citation
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine

PROTECTION = Citation("中华人民共和国个人信息保护法", 34)


def _clean(case, user) -> str:
    from liaison.queries.masking import left_in  # noqa: PLC0415 — asked while running

    left = left_in(case)
    return f"仍有疑似个人信息：{'、'.join(left[:3])}，请先脱敏。" if left else ""


def _addressed(notice, user) -> str:
    return "" if notice.receipts.exists() else "尚未确定主送单位。"


TYPICAL = register_machine(
    Machine(
        name="liaison.typicalcase",
        title="典型案例",
        initial="draft",
        states={
            "draft": State("编写中"),
            "confirmed": State("待审核", tone="soon"),
            "reviewed": State("待发布", tone="soon"),
            "published": State("已发布", tone="ok"),
            "withdrawn": State("已撤回", tone="off"),
        },
        transitions=(
            Transition("edit", "修改", ("draft",), None, P.DRAFT_CASE, wording="修改典型案例"),
            Transition("confirm", "确认脱敏", ("draft",), "confirmed", P.DRAFT_CASE, citation=PROTECTION, guard=_clean, wording="确认脱敏，自动隐去{hidden}处，人工核对", primary=True),
            Transition("send_back", "退回修改", ("confirmed", "reviewed"), "draft", P.REVIEW_CASE, wording="退回修改：{note}"),
            Transition("review", "审核通过", ("confirmed",), "reviewed", P.REVIEW_CASE, guard=_clean, wording="审核通过", primary=True),
            Transition("publish", "发布", ("reviewed",), "published", P.REVIEW_CASE, document="typical_case", guard=_clean, wording="发布典型案例{number}", shared=True, primary=True),
            Transition("withdraw", "撤回", ("published",), "withdrawn", P.REVIEW_CASE, wording="撤回典型案例：{note}", shared=True),
            Transition("revise", "重新编写", ("withdrawn",), "draft", P.DRAFT_CASE, wording="撤回后重新编写"),
        ),
    ),
    model="liaison.typicalcase",
)

NOTICE = register_machine(
    Machine(
        name="liaison.notice",
        title="通报",
        initial="draft",
        states={"draft": State("起草中"), "issued": State("已发出", tone="ok"), "withdrawn": State("已撤回", tone="off", final=True)},
        transitions=(
            Transition("edit", "修改", ("draft",), None, P.NOTIFY, wording="修改通报"),
            Transition("address", "确定主送单位", ("draft",), None, P.NOTIFY, wording="主送{names}"),
            Transition("issue", "发出", ("draft",), "issued", P.NOTIFY, document="liaison_notice", guard=_addressed, wording="发出{kind}，主送{count}个单位", shared=True, primary=True),
            Transition("withdraw", "撤回", ("issued",), "withdrawn", P.NOTIFY, wording="撤回通报：{note}", shared=True),
        ),
    ),
    model="liaison.notice",
)

RECEIPT = register_machine(
    Machine(
        name="liaison.receipt",
        title="通报签收",
        initial="sent",
        states={"sent": State("未签收", tone="soon"), "read": State("已签收"), "answered": State("已反馈", tone="ok", final=True)},
        transitions=(
            Transition("read", "签收", ("sent",), "read", P.RECEIVE, wording="{organisation}签收", shared=True),
            Transition("answer", "反馈", ("read",), "answered", P.RECEIVE, wording="{organisation}反馈", shared=True, primary=True),
        ),
    ),
    model="liaison.receipt",
)

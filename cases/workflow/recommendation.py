"""检察建议 (domain.md 5.3): the text, its approval, service, reply, rectification and assessment."""

from __future__ import annotations

from cases.citations import rule
from cases.permissions import CasePermission as C
from cases.permissions import RecommendationPermission as P
from cases.workflow.ways import changing, following, objecting
from pengjiang.workflow.machine import Machine, State, Transition
from pengjiang.workflow.registry import register_machine

TEXT_PARTS = (
    ("origin_text", "案件或者问题的来源"),
    ("facts_text", "查明的事实与证据"),
    ("unlawful_text", "存在的违法情形或者应当消除的隐患"),
)


def _complete(recommendation, user) -> str:
    """J-10: a text that lacks a part the rules demand cannot be sent for approval."""
    missing = [label for field, label in TEXT_PARTS if not getattr(recommendation, field).strip()]
    if not recommendation.advices.exists():
        missing.append("建议内容")
    return f"建议书尚缺“{'”“'.join(missing)}”（规定第十六条），请补齐后送审。" if missing else ""


def _my_turn(recommendation, user) -> str:
    from cases.queries.approvals import current_step  # noqa: PLC0415 — queries stand above the tables

    step = current_step(recommendation)
    if step is None:
        return "没有待审批的环节。"
    if not user.has_role(step.role):
        return f"现由{step.label}审批。"
    return ""


def _items_done(recommendation, user) -> str:
    """Every item ticked off; where it was not wholly adopted, what is left must have been taken further (第二十五条)."""
    left = recommendation.items.unfinished().count()
    if not left:
        return ""
    if recommendation.adoption in {"", "full"}:
        return f"尚有{left}项整改未销号。"
    taken_on = recommendation.followed_by.exists() or recommendation.dispatches.filter(state__in=["sent", "received", "answered"]).exclude(kind="copy").exists()
    return "" if taken_on else f"尚有{left}项整改未落实，请先报告、通报或者立案跟进监督（规定第二十五条），再办结。"


def _outside(recommendation, user) -> str:
    return "被建议单位在本系统内，由其自行办理。" if recommendation.replies_itself else ""


def may_escalate(recommendation) -> bool:
    """第二十五条: after urging, or where the assessment found it not wholly adopted."""
    if recommendation.adoption in {"partly", "none"}:
        return True
    from pengjiang.documents.models import IssuedDocument  # noqa: PLC0415 — papers stand above the tables

    return IssuedDocument.objects.of(recommendation).filter(type_code="urging_letter", standing="issued").exists()


def _urged(recommendation, user) -> str:
    return "" if may_escalate(recommendation) else "须经督促无正当理由仍不整改或者整改不到位，方可报告、通报（规定第二十五条）；请先签发催办函，或者审查采纳情况。"


def _not_adopted(recommendation, user) -> str:
    return "已全部采纳，无需跟进监督。" if recommendation.adoption == "full" and recommendation.state != "closed" else ""


RECOMMENDATION = register_machine(
    Machine(
        name="cases.recommendation",
        title="检察建议",
        initial="draft",
        states={
            "draft": State("起草", tone="off"),
            "approving": State("审批中", tone="soon"),
            "returned": State("退回修改", tone="bad"),
            "approved": State("待用印", tone="soon"),
            "issued": State("待送达", tone="soon"),
            "objection": State("异议期", public="已送达，异议期内"),
            "objected": State("异议复核", public="已提出异议，检察院复核中", tone="soon"),
            "rechecked": State("异议复核待批", public="已提出异议，检察院复核中", tone="soon"),
            "amending": State("变更中", public="检察院已决定变更，待送达新的建议书", tone="soon"),
            "superseded": State("已变更", public="已由新的建议书取代", tone="off", final=True),
            "withdrawn": State("已撤回", tone="off", final=True),
            "rectifying": State("整改期"),
            "replied": State("采纳审查", public="已书面回复"),
            "assessed": State("已审查采纳情况"),
            "closed": State("办结", tone="ok"),
            "archived": State("归档", public="办结", tone="off", final=True),
        },
        transitions=(
            Transition("edit", "修改建议书", ("draft", "returned"), None, P.DRAFT, citation=rule(16), wording="修改建议书"),
            Transition(
                "send_for_approval",
                "送审",
                ("draft", "returned"),
                "approving",
                P.DRAFT,
                citation=rule(15),
                guard=_complete,
                wording="送审第{version}稿，审批环节：{chain}",
                primary=True,
            ),
            Transition("approve_step", "同意", ("approving",), None, P.APPROVE, citation=rule(17), guard=_my_turn, wording="{label}同意：{opinion}", primary=True),
            Transition("return", "退回修改", ("approving",), "returned", P.APPROVE, citation=rule(17), guard=_my_turn, wording="{label}退回修改：{opinion}"),
            Transition("recall", "撤回送审", ("approving",), "draft", P.DRAFT, wording="撤回送审"),
            Transition(
                "approve",
                "批准",
                ("approving",),
                "approved",
                P.APPROVE,
                citation=rule(15),
                guard=_my_turn,
                wording="{label}批准，登记号{serial}",
            ),
            Transition(
                "seal",
                "编号用印",
                ("approved",),
                "issued",
                P.SEAL,
                document="recommendation",
                starts=("TM22",),
                citation=rule(7),
                wording="签发检察建议书{number}",
                primary=True,
            ),
            Transition(
                "issue",
                "签发",
                ("approved",),
                "issued",
                P.SEAL,
                document="recommendation",
                starts=("TM22",),
                citation=rule(7),
                wording="签发检察建议书{number}",
                system=True,
            ),
            Transition(
                "file_up",
                "登记备案",
                ("issued", "objection", "rectifying", "replied", "assessed"),
                None,
                P.SERVE,
                document="filing_report",
                stops=("TM22",),
                citation=rule(21),
                wording="报上一级院备案：{note}",
            ),
            Transition(
                "serve",
                "登记送达",
                ("issued",),
                "objection",
                P.SERVE,
                document="service_receipt",
                starts=("TM29", "TM20", "TM21"),
                citation=rule(18),
                wording="{method}，{receiver}于{served_on}签收",
                shared=True,
                primary=True,
            ),
            Transition(
                "begin_rectifying",
                "转入整改期",
                ("objection",),
                "rectifying",
                P.RECTIFY,
                stops=("TM29",),
                citation=rule(19),
                wording="认可建议，开始整改",
                shared=True,
            ),
            Transition(
                "objection_ends",
                "异议期届满",
                ("objection",),
                "rectifying",
                P.SERVE,
                stops=("TM29",),
                citation=rule(19),
                wording="异议期届满，转入整改期",
                shared=True,
                system=True,
            ),
            Transition(
                "reply",
                "书面回复",
                ("objection", "rectifying"),
                "replied",
                P.REPLY,
                document="reply_letter",
                stops=("TM20", "TM21", "TM29"),
                citation=rule(19),
                wording="书面回复办理情况",
                shared=True,
                primary=True,
            ),
            Transition(
                "assess",
                "审查采纳情况",
                ("replied",),
                "assessed",
                P.ASSESS,
                citation=rule(24),
                wording="审查采纳情况：{adoption}",
                shared=True,
                primary=True,
            ),
            Transition(
                "ask_more",
                "退回补充回复",
                ("replied",),
                "rectifying",
                P.ASSESS,
                citation=rule(24),
                wording="退回补充回复：{note}",
                shared=True,
                starts=("TM20", "TM21"),
            ),
            Transition(
                "urge",
                "签发催办函",
                ("objection", "rectifying", "replied", "assessed"),
                None,
                P.URGE,
                document="urging_letter",
                citation=rule(25),
                wording="签发催办函{number}",
                shared=True,
            ),
            Transition(
                "close",
                "办结",
                ("assessed",),
                "closed",
                P.ASSESS,
                citation=rule(24),
                guard=_items_done,
                wording="检察建议办结",
                shared=True,
                primary=True,
            ),
            Transition("archive", "归档", ("closed",), "archived", P.ARCHIVE, citation=rule(28), wording="归档"),
            Transition(
                "correct",
                "更正日期",
                ("issued", "objection", "objected", "rechecked", "rectifying", "replied", "assessed", "closed"),
                None,
                C.CORRECT,
                wording="更正{label}：{before}→{after}（{reason}）",
                shared=True,
            ),
            Transition(
                "objection_again", "异议期恢复", ("rectifying",), "objection", P.SERVE, starts=("TM29",), wording="更正送达日期后异议期未届满，恢复异议期", shared=True, system=True
            ),
            *objecting(_outside),
            *changing(),
            *following(_urged, _not_adopted, _outside),
        ),
    ),
    model="cases.recommendation",
)

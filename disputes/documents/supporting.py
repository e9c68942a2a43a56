"""司法救助申请审批发放表, 法律援助转介函, 支持起诉意见书."""

from __future__ import annotations

from cases.documents.parts import day_text, full, listed, opinion, pair, paragraphs
from disputes.citations import SUPPORT_OF_SUIT
from disputes.documents.intake import money
from disputes.enums import ReliefCheck
from disputes.models import LegalAid, Relief, SuitSupport
from pengjiang.common.money import yuan_in_words
from pengjiang.documents.blocks import Addressee, FieldTable, Form, Heading, Letterhead, Number, Paragraph, Remark, Signature, Title, Tree
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience


@document_type("relief_form", "司法救助申请审批发放表", model="disputes.relief", form=Form.PLAIN, audience=Audience.SHARED)
def relief_form(relief: Relief, ctx: BuildContext) -> Tree:
    """Applicant, case, hardship, formula, approvals, payment."""
    formula = f"月平均工资{money(relief.monthly_wage)}×{relief.months}个月＝{money(relief.amount)}（{yuan_in_words(relief.amount)}）"
    blocks = (
        Letterhead(ctx.mark),
        Title("司法救助申请审批发放表"),
        Number(relief.dispute.number),
        FieldTable(
            (
                pair(("申请人", relief.applicant), ("申请日期", day_text(relief.applied_on))),
                pair(("救助情形", relief.get_ground_display()), ("关联案件", relief.dispute.number)),
                full("困难情况", relief.hardship, lines=4),
                full("救助条件", listed(ReliefCheck(one).label for one in relief.checks), lines=2),
                full("救助金额", formula, lines=2),
                full("部门审核意见", f"{relief.review_note}（{relief.reviewed_by.name if relief.reviewed_by_id else ''}）", lines=2),
                full(
                    "检察长审批意见",
                    f"{relief.grant_note}（{relief.granted_by.name if relief.granted_by_id else ''}，{day_text(relief.granted_on)}）",
                    lines=2,
                ),
                full("发放方式与收款账户", relief.bank, lines=2),
                opinion("申请人签收"),
            )
        ),
        Remark("注：救助金一般不超过案件管辖地上一年度职工月平均工资三十六个月的总额；同一案件不重复救助。"),
    )
    return Tree(Form.PLAIN, "司法救助申请审批发放表", blocks)


@document_type("aid_referral", "法律援助转介函", model="disputes.legalaid", form=Form.LETTER, audience=Audience.SHARED)
def aid_referral(aid: LegalAid, ctx: BuildContext) -> Tree:
    """To the judicial bureau, whose answer is awaited."""
    bureau = aid.dispute.officer.organisation.name if aid.dispute.officer_id else "司法局"
    title = f"关于转介{aid.applicant}申请法律援助的函"
    blocks = (
        Letterhead(ctx.mark),
        Title(title),
        Addressee((bureau,)),
        Paragraph(
            f"行政争议联合化解工作站办理的“{aid.dispute.title}”（{aid.dispute.number}）中，{aid.applicant}可能符合法律援助条件，现予转介。"
        ),
        Heading(1, "援助事项", 1),
        *paragraphs(aid.matter),
        Heading(1, "转介理由", 2),
        *paragraphs(aid.reason),
        Paragraph("请依法审查，并将是否给予援助及承办律师告知工作站。"),
        Signature((ctx.organisation.name,), ctx.on),
    )
    return Tree(Form.LETTER, title, blocks)


@document_type(
    "support_opinion", "支持起诉意见书", model="disputes.suitsupport", form=Form.LEGAL, audience=Audience.SHARED, citation=SUPPORT_OF_SUIT
)
def support_opinion(suit: SuitSupport, ctx: BuildContext) -> Tree:
    """Supported party, defendant, facts, harm, reasons, view, evidence."""
    blocks: list = [
        Letterhead(ctx.mark),
        Title("支持起诉意见书"),
        Addressee((suit.court,)),
        Paragraph(f"被支持的当事人：{suit.supported}。被告：{suit.defendant}。"),
    ]
    for place, (label, text) in enumerate(
        (("基本事实", suit.facts), ("受损害情况", suit.harm), ("支持起诉的理由", suit.reasons), ("证据清单", suit.evidence)), start=1
    ):
        blocks += [Heading(1, label, place), *paragraphs(text)]
    blocks += [
        Heading(1, "意见", 5),
        Paragraph(f"依据{SUPPORT_OF_SUIT}，支持{suit.supported}向你院提起民事诉讼，请依法审理。"),
        Signature((ctx.organisation.name,), ctx.on),
    ]
    return Tree(Form.LEGAL, "支持起诉意见书", tuple(blocks))

"""不予受理通知书, 终结审查、不支持监督申请、中止审查决定书, 沟通记录."""

from __future__ import annotations

from cases.citations import rule
from cases.documents.parts import day_text, full, opinion, pair, paragraphs
from cases.models import Contact, SupervisionCase, Transfer
from pengjiang.documents.blocks import Addressee, FieldTable, Form, Letterhead, Note, Number, Paragraph, Signature, Title, Tree
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience


@document_type("refusal_notice", "不予受理通知书", model="cases.transfer", form=Form.LETTER, scheme="dispatch", audience=Audience.SHARED)
def refusal_notice(transfer: Transfer, ctx: BuildContext) -> Tree:
    """Told to whoever sent it, with the reason."""
    to = transfer.sender.name if transfer.sender_id else transfer.parties or transfer.subject_label
    blocks = (
        Letterhead(ctx.mark),
        Number(ctx.number),
        Title("不予受理通知书"),
        Addressee((to,)),
        Paragraph(f"{day_text(transfer.submitted_on)}收到的“{transfer.title}”线索，本院经审查，决定不予受理。理由是："),
        *paragraphs(transfer.answer),
        Paragraph("特此通知。"),
        Signature((ctx.organisation.name,), ctx.on),
        *((Note(ctx.contact_line),) if ctx.contact_line else ()),
    )
    return Tree(Form.LETTER, "不予受理通知书", blocks)


def _decision(case: SupervisionCase, ctx: BuildContext, *, title: str, verdict: str, reason: str) -> Tree:
    origin = case.origin or (case.transfer.reason if case.transfer_id else "")
    blocks = (
        Letterhead(ctx.mark),
        Title(title),
        Number(case.number),
        Paragraph(f"{case.title}，本院于{day_text(case.docketed_on)}受理。被监督单位：{case.subject_label}。"),
        *paragraphs(origin),
        Paragraph(f"本院依照{case.type.basis}的有关规定进行了审查。" if case.type.basis else "本院依法进行了审查。"),
        Paragraph("经审查认为："),
        *paragraphs(reason),
        Paragraph(verdict),
        Signature((ctx.organisation.name,), ctx.on),
    )
    return Tree(Form.LEGAL, title, blocks)


@document_type("end_decision", "终结审查决定书", model="cases.supervisioncase", form=Form.LEGAL, texts={"verdict": "本院决定终结审查。"})
def end_decision(case: SupervisionCase, ctx: BuildContext) -> Tree:
    """终结审查, also where no recommendation is made."""
    return _decision(case, ctx, title="终结审查决定书", verdict=ctx.text("verdict"), reason=case.result_note)


@document_type("non_support_decision", "不支持监督申请决定书", model="cases.supervisioncase", form=Form.LEGAL, texts={"verdict": "本院决定不支持监督申请。"})
def non_support_decision(case: SupervisionCase, ctx: BuildContext) -> Tree:
    """不支持监督申请."""
    return _decision(case, ctx, title="不支持监督申请决定书", verdict=ctx.text("verdict"), reason=case.result_note)


@document_type(
    "suspension_decision",
    "中止审查决定书",
    model="cases.supervisioncase",
    form=Form.LEGAL,
    texts={"verdict": "本院决定中止审查。中止审查的原因消除后，恢复审查。"},
)
def suspension_decision(case: SupervisionCase, ctx: BuildContext) -> Tree:
    """中止审查."""
    return _decision(case, ctx, title="中止审查决定书", verdict=ctx.text("verdict"), reason=case.suspended_reason)


@document_type("contact_record", "沟通记录", model="cases.contact", form=Form.PLAIN, citation=rule(24))
def contact_record(contact: Contact, ctx: BuildContext) -> Tree:
    """口头提示、座谈（磋商）、走访、回访记录, with places for signatures."""
    title = f"{contact.get_kind_display().replace('、', '（', 1) + '）' if '、' in contact.get_kind_display() else contact.get_kind_display()}记录"
    about = contact.recommendation.number if contact.recommendation_id else contact.case.number
    blocks = (
        Letterhead(ctx.mark),
        Title(title),
        Number(about),
        FieldTable(
            (
                full("案件", contact.case.title),
                pair(("方式", contact.get_kind_display()), ("日期", day_text(contact.on))),
                full("地点", contact.place),
                full("对方人员", contact.persons),
                full("检察人员", contact.officers),
                full("内容", contact.content, lines=10),
                full("结果和下一步", contact.outcome, lines=4),
                opinion("对方人员签名"),
                opinion("检察人员签名"),
            )
        ),
    )
    return Tree(Form.PLAIN, title, blocks)

"""异议书、复核报告、异议答复、变更和撤回通知、延期答复、备案报告."""

from __future__ import annotations

from cases.citations import rule
from cases.documents.parts import day_text, ended, full, opinion, pair, paragraphs
from cases.models import Extension, Objection, Recommendation
from pengjiang.common.chinese import to_chinese
from pengjiang.documents.blocks import (
    Addressee,
    Attachments,
    FieldTable,
    Form,
    Heading,
    Letterhead,
    Note,
    Number,
    Paragraph,
    Signature,
    Title,
    Tree,
)
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience


def _letter(title: str, to: str, body: tuple, ctx: BuildContext, *, contact: str = "", attachments: tuple[str, ...] = ()) -> Tree:
    """信函格式 from the office's head to its contact."""
    note = f"联系人及电话：{contact}" if contact else ctx.contact_line
    blocks = (
        Letterhead(ctx.mark),
        Number(ctx.number),
        Title(title),
        Addressee((to,)),
        *body,
        *((Attachments(attachments),) if attachments else ()),
        Signature((ctx.organisation.name,), ctx.on),
        *((Note(note),) if note else ()),
    )
    return Tree(Form.LETTER, title, blocks)


@document_type("objection_letter", "检察建议异议书", model="cases.objection", form=Form.LETTER, scheme="reply_letter", audience=Audience.SHARED, citation=rule(23))
def objection_letter(objection: Objection, ctx: BuildContext) -> Tree:
    """The addressee's objection."""
    obj = objection.recommendation
    body = (
        Paragraph(f"你院《检察建议书》（{obj.number}）于{day_text(obj.served_on)}收悉。经研究，我单位对该检察建议提出异议，理由如下："),
        *paragraphs(objection.reasons),
        Paragraph("请予复核，并将结果告知我单位。"),
    )
    return _letter(f"关于对{obj.number}检察建议书提出异议的函", obj.holder.organisation.name, body, ctx)


@document_type("objection_report", "异议复核报告", model="cases.objection", form=Form.PLAIN, citation=rule(23))
def objection_report(objection: Objection, ctx: BuildContext) -> Tree:
    """For the 检察长: what was objected, what was found, what is proposed."""
    obj = objection.recommendation
    blocks = (
        Letterhead(ctx.mark),
        Title("检察建议异议复核报告"),
        Number(obj.number),
        FieldTable(
            (
                full("检察建议", obj.title),
                pair(("被建议单位", obj.addressee_name), ("送达日期", day_text(obj.served_on))),
                pair(("异议提出日期", day_text(objection.raised_on)), ("复核日期", day_text(objection.rechecked_on))),
                full("异议理由", objection.reasons, lines=5),
                full("复核情况和意见", objection.opinion, lines=8),
                full("拟处理", objection.get_proposal_display()),
                pair(("复核人", objection.rechecked_by.name), ("案号", obj.case.number)),
                opinion("部门负责人意见"),
                opinion("检察长决定"),
            )
        ),
    )
    return Tree(Form.PLAIN, "检察建议异议复核报告", blocks)


@document_type(
    "objection_answer",
    "异议复核答复函",
    model="cases.objection",
    form=Form.LETTER,
    scheme="dispatch",
    audience=Audience.SHARED,
    citation=rule(23),
    texts={"close": "请你单位按照检察建议书的要求落实整改。异议复核期间不计入回复期和整改期，恢复计算后的末日以系统所载为准。"},
)
def objection_answer(objection: Objection, ctx: BuildContext) -> Tree:
    """The objection is unfounded; explained to the unit."""
    obj = objection.recommendation
    body = (
        Paragraph(f"你单位{day_text(objection.raised_on)}对《检察建议书》（{obj.number}）提出的异议收悉。本院依照{rule(23)}的规定进行了复核，并报经检察长同意，现答复如下："),
        Paragraph("经复核，你单位提出的异议不成立，本院维持原检察建议。理由是："),
        *paragraphs(objection.note),
        Paragraph(ctx.text("close")),
    )
    return _letter(f"关于{obj.number}检察建议书异议复核情况的答复函", obj.addressee_name, body, ctx, contact=obj.contact)


@document_type("change_notice", "变更检察建议通知书", model="cases.recommendation", form=Form.LETTER, scheme="dispatch", audience=Audience.SHARED, citation=rule(22))
def change_notice(obj: Recommendation, ctx: BuildContext) -> Tree:
    """第二十二条: told with reasons; the new text follows."""
    body = (
        Paragraph(f"本院{day_text(obj.served_on)}向你单位送达《检察建议书》（{obj.number}）。经检察长决定，依照{rule(22)}的规定，对该检察建议予以变更。变更的理由和内容是："),
        *paragraphs(obj.change_reason),
        Paragraph("变更后的检察建议书另行送达；送达之前，原检察建议书的回复期和整改期停止计算。"),
    )
    return _letter("变更检察建议通知书", obj.addressee_name, body, ctx, contact=obj.contact)


@document_type(
    "withdrawal_notice", "撤回检察建议通知书", model="cases.recommendation", form=Form.LETTER, scheme="dispatch", audience=Audience.SHARED, citation=rule(22)
)
def withdrawal_notice(obj: Recommendation, ctx: BuildContext) -> Tree:
    """第二十二条."""
    served = f"{day_text(obj.served_on)}向你单位送达" if obj.served_on else f"{day_text(obj.issued_on)}制发"
    body = (
        Paragraph(f"本院{served}的《检察建议书》（{obj.number}），经检察长决定，依照{rule(22)}的规定予以撤回。撤回的理由是："),
        *paragraphs(obj.change_reason),
        Paragraph("特此通知。"),
    )
    return _letter("撤回检察建议通知书", obj.addressee_name, body, ctx, contact=obj.contact)


@document_type("extension_answer", "延期申请答复函", model="cases.extension", form=Form.LETTER, scheme="dispatch", audience=Audience.SHARED, citation=rule(19))
def extension_answer(extension: Extension, ctx: BuildContext) -> Tree:
    """Granted until when, or refused and why."""
    obj = extension.recommendation
    amount = f"{to_chinese(extension.by)}{extension.unit}"
    granted = extension.state == "granted"
    verdict = (
        f"经研究，同意{extension.about}延长{amount}，延长后的末日为{day_text(extension.due_on)}。请你单位抓紧落实，按期书面回复并附相关证明材料。"
        if granted
        else f"经研究，不同意{extension.about}延长，原期限不变。"
    )
    body = (
        Paragraph(f"你单位{day_text(extension.asked_on)}就《检察建议书》（{obj.number}）{extension.about}延长{amount}的申请收悉。{ended(extension.reason) and '申请理由：' + ended(extension.reason)}"),
        Paragraph(verdict),
        *paragraphs(extension.note),
    )
    return _letter(f"关于{obj.number}检察建议书延期申请的答复函", obj.addressee_name, body, ctx, contact=obj.contact)


@document_type("filing_report", "检察建议备案报告", model="cases.recommendation", form=Form.LETTER, scheme="dispatch", citation=rule(21), texts={"upper": "江门市人民检察院"})
def filing_report(obj: Recommendation, ctx: BuildContext) -> Tree:
    """第二十一条: to the upper procuratorate's matching department and its policy unit."""
    body = (
        Paragraph(f"本院办理{obj.case.title}（{obj.case.number}），于{day_text(obj.issued_on)}向{obj.addressee_name}发出《检察建议书》（{obj.number}），现依照{rule(21)}的规定报请备案。"),
        Heading(1, "案件来源", 1),
        *paragraphs(obj.origin_text),
        Heading(1, "存在的问题", 2),
        *paragraphs(obj.unlawful_text),
        Heading(1, "建议内容", 3),
        *(Paragraph(f"{row.order}. {ended(row.text)}") for row in obj.advices.all()),
        Paragraph(f"备案情况：{ended(ctx.data.get('note', ''))}"),
    )
    return _letter(f"关于报送{obj.number}检察建议书备案的报告", ctx.text("upper"), body, ctx, contact=obj.contact, attachments=(f"《检察建议书》（{obj.number}）",))

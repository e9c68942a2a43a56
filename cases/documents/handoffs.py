"""检司衔接: 移送函 and 反馈函."""

from __future__ import annotations

from cases.documents.parts import day_text, ended, listed, paragraphs
from cases.models import Handoff
from pengjiang.documents.blocks import Addressee, Attachments, Form, Heading, Letterhead, Note, Number, Paragraph, Signature, Title, Tree
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience


@document_type("handoff_letter", "衔接事项移送函", model="cases.handoff", form=Form.LETTER, audience=Audience.SHARED)
def handoff_letter(obj: Handoff, ctx: BuildContext) -> Tree:
    """What is handed over, why, by when the result is wanted."""
    files = [row.number for row in obj.dossiers.order_by("number")]
    title = f"关于移送{obj.title}的函"
    blocks = (
        Letterhead(ctx.mark),
        Number(obj.number),
        Title(title),
        Addressee((obj.receiver.name,)),
        Paragraph(f"我单位在履职中发现一宗属于你单位职责范围的事项（{obj.get_kind_display()}），现移送你单位依法办理。"),
        Heading(1, "基本情况", 1),
        *((Paragraph(f"涉及单位：{obj.subject.name}。"),) if obj.subject_id else ()),
        *((Paragraph(f"当事人：{ended(obj.person)}"),) if obj.person else ()),
        *paragraphs(obj.facts),
        Heading(1, "移送的理由和请求", 2),
        *paragraphs(obj.request),
        Paragraph(f"请自受理之日起{obj.answer_days}日内将办理结果函告我单位。"),
        *((Attachments((f"案卷材料（{listed(files)}）",)),) if files else ()),
        Signature((ctx.organisation.name,), ctx.on),
        *((Note(ctx.contact_line),) if ctx.contact_line else ()),
    )
    return Tree(Form.LETTER, title, blocks)


@document_type("handoff_answer", "衔接事项办理结果反馈函", model="cases.handoff", form=Form.LETTER, audience=Audience.SHARED)
def handoff_answer(obj: Handoff, ctx: BuildContext) -> Tree:
    """The result, with what was decided and corrected on the way."""
    title = f"关于{obj.title}办理结果的函"
    decided = f"{day_text(obj.opined_on)}，作出{obj.opinion_label}（{obj.opinion_number}）：{ended(obj.opinion)}" if obj.opined_on else ""
    corrected = f"{day_text(obj.corrected_on)}，有关镇街已纠正：{ended(obj.correction)}" if obj.corrected_on else ""
    blocks = (
        Letterhead(ctx.mark),
        Title(title),
        Addressee((obj.sender.name,)),
        Paragraph(f"你单位{day_text(obj.sent_on)}移送的{obj.title}（{obj.number}），我单位于{day_text(obj.accepted_on)}受理。现将办理结果函告如下："),
        *paragraphs(decided),
        *paragraphs(corrected),
        *paragraphs(obj.answer),
        Paragraph("特此函复。"),
        Signature((ctx.organisation.name,), ctx.on),
        *((Note(ctx.contact_line),) if ctx.contact_line else ()),
    )
    return Tree(Form.LETTER, title, blocks)

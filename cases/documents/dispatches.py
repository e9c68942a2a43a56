"""告知函, 检察意见书, 移送函（附回执）, 抄送函, 报告和通报 (domain.md 11.3)."""

from __future__ import annotations

from cases.citations import rule
from cases.documents.parts import day_text, paragraphs
from cases.models import Dispatch
from pengjiang.common.chinese import to_chinese
from pengjiang.documents.blocks import (
    Addressee,
    Attachments,
    Form,
    Heading,
    Letterhead,
    Note,
    Number,
    Paragraph,
    Signature,
    TearOff,
    Title,
    Tree,
)
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience
from pengjiang.law.citations import Citation


def _office(dispatch: Dispatch):
    return dispatch.holder.organisation


def _paper(dispatch: Dispatch, ctx: BuildContext, title: str, body: tuple, *, form: Form = Form.LETTER, after: tuple = ()) -> Tree:
    materials = tuple(line.strip() for line in dispatch.materials.splitlines() if line.strip())
    contact = f"联系人及电话：{dispatch.contact}" if dispatch.contact else ctx.contact_line
    heads = (Title(title), Number(ctx.number)) if form == Form.LEGAL else (Number(ctx.number), Title(title))
    blocks = (
        Letterhead(ctx.mark),
        *heads,
        Addressee((dispatch.addressee_name,)),
        *body,
        *((Attachments(materials),) if materials else ()),
        Signature((ctx.organisation.name,), ctx.on),
        *((Note(contact),) if contact else ()),
        *after,
    )
    return Tree(form, title, blocks)


def _case_line(dispatch: Dispatch) -> str:
    return f"{dispatch.case.title}（{dispatch.case.number}）"


@document_type("authority_notice", "案件受理告知函", model="cases.dispatch", form=Form.LETTER, scheme="dispatch", audience=Audience.SHARED, issuer=_office)
def authority_notice(dispatch: Dispatch, ctx: BuildContext) -> Tree:
    """J-22: to the authority within seven working days of acceptance."""
    body = (
        Paragraph(f"{_case_line(dispatch)}，本院已于{day_text(dispatch.case.docketed_on)}受理。根据广东省检察机关与司法行政机关加强行政检察与行政执法监督衔接工作的有关规定，现将有关情况告知你单位："),
        *paragraphs(dispatch.facts),
        *paragraphs(dispatch.reason),
        *paragraphs(dispatch.request, "请你单位予以配合，并按本院通知提供有关材料。"),
    )
    return _paper(dispatch, ctx, "关于受理行政诉讼监督案件的告知函", body)


@document_type("progress_notice", "案件办理情况告知函", model="cases.dispatch", form=Form.LETTER, scheme="dispatch", audience=Audience.SHARED, issuer=_office)
def progress_notice(dispatch: Dispatch, ctx: BuildContext) -> Tree:
    """J-22: the course or result within three months."""
    body = (
        Paragraph(f"本院办理的{_case_line(dispatch)}，现将办理过程（结果）告知如下："),
        *paragraphs(dispatch.facts),
        *paragraphs(dispatch.reason),
        *paragraphs(dispatch.request),
    )
    return _paper(dispatch, ctx, "关于案件办理情况的告知函", body)


@document_type(
    "procuratorial_opinion",
    "检察意见书",
    model="cases.dispatch",
    form=Form.LEGAL,
    scheme="opinion",
    audience=Audience.SHARED,
    issuer=_office,
    citation=Citation("中华人民共和国行政处罚法", 27, 1),
    texts={"reply": "请你单位在收到本检察意见书之日起{period}内，将处理结果书面通知本院，并附有关法律文书。"},
)
def procuratorial_opinion(dispatch: Dispatch, ctx: BuildContext) -> Tree:
    """反向衔接: a person not prosecuted is still to be punished by the authority."""
    period = f"{to_chinese(dispatch.reply_months)}个月"
    body = (
        Paragraph(f"本院在办理{_case_line(dispatch)}中，经审查查明："),
        *paragraphs(dispatch.facts),
        Heading(1, "认定的依据和理由", 1),
        *paragraphs(dispatch.reason),
        Heading(1, "检察意见", 2),
        Paragraph("根据《中华人民共和国刑事诉讼法》第一百七十七条第三款、《中华人民共和国行政处罚法》第二十七条第一款的规定，现提出如下检察意见："),
        *paragraphs(dispatch.request),
        Paragraph(ctx.text("reply").replace("{period}", period)),
    )
    return _paper(dispatch, ctx, "检察意见书", body, form=Form.LEGAL)


@document_type("lead_transfer", "线索移送函（附回执）", model="cases.dispatch", form=Form.LETTER, scheme="dispatch", issuer=_office)
def lead_transfer(dispatch: Dispatch, ctx: BuildContext) -> Tree:
    """移送纪检监察、公益诉讼、公安: facts, reason, material, and the receiver's slip."""
    title = f"关于{dispatch.type.label}线索的函"
    body = (
        Paragraph(f"本院在办理{_case_line(dispatch)}中发现以下线索，现移送你单位依法处理。"),
        Heading(1, "线索基本情况", 1),
        *paragraphs(dispatch.facts),
        Heading(1, "移送理由和依据", 2),
        *paragraphs(dispatch.reason, "见所附材料。"),
        *paragraphs(dispatch.request, "请将受理和处理情况函告本院。"),
    )
    slip = (
        TearOff("回　执"),
        Paragraph(f"{ctx.organisation.name}：", indent=0),
        Paragraph(f"你院《{title}》（{ctx.number}）及所附材料收悉。"),
        Paragraph("签收人：　　　　　　　　　联系电话："),
        Signature((dispatch.addressee_name,), None, sealed=False),
    )
    return _paper(dispatch, ctx, title, body, after=slip)


@document_type("copy_letter", "检察建议抄送函", model="cases.dispatch", form=Form.LETTER, scheme="dispatch", audience=Audience.SHARED, issuer=_office, citation=rule(20))
def copy_letter(dispatch: Dispatch, ctx: BuildContext) -> Tree:
    """第二十条."""
    obj = dispatch.recommendation
    body = (
        Paragraph(f"本院{day_text(obj.issued_on)}向{obj.addressee_name}发出《检察建议书》（{obj.number}）。依照{rule(20)}的规定，现抄送你单位。"),
        *paragraphs(dispatch.facts),
        *paragraphs(dispatch.reason),
        *paragraphs(dispatch.request),
    )
    return _paper(dispatch, ctx, f"关于抄送{obj.number}检察建议书的函", body)


def _unheeded(dispatch: Dispatch, ctx: BuildContext, verb: str, title: str) -> Tree:
    obj = dispatch.recommendation
    adoption = f"经审查，采纳情况为“{obj.get_adoption_display()}”。" if obj.adoption else "经督促仍未整改到位。"
    body = (
        Paragraph(f"本院{day_text(obj.served_on)}向{obj.addressee_name}送达《检察建议书》（{obj.number}）。{adoption}依照{rule(25)}的规定，经检察长决定，现将有关情况{verb}如下："),
        Heading(1, "检察建议的主要内容", 1),
        *(Paragraph(f"{row.order}. {row.text.rstrip('。')}。") for row in obj.advices.all()),
        Heading(1, "未落实的情况", 2),
        *paragraphs(dispatch.facts),
        Heading(1, "理由和建议", 3),
        *paragraphs(dispatch.reason),
        *paragraphs(dispatch.request, "请予关注，并督促被建议单位落实整改。"),
    )
    return _paper(dispatch, ctx, title, body)


@document_type("escalation_report", "检察建议未落实情况报告", model="cases.dispatch", form=Form.LETTER, scheme="dispatch", issuer=_office, citation=rule(25))
def escalation_report(dispatch: Dispatch, ctx: BuildContext) -> Tree:
    """第二十五条: to the upper procuratorate, the Party committee, the people's congress."""
    return _unheeded(dispatch, ctx, "报告", f"关于{dispatch.recommendation.number}检察建议未落实情况的报告")


@document_type("escalation_letter", "检察建议未落实情况通报函", model="cases.dispatch", form=Form.LETTER, scheme="dispatch", issuer=_office, citation=rule(25))
def escalation_letter(dispatch: Dispatch, ctx: BuildContext) -> Tree:
    """第二十五条: to the superior or competent body, the government, the supervisory commission."""
    return _unheeded(dispatch, ctx, "通报", f"关于{dispatch.recommendation.number}检察建议未落实情况的通报函")

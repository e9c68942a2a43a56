"""检察建议书, 送达回证, 回复函, 催办函."""

from __future__ import annotations

from datetime import date

from cases.citations import rule
from cases.documents.parts import day_text, full, listed, pair, paragraphs
from cases.enums import ServiceMethod
from cases.forms.supervision import cite
from cases.models import Delivery, Recommendation, Reply
from pengjiang.accounts.enums import Role
from pengjiang.common.chinese import to_chinese
from pengjiang.documents.blocks import (
    Addressee,
    Attachments,
    CopyTo,
    Field,
    FieldTable,
    Form,
    Heading,
    Letterhead,
    Note,
    Number,
    NumberedItem,
    Paragraph,
    Remark,
    Signature,
    Title,
    Tree,
)
from pengjiang.documents.enums import NumberSource
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience

# 第十七条: the policy unit looks at 社会治理类 and at what it is asked to; where a matter goes to the 检委会, that decides.
CHAIN = (
    {"role": Role.DEPT_HEAD.value, "label": "部门负责人审核", "when": "always"},
    {"role": Role.POLICY_REVIEWER.value, "label": "法律政策研究部门审核", "when": "governance"},
    {"role": Role.DEPUTY_CHIEF.value, "label": "分管副检察长审核", "when": "always"},
    {"role": Role.COMMITTEE_SECRETARY.value, "label": "检委会讨论决定", "when": "committee"},
    {"role": Role.CHIEF.value, "label": "检察长批准", "when": "no_committee"},
)


def _two(number: int) -> str:
    """二个月 is how papers say two."""
    return to_chinese(number)


@document_type(
    "recommendation",
    "检察建议书",
    model="cases.recommendation",
    form=Form.LEGAL,
    scheme="recommendation",
    number_source=NumberSource.UNIFIED,
    audience=Audience.SHARED,
    citation=rule(16),
    chain=CHAIN,
    texts={
        "lead": "为促进依法行政，维护国家利益、社会公共利益和当事人的合法权益，根据《人民检察院检察建议工作规定》的有关规定，现向你单位提出如下检察建议：",
        "objection": "你单位对本检察建议有异议的，请在收到之日起{days}日内书面向本院提出，并说明理由、附相关材料。",
        "reply": "请你单位在收到本检察建议书之日起{period}内，将采纳情况及整改结果书面回复本院，并附相关证明材料。",
    },
)
def recommendation(obj: Recommendation, ctx: BuildContext) -> Tree:
    """检察建议书 by the sections of domain.md 11.2; contents as 第十六条 demands."""
    findings = list(obj.case.findings.select_related("dossier"))
    evidence = [f"{row.place}{f'（{row.document}）' if row.document else ''}" for row in findings if row.dossier_id]
    bases = listed(dict.fromkeys(str(one) for row in findings for one in cite(row.citations)))
    period = f"{_two(obj.reply_months)}个月" if obj.reply_months else f"{_two(obj.reply_days)}日"
    blocks: list = [
        Letterhead(ctx.mark),
        Title("检察建议书"),
        Number(ctx.number),
        Addressee((obj.addressee_name,)),
        *paragraphs(obj.origin_text),
        *_in_place_of(obj),
        *_series(obj),
        Heading(1, "查明的事实与证据", 1),
        *paragraphs(obj.facts_text),
        Heading(1, "存在的违法情形或者应当消除的隐患", 2),
        *paragraphs(obj.unlawful_text),
        *((Paragraph(f"上述行为不符合{bases}的规定。"),) if bases else ()),
        Heading(1, "检察建议", 3),
        Paragraph(ctx.text("lead")),
        *(
            NumberedItem(row.order, f"{row.text.strip().rstrip('。')}（依据：{row.basis.strip().rstrip('。')}；请于收到之日起{row.rectify_days}日内完成）。")
            for row in obj.advices.all()
        ),
        Paragraph(ctx.text("objection").replace("{days}", _two(obj.objection_days))),
        Paragraph(ctx.text("reply").replace("{period}", period)),
    ]
    if evidence:
        blocks.append(Attachments((f"证据目录：{listed(evidence)}",)))
    blocks.append(Signature((ctx.organisation.name,), ctx.on))
    blocks.append(Note(f"联系人及电话：{obj.contact}") if obj.contact else Note(ctx.contact_line))
    if obj.copies_to:
        blocks.append(CopyTo(tuple(obj.copies_to), even_page=False))
    return Tree(Form.LEGAL, f"检察建议书（{obj.title}）", tuple(blocks))


def _in_place_of(obj: Recommendation) -> tuple[Paragraph, ...]:
    """第二十二条: the changed text says which one it takes the place of, and why."""
    old = obj.replaces
    if old is None:
        return ()
    reason = old.change_reason.strip().rstrip("。")
    return (Paragraph(f"本院{day_text(old.issued_on)}制发的《检察建议书》（{old.number}）由本检察建议书取代，自本检察建议书送达之日起不再执行。变更理由：{reason}。"),)


def _series(obj: Recommendation) -> tuple[Paragraph, ...]:
    """类案: which files show the same fault."""
    numbers = list(obj.case.dossiers.order_by("number").values_list("number", flat=True)) if obj.is_series else []
    return (Paragraph(f"经对{listed(numbers)}等{len(numbers)}件案卷一并审查，发现同类问题，现提出类案检察建议。"),) if numbers else ()


@document_type("service_receipt", "送达回证", model="cases.delivery", form=Form.PLAIN, audience=Audience.SHARED, citation=rule(18))
def service_receipt(delivery: Delivery, ctx: BuildContext) -> Tree:
    """送达回证 (domain.md 4, 11.2); the signatures are made by hand on the paper."""
    obj = delivery.recommendation
    announced = delivery.method == ServiceMethod.ANNOUNCED
    blocks = (
        Letterhead(ctx.mark),
        Title("送达回证"),
        Number(obj.number),
        FieldTable(
            (
                full("案由", obj.title),
                full("送达文书名称、文号和件数", f"《检察建议书》（{obj.number}）一份", lines=2),
                pair(("受送达人", obj.addressee_name), ("送达方式", delivery.get_method_display())),
                full("送达地点", delivery.place),
                (
                    Field("收件人签名或者盖章", f"{delivery.receiver}{f'（{delivery.receiver_title}）' if delivery.receiver_title else ''}", columns=2, lines=2),
                    Field("收到日期", day_text(delivery.served_on), columns=2, lines=2),
                ),
                *((full("受邀参加宣告人员", delivery.invited),) if announced else ()),
                full("被建议单位意见", delivery.opinion, lines=2),
                full("见证人", delivery.witness),
                (Field("送达人", delivery.servers, columns=2, lines=2), Field("备注", delivery.note, columns=2, lines=2)),
            )
        ),
        Remark("注：受送达人在送达回证上的签收日期为送达日期；宣告送达须经被建议单位同意（《人民检察院检察建议工作规定》第十八条）。"),
    )
    return Tree(Form.PLAIN, "送达回证", blocks)


@document_type("reply_letter", "检察建议回复函", model="cases.reply", form=Form.LETTER, scheme="reply_letter", audience=Audience.SHARED, citation=rule(19))
def reply_letter(reply: Reply, ctx: BuildContext) -> Tree:
    """回复函 of the town: number referred, measures, results, what remains."""
    obj = reply.recommendation
    title = f"关于{obj.number}检察建议书办理情况的复函"
    blocks = (
        Letterhead(ctx.mark),
        Number(ctx.number),
        Title(title),
        Addressee((obj.holder.organisation.name,)),
        Paragraph(f"你院《检察建议书》（{obj.number}）收悉。我单位高度重视，认真研究办理，现将有关情况函复如下："),
        Heading(1, "采取的措施", 1),
        *paragraphs(reply.measures),
        Heading(1, "整改结果", 2),
        *paragraphs(reply.results),
        Heading(1, "尚未完成事项及计划", 3),
        *paragraphs(reply.remaining, "无。"),
        Signature((ctx.organisation.name,), ctx.on),
        Note(f"联系人及电话：{reply.contact}") if reply.contact else Note(ctx.contact_line),
    )
    return Tree(Form.LETTER, title, blocks)


@document_type(
    "urging_letter",
    "催办函",
    model="cases.recommendation",
    form=Form.LETTER,
    scheme="urging_letter",
    audience=Audience.SHARED,
    citation=rule(25),
    issuer=lambda obj: obj.holder.organisation,
    texts={
        "consequence": "经督促无正当理由仍不予整改或者整改不到位的，本院将依照《人民检察院检察建议工作规定》第二十五条的规定，"
        "报告上级人民检察院，通报你单位的上级机关或者行业主管部门。"
    },
)
def urging_letter(obj: Recommendation, ctx: BuildContext) -> Tree:
    """催办函: what was due when, the new day, the consequence (J-19)."""
    about, due_on, new_day = ctx.data["about"], date.fromisoformat(ctx.data["due_on"]), date.fromisoformat(ctx.data["new_day"])
    blocks = (
        Letterhead(ctx.mark),
        Number(ctx.number),
        Title(f"关于催办{obj.number}检察建议的函"),
        Addressee((obj.addressee_name,)),
        Paragraph(
            f"本院于{day_text(obj.served_on)}向你单位送达《检察建议书》（{obj.number}）。该建议书的“{about}”期限已于{day_text(due_on)}届满，"
            "本院至今未收到你单位的书面回复或者完成证明。"
        ),
        Paragraph(f"请你单位于{day_text(new_day)}前书面回复采纳情况及整改结果，并附相关证明材料；确有困难的，请书面说明理由和进度。"),
        Paragraph(ctx.text("consequence")),
        Signature((ctx.organisation.name,), ctx.on),
        Note(ctx.contact_line),
    )
    return Tree(Form.LETTER, f"关于催办{obj.number}检察建议的函", blocks)

"""线索移送函, 线索受理登记表, 立案审批表."""

from __future__ import annotations

from cases.documents.parts import day_text, ended, full, listed, opinion, pair, paragraphs
from cases.models import SupervisionCase, Transfer
from pengjiang.accounts.models import Organisation
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
    Remark,
    Signature,
    TearOff,
    Title,
    Tree,
)
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience


def _procuratorate() -> str:
    office = Organisation.objects.filter(kind="procuratorate", is_active=True).order_by("order").first()
    return office.name if office else "人民检察院"


@document_type(
    "transfer_letter",
    "线索移送函",
    model="cases.transfer",
    form=Form.LETTER,
    scheme="transfer_letter",
    audience=Audience.SHARED,
    texts={"request": "请你院依法审查，并于收到本函之日起七个工作日内将受理情况函告我单位。"},
)
def transfer_letter(transfer: Transfer, ctx: BuildContext) -> Tree:
    """信函格式: source, parties, facts, suspected problem, request, attachments, slip to be sent back."""
    title = f"关于移送{transfer.title}线索的函"
    office = _procuratorate()
    files = list(transfer.dossiers.order_by("number"))
    found = f"{day_text(transfer.submitted_on)}，我单位在综合行政执法案卷自查中发现。"
    blocks = (
        Letterhead(ctx.mark),
        Number(ctx.number),
        Title(title),
        Addressee((office,)),
        Paragraph("我单位在行政执法工作中发现一宗可能需要检察机关依法监督的线索，现将有关情况移送你院。"),
        Heading(1, "线索来源和发现时间", 1),
        Paragraph(found),
        Heading(1, "当事人", 2),
        Paragraph(ended(transfer.parties) or "见所附案卷。"),
        Heading(1, "基本情况和移送理由", 3),
        *paragraphs(transfer.facts),
        *paragraphs(transfer.reason),
        Heading(1, "疑似问题及涉嫌违反的规定", 4),
        Paragraph(f"疑似问题类别：{transfer.get_problem_display()}。"),
        *paragraphs(transfer.provisions),
        Paragraph(ctx.text("request")),
        Attachments((*(f"{dossier.number}案卷" for dossier in files), *(("移送前案卷体检结果",) if files else ()))),
        Signature((ctx.organisation.name,), ctx.on),
        Note(f"联系人及电话：{transfer.contact}") if transfer.contact else Note(ctx.contact_line),
        TearOff("回　执"),
        Paragraph(f"{ctx.organisation.name}：", indent=0),
        Paragraph(f"你单位《{title}》（{ctx.number}）收悉。"),
        Signature((office,), None, sealed=False),
    )
    return Tree(Form.LETTER, title, blocks)


@document_type("intake_register", "线索受理登记表", model="cases.transfer", form=Form.PLAIN)
def intake_register(transfer: Transfer, ctx: BuildContext) -> Tree:
    """With the screening gate printed on it (domain.md 5.5)."""
    gate = transfer.screening
    parallel = gate.get_parallel_display() + (f"：{gate.parallel_note}" if gate.parallel_note else "")
    blocks = (
        Letterhead(ctx.mark),
        Title("线索受理登记表"),
        Number(transfer.number),
        FieldTable(
            (
                full("线索名称", transfer.title),
                pair(("案源", transfer.get_channel_display()), ("收到日期", day_text(transfer.submitted_on))),
                pair(("移送单位", transfer.sender.name if transfer.sender_id else "本院自行发现"), ("来文编号", transfer.external_number)),
                pair(("被监督单位", transfer.subject_label), ("当事人", transfer.parties)),
                full("涉及案卷", listed(transfer.dossiers.order_by("number").values_list("number", flat=True))),
                full("主要内容", transfer.reason, lines=3),
                full("监督职责来源", gate.get_origin_display()),
                full("如何属于履行法律监督职责中发现", gate.duty_note, lines=2),
                full("是否进入其他程序", parallel),
                full("合法性与合理性", gate.get_reasonableness_display()),
                full("影响的合法权益或者公共利益", gate.effect, lines=2),
                pair(("拟采用的监督方式", gate.get_tool_display()), ("受理日期", day_text(transfer.received_on))),
                pair(("受理人", transfer.received_by.name), ("承办检察官", transfer.holder.name if transfer.holder_id else "待分案")),
                opinion("部门负责人意见"),
            )
        ),
        Remark("注：本表依据《中共中央关于加强新时代检察机关法律监督工作的意见》关于“在履行法律监督职责中发现”的要求设置受理审查栏目。"),
    )
    return Tree(Form.PLAIN, "线索受理登记表", blocks)


@document_type("docket_form", "立案审批表", model="cases.supervisioncase", form=Form.PLAIN)
def docket_form(case: SupervisionCase, ctx: BuildContext) -> Tree:
    """立案（受理）审批表 with places for the four signatures."""
    transfer = case.transfer
    blocks = (
        Letterhead(ctx.mark),
        Title("立案审批表"),
        Number(case.number),
        FieldTable(
            (
                full("案件名称", case.title),
                pair(("案件类别", case.get_case_type_display()), ("统一受案号", case.unified_number)),
                pair(("案源", case.get_channel_display()), ("线索编号", transfer.number if transfer else "")),
                pair(("被监督单位", case.subject_label), ("当事人", transfer.parties if transfer else "")),
                full("涉及案卷", listed(case.dossiers.order_by("number").values_list("number", flat=True))),
                full("基本事实", transfer.reason if transfer else case.origin, lines=4),
                full("立案依据", case.type.basis, lines=2),
                pair(("承办检察官", case.holder.name), ("检察官助理", case.assistant.name if case.assistant_id else "")),
                opinion("承办检察官意见"),
                opinion("部门负责人意见"),
                opinion("分管副检察长意见"),
                opinion("检察长意见"),
            )
        ),
    )
    return Tree(Form.PLAIN, "立案审批表", blocks)

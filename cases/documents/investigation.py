"""调查核实方案, 调查核实笔录, 调查终结报告."""

from __future__ import annotations

from cases.citations import rule
from cases.documents.parts import day_text, full, listed, opinion, pair, paragraphs
from cases.forms.supervision import cite
from cases.models import InvestigationRecord, SupervisionCase
from cases.workflow.supervision import REPORT_PARTS
from pengjiang.documents.blocks import (
    FieldTable,
    Form,
    Heading,
    Letterhead,
    Number,
    NumberedItem,
    Paragraph,
    Remark,
    Signature,
    Title,
    Tree,
)
from pengjiang.documents.registry import BuildContext, document_type


@document_type("investigation_plan", "调查核实呈批表", model="cases.supervisioncase", form=Form.PLAIN, citation=rule(13))
def investigation_plan(case: SupervisionCase, ctx: BuildContext) -> Tree:
    """呈请检察长决定."""
    blocks = (
        Letterhead(ctx.mark),
        Title("调查核实呈批表"),
        Number(case.number),
        FieldTable(
            (
                full("案件名称", case.title),
                pair(("被监督单位", case.subject_label), ("承办检察官", case.holder.name)),
                full("调查核实方案", case.plan, lines=10),
                full("依据", f"{rule(13)}、{rule(14).place}、{rule(15).place}"),
                opinion("部门负责人意见"),
                opinion("分管副检察长意见"),
                opinion("检察长决定"),
            )
        ),
        Remark("注：自检察长决定之日起二个月内完成调查核实；情况紧急的，及时办结。不得采取限制人身自由和查封、扣押、冻结财产等强制性措施。"),
    )
    return Tree(Form.PLAIN, "调查核实呈批表", blocks)


@document_type("investigation_record", "调查核实笔录", model="cases.investigationrecord", form=Form.PLAIN, citation=rule(14))
def investigation_record(record: InvestigationRecord, ctx: BuildContext) -> Tree:
    """One act, with places for signatures."""
    blocks = (
        Letterhead(ctx.mark),
        Title("调查核实笔录"),
        Number(record.case.number),
        FieldTable(
            (
                pair(("方式", record.get_means_display()), ("日期", day_text(record.on))),
                full("地点", record.place),
                full("被询问（走访）人", record.persons),
                full("调查人员", record.officers),
                full("内容", record.content, lines=14),
                opinion("被询问（走访）人签名"),
                opinion("调查人员签名"),
            )
        ),
    )
    return Tree(Form.PLAIN, "调查核实笔录", blocks)


@document_type("closing_report", "调查终结报告", model="cases.supervisioncase", form=Form.LEGAL, citation=rule(15))
def closing_report(case: SupervisionCase, ctx: BuildContext) -> Tree:
    """调查终结报告: origin, parties, process, facts, analysis, findings, view, proposal, risk."""
    parts = dict(case.report or {})
    gate = getattr(case.transfer, "screening", None) if case.transfer_id else None
    blocks: list = [
        Letterhead(ctx.mark),
        Title("调查终结报告"),
        Number(case.number),
        Heading(1, "案件来源", 1),
        Paragraph(f"{case.title}，案源为{case.get_channel_display()}，{day_text(case.docketed_on)}立案。{gate.duty_note if gate else case.origin}"),
        Heading(1, "当事人和被监督单位", 2),
        Paragraph(f"被监督单位：{case.subject_label}。{f'当事人：{case.transfer.parties}。' if case.transfer_id and case.transfer.parties else ''}"),
    ]
    for place, (key, label) in enumerate(REPORT_PARTS[:3], start=3):
        blocks += [Heading(1, label, place), *paragraphs(parts.get(key, ""))]
    blocks.append(Heading(1, "认定的问题", 6))
    for row in case.findings.select_related("dossier"):
        where = f"（{row.place}）" if row.place else ""
        basis = listed(str(one) for one in cite(row.citations))
        blocks.append(NumberedItem(row.order, f"{row.fact}{where}{row.problem}依据：{basis}。"))
    for place, (key, label) in enumerate(REPORT_PARTS[3:], start=7):
        blocks += [Heading(1, label, place), *paragraphs(parts.get(key, ""), "无。")]
    people = listed((case.holder.name, case.assistant.name if case.assistant_id else ""))
    blocks.append(Signature((ctx.organisation.name,), ctx.on, sealed=False, person=f"承办人：{people}"))
    return Tree(Form.LEGAL, "调查终结报告", tuple(blocks))

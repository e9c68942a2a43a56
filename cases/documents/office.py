"""工作交接清单, 检察建议呈批表, 日期更正说明."""

from __future__ import annotations

from cases.citations import rule
from cases.documents.parts import day_text, ended, full, grid, listed, pair, sign_row
from cases.models import Correction, Handover, Recommendation
from pengjiang.common import clock
from pengjiang.documents.blocks import FieldTable, Form, Letterhead, Number, Paragraph, Title, Tree
from pengjiang.documents.registry import BuildContext, document_type


@document_type("handover_list", "工作交接清单", model="cases.handover", form=Form.PLAIN)
def handover_list(obj: Handover, ctx: BuildContext) -> Tree:
    """What went over, what stayed and why; signed by three."""
    rows = [
        (str(place), row.kind, row.number, row.title, row.state, day_text(row.due_on) or "—", f"未移交：{row.kept}" if row.kept else "移交")
        for place, row in enumerate(obj.rows.all(), start=1)
    ]
    widths = (6, 13, 20, 25, 11, 13, 12)
    blocks = (
        Letterhead(ctx.mark),
        Title("工作交接清单"),
        Paragraph(f"移交人{obj.giver.name}因{obj.reason.rstrip('。')}，自{day_text(obj.made_on)}起将下列未办结事项移交{obj.taker.name}办理。承办人变更时已逐件审查回避情形。"),
        grid(("序号", "种类", "编号", "名称", "状态", "最近期限", "交接"), rows, widths, left=(2, 3)),
        FieldTable((sign_row("移交人"), sign_row("接收人", obj.received_as, obj.received_on), sign_row("监交人", obj.made_by.name, obj.made_on), full("接收意见", obj.note, lines=2))),
    )
    return Tree(Form.PLAIN, "工作交接清单", blocks)


@document_type("approval_sheet", "检察建议呈批表", model="cases.recommendation", form=Form.PLAIN, citation=rule(15))
def approval_sheet(obj: Recommendation, ctx: BuildContext) -> Tree:
    """Every rung of the round that approved it, with opinion, signature and day: 某某代某某 where one stood in."""
    steps = list(obj.rounds.last().steps.select_related("decided_by"))
    opinions = (
        sign_row(step.label, step.decider, step.decided_at.astimezone(clock.ZONE).date(), said=ended(step.opinion) or "同意。")
        for step in steps
        if step.decided_by_id
    )
    table = FieldTable(
        (
            full("检察建议", obj.title),
            pair(("类型", obj.get_kind_display()), ("登记号", obj.serial)),
            full("被建议单位", obj.addressee_name),
            pair(("案号", obj.case.number), ("承办人", listed(person.name for person in (obj.case.holder, obj.case.assistant) if person))),
            full("主要问题", obj.unlawful_text, lines=4),
            full("建议内容", "\n".join(f"{row.order}. {ended(row.text)}" for row in obj.advices.all()), lines=4),
            *opinions,
        )
    )
    return Tree(Form.PLAIN, "检察建议呈批表", (Letterhead(ctx.mark), Title("检察建议呈批表"), Number(obj.serial), table))


@document_type("correction_sheet", "日期更正说明", model="cases.correction", form=Form.PLAIN)
def correction_sheet(obj: Correction, ctx: BuildContext) -> Tree:
    """Both values, why, on what proof, and every limit that moved."""
    about = obj.about
    table = FieldTable(
        (
            full("事项", f"{about}（{about.number or obj.case.number}）"),
            pair(("更正的日期", obj.label), ("更正日期", day_text(obj.made_on))),
            pair(("更正前", day_text(obj.before)), ("更正后", day_text(obj.after))),
            full("理由和依据", obj.reason, lines=4),
            sign_row("更正人", obj.made_as, obj.made_on),
        )
    )
    moved = [(row["title"], row["before"], row["after"]) for row in obj.effects]
    effects = (grid(("期限", "更正前末日", "更正后末日"), moved, (50, 25, 25), left=(0,)),) if moved else (Paragraph("本次更正不影响期限。"),)
    return Tree(Form.PLAIN, "日期更正说明", (Letterhead(ctx.mark), Title("日期更正说明"), Number(obj.case.number), table, *effects))

"""案卷体检报告 of one file, 批量体检报告 of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pengjiang.checks.rule import CATEGORIES, RULES, Severity
from pengjiang.checkups.models import CheckJob, CheckRun, StoredResult
from pengjiang.checkups.queries.jobs import figures_of
from pengjiang.documents.blocks import (
    Block,
    Cell,
    Field,
    FieldTable,
    Form,
    Heading,
    Letterhead,
    Number,
    Paragraph,
    Remark,
    Signature,
    Table,
    Title,
    Tree,
    chinese_date,
)
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience

REMARK = "注：体检结果由规则库自动得出，供自查和审查参考，不替代执法单位、评查人员和检察官的判断；事实以案卷原件为准。"
MOST_ROWS = 400


@document_type("checkup_report", "案卷体检报告", model="checkups.checkrun", form=Form.PLAIN, audience=Audience.SHARED)
def checkup_report(run: CheckRun, ctx: BuildContext) -> Tree:
    """The head of the file, the figures, each fault in full, then what a person must judge and what is not known."""
    dossier = run.dossier
    title = f"{dossier.number}案卷体检报告"
    blocks: list[Block] = [
        Letterhead(ctx.mark),
        Title("案卷体检报告"),
        Number(ctx.number),
        FieldTable(
            (
                (Field("案号", dossier.number, columns=2), Field("镇街", dossier.organisation.short_name, columns=2)),
                (Field("案件名称", dossier.name),),
                (Field("案卷类型", dossier.get_file_type_display(), columns=2), Field("领域", dossier.get_field_display(), columns=2)),
                (Field("体检日", chinese_date(run.on), columns=2), Field("体检次序", f"第{run.number}次（{run.get_reason_display()}）", columns=2)),
                (Field("规则库版本", run.rulebook),),
                (Field("事实录入", "已录全" if dossier.complete else "未录全"),),
                (Field("一票否决", f"{run.veto}项", columns=2), Field("严重", f"{run.serious}项", columns=2)),
                (Field("轻微", f"{run.minor}项", columns=2), Field("人工判断", f"{run.manual}项", columns=2)),
                (Field("缺数据", f"{run.unknown}项", columns=2), Field("通过", f"{run.passed}项", columns=2)),
            )
        ),
        Heading(1, "不符合的问题", 1),
    ]
    blocks += list(_faults(run)) or [Paragraph("本次体检没有发现不符合项。")]
    blocks += _brief("需要人工判断的事项", 2, [row for row in run.results if row.outcome == "manual"])
    blocks += _brief("缺少数据、未能判断的事项", 3, [row for row in run.results if row.outcome == "unknown"])
    blocks += [Signature((ctx.organisation.name,), ctx.on, sealed=False), Remark(REMARK)]
    return Tree(Form.PLAIN, title, tuple(blocks))


def _faults(run: CheckRun) -> Iterator[Block]:
    """Sentence, lawful way, basis and the town's answer of each fault."""
    answers = {finding.rule: finding for finding in run.dossier.check_findings.filter(gone_run=None)}
    for number, row in enumerate(run.faults, start=1):
        yield Heading(2, f"{row.title}（{row.rule}，{row.severity_label}）", number)
        yield Paragraph(row.message)
        if row.lawful:
            yield Paragraph(f"合法做法：{row.lawful}")
        if row.citations:
            yield Paragraph(f"依据：{'、'.join(row.citations)}。")
        papers = "、".join(paper["name"] + (f"第{paper['page']}页" if paper["page"] else "") for paper in row.papers)
        if papers:
            yield Paragraph(f"所在文书：{papers}。")
        finding = answers.get(row.rule)
        if finding is not None:
            latest = finding.answers.first()
            yield Paragraph(f"镇街答复：{finding.get_answer_display()}" + (f"。{latest.reason.rstrip('。')}" if latest and latest.reason else "") + "。")


def _brief(title: str, index: int, rows: list[StoredResult]) -> list[Block]:
    if not rows:
        return []
    head = tuple(Cell(text, head=True) for text in ("规则", "事项", "说明"))
    body = tuple((Cell(row.rule), Cell(row.title, align="left"), Cell(row.message, align="left")) for row in rows)
    return [Heading(1, title, index), Table((head, *body), widths=(12, 28, 60))]


@document_type("checkup_batch_report", "批量体检报告", model="checkups.checkjob", form=Form.PLAIN, audience=Audience.INTERNAL)
def checkup_batch_report(job: CheckJob, ctx: BuildContext) -> Tree:
    """Figures by town and by rule, then the table of files."""
    figures = figures_of(job)
    blocks: list[Block] = [
        Letterhead(ctx.mark),
        Title("批量体检报告"),
        Number(ctx.number),
        FieldTable(
            (
                (Field("体检单位", job.organisation.name, columns=2), Field("体检人", job.actor.name, columns=2)),
                (Field("体检日期", chinese_date(ctx.on if job.finished_at is None else job.finished_at.date()), columns=2), Field("案卷", f"{job.total}件", columns=2)),
                (Field("范围", job.scope or "所选案卷"),),
                (Field("有不符合项", f"{figures.faulty}件", columns=2), Field("没有不符合项", f"{figures.clean}件", columns=2)),
            )
        ),
        Heading(1, "按镇街汇总", 1),
        _table(
            ("镇街", "案卷", "一票否决", "严重", "轻微", "无不符合项"),
            [(row.name, row.files, row.veto, row.serious, row.minor, row.clean) for row in figures.towns],
            (22, 14, 15, 15, 14, 20),
        ),
        Heading(1, "按规则汇总", 2),
    ]
    rules = [(code, RULES[code].title if code in RULES else code, CATEGORIES.get(code[:2], ""), Severity(severity).label, count) for code, severity, count in figures.rules]
    blocks.append(_table(("规则", "名称", "类别", "严重程度", "案卷"), rules, (12, 44, 18, 14, 12)) if rules else Paragraph("没有发现不符合项。"))
    blocks.append(Heading(1, "有不符合项的案卷", 3))
    names: dict[int, list[str]] = defaultdict(list)
    for key, code in figures.faults:
        names[key].append(code)
    rows = [
        (run.dossier.number, run.dossier.organisation.short_name, run.veto, run.serious, run.minor, "、".join(names[run.pk]) or "—")
        for run in figures.runs[: min(figures.faulty, MOST_ROWS)]
    ]
    if rows:
        blocks.append(_table(("案号", "镇街", "否决", "严重", "轻微", "规则"), rows, (34, 14, 8, 8, 8, 28)))
    if figures.faulty > MOST_ROWS:
        blocks.append(Paragraph(f"以上列出问题较重的{MOST_ROWS}件，其余{figures.faulty - MOST_ROWS}件见导出的 Excel。"))
    if figures.clean:
        blocks.append(Paragraph(f"{'其余' if rows else ''}{figures.clean}件没有不符合项。"))
    blocks += [Signature((ctx.organisation.name,), ctx.on, sealed=False), Remark(REMARK)]
    return Tree(Form.PLAIN, f"批量体检报告（{job.total}件）", tuple(blocks))


def _table(heads: tuple[str, ...], rows: list[tuple], widths: tuple[int, ...]) -> Table:
    head = tuple(Cell(text, head=True) for text in heads)
    body = tuple(tuple(Cell(str(value), align="left" if isinstance(value, str) else "center") for value in row) for row in rows)
    return Table((head, *body), widths=widths)

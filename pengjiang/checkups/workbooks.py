"""Results as workbooks: a row for each file and finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from pengjiang.checks.rule import CATEGORIES
from pengjiang.checkups.models import CheckRun, StoredResult
from pengjiang.common import clock
from pengjiang.exchange.services.writing import write_workbook
from pengjiang.exchange.spec import CellKind, ExportColumn

Line = tuple[CheckRun, StoredResult, str]

COLUMNS = (
    ExportColumn("案号", lambda line: line[0].dossier.number, width=26),
    ExportColumn("镇街", lambda line: line[0].dossier.organisation.short_name, width=10),
    ExportColumn("案件名称", lambda line: line[0].dossier.name, width=34),
    ExportColumn("体检日", lambda line: line[0].on, CellKind.DAY, 12),
    ExportColumn("规则", lambda line: line[1].rule, width=8),
    ExportColumn("名称", lambda line: line[1].title, width=22),
    ExportColumn("类别", lambda line: CATEGORIES.get(line[1].rule[:2], ""), width=10),
    ExportColumn("结果", lambda line: line[1].outcome_label, width=10),
    ExportColumn("严重程度", lambda line: line[1].severity_label if line[1].is_fault else "", width=10),
    ExportColumn("说明", lambda line: line[1].message, width=60),
    ExportColumn("合法做法", lambda line: line[1].lawful, width=50),
    ExportColumn("依据", lambda line: "、".join(line[1].citations), width=46),
    ExportColumn("镇街答复", lambda line: line[2], width=10),
)


def write_runs(out: BinaryIO, runs: Iterable[CheckRun], *, title: str, actor: Any, faults_only: bool = False) -> int:
    """The number of rows written."""
    subtitle = f"导出人：{actor.name}　导出日期：{clock.today():%Y-%m-%d}"
    return write_workbook(out, title=title, columns=COLUMNS, rows=_lines(runs, faults_only=faults_only), subtitle=subtitle)


def _lines(runs: Iterable[CheckRun], *, faults_only: bool) -> Iterator[Line]:
    for run in runs:
        answers = {finding.rule: finding.get_answer_display() for finding in run.dossier.check_findings.all() if finding.is_open}
        for result in run.faults if faults_only else run.results:
            yield run, result, answers.get(result.rule, "") if result.is_fault else ""

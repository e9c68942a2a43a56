"""Batches: their list, progress, result, report and workbook."""

from __future__ import annotations

import io
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pengjiang.checks.rule import CATEGORIES, RULES, Severity
from pengjiang.checkups.models import CheckJob, CheckRun
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.queries.jobs import figures_of
from pengjiang.checkups.services.reports import order_job_report
from pengjiang.checkups.workbooks import write_runs
from pengjiang.common.piecework import PieceworkState
from pengjiang.exchange.services.exports import note_export
from pengjiang.exchange.views.exporting import workbook_response
from pengjiang.web.components import Figure
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import DetailPage, ObjectView
from pengjiang.web.views.listing import ListPage

MOST_FILES = 200


class JobList(ListPage):
    """Batches of one's own organisation."""

    model = CheckJob
    permission = CheckupPermission.RUN
    title = "批量体检"
    menu_key = "check-jobs"
    page_key = "checkups.jobs"
    default_order = "-created_at"
    exportable = False
    empty_title = "还没有批量体检"
    empty_text = "在“执法案卷”中筛选或者勾选案卷，点“案卷体检”，由后台逐件体检。"
    columns = (
        Column("created_at", "时间", kind="datetime", sort="created_at", always=True, link=True),
        Column("scope", "范围", value=lambda job: job.scope or "所选案卷", kind="clip"),
        Column("total", "案卷", kind="number", sort="total"),
        Column("position", "已体检", kind="number"),
        Column("actor", "体检人", value="actor__name"),
        Column("state", "状态", value="get_state_display", kind="badge", badge=lambda job: "good" if job.is_done else "active"),
    )
    filters = (ChoiceFilter(name="state", label="状态", choices=PieceworkState.choices),)

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("actor").defer("keys")


class OfJob(ObjectView):
    """What concerns one batch."""

    model = CheckJob
    permission = CheckupPermission.RUN
    menu_key = "check-jobs"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("actor", "organisation")


class JobPage(OfJob, DetailPage):
    """Progress while a worker is at it, then what it found."""

    template_name = "checkups/job.html"

    def get_context(self) -> dict[str, Any]:
        context = super().get_context()
        if not self.object.is_done or self.htmx_target == "job-progress":
            return context
        figures = figures_of(self.object)
        rules = [
            {
                "code": code,
                "title": RULES[code].title if code in RULES else code,
                "category": CATEGORIES.get(code[:2], ""),
                "severity": severity,
                "label": Severity(severity).label,
                "count": count,
                "href": f"{reverse('dossiers:list')}?rule={code}",
            }
            for code, severity, count in figures.rules
        ]
        codes: dict[int, list[str]] = {}
        for run, code in figures.faults:
            codes.setdefault(run, []).append(code)
        runs = list(figures.runs[:MOST_FILES])
        for run in runs:
            run.codes = "、".join(codes.get(run.pk, ()))
        summary = [
            Figure("已体检", len(figures.runs), "件"),
            Figure("有不符合项", figures.faulty, "件", kind="overdue" if figures.faulty else ""),
            Figure("没有不符合项", figures.clean, "件"),
            Figure("未能体检", len(self.object.refused), "件"),
        ]
        return {**context, "figures": figures, "rules": rules, "runs": runs, "summary": summary, "most": MOST_FILES}

    def render(self, *, template: str = "", status: int = 200, **context: Any) -> HttpResponse:
        if self.htmx_target == "job-progress" and self.object.is_done:
            # The result is another page than the progress: the browser loads it.
            return HttpResponse(headers={"HX-Refresh": "true"})
        part = "checkups/job.html#progress" if self.htmx_target == "job-progress" else ""
        return super().render(template=template or part, status=status, **context)


class OrderJobReport(OfJob, ActionView):
    """批量体检报告: PDF and DOCX by a worker."""

    title = "批量体检报告"
    submit_label = "制作批量体检报告"
    service = staticmethod(order_job_report)
    done = "批量体检报告正在生成。"
    explanation = "报告按镇街、按规则汇总，并列出有不符合项的案卷。"

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class JobWorkbook(OfJob):
    """Every fault of a batch as a row of a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        job = self.object
        if not job.is_done:
            return HttpResponseRedirect(job.get_absolute_url())
        rows: QuerySet[CheckRun] = job.runs.select_related("dossier__organisation").defer("dossier__facts", "dossier__ledger")
        out, title = io.BytesIO(), "批量体检结果"
        runs = rows.prefetch_related("dossier__check_findings").order_by("-veto", "-serious", "-minor", "pk").iterator(chunk_size=200)
        count = write_runs(out, runs, title=title, actor=request.user, faults_only=True)
        note_export(actor=request.user, title=title, count=count, target=job)
        return workbook_response(out.getvalue(), title)

"""Runs: checking anew, one run, what changed between two, answers, reports."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pengjiang.checkups.forms.answers import AnswerForm
from pengjiang.checkups.models import CheckRun, Finding
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.presenting import RunView
from pengjiang.checkups.queries.runs import changes_between, runs_of
from pengjiang.checkups.services.answers import answer_finding
from pengjiang.checkups.services.reports import order_report
from pengjiang.checkups.services.runs import run_check
from pengjiang.checkups.workbooks import write_runs
from pengjiang.dossiers.models import Dossier
from pengjiang.exchange.services.exports import note_export
from pengjiang.exchange.views.exporting import workbook_response
from pengjiang.files.queries import page_counts
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb, DetailPage, ObjectView


def tab_of(dossier: Dossier) -> str:
    """The tab on the file's page."""
    return f"{reverse('dossiers:detail', args=[dossier.pk])}?tab=checkup"


class RunNow(ActionView):
    """Check a file anew, at once."""

    model = Dossier
    permission = CheckupPermission.RUN
    title = "案卷体检"
    submit_label = "开始体检"
    menu_key = "dossiers"
    service = staticmethod(run_check)
    explanation = "按今天的规则库和参照数据体检本案卷，一般不到一秒；事实没有变化的，结果不变。"

    def get_parents(self) -> Sequence[Crumb]:
        return (Crumb(str(self.object), tab_of(self.object)),)

    def get_done_url(self, result: CheckRun) -> str:
        return tab_of(self.object)

    def get_cancel_url(self) -> str:
        return tab_of(self.object)

    def get_done_message(self, result: CheckRun) -> str:
        return f"体检完成：不符合{result.fault_count}项，人工判断{result.manual}项，缺数据{result.unknown}项。"


class OfRun(ObjectView):
    """What concerns one run; its file's number stands in the breadcrumb."""

    model = CheckRun
    permission = CheckupPermission.VIEW
    menu_key = "dossiers"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("dossier__organisation", "actor")

    def get_parents(self) -> Sequence[Crumb]:
        return (Crumb(self.object.dossier.number, tab_of(self.object.dossier)),)


class RunPage(OfRun, DetailPage):
    """One run, as it was; its papers beside it."""

    template_name = "checkups/run.html"

    def get_title(self) -> str:
        return f"第{self.object.number}次体检"

    def get_context(self) -> dict[str, Any]:
        run = self.object
        view = RunView(run, show=self.request.GET.get("show", ""), has_volume=bool(page_counts([run.dossier])[run.dossier_id]))
        runs = runs_of(run.dossier)
        return {**super().get_context(), "check": view, "runs": runs, "before": next((row for row in runs if row.number < run.number), None)}


class RunChanges(OfRun):
    """What one run says otherwise than another (``?with=``), by default the one before it."""

    template_name = "checkups/changes.html"

    def get_title(self) -> str:
        return f"第{self.other.number}次与第{self.object.number}次体检的差异"

    @property
    def other(self) -> CheckRun:
        rows = CheckRun.objects.filter(dossier=self.object.dossier)
        wanted = self.request.GET.get("with", "")
        found = rows.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else None
        return found or rows.filter(number__lt=self.object.number).order_by("-number").first() or self.object

    def get_context(self) -> dict[str, Any]:
        before, after = sorted((self.other, self.object), key=lambda run: run.number)
        runs = [run for run in runs_of(self.object.dossier) if run.pk != self.object.pk]
        return {**super().get_context(), "before": before, "after": after, "changes": changes_between(before, after), "runs": runs}


class OrderReport(OfRun, ActionView):
    """体检报告: PDF and DOCX by a worker; the same run gives the same paper."""

    permission = CheckupPermission.RUN
    title = "体检报告"
    submit_label = "制作体检报告"
    service = staticmethod(order_report)
    done = "体检报告正在生成。"
    explanation = "体检报告写明体检日、规则库版本和各项问题，附核验码，同时生成 PDF 和 DOCX。"

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class RunWorkbook(OfRun):
    """The results of a run as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        out = io.BytesIO()
        title = "案卷体检结果"
        count = write_runs(out, [self.object], title=title, actor=request.user)
        note_export(actor=request.user, title=f"{title}（{self.object.dossier.number}）", count=count, target=self.object.dossier)
        return workbook_response(out.getvalue(), title)


class AnswerFinding(ActionView):
    """已补正, 有异议, 待处理: from the form beside the finding."""

    model = Finding
    permission = CheckupPermission.ANSWER
    form_class = AnswerForm
    template_name = "checkups/answer.html"
    title = "答复体检问题"
    submit_label = "保存答复"
    menu_key = "dossiers"
    drafts = False
    done = "答复已保存。"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("dossier__organisation", "last_run")

    def get_parents(self) -> Sequence[Crumb]:
        return (Crumb(self.object.dossier.number, tab_of(self.object.dossier)),)

    def get_initial(self) -> dict[str, Any]:
        return {"answer": self.object.answer}

    def perform(self, form: Any) -> Any:
        values = form.cleaned_data
        files = self.request.FILES.getlist("files")
        return answer_finding(self.object, actor=self.request.user, answer=values["answer"], reason=values["reason"], files=files)


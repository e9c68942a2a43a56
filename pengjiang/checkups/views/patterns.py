"""类案线索: the overview, and one pattern with chart, table and files."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from pengjiang.checkups.catalogue import MODELS
from pengjiang.checkups.charts import chart_of
from pengjiang.checkups.models import Pattern, PatternHit
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.presenting import cited
from pengjiang.checkups.queries.patterns import figures_for, overview, reads_district
from pengjiang.checkups.services.patterns import ask_refresh
from pengjiang.common import clock
from pengjiang.dossiers.views.listing import towns_of
from pengjiang.web import slots
from pengjiang.web.filters import ChoiceFilter, DateFilter, NumberFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import FormPage
from pengjiang.web.views.base import PageView
from pengjiang.web.views.listing import ListPage

NOT_FOR_TOWNS = "涉及其他单位的案卷，具体情形由检察院核查。"


class PatternOverview(PageView):
    """Every model with how many files it points at."""

    permission = CheckupPermission.PATTERNS
    title = "类案线索"
    menu_key = "patterns"
    template_name = "checkups/patterns.html"

    def get_context(self) -> dict[str, Any]:
        lines = overview(self.request.user)
        computed = [line.pattern.computed_at for line in lines if line.pattern and line.pattern.computed_at]
        return {
            **super().get_context(),
            "lines": lines,
            "computed_at": max(computed, default=None),
            "files": max((line.pattern.files for line in lines if line.pattern), default=0),
            "is_waiting": any(line.pattern and line.pattern.is_waiting for line in lines),
            "is_district": reads_district(self.request.user),
        }

    def render(self, *, template: str = "", status: int = 200, **context: Any) -> Any:
        part = "checkups/patterns.html#lines" if self.htmx_target == "pattern-lines" else ""
        return super().render(template=template or part, status=status, **context)


class RefreshPatterns(FormPage):
    """Compute all of them anew."""

    permission = CheckupPermission.PATTERNS
    title = "重新计算类案线索"
    submit_label = "重新计算"
    menu_key = "patterns"
    done = "已交后台重新计算，完成后本页自动更新。"
    explanation = "由后台逐件体检全部案卷后汇总；每天夜间也会自动计算一次。"

    def perform(self, form: Any) -> Any:
        return ask_refresh(actor=self.request.user)

    def get_done_url(self, result: Any) -> str:
        return reverse("checkups:patterns")


class PatternPage(ListPage):
    """One pattern: its files as a list, above them chart and figures."""

    model = PatternHit
    permission = CheckupPermission.PATTERNS
    menu_key = "patterns"
    page_key = "checkups.pattern"
    template_name = "checkups/pattern.html"
    search_fields = ("dossier__number", "dossier__title", "group")
    search_placeholder = "案号、名称、分组"
    default_order = "-decided_on"
    empty_title = "没有发现这一类情形"
    columns = (
        Column("number", "案号", value="dossier__number", kind="key", sort="dossier__number", always=True),
        Column("town", "镇街", value="organisation__short_name", sort="organisation__order"),
        Column("title", "案件名称", value="dossier__name", kind="clip"),
        Column("group", "分组", kind="clip", sort="group"),
        Column("sentence", "情形", kind="clip"),
        Column("amount", "罚款（元）", kind="money", sort="amount"),
        Column("decided_on", "决定", kind="date", sort="decided_on"),
    )
    filters = (
        ChoiceFilter(name="town", label="镇街", lookup="organisation__code", choices=towns_of),
        DateFilter(name="decided_on", label="决定日期"),
        NumberFilter(name="amount", label="罚款", unit="元"),
    )

    @cached_property
    def declared(self) -> Any:
        """The model. Raises ``Http404``."""
        if self.kwargs["pattern"] not in MODELS:
            raise Http404
        return MODELS[self.kwargs["pattern"]]

    @cached_property
    def pattern(self) -> Pattern:
        """Its row; one that was never computed is empty."""
        code = self.declared.code
        return Pattern.objects.visible_to(self.request.user).filter(code=code).first() or Pattern(code=code)

    def get_title(self) -> str:
        return self.declared.title

    def get_rows(self) -> QuerySet:
        if self.pattern.pk is None:
            return PatternHit.objects.none()
        rows = super().get_rows().filter(pattern=self.pattern)
        return rows.select_related("dossier", "organisation").defer("dossier__facts", "dossier__ledger")

    def get_columns(self) -> list[Column]:
        """What speaks of another body's file is not told to a town, on the page or in the workbook."""
        if reads_district(self.request.user):
            return list(self.columns)
        told = replace(PatternPage.columns[4], value=lambda row: NOT_FOR_TOWNS if row.beyond else row.sentence)
        return [told if column.name == "sentence" else column for column in self.columns]

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        context = super().get_context()
        figures = figures_for(self.pattern, user)
        compares = self.declared.measure == "mean" or self.declared.code == "CL09"
        shown = [row for row in figures if "mean" in row] if compares else figures
        return {
            **context,
            "pattern": self.pattern,
            "declared": self.declared,
            "citations": cited(str(one) for one in self.declared.citations(clock.today())),
            "figures": shown,
            "too_few": len(figures) - len(shown),
            "chart": chart_of(self.declared.code, self.declared.measure, shown),
            "has_statistic": compares,
            "has_total": self.declared.measure == "total",
            "actions": slots.actions_on(user, self.pattern) if self.pattern.pk else (),
        }

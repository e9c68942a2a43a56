"""文号方案 and 文书设置: what an office sets, from day to day."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from pengjiang.documents.forms_office import SchemeForm, SeriesForm, TypeSettingForm, initial_of
from pengjiang.documents.models import NumberScheme, NumberSeries
from pengjiang.documents.permissions import DocumentPermission as P
from pengjiang.documents.registry import DOCUMENT_TYPES, DocumentType
from pengjiang.documents.services import add_scheme, approval_chain, change_scheme, change_setting, number_source, setting_for, start_series
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView, FormPage
from pengjiang.web.views.base import Crumb, PageView
from pengjiang.web.views.listing import ListPage


class SchemeList(ListPage):
    """Schemes with how far this year's series has come."""

    model = NumberScheme
    permission = P.MANAGE_NUMBERS
    title = "文号方案"
    page_key = "documents.schemes"
    menu_key = "document-numbers"
    search_fields = ("name", "prefix", "code")
    default_order = "name"
    columns = (
        Column("name", "名称", link=True, always=True, sort="name"),
        Column("sample", "样式", value=lambda row: row.text(2026, 1)),
        Column("organisation", "单位", value=lambda row: row.organisation.short_name if row.organisation_id else "全区通用"),
        Column("taken", "已用序号", value=lambda row: row.shown_series),
        Column("since", "启用日期", kind="date", sort="since"),
        Column("until", "停用日期", kind="date", sort="until"),
    )
    create_label = "新建文号方案"
    create_permission = P.MANAGE_NUMBERS
    empty_text = "文号由“字头〔年份〕序号”组成，年内连续、不跳号、不重号。"

    @property
    def create_url(self) -> str:
        return reverse("documents:scheme-new")

    def get_rows(self) -> QuerySet:
        return NumberScheme.objects.select_related("organisation")

    def decorate(self, rows: Any) -> None:
        series: dict[int, list[NumberSeries]] = {}
        for row in NumberSeries.objects.filter(scheme__in=[scheme.pk for scheme in rows]).order_by("-year"):
            series.setdefault(row.scheme_id, []).append(row)
        for scheme in rows:
            scheme.shown_series = "；".join(
                f"{row.year}年至{row.next_serial - 1}" if row.taken else f"{row.year}年从{row.first_serial}起" for row in series.get(scheme.pk, ())
            )

    def row_url(self, row: NumberScheme) -> str:
        return reverse("documents:scheme", args=[row.pk])


class SchemeAction(ActionView):
    """An act on a scheme."""

    model = NumberScheme
    permission = P.MANAGE_NUMBERS
    menu_key = "document-numbers"

    def get_queryset(self) -> QuerySet:
        return NumberScheme.objects.select_related("organisation")

    def get_done_url(self, result: Any) -> str:
        return reverse("documents:schemes")

    def get_cancel_url(self) -> str:
        return reverse("documents:schemes")


class NewScheme(CreateView):
    """A further scheme."""

    permission = P.MANAGE_NUMBERS
    title = "新建文号方案"
    menu_key = "document-numbers"
    form_class = SchemeForm
    submit_label = "保存"
    service = staticmethod(add_scheme)
    done = "文号方案已保存。"

    def get_done_url(self, result: Any) -> str:
        return reverse("documents:schemes")


class EditScheme(SchemeAction):
    """Name, end, and prefix as long as no number was given."""

    title = "修改文号方案"
    form_class = SchemeForm
    submit_label = "保存"
    service = staticmethod(change_scheme)
    done = "文号方案已保存。"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in SchemeForm.base_fields}

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "series": self.object.series.all()}

    template_name = "documents/office/scheme.html"


class StartSeries(SchemeAction):
    """A year that begins at another serial."""

    title = "设定起始序号"
    form_class = SeriesForm
    submit_label = "保存"
    service = staticmethod(start_series)
    done = "起始序号已设定。"


class TypeList(PageView):
    """All document types with what holds today."""

    permission = P.MANAGE_TEXTS
    title = "文书设置"
    note = "文号来源、审批环节、发文机关标志、联系人和固定用语；按日期生效，已制发的文书不变。"
    menu_key = "document-settings"
    template_name = "documents/office/types.html"

    def get_context(self) -> dict[str, Any]:
        office = self.request.user.organisation
        rows = [
            (
                kind,
                number_source(kind.code, organisation=office),
                " → ".join(rung["label"] for rung in approval_chain(kind.code, organisation=office)),
                setting_for(kind.code, organisation=office),
            )
            for kind in sorted(DOCUMENT_TYPES, key=lambda kind: kind.title)
        ]
        return {**super().get_context(), "rows": rows}


class EditType(FormPage):
    """What holds for one document type from a day on, in one's own office."""

    permission = P.MANAGE_TEXTS
    menu_key = "document-settings"
    form_class = TypeSettingForm
    submit_label = "保存设置"
    done = "文书设置已保存。"
    drafts = False

    @property
    def kind(self) -> DocumentType:
        code = self.kwargs["code"]
        if code not in DOCUMENT_TYPES:
            raise Http404
        return DOCUMENT_TYPES.get(code)

    def get_title(self) -> str:
        return f"文书设置：{self.kind.title}"

    def get_parents(self) -> list[Crumb]:
        return []

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.kind, self.request.user.organisation)

    def make_form(self, data: Any = None, files: Any = None, *, restored: bool = False) -> Any:
        # A form of its own for each type: its texts and rungs are fields.
        self.form_class = type("BoundTypeSettingForm", (TypeSettingForm,), {"kind": self.kind})
        return super().make_form(data, files, restored=restored)

    def perform(self, form: Any) -> Any:
        user = self.request.user
        return change_setting(self.kind.code, actor=user, organisation=user.organisation, since=form.cleaned_data["since"], **form.values())

    def get_done_url(self, result: Any) -> str:
        return reverse("documents:types")

    def get_cancel_url(self) -> str:
        return reverse("documents:types")

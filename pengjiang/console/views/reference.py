"""Dated local data: courts, organs, accepted names, thresholds, house periods and the other tables."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.console.forms import EndForm
from pengjiang.console.permissions import ConsolePermission
from pengjiang.console.tables import TITLES, form_for
from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import packaged
from pengjiang.law.rows import Mark
from pengjiang.law.services import end_row, save_row
from pengjiang.law.words import UNITS
from pengjiang.web.components import Tab
from pengjiang.web.filters import ChoiceFilter, FlagFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import FormPage
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage

MAIN_COLUMNS = ("name", "title", "text", "rule", "matter")


def _says(row: ReferenceRow) -> str:
    """What the row is about, then its value where it has one."""
    head = next((str(row.value[name]) for name in MAIN_COLUMNS if row.value.get(name)), row.key)
    value = row.value.get("value")
    return f"{head}：{value}{_unit(row.value.get('unit', ''))}" if value is not None else head


def _town(row: ReferenceRow) -> str:
    body = packaged().body(row.body) if row.body else None
    return body.name if body else row.body


def _unit(code: str) -> str:
    return UNITS.get(code, code)


def _mark(row: ReferenceRow) -> str:
    return Mark(row.confidence).label


def _holds(value: bool) -> Q:
    today = clock.today()
    holds = (Q(since=None) | Q(since__lte=today)) & (Q(until=None) | Q(until__gte=today))
    return holds if value else ~holds


class ReferenceList(ListPage):
    """The rows of one table."""

    permission = ConsolePermission.REFERENCE
    model = ReferenceRow
    template_name = "console/reference/list.html"
    menu_key = "console-reference"
    default_order = "key"
    search_fields = ("key", "value")
    create_label = "新增一行"
    create_permission = ConsolePermission.REFERENCE
    empty_title = "此表没有数据"
    empty_text = "随程序提供的数据在安装时载入；也可以在此新增。"
    columns = (
        Column("says", "内容", value=_says, kind="key", always=True),
        Column("key", "键", sort="key", shown=False),
        Column("body", "镇街", value=_town, sort="body", template="console/cells/nowrap.html"),
        Column("since", "起", kind="date", sort="since"),
        Column("until", "止", value=lambda row: row.until or "未定", kind="date", sort="until"),
        Column("confidence", "核对情况", value=_mark, kind="badge", badge=lambda row: {"V": "good", "R?": "warn"}.get(row.confidence, "")),
        Column("source", "来源", kind="clip"),
    )
    filters = (
        ChoiceFilter(
            name="body",
            label="镇街",
            choices=lambda _: [(o.code, o.short_name) for o in Organisation.objects.filter(kind=OrganisationKind.TOWN)],
        ),
        ChoiceFilter(name="confidence", label="核对情况", choices=[(mark.value, mark.label) for mark in Mark]),
        FlagFilter(name="holds", label="现行", yes="现行有效", no="已失效或未生效", condition=_holds),
    )

    @property
    def kind(self) -> str:
        if self.kwargs["kind"] not in TITLES:
            raise Http404
        return self.kwargs["kind"]

    @property
    def key(self) -> str:
        return f"console.reference.{self.kind}"

    @property
    def create_url(self) -> str:
        return reverse("console:reference-new", args=[self.kind])

    def get_title(self) -> str:
        return TITLES[self.kind]

    def get_rows(self) -> QuerySet:
        return ReferenceRow.objects.filter(kind=self.kind)

    def row_url(self, row: ReferenceRow) -> str:
        return reverse("console:reference-row", args=[row.kind, row.pk])

    def get_context(self) -> dict[str, Any]:
        tables = [Tab(title, reverse("console:reference", args=[kind]), kind == self.kind) for kind, title in TITLES.items()]
        return {**super().get_context(), "tables": tables}


class EditRow(FormPage):
    """Add or change a row. What is decided keeps its basis: a row that changes its content should end, and a new one begin."""

    permission = ConsolePermission.REFERENCE
    menu_key = "console-reference"
    drafts = False
    template_name = "console/reference/form.html"
    submit_label = "保存"
    done = "已保存，即刻生效。"
    explanation = "规定变化时，请给旧行填截止日期，再新增一行：办理中的事项按行为当时有效的数据判断。仅更正录入错误时才直接修改。"

    @property
    def kind(self) -> str:
        if self.kwargs["kind"] not in TITLES:
            raise Http404
        return self.kwargs["kind"]

    @cached_property
    def row(self) -> ReferenceRow | None:
        if "pk" not in self.kwargs:
            return None
        row = ReferenceRow.objects.filter(kind=self.kind, pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    @property
    def form_class(self) -> Any:
        return form_for(self.kind)

    def get_title(self) -> str:
        return f"修改：{self.row.key}" if self.row else f"新增{TITLES[self.kind]}"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(TITLES[self.kind], reverse("console:reference", args=[self.kind]))]

    def get_initial(self) -> dict[str, Any]:
        if self.row is None:
            return {"confidence": Mark.RECALLED.value, "since": clock.today()}
        row = self.row
        return {
            **{f"v_{name}": item for name, item in row.value.items()},
            "since": row.since,
            "until": row.until,
            "source": row.source,
            "confidence": row.confidence,
        }

    def get_tools(self) -> list[tuple[str, str]]:
        """What else can be done with the row."""
        if self.row is None:
            return []
        return [("查看依据页面", reverse("library:row", args=[self.kind, self.row.pk])), ("到期截止", reverse("console:reference-end", args=[self.kind, self.row.pk]))]

    def perform(self, form: Any) -> ReferenceRow:
        data = form.cleaned_data
        return save_row(
            self.row,
            kind=self.kind,
            value=form.value(),
            since=data["since"],
            until=data["until"],
            source=data["source"],
            confidence=data["confidence"],
            actor=self.request.user,
        )

    def get_done_url(self, result: ReferenceRow) -> str:
        return reverse("console:reference", args=[self.kind])

    def get_cancel_url(self) -> str:
        return reverse("console:reference", args=[self.kind])


class EndRow(EditRow):
    """Let a row hold no longer: rows are never deleted, what was judged by them stays explained."""

    template_name = "web/form.html"
    form_class = EndForm
    submit_label = "确定截止日期"
    done = "已填截止日期。"
    explanation = "依据数据不删除：填写最后有效的一日，此后的行为不再适用；此日以前的行为仍按本行判断。"

    def get_title(self) -> str:
        return f"到期截止：{self.row.key}"

    def get_initial(self) -> dict[str, Any]:
        return {"until": self.row.until or clock.today()}

    def perform(self, form: Any) -> ReferenceRow:
        return end_row(self.row, until=form.cleaned_data["until"], actor=self.request.user)

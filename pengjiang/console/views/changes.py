"""单位沿革: renames and mergers, recorded with their day and basis."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy

from pengjiang.accounts import reorganising
from pengjiang.accounts.models import OrganisationChange
from pengjiang.console.forms import OrganisationHistoryForm
from pengjiang.console.permissions import ConsolePermission
from pengjiang.web.components import Action
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import Crumb, DetailPage
from pengjiang.web.views.listing import ListPage

KINDS = {"已生效": "good", "待生效": "warn", "已撤回": "outline"}


def _kind(row: OrganisationChange) -> str:
    return KINDS[row.state_label]


class ChangeList(ListPage):
    """All renames and mergers."""

    permission = ConsolePermission.ORGANISATIONS
    model = OrganisationChange
    title = "单位更名、合并"
    menu_key = "console-organisations"
    page_key = "console.changes"
    default_order = "-effective_on"
    search_fields = ("name_before", "name_after", "basis", "successor__name")
    search_placeholder = "原名、现名、文号"
    create_label = "登记更名、合并"
    create_permission = ConsolePermission.ORGANISATIONS
    create_url = reverse_lazy("console:organisation-change-new")
    empty_text = "单位更名或者并入其他单位的，按批文登记生效日期；生效前的文书和已办结事项保持原名。"
    columns = (
        Column("name_before", "原名", kind="key", always=True),
        Column("kind", "种类", value="get_kind_display"),
        Column("after", "现名、并入单位", value="after", kind="clip", wide=True),
        Column("effective_on", "生效日期", kind="date", sort="effective_on"),
        Column("basis", "批准文号", kind="clip"),
        Column("state", "状态", value="state_label", kind="badge", badge=_kind),
    )
    filters = (
        ChoiceFilter(name="kind", label="种类", choices=OrganisationChange.Kind.choices),
        DateFilter(name="effective_on", label="生效日期"),
    )

    def get_rows(self) -> QuerySet:
        return OrganisationChange.objects.select_related("successor")

    def row_url(self, row: OrganisationChange) -> str:
        return row.get_absolute_url()


class RecordChange(CreateView):
    """登记更名、合并."""

    permission = ConsolePermission.ORGANISATIONS
    title = "登记更名、合并"
    menu_key = "console-organisations"
    form_class = OrganisationHistoryForm
    explanation = "自生效日期起，未办结事项、任职、期限和文书署名、印章的认可名称转归新名称或者并入单位；生效前的文书和已办结事项不变，统计按原单位保留，并入单位可以查阅。生效日期未到的，到日自动办理。"
    service = staticmethod(reorganising.record_change)

    def get_initial(self) -> dict[str, Any]:
        return {"organisation": self.request.GET.get("organisation", "")}

    def get_parents(self) -> list[Crumb]:
        return [Crumb(ChangeList.title, reverse("console:organisation-changes"))]

    def get_done_message(self, result: OrganisationChange) -> str:
        return "已登记并生效。" if result.applied_at else f"已登记，自{result.effective_on:%Y-%m-%d}起生效。"


class ChangePage(DetailPage):
    """One of them, with what went over."""

    permission = ConsolePermission.ORGANISATIONS
    model = OrganisationChange
    menu_key = "console-organisations"
    template_name = "console/organisations/change.html"

    def get_queryset(self) -> QuerySet:
        return OrganisationChange.objects.select_related("organisation", "successor", "recorded_by")

    def get_title(self) -> str:
        return f"{self.object.name_before}{self.object.get_kind_display()}"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(ChangeList.title, reverse("console:organisation-changes"))]

    def get_actions(self) -> list[Action]:
        if self.object.applied_at or self.object.dropped_at:
            return []
        return [Action("撤回登记", reverse("console:organisation-change-drop", args=[self.object.pk]), icon="return")]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "state_kind": _kind(self.object)}


class DropChange(ActionView):
    """撤回登记."""

    permission = ConsolePermission.ORGANISATIONS
    model = OrganisationChange
    title = "撤回登记"
    menu_key = "console-organisations"
    danger = True
    explanation = "撤回后到生效日期也不办理更名、合并。"
    service = staticmethod(reorganising.drop_change)
    done = "已撤回。"

    def get_queryset(self) -> QuerySet:
        return OrganisationChange.objects.select_related("organisation")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(ChangeList.title, reverse("console:organisation-changes"))]

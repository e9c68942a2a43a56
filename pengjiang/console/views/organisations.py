"""Organisations: the system administrator's page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from pengjiang.accounts import services
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.console.forms import OrganisationChangeForm, OrganisationForm
from pengjiang.console.permissions import ConsolePermission
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView, UpdateView
from pengjiang.web.views.listing import ListPage


def _standing(unit: Organisation) -> str:
    if unit.successor_id:
        return f"已并入{unit.successor.short_name}"
    return "启用" if unit.is_active else "停用"


class OrganisationList(ListPage):
    """All organisations."""

    permission = ConsolePermission.ORGANISATIONS
    model = Organisation
    title = "单位"
    template_name = "console/organisations/list.html"
    menu_key = "console-organisations"
    page_key = "console.organisations"
    default_order = "order"
    search_fields = ("name", "short_name", "code", "former_names")
    search_placeholder = "全称、简称、代码、曾用名"
    create_label = "新增单位"
    create_permission = ConsolePermission.ORGANISATIONS
    columns = (
        Column("name", "全称", kind="key", sort="name", always=True),
        Column("short_name", "简称"),
        Column("code", "代码", sort="code", template="console/cells/code.html"),
        Column("kind", "类别", value="get_kind_display", sort="kind"),
        Column("order", "排序", kind="number", sort="order"),
        Column("telephone", "联系电话"),
        Column("former_names", "曾用名", value=lambda o: "、".join(o.former_names.splitlines()), kind="clip", shown=False),
        Column(
            "is_active",
            "状态",
            value=_standing,
            kind="badge",
            badge=lambda o: "good" if o.is_active else "outline",
        ),
    )
    filters = (ChoiceFilter(name="kind", label="类别", choices=OrganisationKind.choices),)

    @property
    def create_url(self) -> str:
        return reverse("console:organisation-new")

    def get_rows(self) -> QuerySet:
        return Organisation.objects.select_related("successor")

    def row_url(self, row: Organisation) -> str:
        return reverse("console:organisation", args=[row.pk])


class NewOrganisation(CreateView):
    """Add one."""

    permission = ConsolePermission.ORGANISATIONS
    title = "新增单位"
    menu_key = "console-organisations"
    form_class = OrganisationForm
    done = "已新增。"
    service = services.create_organisation

    def get_done_url(self, result: Organisation) -> str:
        return reverse("console:organisations")


class EditOrganisation(UpdateView):
    """Change one."""

    permission = ConsolePermission.ORGANISATIONS
    model = Organisation
    menu_key = "console-organisations"
    form_class = OrganisationChangeForm
    submit_label = "保存"
    done = "已保存。"
    service = services.change_organisation

    def get_queryset(self) -> QuerySet:
        return Organisation.objects.all()

    def get_done_url(self, result: Organisation) -> str:
        return reverse("console:organisations")

    def get_cancel_url(self) -> str:
        return reverse("console:organisations")

"""The register as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pengjiang.access import can
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.dossiers.enums import Field, FileType, Source
from pengjiang.dossiers.facts.labels import codes_of
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.dossiers.registry import EXTRAS
from pengjiang.dossiers.services import set_complete
from pengjiang.web.filters import ChoiceFilter, DateFilter, Filter, NumberFilter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.listing import ListPage

PENALTIES = codes_of("decision", "penalties")
COMPLETE = {"yes": Q(complete=True), "no": Q(complete=False)}
STAGES = {
    "filed": ("已立案未决定", Q(filed_on__isnull=False, decided_on=None)),
    "decided": ("已决定未缴款", Q(decided_on__isnull=False, paid_on=None, closed_on=None, fine__gt=0)),
    "open": ("未结案", Q(closed_on=None)),
    "closed": ("已结案", Q(closed_on__isnull=False)),
}


def towns_of(user: Any) -> list[tuple[str, str]]:
    """Towns a person sees files of."""
    towns = Organisation.objects.filter(kind=OrganisationKind.TOWN)
    if not (user.is_procuratorate or user.is_bureau):
        towns = towns.filter(pk__in=user.organisation_ids)
    return [(town.code, town.choice_label) for town in towns.select_related("successor")]


class DossierList(ListPage):
    """执法案卷: filter, sort, saved views, columns, bulk over the whole filter, Excel."""

    model = Dossier
    permission = DossierPermission.VIEW
    title = "执法案卷"
    menu_key = "dossiers"
    page_key = "dossiers.list"
    template_name = "dossiers/list.html"
    search_fields = ("number", "title", "party_name", "cause")
    search_placeholder = "案号、名称、当事人、案由"
    default_order = "-decided_on"
    create_label = "登记案卷"
    create_permission = DossierPermission.CREATE
    empty_title = "还没有执法案卷"
    empty_text = "可以逐件登记，也可以导入处罚台账；导入后再逐件补全事实、上传扫描件。"
    columns = (
        Column("number", "案号", kind="key", sort="number", always=True),
        Column("organisation", "镇街", value="organisation__short_name", sort="organisation__order"),
        Column("party_name", "当事人", kind="clip"),
        Column("title", "案件名称", kind="clip", shown=False),
        Column("cause", "案由", kind="clip"),
        Column("field", "领域", value="get_field_display", sort="field"),
        Column("file_type", "类型", value="get_file_type_display", sort="file_type"),
        Column("filed_on", "立案", kind="date", sort="filed_on", shown=False),
        Column("decided_on", "决定", kind="date", sort="decided_on"),
        Column("served_on", "送达", kind="date", sort="served_on", shown=False),
        Column("paid_on", "缴款", kind="date", sort="paid_on", shown=False),
        Column("closed_on", "结案", kind="date", sort="closed_on", shown=False),
        Column("penalties", "处罚种类", value=lambda row: "、".join(PENALTIES.get(code, code) for code in row.penalties), shown=False),
        Column("fine", "罚款（元）", kind="money", sort="fine"),
        Column("officers", "承办人", shown=False),
        Column("source", "来源", value="get_source_display", shown=False),
        Column(
            "complete",
            "录入",
            value=lambda row: "已录全" if row.complete else "未录全",
            kind="badge",
            badge=lambda row: "good" if row.complete else "outline",
            # The tab 未录全 tells it; on a usual screen the columns of other rooms would be pushed out of sight.
            shown=False,
        ),
        Column("note", "备注", kind="clip", shown=False),
    )
    filters = (
        ChoiceFilter(name="town", label="镇街", lookup="organisation__code", choices=towns_of),
        ChoiceFilter(name="field", label="领域", choices=Field.choices),
        ChoiceFilter(name="type", label="类型", lookup="file_type", choices=FileType.choices),
        DateFilter(name="decided_on", label="决定日期"),
        NumberFilter(name="fine", label="罚款", unit="元"),
        ChoiceFilter(
            name="stage", label="阶段", choices=[(key, label) for key, (label, _) in STAGES.items()], condition=lambda key: STAGES[key][1]
        ),
        ChoiceFilter(name="complete", label="录入", choices=[("yes", "已录全"), ("no", "未录全")], condition=COMPLETE.__getitem__),
        ChoiceFilter(name="source", label="来源", choices=Source.choices),
    )
    presets = (
        Preset("incomplete", "未录全", "complete=no", counted=True),
        Preset("unpaid", "已决定未缴款", "stage=decided", counted=True),
        Preset("open", "未结案", "stage=open"),
    )
    bulk_actions = (
        BulkAction(
            "complete", "标为已录全", set_complete, DossierPermission.EDIT, icon="check",
            explanation="标为已录全后，卷中没有的材料按“确实没有”判断；未录全的按“缺数据”提示。",
        ),
    )  # fmt: skip

    def get_columns(self) -> Sequence[Column]:
        """Somebody of one town needs not be told which."""
        columns = [*self.columns, *(column for extra in EXTRAS for column in extra.columns)]
        return [column for column in columns if column.name != "organisation"] if self._is_of_one_town else columns

    def get_filters(self) -> Sequence[Filter]:
        filters = [*self.filters, *(item for extra in EXTRAS for item in extra.filters)]
        return [item for item in filters if item.name != "town"] if self._is_of_one_town else filters

    def get_presets(self) -> Sequence[Preset]:
        return [*self.presets, *(preset for extra in EXTRAS for preset in extra.presets)]

    def available_bulk(self) -> Sequence[BulkAction]:
        added = [action for extra in EXTRAS for action in extra.bulk_actions]
        return [*super().available_bulk(), *(action for action in added if can(self.request.user, action.permission).ok)]

    def _do(self, action: BulkAction, keys: Sequence[int], form: Any) -> HttpResponse:
        """What is ordered as a whole goes to the page of the order."""
        order = next((extra.orders[action.name] for extra in EXTRAS if action.name in extra.orders), None)
        if order is None:
            return super()._do(action, keys, form)
        made = order(keys, actor=self.request.user, scope=self.asked.sentence)
        return HttpResponseRedirect(made.get_absolute_url(), status=303)

    @property
    def _is_of_one_town(self) -> bool:
        return self.request.user.is_town and len(self.request.user.organisation_ids) == 1

    def get_rows(self) -> QuerySet:
        rows = super().get_rows().for_list()
        for extra in EXTRAS:
            rows = extra.rows(rows)
        return rows

    @property
    def create_url(self) -> str:
        return reverse("dossiers:create")

    @property
    def can_export(self) -> bool:
        return super().can_export and can(self.request.user, DossierPermission.EXPORT).ok

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "may_import": can(self.request.user, DossierPermission.IMPORT).ok}

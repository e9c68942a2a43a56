"""The list, the application, the statistics."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse_lazy

from cases.views.base import state_kind
from disputes.enums import Channel, Outcome, Stage
from disputes.forms.intake import ApplicationForm, BulkHandlersForm
from disputes.models import Dispute
from disputes.permissions import DisputePermission as P
from disputes.queries.statistics import statistics
from disputes.services import intake
from disputes.workflow import DISPUTE
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.dossiers.enums import Field
from pengjiang.web.days import plain
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView
from pengjiang.web.views.base import PageView
from pengjiang.web.views.listing import ListPage


def towns_of(user: Any) -> list[tuple[str, str]]:
    rows = Organisation.objects.filter(pk__in=Dispute.objects.visible_to(user).values("town")).order_by("order")
    return [(str(row.pk), row.short_name) for row in rows]


def handlers_of(user: Any) -> list[tuple[str, str]]:
    rows = Dispute.objects.visible_to(user)
    people = User.objects.filter(Q(pk__in=rows.values("procurator")) | Q(pk__in=rows.values("officer")))
    return [(str(row.pk), row.name) for row in people.order_by("name")]


class DisputeList(ListPage):
    """争议化解."""

    model = Dispute
    permission = P.VIEW
    title = "行政争议联合化解"
    page_key = "disputes.disputes"
    menu_key = "disputes"
    search_fields = ("number", "title", "party_name", "cause")
    search_placeholder = "编号、名称、当事人"
    default_order = "-applied_on"
    columns = (
        Column("number", "编号", value=lambda row: row.number or "未编号", link=True, always=True, sort="number"),
        Column("title", "争议名称", kind="clip", link=True, wide=True),
        Column("stage", "阶段", value="get_stage_display"),
        Column("town", "行政机关", value="town__short_name", sort="town__order"),
        Column("applied_on", "申请日期", kind="date", sort="applied_on"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
        Column("handlers", "联合承办", value="handlers_label"),
        Column("outcome", "结果", value="get_outcome_display"),
        Column("party", "当事人", value="party_name", shown=False),
        Column("field", "领域", value="get_field_display", shown=False),
        Column("channel", "申请途径", value="get_channel_display", shown=False),
        Column("amount", "争议金额", kind="money", sort="amount", shown=False),
        Column("accepted_on", "受理日期", kind="date", sort="accepted_on", shown=False),
        Column("ended_on", "终结日期", kind="date", sort="ended_on", shown=False),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in DISPUTE.states.items()]),
        ChoiceFilter(name="stage", label="阶段", choices=Stage.choices),
        ChoiceFilter(name="town", label="行政机关", choices=towns_of),
        ChoiceFilter(name="field", label="领域", choices=Field.choices),
        ChoiceFilter(name="channel", label="申请途径", choices=Channel.choices),
        ChoiceFilter(name="outcome", label="结果", choices=Outcome.choices),
        ChoiceFilter(
            name="handler",
            label="承办人",
            choices=handlers_of,
            condition=lambda value: Q(procurator=value) | Q(officer=value) | Q(assistant=value),
        ),
        DateFilter(name="applied_on", label="申请日期"),
    )
    presets = (
        Preset("mine", "我承办的", lambda user: f"handler={user.pk}", counted=True),
        Preset("applied", "待受理", "state=applied", counted=True),
        Preset("mediating", "化解中", "state=mediating"),
        Preset("agreed", "待履行", "state=agreed"),
        Preset("unsettled", "未化解", "state=unsettled"),
    )
    bulk_actions = (
        BulkAction(
            "assign", "变更承办人", intake.change_handlers, P.ACCEPT, icon="user", form_class=BulkHandlersForm,
            explanation="更换后，原承办人不再能查阅调解内容。",
        ),
    )  # fmt: skip
    create_url = reverse_lazy("disputes:apply")
    create_label = "登记化解申请"
    create_permission = P.APPLY
    empty_text = "复议机构、检察院、镇街和当事人的化解申请都在这里登记。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("town", "procurator", "officer")


class ApplyForSettlement(CreateView):
    """登记化解申请."""

    permission = P.APPLY
    title = "登记化解申请"
    menu_key = "disputes"
    form_class = ApplicationForm
    template_name = "web/form_with_files.html"
    done = "化解申请已登记，待受理。"

    def perform(self, form: Any) -> Dispute:
        values = {name: value for name, value in form.cleaned_data.items() if name != "files"}
        return intake.apply(actor=self.request.user, files=self.request.FILES.getlist("files"), **values)


class StatisticsPage(PageView):
    """化解统计."""

    permission = P.STATISTICS
    title = "争议化解统计"
    menu_key = "dispute-statistics"
    template_name = "disputes/statistics.html"

    def get_context(self) -> dict[str, Any]:
        today = clock.today()
        since, since_error = _day(self.request.GET.get("since"), date(today.year, 1, 1))
        until, until_error = _day(self.request.GET.get("until"), today)
        error = since_error or until_error or ("截止日期不能早于起始日期。" if until < since else "")
        return {
            **super().get_context(),
            "since": since,
            "until": until,
            "error": error,
            "figures": None if error else statistics(self.request.user, since, until),
        }


def _day(text: str | None, default: date) -> tuple[date, str]:
    """A typed day; what is none is said."""
    if not text:
        return default, ""
    try:
        return date.fromisoformat(plain(text)), ""
    except ValueError:
        return default, f"“{text[:20]}”不是日期，请写成 2026-01-01 的样子。"

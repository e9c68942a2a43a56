"""工作交接: register, page, acts; 变更承办人 of one case."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse_lazy

from cases.forms.handovers import ChangeHandlerForm, HandoverForm, ReceiveForm
from cases.models import Handover
from cases.permissions import CasePermission as P
from cases.services import handovers as services
from cases.views.base import CasesPage, state_kind
from cases.views.supervision import CaseAction
from pengjiang.common.refs import fetch_all
from pengjiang.web.filters import DateFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage


class HandoverList(ListPage):
    """Handovers of the office."""

    model = Handover
    permission = P.VIEW
    title = "工作交接"
    page_key = "cases.handovers"
    menu_key = "handovers"
    search_fields = ("giver__name", "taker__name", "reason")
    search_placeholder = "移交人、接收人"
    default_order = "-made_on"
    create_url = reverse_lazy("cases:make-handover")
    create_label = "办理交接"
    create_permission = P.ASSIGN
    columns = (
        Column("giver", "移交人", value="giver__name", link=True, always=True),
        Column("taker", "接收人", value="taker__name", link=True, always=True),
        Column("reason", "事由", kind="clip", wide=True),
        Column("going", "移交", kind="number", value="going"),
        Column("kept", "未移交", kind="number", value="kept"),
        Column("made_on", "交接日期", kind="date", sort="made_on"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind),
    )
    filters = (DateFilter(name="made_on", label="交接日期"),)
    empty_text = "承办人调离、长期不在岗时，由部门负责人把其未办结事项整体移交，并生成交接清单。"

    def get_rows(self) -> QuerySet:
        rows = super().get_rows().select_related("giver", "taker")
        return rows.annotate(going=Count("rows", filter=Q(rows__kept="")), kept=Count("rows", filter=~Q(rows__kept="")))


class HandoverPage(CasesPage):
    """One handover with its list."""

    model = Handover
    permission = P.VIEW
    template_name = "cases/handovers/detail.html"
    menu_key = "handovers"
    prefix = "handover"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("giver", "taker", "made_by")

    def get_tabs(self) -> Any:
        return (("overview", "清单", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        rows = list(self.object.rows.all())
        found = fetch_all(row.target for row in rows)
        for row in rows:
            row.href = found[row.target].get_absolute_url() if row.target in found else ""
        return {**super().get_context(), "rows": rows}


class MakeHandover(CreateView):
    """办理交接."""

    permission = P.ASSIGN
    title = "办理工作交接"
    menu_key = "handovers"
    form_class = HandoverForm
    submit_label = "移交并生成清单"
    explanation = "移交人的线索、案件及其检察建议、函件、听证和期限，以及联合化解的争议、评查任务一并转给接收人；逐件审查回避，接收人应当回避的留在清单上注明原因，另行移交。"
    service = staticmethod(services.hand_over)
    done = "已移交，清单正在生成，请接收人确认。"


class ReceiveHandover(ActionView):
    """确认接收."""

    model = Handover
    permission = P.VIEW
    title = "确认接收"
    menu_key = "handovers"
    form_class = ReceiveForm
    service = staticmethod(services.receive_handover)
    done = "已确认接收。"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class ChangeHandler(CaseAction):
    """变更承办人."""

    permission = P.ASSIGN
    title = "变更承办人"
    form_class = ChangeHandlerForm
    explanation = "变更时重新审查回避；本案的检察建议、函件、听证和期限随案转给新的承办人。"
    service = staticmethod(services.change_handler)
    done = "承办人已变更。"

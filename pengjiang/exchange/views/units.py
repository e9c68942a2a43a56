"""单位数据整体导出: list, request, page with progress, decision, download."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from pengjiang.audit.queries import timeline
from pengjiang.common.errors import DomainError
from pengjiang.exchange.forms import UnitExportForm, UnitRefusalForm
from pengjiang.exchange.models import UnitExport
from pengjiang.exchange.permissions import ExchangePermission as P
from pengjiang.exchange.services import units as services
from pengjiang.web.actions import transition_actions
from pengjiang.web.components import Entry
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import Crumb, DetailPage, ObjectView
from pengjiang.web.views.listing import ListPage
from pengjiang.workflow.registry import machine_of
from pengjiang.workflow.services import available

TONES = {"info": "active", "soon": "warn", "ok": "good", "bad": "bad", "off": "outline"}


def _kind(export: UnitExport) -> str:
    return TONES[machine_of(export).states[export.state].tone]


class UnitExportList(ListPage):
    """Of one's own unit."""

    permission = P.UNIT_VIEW
    model = UnitExport
    title = "单位数据整体导出"
    menu_key = "unit-export"
    page_key = "exchange.units"
    default_order = "-asked"
    create_label = "申请导出"
    create_permission = P.UNIT_ASK
    create_url = reverse_lazy("exchange:unit-ask")
    empty_text = "单位撤并、退出平台时，把本单位的台账、案卷、文书和附件整体导出带走；一人申请、另一人批准。"
    columns = (
        Column("organisation", "单位", value="organisation__name", kind="key", always=True),
        Column("reason", "事由", kind="clip", wide=True),
        Column("asked_by", "申请人", value="asked_by__name"),
        Column("asked", "申请时间", value="created_at", kind="datetime", sort="created_at"),
        Column("decided", "批准人", value="decided_as"),
        Column("until", "下载期限", kind="date"),
        Column("state", "状态", kind="badge", value="state_label", badge=_kind),
    )

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("organisation", "asked_by")

    def row_url(self, row: UnitExport) -> str:
        return row.get_absolute_url()


class AskUnitExport(CreateView):
    """申请导出."""

    permission = P.UNIT_ASK
    title = "申请单位数据整体导出"
    menu_key = "unit-export"
    form_class = UnitExportForm
    submit_label = "申请导出"
    explanation = "导出包含本单位的台账（Excel）、每件案卷的事实文件（dossier/1）、附件、制发和收到的文书、检察建议、争议化解，附目录和 SHA-256 清单。经本单位另一名负责人批准后在后台生成，保留七日。"
    service = staticmethod(services.ask_unit_export)
    done = "已申请，请本单位负责人批准。"


class UnitExportPage(DetailPage):
    """Progress, then what is in it."""

    permission = P.UNIT_VIEW
    model = UnitExport
    menu_key = "unit-export"
    template_name = "exchange/unit.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation", "asked_by")

    def get_title(self) -> str:
        return str(self.object)

    def get_actions(self) -> list[Any]:
        return transition_actions(available(self.object, self.request.user), address=lambda name: reverse(f"exchange:unit-{name}", args=[self.object.pk]))

    def get_context(self) -> dict[str, Any]:
        export, user = self.object, self.request.user
        entries = [Entry(row.sentence, row.when, who=row.who) for row in timeline(export, user, handling=True)]
        mine = user.pk in {export.asked_by_id, export.decided_by_id}
        return {**super().get_context(), "state_kind": _kind(export), "entries": entries, "may_fetch": mine and export.may_be_fetched}

    def render(self, *, template: str = "", status: int = 200, **context: Any) -> HttpResponse:
        part = "exchange/unit.html#progress" if self.htmx_target == "export-progress" else ""
        return super().render(template=template or part, status=status, **context)


class UnitExportAction(ActionView):
    """An act on one."""

    model = UnitExport
    permission = P.UNIT_APPROVE
    menu_key = "unit-export"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class ApproveUnitExport(UnitExportAction):
    """批准导出."""

    title = "批准导出"
    explanation = "批准后在后台生成，完成后申请人和批准人七日内可以下载；申请、批准、下载均记入审计。"
    service = staticmethod(services.approve_unit_export)
    done = "已批准，正在后台生成。"


class RefuseUnitExport(UnitExportAction):
    """不予批准."""

    title = "不予批准"
    form_class = UnitRefusalForm
    danger = True
    service = staticmethod(services.refuse_unit_export)
    done = "已答复申请人。"


class WithdrawUnitExport(UnitExportAction):
    """撤回申请."""

    permission = P.UNIT_ASK
    title = "撤回申请"
    danger = True
    service = staticmethod(services.withdraw_unit_export)
    done = "已撤回。"


class FetchUnitExport(ObjectView):
    """The ZIP; a POST, for each fetching is written down."""

    model = UnitExport
    permission = P.UNIT_VIEW
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            export = services.fetch_unit_export(self.object, actor=request.user)
        except DomainError as error:
            messages.error(request, error.message)
            return HttpResponseRedirect(self.object.get_absolute_url(), status=303)
        name = f"{export.organisation.name}数据{export.decided_on:%Y%m%d}.zip"
        return FileResponse(export.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")

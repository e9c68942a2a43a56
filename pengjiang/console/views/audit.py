"""The audit administrator's pages: the trail, one entry, export, verification."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse

from pengjiang.audit.models import AuditEntry
from pengjiang.audit.queries import day_begins, searched, tell
from pengjiang.common import clock
from pengjiang.common.refs import name_of
from pengjiang.console.models import VerificationRun
from pengjiang.console.permissions import ConsolePermission
from pengjiang.console.services.anchors import read_anchors
from pengjiang.console.services.verification import ask_verification
from pengjiang.events.services import emit
from pengjiang.events.types import EVENT_TYPES
from pengjiang.web.filters import ChoiceFilter, DateFilter, FlagFilter, TextFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.base import ObjectView, PageView
from pengjiang.web.views.listing import ListPage

AREAS = {
    "accounts": "账号与任职",
    "api": "数据接口",
    "audit": "审计",
    "cases": "监督办案",
    "console": "系统管理",
    "deadlines": "期限",
    "documents": "文书",
    "dossiers": "执法案卷",
    "events": "发件箱",
    "exchange": "导入导出",
    "files": "文件",
    "law": "依据数据",
    "notifications": "通知",
}


def _link_number(entry: AuditEntry) -> Any:
    link = getattr(entry, "link", None)
    return link.number if link else None


def _sentence(entry: AuditEntry) -> str:
    return tell(entry).sentence


def _kind(entry: AuditEntry) -> str:
    return EVENT_TYPES.get(entry.event).label if entry.event in EVENT_TYPES else entry.event


class RecordedFilter(DateFilter):
    """By the day of recording, in our own zone."""

    def apply(self, queryset: QuerySet, bound: Any) -> QuerySet:
        since, until = bound.values["since"], bound.values["until"]
        if since:
            queryset = queryset.filter(recorded_at__gte=day_begins(since))
        if until:
            queryset = queryset.filter(recorded_at__lt=day_begins(type(until).fromordinal(until.toordinal() + 1)))
        return queryset


class AuditTrail(ListPage):
    """Every entry, newest first."""

    permission = ConsolePermission.AUDIT
    model = AuditEntry
    title = "审计记录"
    template_name = "console/audit/list.html"
    menu_key = "console-audit"
    page_key = "console.audit"
    default_order = "-id"
    exportable = False
    empty_title = "没有记录"
    columns = (
        Column("number", "序号", value=_link_number, kind="key", always=True),
        Column("recorded_at", "记录时间", kind="datetime"),
        Column("actor_name", "操作人", value=lambda e: e.actor_name or "未登录", template="console/cells/nowrap.html"),
        Column("organisation", "单位", shown=False),
        Column("sentence", "事项", value=_sentence, kind="clip"),
        Column("event", "事件", value=_kind, shown=False),
        Column("target", "对象", value=lambda e: name_of(e.target)),
        Column("ip", "来源地址"),
        Column("ok", "结果", value=lambda e: "成功" if e.ok else "失败", kind="badge", badge=lambda e: "good" if e.ok else "bad"),
        Column("business_on", "业务日期", kind="date", shown=False),
        Column("id", "编号", kind="number", sort="id", shown=False),
    )
    filters = (
        TextFilter(
            name="person", label="人员", condition=lambda text: Q(actor_name__icontains=text) | Q(actor=text) | Q(data__username=text)
        ),
        ChoiceFilter(name="area", label="类别", choices=list(AREAS.items()), condition=lambda area: Q(event__startswith=f"{area}.")),
        ChoiceFilter(
            name="event", label="事件", choices=lambda _: sorted((kind.code, kind.label) for kind in EVENT_TYPES)
        ),
        TextFilter(name="target", label="对象", condition=lambda text: Q(refs__contains=[text])),
        RecordedFilter(name="recorded", label="记录日期"),
        FlagFilter(name="ok", label="结果", yes="成功", no="失败"),
    )

    def get_rows(self) -> QuerySet:
        return searched().order_by()

    def row_url(self, row: AuditEntry) -> str:
        return reverse("console:audit-entry", args=[row.pk])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return self.export()
        return super().get(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        address = self.request.GET.copy()
        address["export"] = "csv"
        return {**super().get_context(), "run": VerificationRun.objects.first(), "export_url": f"?{address.urlencode()}"}

    def export(self) -> StreamingHttpResponse:
        """The whole filter as a table, streamed; the export itself is an entry."""
        rows = self.filtered().order_by("id")
        emit(
            "console.audit.exported",
            actor=self.request.user,
            data={"count": rows.count(), "filter": self.asked.sentence or "全部"},
        )
        response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="audit-{clock.today():%Y%m%d}.csv"'
        return response


class AuditEntryPage(ObjectView):
    """One entry with the values before and after, its digests and its neighbours in the same call."""

    permission = ConsolePermission.AUDIT
    model = AuditEntry
    template_name = "console/audit/entry.html"
    menu_key = "console-audit"

    def get_queryset(self) -> QuerySet:
        return AuditEntry.objects.select_related("version", "link")

    def get_title(self) -> str:
        number = _link_number(self.object)
        return f"审计记录第{number}条" if number else f"审计记录（编号{self.object.pk}）"

    def get_context(self) -> dict[str, Any]:
        entry = self.object
        version = getattr(entry, "version", None)
        same_call = (
            AuditEntry.objects.filter(request_id=entry.request_id).exclude(pk=entry.pk).order_by("id")[:20] if entry.request_id else []
        )
        return {
            **super().get_context(),
            "line": tell(entry),
            "kind": _kind(entry),
            "target": name_of(entry.target),
            "number": _link_number(entry),
            "changes": [(name, *pair) for name, pair in sorted(version.values.items())] if version else [],
            "data": sorted(entry.data.items()),
            "same_call": [(other, tell(other)) for other in same_call],
        }


class AskVerification(PageView):
    """Have the chain verified by a worker."""

    permission = ConsolePermission.AUDIT
    title = "核验审计链"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ask_verification(actor=request.user)
        messages.success(request, "已开始核验，可以离开本页；完成后结果显示在“核验记录”中。")
        return HttpResponseRedirect(reverse("console:verifications"), status=303)


class Verifications(PageView):
    """Runs and the kept anchors."""

    permission = ConsolePermission.AUDIT
    template_name = "console/audit/verifications.html"
    title = "核验记录"
    menu_key = "console-verifications"

    def get_context(self) -> dict[str, Any]:
        runs = list(VerificationRun.objects.select_related("asked_by")[:50])
        return {
            **super().get_context(),
            "runs": runs,
            "is_waiting": any(run.state == VerificationRun.State.QUEUED for run in runs),
            "anchors": read_anchors()[-10:][::-1],
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render(template=f"{self.template_name}#runs" if self.htmx_target == "runs" else "")


def _lines(rows: QuerySet) -> Iterator[str]:
    """With a byte order mark, for the spreadsheets people open it in."""

    class Echo:
        def write(self, value: str) -> str:
            return value

    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(
        ["序号", "记录时间", "业务日期", "操作人", "单位", "事件", "事项", "对象", "来源地址", "结果", "请求号", "内容摘要"]
    )
    for entry in rows.iterator(chunk_size=1000):
        local = entry.recorded_at.astimezone(clock.ZONE)
        values = [
            _link_number(entry), f"{local:%Y-%m-%d %H:%M:%S}", entry.business_on, entry.actor_name, entry.organisation, entry.event,
            _sentence(entry), entry.target, entry.ip, "成功" if entry.ok else "失败", entry.request_id, entry.body_digest,
        ]  # fmt: skip
        yield writer.writerow([_harmless(value) for value in values])


def _harmless(value: Any) -> Any:
    """A cell that a spreadsheet would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t"} else value

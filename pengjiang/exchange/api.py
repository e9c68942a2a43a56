"""Ledgers as other systems fetch them: at once as they are written, or by a worker, with a link that holds a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import PUBLIC, SIGNED_IN, can
from pengjiang.api.acts import KEY
from pengjiang.api.base import ApiView, page_request
from pengjiang.api.bodies import check_query, checked_body, no_query
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.lists import asked_rows, filter_names
from pengjiang.api.once import answered_once
from pengjiang.api.problems import Refused
from pengjiang.api.resources import Computed, Resource, minute, resource
from pengjiang.api.routes import route
from pengjiang.common import clock
from pengjiang.exchange.models import ExportJob, Format, ImportBatch, UnitExport
from pengjiang.exchange.permissions import ExchangePermission
from pengjiang.exchange.services import exports
from pengjiang.exchange.spec import ExportSpec, ledgers
from pengjiang.exchange.views.exporting import streamed
from pengjiang.exchange.views.importing import ImportHistory
from pengjiang.exchange.views.units import UnitExportList, UnitExportPage
from pengjiang.files.enums import FileKind
from pengjiang.files.models import StoredFile
from pengjiang.files.ranges import serve
from pengjiang.files.services import note_download

FORMAT = {"type": "string", "enum": Format.values, "default": "xlsx"}
FORMAT_WORDS = "；".join(f"{code} {label}" for code, label in Format.choices)
SORTS = ("sort", "q")
FILTERS = {
    "title": "筛选条件，与所属列表的查询参数相同",
    "type": "object",
    "additionalProperties": {"type": ["string", "array"], "items": {"type": "string"}, "maxLength": 200},
}
BODY = {
    "type": "object",
    "properties": {
        "ledger": {"title": "台账名称，见 /exchange/ledgers/", "type": "string", "example": "penalties"},
        "format": {"title": f"格式：{FORMAT_WORDS}", **FORMAT},
        "filters": FILTERS,
        "sort": {"title": "排序，与所属列表相同", "type": "string"},
        "q": {"title": "查找文字", "type": "string", "maxLength": 100},
    },
    "required": ["ledger"],
    "additionalProperties": False,
}
JOB = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "title": {"type": "string", "description": "台账"},
        "format": FORMAT,
        "state": {"type": "string", "enum": ExportJob.State.values, "description": "；".join(f"{c}：{w}" for c, w in ExportJob.State.choices)},
        "position": {"type": "integer", "description": "已写行数"},
        "total": {"type": "integer", "description": "行数"},
        "href": {"type": "string", "description": "查看进度的地址"},
        "link": {"type": ["string", "null"], "description": f"下载地址，{exports.LINK_MINUTES} 分钟内有效，不需要登录；写完之前为空"},
        "link_until": {"type": ["string", "null"], "description": "下载地址的有效期至"},
    },
    "required": ["id", "title", "format", "state", "position", "total", "href", "link", "link_until"],
}
LEDGER = {
    "type": "object",
    "properties": {
        "ledger": {"type": "string"},
        "title": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}, "description": "列名，按次序"},
        "filters": {"type": "array", "items": {"type": "string"}, "description": "可用的筛选条件"},
        "href": {"type": "string"},
    },
    "required": ["ledger", "title", "columns", "filters", "href"],
}


def ledger_of(name: str) -> ExportSpec:
    """Raises ``Http404``."""
    spec = ledgers().get(name)
    if spec is None:
        raise Http404
    return spec


def asked_keys(spec: ExportSpec, request: Request, query: QueryDict, *, known: tuple[str, ...]) -> list[int]:
    """The rows that a query asks for, in its order. Raises ``Refused`` and ``PermissionDenied``."""
    decision = can(request.user, spec.permission)
    if not decision.ok:
        raise PermissionDenied(decision.reason)
    view = spec.listing()
    view.setup(page_request(request))
    check_query(query, {*known, *filter_names(view)}, once=known)
    rows, order = asked_rows(view, query)
    return list(spec.narrow(rows.order_by(str(order), "pk")).values_list("pk", flat=True)[: exports.MOST_ROWS + 1])


class Ledgers(ApiView):
    permission = SIGNED_IN
    room = "exchange"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "exchange_ledgers_list",
                "可以导出的台账",
                "各台账的列名和筛选条件。",
                {"type": "object", "properties": {"results": {"type": "array", "items": LEDGER}}, "required": ["results"]},
                statuses=(400, 401, 403, 429),
            )
        }

    def get(self, request: Request) -> Response:
        no_query(request)
        return Response({"results": [self._shown(spec) for spec in ledgers().values()]})

    def _shown(self, spec: ExportSpec) -> dict[str, Any]:
        view = spec.listing()
        view.setup(page_request(self.request))
        return {
            "ledger": spec.ledger,
            "title": spec.title,
            "columns": [column.header for column in spec.columns],
            "filters": filter_names(view),
            "href": f"/api/v1/exchange/ledgers/{spec.ledger}/",
        }


class OneLedger(ApiView):
    permission = SIGNED_IN
    room = "exchange"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "exchange_ledgers_read",
                "下载台账",
                "列名和次序固定，边写边传。筛选条件与所属列表相同，见 /exchange/ledgers/。行数很多的请用 /exchange/exports/。",
                {"type": "string", "format": "binary"},
                answer_type="application/octet-stream",
                parameters=[Parameter("format", FORMAT_WORDS, FORMAT), Parameter("sort", "排序", {"type": "string"}), Parameter("q", "查找文字", {"type": "string"})],
                statuses=(400, 401, 403, 404, 409, 422, 429),
            )
        }

    def get(self, request: Request, ledger: str) -> HttpResponseBase:
        spec, query = ledger_of(ledger), request.query_params
        kind = query.get("format", "xlsx")
        if kind not in Format.values:
            raise Refused(400, f"format 只能是 {'、'.join(Format.values)} 之一。")
        keys = asked_keys(spec, request, query, known=("format", *SORTS))
        if len(keys) > exports.MOST_ROWS:
            raise Refused(422, f"一次最多导出 {exports.MOST_ROWS} 条，请缩小筛选范围。")
        return streamed(spec, keys, actor=request.user, kind=kind)


class OrderExport(ApiView):
    permission = SIGNED_IN
    room = "exchange"
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "post": Operation(
                "exchange_exports_order",
                "排队导出台账",
                "由后台写成文件；按 href 查看进度，写完后 link 给出下载地址。",
                JOB,
                status=202,
                body=BODY,
                parameters=[KEY],
                statuses=(400, 401, 403, 404, 409, 413, 415, 422, 429),
            )
        }

    def post(self, request: Request) -> Response:
        no_query(request)
        return answered_once(request, lambda: self._order(request))

    def _order(self, request: Request) -> Response:
        body = checked_body(request, BODY)
        spec, query = ledger_of(body["ledger"]), QueryDict(mutable=True)
        for name, value in body.get("filters", {}).items():
            query.setlist(name, value if isinstance(value, list) else [value])
        for name in SORTS:
            if name in body:
                query[name] = body[name]
        keys = asked_keys(spec, request, query, known=SORTS)
        job = exports.order_export(spec, keys=keys, actor=request.user, kind=body.get("format", "xlsx"))
        shown = shown_job(job)
        return Response(shown, status=202, headers={"Location": shown["href"]})


class OneExport(ApiView):
    permission = SIGNED_IN
    room = "exchange"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {"get": Operation("exchange_exports_read", "导出的进度", "写完后给出下载地址；每次读取都给出新的。", JOB, statuses=(400, 401, 403, 404, 429))}

    def get(self, request: Request, pk: int) -> Response:
        no_query(request)
        job = ExportJob.objects.visible_to(request.user).filter(pk=pk).first()
        if job is None:
            raise Http404
        return Response(shown_job(job), headers={"Cache-Control": "no-store"})


class FetchExport(ApiView):
    """The file of a job for whoever has its link: no session, no token; the entry of the trail names the job's person."""

    permission = PUBLIC
    room = "exchange"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "exchange_exports_fetch",
                "下载导出的文件",
                f"地址由进度给出，{exports.LINK_MINUTES} 分钟内有效。",
                {"type": "string", "format": "binary"},
                answer_type="application/octet-stream",
                statuses=(400, 401, 403, 404, 416, 429),
            )
        }

    def get(self, request: Request, link: str) -> HttpResponseBase:
        no_query(request)
        job = exports.job_of(link)
        file = StoredFile.objects.of(job, kind=FileKind.EXPORT).first() if job is not None else None
        if file is None or not file.is_ready:
            raise Http404
        note_download(file, actor=job.actor)
        return serve(page_request(request), file, attachment=True)


def shown_job(job: ExportJob) -> dict[str, Any]:
    """A job as JSON."""
    done = job.state == ExportJob.State.DONE
    return {
        "id": job.pk,
        "title": job.declared.title,
        "format": job.format,
        "state": job.state,
        "position": job.position,
        "total": job.total,
        "href": f"/api/v1/exchange/exports/{job.pk}/",
        "link": f"/api/v1/exchange/exports/files/{exports.link_of(job)}/" if done else None,
        "link_until": minute(clock.now() + timedelta(minutes=exports.LINK_MINUTES)) if done else None,
    }


resource(
    Resource(
        "exchange/imports",
        ImportBatch,
        SIGNED_IN,
        fields=("spec", "organisation", "actor", "name", "position", "total", "error", "finished_at"),
        computed=(
            Computed("stage", "进度", {"type": "string"}, lambda row, _user: row.state),
            Computed("counts", "新增、更新、未变、退回的行数", {"type": "object"}, lambda row, _user: row.counts),
        ),
        listing=ImportHistory,
    )
)
resource(
    Resource(
        "exchange/units",
        UnitExport,
        ExchangePermission.UNIT_VIEW,
        fields=("organisation", "reason", "asked_by", "decided_as", "decided_on", "note", "position", "total", "size", "sha256", "until"),
        listing=UnitExportList,
        page=UnitExportPage,
    )
)
route("exchange/ledgers/", Ledgers)
route("exchange/ledgers/<slug:ledger>/", OneLedger)
route("exchange/exports/", OrderExport)
route("exchange/exports/<int:pk>/", OneExport)
route("exchange/exports/files/<str:link>/", FetchExport)

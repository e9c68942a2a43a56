"""Many files at once: NDJSON or a JSON array, row by row, with a report. Few are stored while the caller waits, many by a worker."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.api.acts import KEY
from pengjiang.api.base import ApiView
from pengjiang.api.bodies import checked_query, no_query
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.once import answered_once
from pengjiang.api.problems import Refused
from pengjiang.api.resources import address_of, minute
from pengjiang.api.routes import route
from pengjiang.common.piecework import PieceworkState
from pengjiang.dossiers.api.format import REF
from pengjiang.dossiers.intake import jobs
from pengjiang.dossiers.intake.splitting import CHUNK, WAYS, NotRows, Place
from pengjiang.dossiers.models import IntakeJob, IntakeLine, IntakeOutcome
from pengjiang.dossiers.permissions import DossierPermission

NDJSON = "application/x-ndjson"
MOST_BYTES = 200 * 1024 * 1024
CHECK = Parameter("check", "true 时对每件新增、更新或未变的案卷同时体检", {"type": "string", "enum": ["true", "false"], "default": "false"})
COUNTS = {
    "type": "object",
    "properties": {code: {"type": "integer", "description": f"{label}的行数"} for code, label in IntakeOutcome.choices},
    "required": IntakeOutcome.values,
}
ROW = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "description": "行号（NDJSON）或第几个（数组），从 1 起"},
        "number": {"type": "string", "description": "案号；读不出时为空"},
        "outcome": {"type": "string", "enum": IntakeOutcome.values},
        "dossier": {"type": ["string", "null"], "description": "案卷的接口地址"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}}, "required": ["pointer", "detail"]},
        },
        "check": {"type": ["object", "null"], "description": "体检结果：各类件数与不符合的规则"},
    },
    "required": ["line", "number", "outcome", "dossier", "errors", "check"],
}
REPORT = {
    "type": "object",
    "properties": {
        "state": {"type": "string", "enum": PieceworkState.values, "description": "；".join(f"{code}：{label}" for code, label in PieceworkState.choices)},
        "total": {"type": "integer", "description": "行数"},
        "position": {"type": "integer", "description": "已办行数"},
        "counts": COUNTS,
        "href": {"type": ["string", "null"], "description": "查看进度的地址；当场办完的为空"},
        "report": {"type": ["string", "null"], "description": "逐行结果的地址；当场办完的为空"},
        "finished_at": {"type": ["string", "null"]},
        "rows": {"type": "array", "items": ROW, "description": "当场办完时的逐行结果"},
    },
    "required": ["state", "total", "position", "counts", "href", "report", "finished_at", "rows"],
}


class Body:
    """A body read as it comes: into a file of our own, with the places of its rows and its digest."""

    def __init__(self, request: Request, out: BinaryIO, kind: str) -> None:
        self.stream, self.out, self.length = request._request, out, 0  # noqa: SLF001 — read as it comes; the framework would keep all of it
        self.digest = hashlib.sha256(kind.encode())
        try:
            self.places: list[Place] = list(islice(WAYS[kind](self._chunks()), jobs.MOST_ROWS + 1))
        except NotRows as error:
            raise Refused(400, str(error)) from error
        except OSError as error:
            raise Refused(400, "正文没有传完，什么也没有保存，请重新提交。") from error
        if len(self.places) > jobs.MOST_ROWS:
            raise Refused(413, f"一次最多 {jobs.MOST_ROWS} 行，请分次提交。")
        if not self.places:
            raise Refused(422, "正文里没有案卷。")

    def _chunks(self) -> Iterator[bytes]:
        while chunk := self.stream.read(CHUNK):
            self.length += len(chunk)
            if self.length > MOST_BYTES:
                raise Refused(413, f"正文超过 {MOST_BYTES // 1024 // 1024} MB，请分次提交。")
            self.out.write(chunk)
            self.digest.update(chunk)
            yield chunk


class SendDossiers(ApiView):
    permission = DossierPermission.IMPORT
    room = "dossiers"
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "post": Operation(
                "dossiers_bulk",
                "批量报送执法案卷",
                f"每行（NDJSON）或每个元素（JSON 数组）一份 dossier/1 文件。同一镇街同一案号的更新为所报内容，再报一次不变；"
                f"一行有误不影响其他行。不超过 {jobs.AT_ONCE} 行的当场办完，更多的排队办理并答 202，随后按 href 查看进度、按 report 取逐行结果。"
                "权限与台账导入相同：镇街只能报送本单位的案卷。",
                REPORT,
                body={"type": "array", "items": REF},
                parameters=[KEY, CHECK],
                also=(202,),
                statuses=(400, 401, 403, 409, 413, 415, 422, 429),
            )
        }

    def post(self, request: Request) -> Response:
        query = checked_query(request, ("check",))
        if query.get("check", "false") not in CHECK.schema["enum"]:
            raise Refused(400, "check 只能是 true 或 false。")
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        if kind not in WAYS:
            raise Refused(415, f"请以 {'或 '.join(WAYS)} 提交。")
        check = query.get("check") == "true"
        with tempfile.TemporaryFile() as content:
            body = Body(request, content, kind)
            act = self._now if len(body.places) <= jobs.AT_ONCE else self._later
            return answered_once(request, lambda: act(content, body.places, check), body=body.digest.digest())

    def _now(self, content: BinaryIO, places: list[Place], check: bool) -> Response:
        reports = jobs.store_now(content, places, actor=self.request.user, check=check)
        return Response(
            {
                "state": PieceworkState.DONE,
                "total": len(places),
                "position": len(places),
                "counts": jobs.count_of(reports),
                "href": None,
                "report": None,
                "finished_at": None,
                "rows": [shown_row(report.as_line()) for report in reports],
            }
        )

    def _later(self, content: BinaryIO, places: list[Place], check: bool) -> Response:
        job = jobs.order_intake(content, places, actor=self.request.user, check=check)
        shown = shown_job(job)
        return Response(shown, status=202, headers={"Location": shown["href"]})


class OneIntake(ApiView):
    """A job of the caller's."""

    permission = DossierPermission.IMPORT
    room = "dossiers"
    http_method_names = ("get", "head", "options")

    def job(self, pk: int) -> IntakeJob:
        found = IntakeJob.objects.visible_to(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class IntakeProgress(OneIntake):
    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {"get": Operation("dossiers_bulk_read", "批量报送：进度", "办到第几行，各种结果的行数。", REPORT, statuses=(400, 401, 403, 404, 429))}

    def get(self, request: Request, pk: int) -> Response:
        no_query(request)
        return Response(shown_job(self.job(pk)))


class IntakeReport(OneIntake):
    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "dossiers_bulk_report",
                "批量报送：逐行结果",
                "NDJSON，一行一条，按提交的次序；办理中时是已办的部分。",
                {"type": "string", "description": "每行一个 JSON 对象，成员与当场办完时的 rows 相同"},
                answer_type=NDJSON,
                parameters=[Parameter("outcome", "只要这种结果的行", {"type": "string", "enum": IntakeOutcome.values})],
                statuses=(400, 401, 403, 404, 429),
            )
        }

    def get(self, request: Request, pk: int) -> HttpResponseBase:
        query = checked_query(request, ("outcome",))
        lines = self.job(pk).lines.select_related("dossier").defer("dossier__facts", "dossier__ledger")
        if "outcome" in query:
            if query["outcome"] not in IntakeOutcome.values:
                raise Refused(400, f"outcome 只能是 {'、'.join(IntakeOutcome.values)} 之一。")
            lines = lines.filter(outcome=query["outcome"])
        return StreamingHttpResponse(_written(lines.iterator(chunk_size=500)), content_type=NDJSON)


def shown_row(line: IntakeLine) -> dict[str, Any]:
    """One row of the report."""
    return {
        "line": line.line,
        "number": line.number,
        "outcome": line.outcome,
        "dossier": address_of(line.dossier) or None,
        "errors": line.errors,
        "check": line.found,
    }


def shown_job(job: IntakeJob) -> dict[str, Any]:
    """A job as JSON."""
    href = f"/api/v1/dossiers/bulk/{job.pk}/"
    return {
        "state": job.state,
        "total": job.total,
        "position": job.position,
        "counts": job.counts,
        "href": href,
        "report": f"{href}report/",
        "finished_at": minute(job.finished_at),
        "rows": [],
    }


def _written(lines: Iterable[IntakeLine]) -> Iterator[str]:
    for line in lines:
        yield json.dumps(shown_row(line), ensure_ascii=False) + "\n"


route("dossiers/bulk/", SendDossiers)
route("dossiers/bulk/<int:pk>/", IntakeProgress)
route("dossiers/bulk/<int:pk>/report/", IntakeReport)

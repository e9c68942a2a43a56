"""``/files/uploads/``: a file in as many calls as the line needs, each going on where the last one ended."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import SIGNED_IN
from pengjiang.api import uploads
from pengjiang.api.acts import KEY
from pengjiang.api.base import ApiView
from pengjiang.api.bodies import checked_body, no_query
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.models import Upload
from pengjiang.api.once import answered_once, caller_of
from pengjiang.api.problems import Refused
from pengjiang.api.resources import minute
from pengjiang.api.routes import route

PIECE_TYPE = "application/offset+octet-stream"
BODY = {
    "type": "object",
    "properties": {
        "name": {"title": "文件名", "type": "string", "minLength": 1, "maxLength": 200, "example": "处罚决定书.pdf"},
        "size": {"title": "字节数", "type": "integer", "minimum": 1, "maximum": 2**40, "example": 183042},
        "sha256": {"title": "SHA-256，十六进制", "type": "string", "pattern": "^[0-9a-fA-F]{64}$", "example": "0123456789abcdef" * 4},
        "media_type": {"title": "内容类型", "type": "string", "maxLength": 100, "pattern": r"^[\w.+-]+/[\w.+-]+$", "example": "application/pdf"},
    },
    "required": ["name", "size", "sha256"],
    "additionalProperties": False,
}
ANSWER = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid", "description": "上传编号，办理时填在附件项目中"},
        "name": {"type": "string", "description": "文件名"},
        "size": {"type": "integer", "description": "字节数"},
        "sha256": {"type": "string"},
        "offset": {"type": "integer", "description": "已收字节数，下一次从这里继续"},
        "state": {"type": "string", "enum": Upload.State.values, "description": "；".join(f"{code}：{label}" for code, label in Upload.State.choices)},
        "expires_at": {"type": "string", "description": "此时仍未使用则清除"},
    },
    "required": ["id", "name", "size", "sha256", "offset", "state", "expires_at"],
}


def shown(upload: Upload) -> dict[str, Any]:
    """An upload as JSON."""
    return {
        "id": str(upload.uuid),
        "name": upload.name,
        "size": upload.size,
        "sha256": upload.sha256,
        "offset": upload.position,
        "state": upload.state,
        "expires_at": minute(upload.created_at + uploads.KEPT),
    }


def _answer(upload: Upload, status: int = 200, **headers: str) -> Response:
    return Response(
        shown(upload), status=status, headers={"Upload-Offset": str(upload.position), "Upload-Length": str(upload.size), **headers}
    )


class BeginUpload(ApiView):
    permission = SIGNED_IN
    room = "files"
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "post": Operation(
                "files_uploads_begin",
                "开始上传一个文件",
                "先登记名称、大小和 SHA-256，再把内容分一次或多次 PATCH 到 Location 所指的地址；断开后从 offset 继续。",
                ANSWER,
                status=201,
                body=BODY,
                parameters=[KEY],
                statuses=(400, 401, 403, 409, 413, 415, 422, 429),
            )
        }

    def post(self, request: Request) -> Response:
        no_query(request)
        return answered_once(request, lambda: self._begin(request))

    def _begin(self, request: Request) -> Response:
        body = checked_body(request, BODY)
        upload = uploads.begin(
            request, name=body["name"], size=body["size"], sha256=body["sha256"], media_type=body.get("media_type", "")
        )
        return _answer(upload, 201, Location=f"/api/v1/files/uploads/{upload.uuid}/")


class OneUpload(ApiView):
    permission = SIGNED_IN
    room = "files"
    http_method_names = ("get", "head", "patch", "delete", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "files_uploads_read",
                "上传进行到哪里",
                "Upload-Offset 头与 offset 都是已收的字节数。HEAD 只要这些头。",
                ANSWER,
                statuses=(400, 401, 403, 404, 429),
            ),
            "patch": Operation(
                "files_uploads_append",
                "续传一段内容",
                "正文是从 Upload-Offset 起的字节。位置不对时答 409，Upload-Offset 头是应在的位置；收齐后核对 SHA-256，不符则丢弃并答 422。",
                ANSWER,
                body={"type": "string", "format": "binary"},
                media_type=PIECE_TYPE,
                parameters=[Parameter("Upload-Offset", "这一段从第几个字节开始", {"type": "integer", "minimum": 0}, place="header")],
                statuses=(400, 401, 403, 404, 409, 413, 415, 422, 429),
            ),
            "delete": Operation("files_uploads_drop", "取消上传", "已收的内容随即清除。", None, status=204, statuses=(400, 401, 403, 404, 429)),
        }

    def get(self, request: Request, uuid: str) -> Response:
        no_query(request)
        return _answer(self._upload(uuid))

    def patch(self, request: Request, uuid: str) -> Response:
        no_query(request)
        upload = self._upload(uuid)
        if request.content_type.partition(";")[0].strip().lower() != PIECE_TYPE:
            raise Refused(415, f"请以 {PIECE_TYPE} 提交。")
        text = request.headers.get("Upload-Offset", "")
        if not (text.isascii() and text.isdigit() and len(text) <= 15):
            raise Refused(400, "Upload-Offset 头应写明这一段从第几个字节开始。")
        # Read as it comes: the framework would keep all of it in memory.
        upload = uploads.receive(upload, request._request, offset=int(text))  # noqa: SLF001 — DRF's documented place of Django's request
        if upload.state == Upload.State.REFUSED:
            raise Refused(422, uploads.WRONG_STATE[upload.state])
        return _answer(upload)

    def delete(self, request: Request, uuid: str) -> Response:
        no_query(request)
        uploads.drop(self._upload(uuid))
        return Response(status=204)

    def _upload(self, uuid: str) -> Upload:
        """The caller's own. Raises ``Http404``."""
        upload = Upload.objects.filter(uuid=uuid, caller=caller_of(self.request)).first()
        if upload is None or uploads.is_over(upload):
            raise Http404
        return upload


route("files/uploads/", BeginUpload)
route("files/uploads/<uuid:uuid>/", OneUpload)

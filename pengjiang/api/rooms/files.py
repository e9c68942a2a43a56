"""``/files/``: the files of an object, under the object's own policy, by the services of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import SIGNED_IN
from pengjiang.api.acts import KEY
from pengjiang.api.base import ApiView, page_request
from pengjiang.api.bodies import checked_body, no_query
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.fields import UPLOAD
from pengjiang.api.once import answered_once
from pengjiang.api.resources import minute
from pengjiang.api.routes import route
from pengjiang.api.uploads import take
from pengjiang.common.refs import ObjectRef
from pengjiang.files import services
from pengjiang.files.enums import FileKind, FileState
from pengjiang.files.models import StoredFile
from pengjiang.files.queries import file_for, target_for, volume_of
from pengjiang.files.ranges import serve
from pengjiang.files.registry import FILE_POLICIES, policy_of

STATES = [FileState.CHECKING, FileState.READY, FileState.REFUSED]
FILE = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "description": "文件名"},
        "kind": {"type": "string", "enum": FileKind.values, "description": "；".join(f"{code}：{label}" for code, label in FileKind.choices)},
        "media_type": {"type": "string", "description": "内容类型"},
        "size": {"type": "integer", "description": "字节数"},
        "sha256": {"type": "string"},
        "state": {"type": "string", "enum": [state.value for state in STATES], "description": "；".join(f"{state.value}：{state.label}" for state in STATES)},
        "refusal": {"type": ["string", "null"], "description": "未通过检查的原因"},
        "order": {"type": "integer", "description": "在卷中的次序"},
        "pages": {"type": "integer", "description": "页数"},
        "first_page": {"type": ["integer", "null"], "description": "在卷中从第几页起"},
        "turn": {"type": "integer", "enum": [0, 90, 180, 270], "description": "显示时旋转的角度"},
        "uploaded_by": {"type": ["string", "null"]},
        "uploaded_at": {"type": "string"},
        "href": {"type": "string"},
        "content": {"type": "string", "description": "下载地址"},
    },
    "required": [
        "id", "name", "kind", "media_type", "size", "sha256", "state", "refusal", "order", "pages", "first_page", "turn", "uploaded_by", "uploaded_at",
        "href", "content",
    ],
}  # fmt: skip
VOLUME = {
    "type": "object",
    "properties": {
        "target": {"type": "string", "description": "所属对象"},
        "kind": {"type": "string"},
        "pages": {"type": "integer", "description": "全卷页数"},
        "files": {"type": "array", "items": FILE},
    },
    "required": ["target", "kind", "pages", "files"],
}
ADD = {
    "type": "object",
    "properties": {"upload": {"title": "上传", **UPLOAD}, "name": {"title": "另取的文件名", "type": "string", "minLength": 1, "maxLength": 200}},
    "required": ["upload"],
    "additionalProperties": False,
}
REASON = {
    "type": "object",
    "properties": {"reason": {"title": "删除理由", "type": "string", "maxLength": 300}},
    "required": ["reason"],
    "additionalProperties": False,
}
NOTHING: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}


class FilesView(ApiView):
    """Whether something may be read or done is the policy of the file's target."""

    permission = SIGNED_IN
    room = "files"

    def target(self, text: str, kind: str) -> Model:
        """The object of a reference in the address. Raises ``Http404``."""
        try:
            ref = ObjectRef.parse(text)
        except ValueError:
            raise Http404 from None
        known = ref.kind in FILE_POLICIES and kind in FileKind.values and ref.pk < 2**63
        found = target_for(self.request.user, ref) if known else None
        if found is None:
            raise Http404
        return found

    def file(self, uuid: str) -> StoredFile:
        """Raises ``Http404``."""
        found = file_for(self.request.user, uuid)
        if found is None:
            raise Http404
        return found[0]

    def done(self, target: Model, kind: str) -> Response:
        """The volume as it is after an act."""
        return Response(shown_volume(target, kind))


class Volume(FilesView):
    http_method_names = ("get", "post", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "files_of",
                "对象的文件",
                "按卷内次序。地址中的 ref 是对象种类和编号，例如 dossiers.dossier:12；kind 是用途，案卷材料为 volume。",
                VOLUME,
                statuses=(400, 401, 403, 404, 429),
            ),
            "post": Operation(
                "files_add",
                "加入文件",
                "把已传完的上传加入对象，与网页上传相同：按内容识别类型，同样的内容不重复保存，随后由后台检查并生成页面。",
                FILE,
                status=201,
                body=ADD,
                parameters=[KEY],
                statuses=(400, 401, 403, 404, 409, 413, 415, 422, 429),
            ),
        }

    def get(self, request: Request, ref: str, kind: str) -> Response:
        no_query(request)
        return self.done(self.target(ref, kind), kind)

    def post(self, request: Request, ref: str, kind: str) -> Response:
        no_query(request)
        return answered_once(request, lambda: self._add(request, self.target(ref, kind), kind))

    def _add(self, request: Request, target: Model, kind: str) -> Response:
        body = checked_body(request, ADD)
        allowed = policy_of(target).upload(request.user, target)
        if not allowed.ok:
            raise PermissionDenied(allowed.reason)
        with take(body["upload"], request, "/upload") as upload:
            file = services.store_upload(upload, actor=request.user, target=target, kind=kind, name=body.get("name", ""))
        shown = shown_file(file)
        return Response(shown, status=201, headers={"Location": shown["href"]})


class JoinPictures(FilesView):
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        text = "卷中的图片按次序合为一个 PDF，原图随之删除。"
        statuses = (400, 401, 403, 404, 409, 413, 415, 422, 429)
        return {"post": Operation("files_join", "合并图片", text, VOLUME, body=NOTHING, parameters=[KEY], statuses=statuses)}

    def post(self, request: Request, ref: str, kind: str) -> Response:
        no_query(request)
        return answered_once(request, lambda: self._join(request, self.target(ref, kind), kind))

    def _join(self, request: Request, target: Model, kind: str) -> Response:
        checked_body(request, NOTHING)
        services.join_images(target, actor=request.user, kind=kind)
        return self.done(target, kind)


class OneFile(FilesView):
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {"get": Operation("files_read", "文件", "名称、大小、摘要、页数和检查结果。", FILE, statuses=(400, 401, 403, 404, 429))}

    def get(self, request: Request, uuid: str) -> Response:
        no_query(request)
        return Response(shown_file(self.file(uuid)))


class Content(FilesView):
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "files_content",
                "下载文件",
                "原样给出；Range 头可取其中一段。下载记入审计记录。",
                {"type": "string", "format": "binary"},
                also=(206,),
                answer_type="application/octet-stream",
                parameters=[Parameter("Range", "要取的字节范围", {"type": "string"}, place="header", example="bytes=0-1023")],
                statuses=(400, 401, 403, 404, 416, 429),
            )
        }

    def get(self, request: Request, uuid: str) -> HttpResponseBase:
        no_query(request)
        file = self.file(uuid)
        if not file.is_ready:
            raise Http404
        ranged = request.headers.get("Range", "")
        if not ranged or ranged.startswith("bytes=0-"):
            services.note_download(file, actor=request.user)
        return serve(page_request(request), file, attachment=True)


class FileAct(FilesView):
    """A small act on a file; answers with the volume as it then is."""

    http_method_names = ("post", "options")
    name: ClassVar[str]
    label: ClassVar[str]
    words: ClassVar[str]
    body: ClassVar[dict[str, Any]] = NOTHING
    act: ClassVar[Callable[..., StoredFile]]

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        statuses = (400, 401, 403, 404, 409, 413, 415, 422, 429)
        return {"post": Operation(cls.name, cls.label, cls.words, VOLUME, body=cls.body, parameters=[KEY], statuses=statuses)}

    def post(self, request: Request, uuid: str) -> Response:
        no_query(request)
        return answered_once(request, lambda: self._act(request, self.file(uuid)))

    def _act(self, request: Request, file: StoredFile) -> Response:
        body = checked_body(request, self.body)
        with transaction.atomic():
            type(self).act(file, actor=request.user, **body)
        return self.done(file.ref.fetch(), file.kind)


class RemoveFile(FileAct):
    name, label, words, body = "files_remove", "删除文件", "须写明理由；内容销毁，名称和摘要留存。", REASON
    act = staticmethod(services.remove_file)


class MoveUp(FileAct):
    name, label, words = "files_up", "上移", "与卷中前一个文件交换位置。"
    act = staticmethod(lambda file, *, actor: services.move_file(file, actor=actor, up=True))


class MoveDown(FileAct):
    name, label, words = "files_down", "下移", "与卷中后一个文件交换位置。"
    act = staticmethod(lambda file, *, actor: services.move_file(file, actor=actor, up=False))


class Turn(FileAct):
    name, label, words = "files_turn", "旋转", "显示时再顺时针旋转 90 度。"
    act = staticmethod(services.turn_file)


def shown_file(file: StoredFile, first: int = 0) -> dict[str, Any]:
    """A file as JSON; ``first`` is its first page in the volume."""
    href = f"/api/v1/files/{file.uuid}/"
    return {
        "id": str(file.uuid),
        "name": file.name,
        "kind": file.kind,
        "media_type": file.content_type,
        "size": file.size,
        "sha256": file.sha256,
        "state": file.state,
        "refusal": file.refusal or None,
        "order": file.order,
        "pages": file.pages,
        "first_page": first or None,
        "turn": file.turn,
        "uploaded_by": file.uploaded_by.name if file.uploaded_by_id else None,
        "uploaded_at": minute(file.created_at),
        "href": href,
        "content": f"{href}content/",
    }


def shown_volume(target: Model, kind: str) -> dict[str, Any]:
    """The files of a target in their order."""
    volume = volume_of(target, kind=kind)
    files = [shown_file(section.file, section.first) for section in volume.sections]
    return {"target": str(ObjectRef.of(target)), "kind": kind, "pages": volume.total_pages, "files": files}


route("files/of/<str:ref>/<slug:kind>/", Volume)
route("files/of/<str:ref>/<slug:kind>/join/", JoinPictures)
route("files/<uuid:uuid>/", OneFile)
route("files/<uuid:uuid>/content/", Content)
route("files/<uuid:uuid>/remove/", RemoveFile)
route("files/<uuid:uuid>/up/", MoveUp)
route("files/<uuid:uuid>/down/", MoveDown)
route("files/<uuid:uuid>/turn/", Turn)

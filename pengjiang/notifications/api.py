"""One's notices over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import SIGNED_IN
from pengjiang.api.acts import KEY
from pengjiang.api.base import ApiView
from pengjiang.api.bodies import checked_body, no_query
from pengjiang.api.describing import Operation
from pengjiang.api.once import answered_once
from pengjiang.api.resources import Computed, Resource, resource
from pengjiang.api.routes import route
from pengjiang.notifications.models import Notice
from pengjiang.notifications.services import mark_read
from pengjiang.web.filters import DateFilter, FlagFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.listing import ListPage


class NoticeRows(ListPage):
    """What the list of the API may be narrowed by; the page is an inbox."""

    model = Notice
    permission = SIGNED_IN
    columns = (Column("id", "编号", sort="pk"),)
    filters = (
        FlagFilter(name="read", label="阅读", yes="已读", no="未读", condition=lambda yes: Q(read_at__isnull=not yes)),
        DateFilter(name="created", label="日期", lookup="created_at__date"),
    )
    default_order = "-id"


resource(
    Resource(
        "notices",
        Notice,
        SIGNED_IN,
        fields=("title", "body", "url", "target", "light", "is_urgent", "created_at", "read_at", "withdrawn"),
        computed=(Computed("category", "类别", {"type": "string"}, lambda row, _user: row.kind),),
        listing=NoticeRows,
    )
)
COUNT = {"type": "object", "properties": {"count": {"type": "integer", "description": "标为已读的条数"}}, "required": ["count"]}
CHOSEN = {
    "type": "object",
    "properties": {
        "ids": {
            "title": "通知编号；不写则全部",
            "type": ["array", "null"],
            "maxItems": 1000,
            "items": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
        }
    },
    "additionalProperties": False,
}
STATUSES = (400, 401, 403, 409, 413, 415, 422, 429)


class ReadSeveral(ApiView):
    """Marks the chosen ones, or all."""

    permission = SIGNED_IN
    room = "notices"
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        text = "所列的通知，或者全部未读通知，标为已读。"
        return {"post": Operation("notices_read_several", "标为已读", text, COUNT, body=CHOSEN, parameters=[KEY], statuses=STATUSES)}

    def post(self, request: Request) -> Response:
        no_query(request)
        return answered_once(request, lambda: self._read(request))

    def _read(self, request: Request) -> Response:
        return Response({"count": mark_read(request.user, checked_body(request, CHOSEN).get("ids"))})


class ReadOne(ApiView):
    """Marks one."""

    permission = SIGNED_IN
    room = "notices"
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        text = "这条通知标为已读；已读的保持不变。"
        nothing: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
        return {
            "post": Operation("notices_read_one", "标为已读：一条", text, COUNT, body=nothing, parameters=[KEY], statuses=(404, *STATUSES))
        }

    def post(self, request: Request, pk: int) -> Response:
        no_query(request)
        return answered_once(request, lambda: self._read(request, pk))

    def _read(self, request: Request, pk: int) -> Response:
        checked_body(request, self.operations()["post"].body)
        if not Notice.objects.visible_to(request.user).filter(pk=pk).exists():
            raise Http404
        return Response({"count": mark_read(request.user, [pk])})


route("notices/read/", ReadSeveral)
route("notices/<int:pk>/read/", ReadOne)

"""The OpenAPI document as an answer."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import SIGNED_IN
from pengjiang.api.base import ApiView
from pengjiang.api.describing import Operation
from pengjiang.api.document import kept


class DocumentView(ApiView):
    """The OpenAPI document."""

    permission = SIGNED_IN
    room = "account"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "openapi",
                "本接口的 OpenAPI 文件",
                "OpenAPI 3.1；与程序一同发布，接口有变化时随版本更新。",
                {"type": "object"},
                statuses=(401, 403, 429),
            )
        }

    def get(self, request: Request, **kwargs: Any) -> Response:
        return Response(kept())


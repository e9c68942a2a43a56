"""Who one is to this interface."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import SIGNED_IN
from pengjiang.api.base import ApiView
from pengjiang.api.bodies import no_query
from pengjiang.api.describing import Operation
from pengjiang.api.scopes import codes

ORGANISATION = {
    "type": ["object", "null"],
    "properties": {
        "code": {"type": "string", "description": "代码，镇街的即案卷格式中的代码"},
        "name": {"type": "string", "description": "全称"},
        "short_name": {"type": "string", "description": "简称"},
        "kind": {"type": "string", "enum": ["procuratorate", "bureau", "town"], "description": "检察院、司法局、镇街"},
    },
    "required": ["code", "name", "short_name", "kind"],
}
ACCOUNT = {
    "type": "object",
    "properties": {
        "version": {"type": "string", "description": "接口版本"},
        "person": {
            "type": "object",
            "properties": {"id": {"type": "integer"}, "name": {"type": "string", "description": "姓名"}, "title": {"type": "string", "description": "职务"}},
            "required": ["id", "name", "title"],
            "description": "以谁的名义",
        },
        "organisation": {**ORGANISATION, "description": "所在单位"},
        "roles": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"code": {"type": "string"}, "label": {"type": "string", "description": "角色"}, "organisation": {"type": "string", "description": "单位代码"}},
                "required": ["code", "label", "organisation"],
            },
            "description": "今日的任职",
        },
        "client": {
            "type": ["object", "null"],
            "properties": {
                "id": {"type": "integer"},
                "name": {"type": "string", "description": "系统名称"},
                "token_hint": {"type": "string", "description": "令牌尾号"},
                "token_expires_on": {"type": "string", "format": "date", "description": "令牌有效期至（当日仍有效）"},
            },
            "required": ["id", "name", "token_hint", "token_expires_on"],
            "description": "接口客户端；浏览器会话为空",
        },
        "scopes": {"type": "array", "items": {"type": "string", "enum": codes()}, "description": "授权范围；浏览器会话不另设限，列出全部"},
    },
    "required": ["version", "person", "organisation", "roles", "client", "scopes"],
}


class Account(ApiView):
    """Person, organisation and posts, and how far the token reaches."""

    permission = SIGNED_IN
    room = "account"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "account_read", "本人与接口信息", "以谁的名义、属于哪个单位、有哪些角色；令牌的授权范围与有效期。", ACCOUNT, statuses=(400, 401, 403, 429)
            )
        }

    def get(self, request: Request) -> Response:
        no_query(request)
        user, client = request.user, request.auth
        body: dict[str, Any] = {
            "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            "person": {"id": user.pk, "name": user.name, "title": user.title},
            "organisation": _organisation(user.organisation),
            "roles": [{"code": post.role, "label": post.get_role_display(), "organisation": post.organisation.code} for post in user.current_memberships],
            "client": None,
            "scopes": codes(),
        }
        if client is not None:
            token = request.successful_authenticator.token
            body["client"] = {"id": client.pk, "name": client.name, "token_hint": token.hint, "token_expires_on": token.expires_on.isoformat()}
            body["scopes"] = client.scopes
        return Response(body)


def _organisation(organisation: Any) -> dict[str, Any] | None:
    return organisation and {"code": organisation.code, "name": organisation.name, "short_name": organisation.short_name, "kind": organisation.kind}

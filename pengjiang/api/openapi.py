"""The OpenAPI document: every view's ``operations()`` put into drf-spectacular's frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from pengjiang.api.acts import ACT_FORM, DONE
from pengjiang.api.describing import COMPONENTS, Operation, Parameter
from pengjiang.api.examples import example_of
from pengjiang.api.problems import MEDIA_TYPE, TITLES
from pengjiang.api.scopes import ROOMS

PLACES = {"query": OpenApiParameter.QUERY, "header": OpenApiParameter.HEADER, "path": OpenApiParameter.PATH}
PROBLEM = {
    "type": "object",
    "description": "出错时的应答（RFC 9457）",
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string", "description": "一句话"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "为何不成、该怎么办"},
        "instance": {"type": "string", "description": "请求号，与审计记录一致"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string", "description": "JSON Pointer（RFC 6901）"}, "detail": {"type": "string"}},
                "required": ["pointer", "detail"],
            },
            "description": "正文中逐处的错误",
        },
        "parameters": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["parameter", "detail"],
            },
            "description": "查询参数的错误",
        },
        "next_actions": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "label": {"type": "string"},
                    "href": {"type": "string"},
                    "allowed": {"type": "boolean"},
                    "reason": {"type": ["string", "null"]},
                },
                "required": ["label", "href", "allowed", "reason"],
            },
            "description": "409 时：现在可以办什么，其余为何还不能",
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
RATE_HEADERS = [
    OpenApiParameter("RateLimit-Policy", type=str, location="header", response=True, description='每分钟可调用的次数，如 "minute";q=600;w=60'),
    OpenApiParameter("RateLimit", type=str, location="header", response=True, description='本分钟余下的次数 r 与重新计数的秒数 t，如 "minute";r=599;t=42'),
    OpenApiParameter("Retry-After", type=int, location="header", response=[429], description="几秒后可以再试"),
]
SHARED = {"Problem": PROBLEM, "Done": DONE, "ActForm": ACT_FORM}
PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}


class Schema(AutoSchema):
    """Asks the view for what spectacular would otherwise guess."""

    @property
    def operation(self) -> Operation:
        return self.view.operations()[self.method.lower()]

    def get_operation_id(self) -> str:
        return self.operation.id

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:
        return self.operation.description

    def get_tags(self) -> list[str]:
        return [ROOMS[self.view.room]]

    def get_override_parameters(self) -> list[OpenApiParameter]:
        return [*(_parameter(one) for one in self.operation.parameters), *RATE_HEADERS]

    def get_request_serializer(self) -> Any:
        return None if self.operation.body is None else {self.operation.media_type: self.operation.body}

    def get_response_serializers(self) -> dict[Any, Any]:
        operation = self.operation
        shown = OpenApiResponse(self._resolved(operation.answer), description="成功")
        answer = {(status, operation.answer_type): shown for status in (operation.status, *operation.also)}
        return answer | {
            (status, MEDIA_TYPE): OpenApiResponse(PROBLEM_REF if status != 304 else None, description="没有变化" if status == 304 else TITLES[status])
            for status in operation.statuses
        }

    def _resolved(self, answer: Any) -> Any:
        """A serializer inside a raw schema becomes the reference of its component."""
        if isinstance(answer, dict):
            return {key: self._resolved(value) for key, value in answer.items()}
        if isinstance(answer, list):
            return [self._resolved(value) for value in answer]
        if isinstance(answer, type) and hasattr(answer, "Meta"):
            return self.resolve_serializer(answer, "response").ref
        return answer

    def _get_paginator(self) -> None:
        return None

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False


class TokenScheme(OpenApiAuthenticationExtension):
    """The token of a client."""

    target_class = "pengjiang.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "接口客户端的访问令牌，由系统管理员签发"}


class SessionScheme(OpenApiAuthenticationExtension):
    """The session of the pages."""

    target_class = "pengjiang.api.authentication.PageSession"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "已登录网页的会话；写入须另附 X-CSRFToken"}


def _parameter(one: Parameter) -> OpenApiParameter:
    return OpenApiParameter(
        one.name,
        type=dict(one.schema),
        location=PLACES[one.place],
        required=one.place == "path",
        description=one.description,
        explode=True if one.many else None,
        style="form" if one.many else None,
    )


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Postprocessing: what many operations share stands once, tags in the order of the rooms."""
    components = result["components"]
    components.setdefault("schemas", {}).update({**dict(COMPONENTS.items()), **SHARED})
    answers, parameters = components.setdefault("responses", {}), components.setdefault("parameters", {})
    used = set()
    for item in result["paths"].values():
        for operation in item.values():
            used.update(operation.get("tags", ()))
            for status, answer in operation["responses"].items():
                if MEDIA_TYPE in answer.get("content", {}):
                    answers[f"Problem{status}"] = answer
                    operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
            for media, body in operation.get("requestBody", {}).get("content", {}).items():
                if media == "application/json":
                    body.setdefault("example", example_of(body["schema"], lambda schema: _follow(schema, components)))
            operation["parameters"] = [_shared(one, parameters) for one in operation.get("parameters", ())]
    for schema in components["schemas"].values():
        if "properties" in schema:
            schema.setdefault("example", example_of(schema, lambda one: _follow(one, components)))
    result["tags"] = [{"name": label} for label in ROOMS.values() if label in used]
    return result


def _follow(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        kind, name = schema["$ref"].split("/")[-2:]
        schema = components[kind][name]
    return schema


def _shared(one: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
    """Headers and the frame of lists are the same everywhere."""
    if one["in"] != "header" and one["name"] not in {"limit", "cursor"}:
        return one
    key = one["name"].replace("-", "")
    if parameters.setdefault(key, one) != one:
        return one
    return {"$ref": f"#/components/parameters/{key}"}

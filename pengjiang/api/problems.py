"""Errors as application/problem+json (RFC 9457): a Chinese sentence that says what to do, and where, by JSON Pointer (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from pengjiang.common.context import current
from pengjiang.common.errors import Conflict, DomainError, FieldErrors, NotAllowed
from pengjiang.common.strictjson import BadInput, Problem, escape

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "请求有误",
    401: "须先表明身份",
    403: "不能办理此事",
    404: "没有这个对象",
    405: "此地址不支持这种方法",
    406: "只能以 JSON 应答",
    409: "目前不能这样办理",
    412: "对象已有变化",
    413: "内容过大",
    415: "不支持这种内容类型",
    416: "续传位置不对",
    422: "内容有误",
    428: "须注明依据的版本",
    429: "调用太频繁",
    500: "系统出错",
}
NOT_FOUND = "没有这个对象，或者它不在您的办理范围内。"


class Refused(Exception):
    """An answer that is no success: ``status``, ``detail`` and, field by field, ``problems``; ``more`` are further members."""

    def __init__(
        self, status: int, detail: str, *, problems: Iterable[Problem] = (), headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.problems = tuple(problems)
        self.headers = dict(headers or {})
        self.more = more

    @property
    def body(self) -> dict[str, Any]:
        return problem(self.status, self.detail, errors=[{"pointer": one.pointer, "detail": one.error} for one in self.problems], **self.more)


class Invalid(Refused):
    """422: the content of the body, place by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        super().__init__(422, "提交的内容有误，请按 errors 逐项改正后重新提交。", problems=found)


def problem(status: int, detail: str, *, errors: list[dict[str, str]] | None = None, **more: Any) -> dict[str, Any]:
    """The body of a problem; ``instance`` is the number of the request, as the trail has it."""
    body = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail, "instance": f"urn:request:{current().request_id}"}
    if errors:
        body["errors"] = errors
    return body | {name: value for name, value in more.items() if value is not None}


def refused(error: DomainError, **more: Any) -> Refused:
    """A service's refusal: 422 with its field, 409 where it is the state or another person that stands in the way."""
    if isinstance(error, FieldErrors):
        return Invalid(Problem(f"/{escape(name)}", text) for name, text in error.errors.items())
    if isinstance(error, (Conflict, NotAllowed)):
        return Refused(409, error.message, **more)
    if error.field:
        return Invalid([Problem(f"/{escape(error.field)}", error.message)])
    return Refused(422, error.message)


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's EXCEPTION_HANDLER; None for a fault of ours, which is a 500."""
    found = _refusal(error)
    if found is None:
        return None
    return Response(found.body, status=found.status, headers=found.headers, content_type=MEDIA_TYPE)


def _refusal(error: Exception) -> Refused | None:
    if isinstance(error, Refused):
        return error
    if isinstance(error, DomainError):
        return refused(error)
    if isinstance(error, BadInput):
        return Refused(400, "正文不是合法的 JSON。", problems=error.problems)
    if isinstance(error, Http404):
        return Refused(404, NOT_FOUND)
    if isinstance(error, PermissionDenied):
        return Refused(403, str(error) or "您的身份或者本案目前的状态不允许这样做。")
    if isinstance(error, exceptions.APIException):
        return _of_rest(error)
    return None


def _of_rest(error: exceptions.APIException) -> Refused:
    """What DRF itself refuses, in our words."""
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if isinstance(error, exceptions.Throttled):
        wait = int(error.wait or 60)
        return Refused(429, f"调用太频繁，{wait} 秒后可以再试。", headers={"Retry-After": str(wait)})
    if isinstance(error, (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)):
        text = "请先登录，或者在 Authorization 头中给出访问令牌。" if isinstance(error, exceptions.NotAuthenticated) else str(error.detail)
        return Refused(error.status_code, text, headers=headers)
    words = {
        405: "此地址不支持这种方法，可用的方法见 Allow 头。",
        406: "本接口只以 JSON 应答，请改 Accept 头。",
        415: "请以 application/json 提交。",
        403: "您不能办理此事：请刷新页面凭据（CSRF）后再试，或者改用访问令牌。",
    }
    return Refused(error.status_code, words.get(error.status_code, "请求有误，请检查后再试。"))


def answer(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """For what fails before a view of the API is reached."""
    return JsonResponse(problem(status, detail), status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})

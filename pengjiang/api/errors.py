"""What fails before a view is reached: a problem below ``/api/``, a page elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from pengjiang.api.problems import answer
from pengjiang.web.views import errors as pages

PREFIX = "/api/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    if request.path.startswith(PREFIX):
        return answer(request, 400, "请求不完整或格式不对，请检查后再试。")
    return pages.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    if request.path.startswith(PREFIX):
        return answer(request, 404, "没有这个接口地址，全部地址见 /api/v1/openapi.json。")
    return pages.not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    if request.path.startswith(PREFIX):
        return answer(request, 500, f"系统出错，已记录。请把请求号 {getattr(request, 'request_id', '')} 告知系统管理员。")
    return pages.server_error(request)

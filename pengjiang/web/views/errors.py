"""Pages for what went wrong: each says what happened, what to do, and the number of the request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django_htmx.http import HttpResponseClientRedirect

from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.web.services.drafts import hold_post


@dataclass(frozen=True)
class ErrorPage:
    """The words of one status."""

    status: int
    title: str
    text: str
    kind: str = "error"
    again: bool = False


BAD_REQUEST = ErrorPage(400, "请求有误", "提交的内容不完整或格式不对，请返回上一页检查后再提交。")
FORBIDDEN = ErrorPage(403, "您不能办理此事", "您的身份或者本案目前的状态不允许这样做。", kind="locked")
NOT_FOUND = ErrorPage(404, "没有这个页面", "它可能已被移走，或者不在您的办理范围内。请从菜单或搜索重新进入。", kind="search")
CONFLICT = ErrorPage(409, "情况已经变化", "别人刚刚办理过，请刷新后按最新情况办理。", again=True)
TOO_MANY = ErrorPage(429, "操作太频繁", "请稍等片刻再试。", again=True)
STALE_FORM = ErrorPage(403, "页面已过期", "为防止他人冒用，提交前须核对页面凭据，而这个页面的凭据已失效（例如在另一窗口重新登录过）。")


def show(request: HttpRequest, page: ErrorPage, *, reason: str = "", **context: Any) -> HttpResponse:
    """The page; for htmx its words in the dialog, whatever the request had aimed at."""
    user = getattr(request, "user", None)
    layout = "layout/app.html" if user is not None and user.is_authenticated else "layout/plain.html"
    context |= {"error": page, "reason": reason, "page": page, "layout": layout}
    if not getattr(request, "htmx", None):
        return render(request, "errors/error.html", context, status=page.status)
    response = render(request, "errors/_dialog.html", context, status=page.status)
    response["HX-Retarget"], response["HX-Reswap"] = "#dialog-content", "innerHTML"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return show(request, BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403; the reason is that of ``PermissionDenied``."""
    return show(request, FORBIDDEN, reason=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404. The reason is not told: that something exists may itself be a secret."""
    return show(request, NOT_FOUND)


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal of a service that no form has caught."""
    page = FORBIDDEN if isinstance(error, NotAllowed) else CONFLICT if isinstance(error, Conflict) else BAD_REQUEST
    return show(request, page, reason=error.message)


def too_many(request: HttpRequest, exception: Exception | None = None, *, retry_after_s: int = 60) -> HttpResponse:
    """429, for rate limits."""
    response = show(request, TOO_MANY, reason=f"{retry_after_s} 秒后可以再试。")
    response["Retry-After"] = str(retry_after_s)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: no context processors, for they may be what failed."""
    context = {"request_id": getattr(request, "request_id", ""), "path": request.path}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW. What one's own page sent with a stale token is kept and given back to its form to be sent again."""
    held_url = ""
    if request.POST and getattr(request, "user", None) and request.user.is_authenticated and _from_here(request):
        token = hold_post(request.POST, path=request.path)
        held_url = with_token(request.get_full_path(), token) if token else ""
    return show(request, STALE_FORM, held_url=held_url)


def session_ended(request: HttpRequest) -> HttpResponse:
    """Somebody without a session sends a form: keep it, let them sign in, give it back."""
    token = hold_post(request.POST, path=request.path) if request.POST else ""
    back = with_token(request.get_full_path(), token) if token else request.get_full_path()
    sign_in_url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(sign_in_url)
    return render(request, "errors/session_ended.html", {"sign_in_url": sign_in_url, "kept": bool(token)}, status=401)


def with_token(path: str, token: str) -> str:
    """The form's address with the held post's token."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'held': token})}"


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form came from a page of ours."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()

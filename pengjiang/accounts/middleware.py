"""What a signed-in person must do first: show the second factor, change a stale password."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from pengjiang.accounts import security, standing_in
from pengjiang.accounts.models import Delegation
from pengjiang.common.markers import PUBLIC

Handler = Callable[[HttpRequest], HttpResponse]

# Pages that the policy itself leads to, and the way out.
ALWAYS_OPEN = {"accounts:sign-in", "accounts:sign-out", "accounts:second-factor", "accounts:password"}


# Where the session keeps for whom somebody stands in.
STANDING_IN = "standing_in"


class StandingInMiddleware:
    """代办: the request is the principal's, acted by the delegate. One's own account stays one's own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> None:
        key = request.session.get(STANDING_IN)
        if key is None or not request.user.is_authenticated:
            return
        delegation = Delegation.objects.filter(pk=key, delegate=request.user.pk).select_related("principal", "delegate").first()
        acting = standing_in.stand_in(delegation) if delegation else None
        if acting is None:
            del request.session[STANDING_IN]
            return
        request.standing_in = delegation
        if request.resolver_match.namespace != "accounts":
            request.user = acting


class SessionPolicyMiddleware:
    """Asked for every view, so that no address (page, fragment or API) is reachable before the duty is done."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or _is_open(request, view_func):
            return None
        if security.must_verify(user):
            return _lead(request, "accounts:second-factor", "请先通过动态口令验证。")
        if security.is_password_stale(user):
            return _lead(request, "accounts:password", "密码须先修改。")
        return None


def _is_open(request: HttpRequest, view_func) -> bool:
    if request.resolver_match.view_name in ALWAYS_OPEN:
        return True
    return getattr(getattr(view_func, "view_class", None), "permission", None) == PUBLIC


def _lead(request: HttpRequest, name: str, why: str) -> HttpResponse:
    """Pages are led there, fragments tell htmx to go, an API caller is told."""
    address = reverse(name)
    if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
        body = {"type": "about:blank", "title": "不能办理此事", "status": 403, "detail": why}
        return JsonResponse(body, status=403, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False})
    if request.method == "GET" and not request.htmx:
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)

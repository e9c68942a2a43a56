"""Names each request, so that a trail entry, a log line and what a user reads out on the telephone are the same call."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pengjiang.common.context import CallContext, calling
from pengjiang.common.errors import DomainError

Handler = Callable[[HttpRequest], HttpResponse]


class RequestContextMiddleware:
    """Runs the request inside its ``CallContext`` and turns a refusal that no form has caught into its page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        context = CallContext(ip=client_address(request), user_agent=request.headers.get("User-Agent", "")[:300])
        request.request_id = context.request_id
        with calling(context):
            response = self.get_response(request)
        response["X-Request-Id"] = context.request_id
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A ``DomainError`` outside of a form: 409 with its sentence, 403 for ``NotAllowed``."""
        if not isinstance(exception, DomainError):
            return None
        from pengjiang.web.views.errors import refused  # noqa: PLC0415 — views need the loaded apps

        return refused(request, exception)


def client_address(request: HttpRequest) -> str:
    """The caller's address. ``X-Forwarded-For`` counts only when the peer is a proxy of ours (``TRUSTED_PROXIES``), and then its last entry."""
    peer = request.META.get("REMOTE_ADDR", "")
    if peer in getattr(settings, "TRUSTED_PROXIES", ()):
        return request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() or peer
    return peer

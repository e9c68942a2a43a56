"""The frame of every view of the API: who may, in which room, and the trail."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pengjiang.access import PUBLIC, SIGNED_IN, Permission, can
from pengjiang.access.declare import Marker
from pengjiang.api.describing import Operation
from pengjiang.api.limiting import count_call, headers_of
from pengjiang.api.problems import Refused
from pengjiang.api.scopes import scope_of
from pengjiang.common.rates import Use
from pengjiang.events.services import emit

READS = ("GET", "HEAD", "OPTIONS")


class ApiView(APIView):
    """``permission`` as on a page; ``room`` is the first part of the address, which scopes speak of.

    ``operations()`` describes each method for the OpenAPI document; a method that it leaves out does not exist.
    """

    permission: ClassVar[Permission | Marker | None] = None
    room: ClassVar[str] = ""
    http_method_names = ("get", "post", "put", "patch", "delete", "head", "options")
    # This call as the minute counts it; None where it was turned away before.
    use: Use | None = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        if cls.permission is None or not cls.room:
            raise ImproperlyConfigured(f"{cls.__module__}.{cls.__qualname__} declares no permission or no room.")
        return super().as_view(**initkwargs)

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        """By method, in small letters."""
        raise NotImplementedError

    def permission_for(self, method: str) -> Any:
        """For addresses where reading and writing ask for different ones."""
        return self.permission

    def get_permissions(self) -> list[Any]:
        return [] if self.permission == PUBLIC else super().get_permissions()

    def perform_authentication(self, request: Request) -> None:
        """Who calls is known and counted before anything else is asked."""
        super().perform_authentication(request)
        self.use = count_call(request)
        if self.use.is_over:
            raise Throttled(wait=self.use.resets_in)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        wanted = scope_of(self.room, writes=request.method not in READS)
        if request.auth is not None and wanted not in request.auth.scopes:
            raise Refused(403, f"该接口客户端未获授权“{wanted}”，请由系统管理员增加授权范围。")
        permission = self.permission_for(request.method)
        if permission not in (PUBLIC, SIGNED_IN):
            decision = can(request.user, permission)
            if not decision.ok:
                raise PermissionDenied(decision.reason)

    def finalize_response(self, request: Any, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.setdefault("Cache-Control", "private, no-cache")
        for name, value in headers_of(self.use).items() if self.use is not None else ():
            response[name] = value
        self._tell(request, response.status_code)
        return response

    def raise_uncaught_exception(self, exc: Exception) -> NoReturn:
        """A fault of ours is a call as well; its answer is made further out."""
        self._tell(self.request, 500)
        super().raise_uncaught_exception(exc)

    def _tell(self, request: Request, status: int) -> None:
        """Into the trail, outside of any transaction of the act: a call that undid all it had begun is told like any other.

        A token that opens nothing is told where it is refused; calls of nobody known are only counted.
        """
        if not request.user.is_authenticated or request.method == "OPTIONS":
            return
        caller = f"接口客户端{request.auth}" if request.auth is not None else "浏览器会话"
        data = {"method": request.method, "path": request.path, "status": status, "caller": caller}
        emit("api.called", actor=request.user, related=[request.auth], data=data, ok=status < 400)


def page_request(request: Request) -> HttpRequest:
    """Django's own request, as the pages know it, with who is signed in here."""
    inner = request._request  # noqa: SLF001 — DRF's documented place of it
    inner.user = request.user
    return inner

"""The frame of these views: signed in, target within what exists for the person, refusal as a page or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.views import View

from pengjiang.access import SIGNED_IN, Decision
from pengjiang.access.declare import Marker
from pengjiang.common.refs import ObjectRef
from pengjiang.files.models import StoredFile
from pengjiang.files.queries import file_for, target_for
from pengjiang.files.registry import FILE_POLICIES, policy_of


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb, as the layout reads it."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Frame:
    """Title and breadcrumb, as the layout reads them."""

    title: str
    breadcrumb: Sequence[Crumb] = ()
    note: str = ""


class FileView(View):
    """The permission is the policy of the file's target: nothing here is served without it."""

    permission: ClassVar[Marker] = SIGNED_IN

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if wants_json(request):
                return JsonResponse({"error": "登录已过期，请重新登录后再上传。"}, status=401)
            return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?next={request.get_full_path()}")
        return super().dispatch(request, *args, **kwargs)

    def target(self, text: str) -> Model:
        """The object of a reference in the address. Raises ``Http404``."""
        try:
            ref = ObjectRef.parse(text)
        except ValueError:
            raise Http404 from None
        found = target_for(self.request.user, ref) if ref.kind in FILE_POLICIES else None
        if found is None:
            raise Http404
        return found

    def file(self, uuid: str) -> tuple[StoredFile, Model]:
        """A file and its target. Raises ``Http404``."""
        found = file_for(self.request.user, uuid)
        if found is None:
            raise Http404
        return found

    def allow(self, decision: Decision) -> None:
        """Raises ``PermissionDenied`` with the reason."""
        if not decision.ok:
            raise PermissionDenied(decision.reason)

    def frame(self, title: str, target: Model) -> Frame:
        """Breadcrumb: the target, then this page."""
        return Frame(title, (Crumb(str(target), home_of(target)), Crumb(title)))


def home_of(target: Model) -> str:
    """Where the target's files are shown."""
    policy = policy_of(target)
    return policy.url(target) if policy.url else target.get_absolute_url()


def wants_json(request: HttpRequest) -> bool:
    """The script asks for JSON; a plain form does not."""
    return "application/json" in request.headers.get("Accept", "")


def back_to(target: Model) -> HttpResponse:
    """After a plain form."""
    return HttpResponseRedirect(home_of(target), status=303)

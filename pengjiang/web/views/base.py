"""The frame of every view: who may, title, breadcrumb; pages, pages of an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from pengjiang.access import PUBLIC, SIGNED_IN, Decision, Permission, can
from pengjiang.access.declare import Marker
from pengjiang.web import slots
from pengjiang.web.components.story import Action
from pengjiang.web.context import PageFrame
from pengjiang.web.views.errors import session_ended


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb."""

    label: str
    href: str = ""


class GuardedView(View):
    """A view that says who may. ``permission`` is a ``Permission``, ``SIGNED_IN`` or ``PUBLIC``; there is no default."""

    permission: ClassVar[Permission | Marker | None] = None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        if cls.permission is None:
            raise ImproperlyConfigured(f"{cls.__module__}.{cls.__qualname__} declares no permission.")
        return super().as_view(**initkwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.permission != PUBLIC and not request.user.is_authenticated:
            return self.ask_to_sign_in()
        decision = self.decide()
        if not decision.ok:
            raise PermissionDenied(decision.reason)
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self) -> Model | None:
        """The object the permission is about; object views give theirs."""
        return None

    def decide(self) -> Decision:
        """May this person, with this object."""
        if self.permission in (PUBLIC, SIGNED_IN):
            # Object views look even then: what is not visible is a 404.
            self.get_subject()
            return Decision.yes()
        return can(self.request.user, self.permission, self.get_subject())

    def ask_to_sign_in(self) -> HttpResponse:
        """To the sign-in page and back; what was typed is kept."""
        if self.request.method == "POST":
            return session_ended(self.request)
        address = f"{resolve_url(settings.LOGIN_URL)}?next={self.request.get_full_path()}"
        if getattr(self.request, "htmx", None):
            return HttpResponseClientRedirect(address)
        return HttpResponse(status=302, headers={"Location": address})


class PageView(GuardedView):
    """A page: ``template_name`` (extends ``layout/app.html``), ``title``, ``parents`` of the breadcrumb, ``get_context``."""

    template_name: ClassVar[str] = ""
    title: str = ""
    note: str = ""
    menu_key: ClassVar[str] = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render()

    def get_title(self) -> str:
        """For titles that depend on the object."""
        return self.title

    def get_parents(self) -> Sequence[Crumb]:
        """Steps of the breadcrumb between the menu entry and this page."""
        return ()

    def get_context(self) -> dict[str, Any]:
        """What the template needs; extend, do not replace."""
        return {}

    @cached_property
    def page(self) -> PageInfo:
        """Title and breadcrumb for the layout."""
        return PageInfo(self)

    def render(self, *, template: str = "", status: int = 200, **context: Any) -> HttpResponse:
        """The page, or with ``template="…html#part"`` a part of it."""
        if self.menu_key:
            self.request.menu_key = self.menu_key
        return render(
            self.request, template or self.template_name, {"page": self.page, "view": self, **self.get_context(), **context}, status=status
        )

    @property
    def htmx_target(self) -> str:
        """Id of the element htmx will swap; empty without htmx."""
        htmx = getattr(self.request, "htmx", None)
        return (htmx.target or "") if htmx else ""


class PageInfo:
    """Title, note and breadcrumb, worked out when the layout asks."""

    def __init__(self, view: PageView) -> None:
        self._view = view

    @cached_property
    def title(self) -> str:
        return self._view.get_title()

    @property
    def note(self) -> str:
        return self._view.note

    @cached_property
    def breadcrumb(self) -> list[Crumb]:
        """Group and entry of the menu, the view's own parents, the title."""
        steps = list(self._view.get_parents())
        current = PageFrame.of(self._view.request).current
        if current is not None:
            is_here = current.href == self._view.request.path
            own = [] if is_here else [Crumb(current.item.label, current.href)]
            steps = [Crumb(current.item.group), *own, *steps]
        return [*steps, Crumb(self.title)]


class ObjectView(PageView):
    """A page about one object: fetched within ``visible_to``, so that what a person may not see does not exist for them."""

    model: ClassVar[type[Model]]
    lookup: ClassVar[str] = "pk"

    def get_queryset(self) -> QuerySet:
        """Rows it may be; add ``select_related`` here."""
        return self.model._default_manager.visible_to(self.request.user)

    @cached_property
    def object(self) -> Any:
        """The object. Raises ``Http404``."""
        found = self.get_queryset().filter(**{self.lookup: self.kwargs[self.lookup]}).first()
        if found is None:
            raise Http404
        return found

    def get_subject(self) -> Model:
        return self.object

    def get_title(self) -> str:
        return self.title or str(self.object)

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "object": self.object}


class DetailPage(ObjectView):
    """The page of an object: with the acts of its own app (``get_actions``) and what other apps add to it."""

    def get_actions(self) -> Sequence[Action]:
        """Acts of the object's own app; see ``pengjiang.web.actions``."""
        return ()

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        panels = slots.panels_on(user, self.object)
        return {
            **super().get_context(),
            "actions": [*self.get_actions(), *slots.actions_on(user, self.object)],
            "panels": [panel for panel in panels if not panel.aside],
            "aside_panels": [panel for panel in panels if panel.aside],
        }

"""What the layout needs on every page. All of it is lazy: a fragment that shows no menu asks for none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pengjiang.common import context as call
from pengjiang.web import menu, slots

SITE_NAME = "检镇协同办案平台"
NOTICE = "本系统为非涉密系统，严禁处理、传输国家秘密"


class PageFrame:
    """Menu, bell, search box, person, banner of one request."""

    site_name = SITE_NAME
    notice = NOTICE

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        # Kept here, for a 404 page is drawn before the authentication middleware has run.
        self._user = getattr(request, "user", None)

    @classmethod
    def of(cls, request: HttpRequest) -> PageFrame:
        """One per request, for view and layout ask for the same menu."""
        if not hasattr(request, "page_frame"):
            request.page_frame = cls(request)
        return request.page_frame

    @property
    def is_demo(self) -> bool:
        return settings.DEMO

    @cached_property
    def sign_ins(self) -> Any:
        """What a demonstration offers on the sign-in page; nothing elsewhere."""
        return slots.sign_ins.filler() if self.is_demo and slots.sign_ins.is_filled else None

    @property
    def request_id(self) -> str:
        return call.current().request_id or getattr(self._request, "request_id", "")

    @cached_property
    def is_signed_in(self) -> bool:
        return bool(self._user and self._user.is_authenticated)

    @property
    def standing_in(self) -> Any:
        """The delegation under which somebody acts for another."""
        return getattr(self._request, "standing_in", None)

    @cached_property
    def unit(self) -> str:
        """Full name of the organisation one acts for."""
        organisation = self._user.organisation if self.is_signed_in else None
        return organisation.name if organisation else ""

    @cached_property
    def menu(self) -> list[menu.Group]:
        if not self.is_signed_in:
            return []
        current = getattr(self._request, "menu_key", "")
        return menu.menu_for(self._user, path=self._request.path, current=current, counts=slots.counts_for(self._user))

    @cached_property
    def current(self) -> menu.Link | None:
        return next((link for group in self.menu for link in group.links if link.is_current), None)

    @cached_property
    def phone(self) -> list[menu.Link]:
        return menu.phone_links(self.menu)

    @cached_property
    def bell(self) -> slots.Bell | None:
        return slots.bell.filler(self._user) if self.is_signed_in and slots.bell.is_filled else None

    @cached_property
    def search(self) -> slots.SearchBox | None:
        return slots.search.filler(self._user) if self.is_signed_in and slots.search.is_filled else None

    @property
    def initial(self) -> str:
        """The surname, for the round mark."""
        return self._user.name[:1] if self.is_signed_in and self._user.name else "？"


def page_frame(request: HttpRequest) -> Mapping[str, Any]:
    """Context processor: ``frame``."""
    return {"frame": PageFrame.of(request)}

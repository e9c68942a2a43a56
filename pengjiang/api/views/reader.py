"""数据接口说明: the document for people, a page a room; nothing is fetched from elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from pengjiang.access import SIGNED_IN
from pengjiang.api.document import kept
from pengjiang.api.reading import rooms
from pengjiang.api.scopes import ROOMS
from pengjiang.web.components.frames import Tab
from pengjiang.web.views.base import Crumb, PageView


class ReaderStart(PageView):
    """How one calls, and the rooms."""

    permission = SIGNED_IN
    title = "数据接口说明"
    template_name = "api/reader/start.html"
    menu_key = "api-reader"

    def get_context(self) -> dict[str, Any]:
        counted = [(ROOMS[room], reverse("api-reader:room", args=[room]), room, len(operations)) for room, operations in rooms().items()]
        return {**super().get_context(), "rooms": counted, "version": kept()["info"]["version"]}


class ReaderRoom(PageView):
    """The operations of a room."""

    permission = SIGNED_IN
    template_name = "api/reader/room.html"
    menu_key = "api-reader"

    @property
    def room(self) -> str:
        """Raises ``Http404``."""
        if self.kwargs["room"] not in rooms():
            raise Http404
        return self.kwargs["room"]

    def get_title(self) -> str:
        return ROOMS[self.room]

    def get_parents(self) -> list[Crumb]:
        return []

    def get_context(self) -> dict[str, Any]:
        tabs = [Tab(ROOMS[room], reverse("api-reader:room", args=[room]), current=room == self.room) for room in rooms()]
        return {**super().get_context(), "operations": rooms()[self.room], "tabs": tabs}

"""数据接口说明: the document for people, a page a room; nothing is fetched from elsewhere."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from pengjiang.access import SIGNED_IN
from pengjiang.api.document import kept
from pengjiang.api.reading import Described, rooms
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
    """The operations of a room, a line each."""

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

    def get_context(self) -> dict[str, Any]:
        tabs = [Tab(ROOMS[room], reverse("api-reader:room", args=[room]), current=room == self.room) for room in rooms()]
        return {**super().get_context(), "room": self.room, "operations": rooms()[self.room], "tabs": tabs}


class ReaderOperation(PageView):
    """One operation: what goes in, what comes out, and a line to try it with."""

    permission = SIGNED_IN
    template_name = "api/reader/operation.html"
    menu_key = "api-reader"

    @cached_property
    def operation(self) -> Described:
        """Raises ``Http404``."""
        found = next((one for one in rooms().get(self.kwargs["room"], ()) if one.id == self.kwargs["operation"]), None)
        if found is None:
            raise Http404
        return found

    def get_title(self) -> str:
        return self.operation.summary

    def get_parents(self) -> list[Crumb]:
        return [Crumb(ROOMS[self.kwargs["room"]], reverse("api-reader:room", args=[self.kwargs["room"]]))]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "one": self.operation}

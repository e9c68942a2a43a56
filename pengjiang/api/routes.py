"""The addresses below ``/api/v1/``: those of the pages, so that whoever knows one knows the other.

Every form page of the rooms is an act here; every declared resource a list and an object. What a page does by other means than a form
(marks of a reviewer, files) is declared in its app's ``api.py`` with ``route``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, path

from pengjiang.api.acts import ActView
from pengjiang.api.base import ApiView
from pengjiang.api.describing import Operation
from pengjiang.api.lists import KeyFilter, ResourceDetail, ResourceList
from pengjiang.api.resources import RESOURCES, Resource
from pengjiang.api.scopes import ROOMS
from pengjiang.common.registry import Registry, load_declarations
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import FormPage
from pengjiang.web.views.listing import ListPage

ROUTES: Registry[type[ApiView]] = Registry("API routes")
# Form pages that are no act of the API, each with why.
LEFT_OUT: Registry[str] = Registry("pages without an operation")


def route(address: str, view: type[ApiView]) -> type[ApiView]:
    """An address of its own, from an app's ``api.py``: ``reviews/tasks/<int:pk>/items/<slug:code>/``."""
    return ROUTES.register(address, view)


def act(address: str, name: str, page: type[FormPage]) -> None:
    """An act for which there is no form page: ``page`` is written for the API alone, ``name`` as a page's would be."""
    route(address, make_act(page, name, ActView))


def leave_out(name: str, why: str) -> None:
    """This page (``dossiers:edit``) has no operation; ``why`` names the one that does its work."""
    LEFT_OUT.register(name, why)


class Collection(ResourceList, ActView):
    """A list that things can be added to: ``GET`` lists, ``POST`` makes."""

    http_method_names = ("get", "post", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {**ResourceList.operations.__func__(cls), "post": ActView.operations.__func__(cls)["post"]}

    def permission_for(self, method: str) -> Any:
        return self.page.permission if method == "POST" else self.permission


class FormOnly(ActView):
    """The fields of something new; it is made by a POST to the list."""

    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {"get": super().operations()["get"]}


def patterns(pages: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """All addresses of the API for these pages."""
    load_declarations("api")
    creating: dict[str, type[FormPage]] = {}
    acts: list[URLPattern] = []
    collections = {f"{one.path}/" for one in RESOURCES}
    for address, name, view in forms_of(pages):
        if name in LEFT_OUT:
            continue
        base = address.removesuffix("new/")
        if base != address and base in collections:
            creating[base] = (view, name)
            acts.append(_path(address, make_act(view, name, FormOnly)))
        else:
            acts.append(_path(address, make_act(view, name, ActView)))
    lists = [_path(f"{one.path}/", _list(one, creating.get(f"{one.path}/"))) for one in RESOURCES if f"{one.path}/" not in ROUTES]
    details = [_path(f"{one.path}/<int:pk>/", _detail(one)) for one in RESOURCES]
    own = [_path(address, view) for address, view in ROUTES.items()]
    return [*own, *lists, *acts, *details]


def forms_of(pages: Iterable[URLPattern | URLResolver], before: str = "", space: str = "") -> Iterator[tuple[str, str, type[FormPage]]]:
    """(address, full name, view) of each form page of the rooms."""
    for pattern in pages:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from forms_of(pattern.url_patterns, address, f"{pattern.namespace}:" if pattern.namespace else space)
            continue
        view = getattr(pattern.callback, "view_class", None)
        if view is not None and issubclass(view, FormPage) and address.partition("/")[0] in ROOMS:
            yield address, f"{space}{pattern.name}", view


def name_of(text: str) -> str:
    """As a name of the URLconf and of the document: letters, figures and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"<\w+:(\w+)>", r"\1", text.lower())).strip("_")


def _path(address: str, view: type[ApiView]) -> URLPattern:
    return path(address, view.as_view(), name=name_of(address))


def make_act(page: type[FormPage], name: str, base: type[ActView]) -> type[ActView]:
    members = {"page": page, "name": name_of(name), "permission": page.permission, "room": name.partition(":")[0], "__module__": page.__module__}
    return type(f"{page.__name__}Act", (base,), members)


def _list(declared: Resource, creating: tuple[type[FormPage], str] | None) -> type[ResourceList]:
    listing = declared.listing or _plain_list(declared)
    members: dict[str, Any] = {"resource": declared, "listing": listing, "permission": declared.permission, "room": declared.room}
    members["__module__"] = declared.model.__module__
    if creating is None:
        return type(f"{declared.model.__name__}List", (ResourceList,), members)
    page, name = creating
    return type(f"{declared.model.__name__}Collection", (Collection,), {**members, "page": page, "name": name_of(name)})


def _detail(declared: Resource) -> type[ResourceDetail]:
    members = {"resource": declared, "permission": declared.permission, "room": declared.room, "__module__": declared.model.__module__}
    return type(f"{declared.model.__name__}Detail", (ResourceDetail,), members)


def _plain_list(declared: Resource) -> type[ListPage]:
    """For what has no list page: newest first, by the objects it belongs to."""
    filters = tuple(KeyFilter(name=name, label=str(declared.model._meta.get_field(name).verbose_name)) for name in declared.by)
    members = {
        "model": declared.model,
        "permission": declared.permission,
        "columns": (Column("id", "编号", sort="pk"),),
        "filters": filters,
        "default_order": "-id",
        "__module__": declared.model.__module__,
    }
    return type(f"{declared.model.__name__}Rows", (ListPage,), members)

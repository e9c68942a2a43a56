"""Every address says who may open it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from pengjiang.access.declare import Marker, Permission
from tests.meta.tree import CODE


def views() -> Iterator[tuple[str, object]]:
    """Each pattern of the URLconf with the class (or function) behind it."""
    yield from _walk(get_resolver().url_patterns, "/")


def test_there_are_addresses():
    assert len(list(views())) > 0


def test_every_view_is_ours():
    """A view of another package would ask for no permission of ours."""
    foreign = [f"{address}：{view.__module__}.{view.__qualname__}" for address, view in views() if view.__module__.split(".")[0] not in CODE]

    assert foreign == [], "\n".join(foreign)


def test_every_view_declares_its_permission():
    silent = [
        f"{address}：{view.__module__}.{view.__qualname__}"
        for address, view in views()
        if not isinstance(getattr(view, "permission", None), (Permission, Marker))
    ]

    assert silent == [], "\n".join(silent)


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address)
        else:
            callback = pattern.callback
            yield address, getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback

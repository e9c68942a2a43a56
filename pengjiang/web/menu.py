"""The side menu: apps declare their entries in ``menu.py``; what a role may not see is absent, not greyed.

menu.add(MenuItem("recommendations", "检察建议", "cases:recommendations", group="监督办案", icon="document",
                  permission=CasePermission.SEE_RECOMMENDATIONS, order=30, phone=True))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from pengjiang.access import PUBLIC, SIGNED_IN, Permission, permissions_of
from pengjiang.access.declare import Marker
from pengjiang.common.registry import Registry
from pengjiang.web.components.library import one_of
from pengjiang.web.slots import MenuCount

# The order of the groups is the order of the menu.
GROUPS = ("工作台", "监督办案", "案卷与评查", "争议化解", "联络室", "统计与依据", "系统管理")
MOST_ON_PHONE = 4


@dataclass(frozen=True)
class MenuItem:
    """An entry. ``permission`` may be several: one of them suffices. ``phone`` puts it into the bottom bar (first four)."""

    key: str
    label: str
    url_name: str
    group: str
    icon: str
    permission: Permission | Marker | Sequence[Permission] = SIGNED_IN
    order: int = 50
    phone: bool = False
    phone_label: str = ""
    visible: Callable[[Any], bool] | None = None

    def __post_init__(self) -> None:
        one_of("MenuItem", "group", self.group, GROUPS)

    def is_for(self, user: Any, permissions: frozenset[Permission]) -> bool:
        """Whether it exists for a person."""
        if self.visible is not None and not self.visible(user):
            return False
        if self.permission in (PUBLIC, SIGNED_IN):
            return True
        wanted = [self.permission] if isinstance(self.permission, Permission) else self.permission
        return any(permission in permissions for permission in wanted)


@dataclass(frozen=True)
class Link:
    """An entry as a person sees it on one page."""

    item: MenuItem
    href: str
    is_current: bool
    count: MenuCount | None


@dataclass(frozen=True)
class Group:
    """A captioned part of the menu."""

    title: str
    links: Sequence[Link]


entries: Registry[MenuItem] = Registry("menu")


def add(*items: MenuItem) -> None:
    """Register entries."""
    for item in items:
        entries.register(item.key, item)


def menu_for(user: Any, *, path: str, current: str = "", counts: Mapping[str, MenuCount] | None = None) -> list[Group]:
    """Groups and links of a person; the entry whose address is the longest beginning of ``path`` is current."""
    visible = _reachable(user)
    current = current or _longest_match({item.key: href for item, href in visible}, path)
    counts = counts or {}
    groups = []
    for title in GROUPS:
        links = [Link(item, href, item.key == current, counts.get(item.key)) for item, href in visible if item.group == title]
        if links:
            groups.append(Group(title, links))
    return groups


def phone_links(groups: Sequence[Group]) -> list[Link]:
    """The entries of the phone's bottom bar."""
    return [link for group in groups for link in group.links if link.item.phone][:MOST_ON_PHONE]


def _reachable(user: Any) -> list[tuple[MenuItem, str]]:
    permissions = permissions_of(user)
    found = []
    for item in sorted(entries, key=lambda item: (GROUPS.index(item.group), item.order)):
        if item.is_for(user, permissions):
            href = _address(item)
            if href:
                found.append((item, href))
    return found


def _address(item: MenuItem) -> str:
    """An entry whose page is not installed is left out."""
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""


def _longest_match(addresses: Mapping[str, str], path: str) -> str:
    matches = [(len(href), key) for key, href in addresses.items() if path == href or (href != "/" and path.startswith(href))]
    return max(matches)[1] if matches else ""

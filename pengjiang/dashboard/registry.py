"""What the home page is made of: to-dos, tiles, news and quick entries, declared in the apps' ``dashboard.py``.

@todo("cases.replies")
def replies(user): return [Todo("棠下镇已书面回复，请审查采纳情况", number=…, why=…, url=…, action="审查回复")]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pengjiang.access.declare import Permission
from pengjiang.common.registry import Registry


class Desk(StrEnum):
    """Which tab a thing lies on."""

    TODO = "todo"  # 待办: waits for me
    WATCH = "watch"  # 督办: waits for others, and I answer for it


@dataclass(frozen=True)
class Todo:
    """A thing to do: what, why, under which article, until when, and the one button that helps.

    ``because`` says why it lies on this person's desk (see ``reasons``), ``day_from`` what set the day where no ``deadline`` did.
    ``deadline`` is the key of the ``Deadline`` it stands for: the generic entry of that deadline is then left out. ``immediate``
    is for what the law wants done 立即, without a day.
    """

    title: str
    url: str
    action: str = ""
    number: str = ""
    why: str = ""
    citation: str = ""
    due: date | None = None
    light: str = ""
    group: Desk = Desk.TODO
    deadline: int | None = None
    immediate: bool = False
    provisional: bool = False
    menu_key: str = ""
    day_from: str = ""
    because: str = field(kw_only=True)


@dataclass(frozen=True)
class Tile:
    """A figure of the summary row."""

    label: str
    value: int | str
    unit: str = ""
    note: str = ""
    href: str = ""
    icon: str = "case"
    kind: str = ""


@dataclass(frozen=True)
class NewsItem:
    """Something that happened since yesterday."""

    text: str
    at: datetime
    href: str = ""
    icon: str = "info"
    kind: str = ""


@dataclass(frozen=True)
class QuickEntry:
    """A quick entry; ``primary`` ones also stand as buttons beside the greeting."""

    label: str
    url_name: str
    icon: str
    permission: Permission | None = None
    primary: bool = False


TodoProvider = Callable[[Any], Iterable[Todo]]
TODOS: Registry[TodoProvider] = Registry("to-dos")
TILES: Registry[Callable[[Any], Iterable[Tile]]] = Registry("tiles")
NEWS: Registry[Callable[[Any, datetime], Iterable[NewsItem]]] = Registry("news")
QUICK: Registry[QuickEntry] = Registry("quick entries")


def todo(name: str) -> Callable[[TodoProvider], TodoProvider]:
    """Register ``fn(user) -> to-dos``; it must cost the same number of queries for one row and for many."""
    return lambda function: TODOS.register(name, function)


def tile(name: str) -> Callable[[Callable[[Any], Iterable[Tile]]], Callable[[Any], Iterable[Tile]]]:
    """Register ``fn(user) -> tiles``; an empty list for those whom it does not concern."""
    return lambda function: TILES.register(name, function)


def news(name: str) -> Callable[[Callable[[Any, datetime], Iterable[NewsItem]]], Callable[[Any, datetime], Iterable[NewsItem]]]:
    """Register ``fn(user, since) -> news``."""
    return lambda function: NEWS.register(name, function)


def quick(name: str, entry: QuickEntry) -> QuickEntry:
    """Register a quick entry."""
    return QUICK.register(name, entry)

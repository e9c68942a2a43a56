"""What can be searched: declared in the apps' ``search.py``.

searchable(
    "cases.recommendation",
    label="检察建议",
    title=lambda r: r.subject, number=lambda r: r.number, body=lambda r: r.text,
    scope=lambda r: Scope.of(r.town, r.case.organisation),
)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pengjiang.common.registry import Registry

EVERYONE = "everyone"


@dataclass(frozen=True)
class Scope:
    """Who may find an object: members of organisations, whole sides (OrganisationKind values), single people."""

    org_ids: tuple[int, ...] = ()
    sides: tuple[str, ...] = ()
    person_ids: tuple[int, ...] = ()

    @classmethod
    def of(cls, *organisations: Any, sides: tuple[str, ...] = (), people: tuple[Any, ...] = ()) -> Scope:
        """From organisations and people; None among them is passed over."""
        return cls(
            tuple(sorted({organisation.pk for organisation in organisations if organisation is not None})),
            tuple(sides),
            tuple(sorted({person.pk for person in people if person is not None})),
        )


    @classmethod
    def everyone(cls) -> Scope:
        """Whoever is signed in, the three administrators too: for law, not for matters."""
        return cls(sides=(EVERYONE,))


@dataclass(frozen=True)
class Searchable:
    """How an object becomes a row. ``rows`` narrows and prefetches what the rebuild walks over."""

    kind: str
    label: str
    title: Callable[[Any], str]
    scope: Callable[[Any], Scope]
    number: Callable[[Any], str]
    body: Callable[[Any], str]
    url: Callable[[Any], str]
    rows: Callable[[QuerySet], QuerySet]


SEARCHABLES: Registry[Searchable] = Registry("searchables")


def searchable(
    kind: str,
    *,
    label: str,
    title: Callable[[Any], str],
    scope: Callable[[Any], Scope],
    number: Callable[[Any], str] = lambda _: "",
    body: Callable[[Any], str] = lambda _: "",
    url: Callable[[Any], str] = lambda obj: obj.get_absolute_url(),
    rows: Callable[[QuerySet], QuerySet] = lambda rows: rows,
) -> Searchable:
    """Register a model (label in lower case)."""
    return SEARCHABLES.register(kind, Searchable(kind, label, title, scope, number, body, url, rows))


@dataclass(frozen=True)
class Compared:
    """What is compared of a closed matter. ``traits`` are short words for circumstances (初次违法, 已改正); ``outcome`` what came of it."""

    text: str
    item: str = ""
    cause: str = ""
    field: str = ""
    amount: Any = None
    traits: tuple[str, ...] = ()
    outcome: str = ""


@dataclass(frozen=True)
class Comparable:
    """How a closed matter becomes a row; ``facts`` gives None for one that has not come to its end."""

    kind: str
    label: str
    title: Callable[[Any], str]
    facts: Callable[[Any], Compared | None]
    scope: Callable[[Any], Scope]
    number: Callable[[Any], str]
    rows: Callable[[QuerySet], QuerySet]


COMPARABLES: Registry[Comparable] = Registry("comparables")


def comparable(
    kind: str,
    *,
    label: str,
    title: Callable[[Any], str],
    facts: Callable[[Any], Compared | None],
    scope: Callable[[Any], Scope],
    number: Callable[[Any], str] = lambda _: "",
    rows: Callable[[QuerySet], QuerySet] = lambda rows: rows,
) -> Comparable:
    """Let a model's objects be found as similar cases; the room that asks knows nothing of the rooms that answer."""
    return COMPARABLES.register(kind, Comparable(kind, label, title, facts, scope, number, rows))

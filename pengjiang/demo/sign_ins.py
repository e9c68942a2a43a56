"""The sign-ins that a demonstration offers."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch

from pengjiang.accounts.models import Membership, User
from pengjiang.demo.people import PASSWORD, one_per_role


@dataclass(frozen=True)
class SignIn:
    """One line of the table."""

    role: str
    name: str
    username: str
    unit: str


@dataclass(frozen=True)
class Offer:
    """What the sign-in page shows: the table and the one password."""

    rows: list[SignIn]
    password: str = PASSWORD


def offer() -> Offer | None:
    """None where there is nobody to offer."""
    rows = sign_ins()
    return Offer(rows) if rows else None


def sign_ins() -> list[SignIn]:
    """One per role, of those who are there; empty outside of a demonstration. Two queries."""
    if not settings.DEMO:
        return []
    people = one_per_role()
    users = User.objects.filter(is_active=True, username__in=[person.username for person in people])
    posts = Prefetch("memberships", Membership.objects.current().select_related("organisation").order_by("-is_main", "id"), to_attr="posts")
    found = {user.username: user for user in users.prefetch_related(posts)}
    return [
        SignIn(person.role.label, found[person.username].name, person.username, _unit(found[person.username]))
        for person in people
        if person.username in found
    ]


def _unit(user: User) -> str:
    return user.posts[0].organisation.short_name if user.posts else ""

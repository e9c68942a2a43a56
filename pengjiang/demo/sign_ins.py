"""The sign-ins that a demonstration offers."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from pengjiang.accounts.models import User
from pengjiang.demo.people import PASSWORD, one_per_role


@dataclass(frozen=True)
class SignIn:
    """One line of the table."""

    role: str
    name: str
    username: str
    unit: str


def sign_ins() -> list[SignIn]:
    """One per role, of those who are there; empty outside of a demonstration."""
    if not settings.DEMO:
        return []
    people = one_per_role()
    found = User.objects.filter(is_active=True, username__in=[person.username for person in people])
    rows = {user.username: user for user in found.prefetch_related("memberships__organisation")}
    return [
        SignIn(person.role.label, rows[person.username].name, person.username, _unit(rows[person.username]))
        for person in people
        if person.username in rows
    ]


def _unit(user: User) -> str:
    return next((row.organisation.short_name for row in user.memberships.all() if row.until is None), "")


__all__ = ["PASSWORD", "SignIn", "sign_ins"]

"""In whose name a client acts today, and which tokens are about to end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from pengjiang.accounts.enums import ADMINISTRATORS
from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.api.models import Client, Token
from pengjiang.common import clock

# How long before its end a token is spoken of.
WARN_DAYS = 14


def fitting_people(organisation: Organisation | None = None) -> QuerySet[User]:
    """Who may answer for a client: a post of business there today. 三员 answer for none."""
    posts = Membership.objects.current().exclude(role__in=ADMINISTRATORS)
    if organisation is not None:
        posts = posts.filter(organisation=organisation)
    return User.objects.filter(is_active=True, pk__in=posts.values("user_id")).order_by("name", "pk")


def acting_person(client: Client) -> User | None:
    """The client's person with their posts in the client's organisation and no others; None once there are none."""
    person = client.person
    posts = [post for post in person.current_memberships if post.organisation_id == client.organisation_id and post.role not in ADMINISTRATORS]
    if not (person.is_active and posts):
        return None
    person.__dict__["current_memberships"] = posts
    return person


def own_clients(user: Any) -> list[Client]:
    """Clients of one's own organisations: everybody there may know who calls in whose name."""
    rows = Client.objects.filter(organisation__in=user.organisation_ids, is_active=True)
    return list(rows.select_related("organisation", "person").prefetch_related("tokens"))


def ending_tokens() -> QuerySet[Token]:
    """Tokens that end soon and that no newer one of the client outlives."""
    today = clock.today()
    later = Token.objects.current().filter(client=OuterRef("client"), expires_on__gt=today + timedelta(days=WARN_DAYS))
    rows = Token.objects.current().filter(~Exists(later), expires_on__lte=today + timedelta(days=WARN_DAYS))
    return rows.select_related("client__organisation", "client__person").order_by("expires_on", "pk")

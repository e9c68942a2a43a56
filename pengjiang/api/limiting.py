"""How often a caller may call: a window of a minute for each client, each person of a session, and each address of nobody known."""

from __future__ import annotations

from django.conf import settings
from rest_framework.request import Request

from pengjiang.common.rates import WINDOW_S, Use, count
from pengjiang.common.refs import ObjectRef
from pengjiang.web.middleware import client_address

# Wrong tokens and forged posts from one address in a minute: more is guessing.
REFUSALS = 20


def caller_of(request: Request) -> str:
    """The client, or the person of a session."""
    return str(ObjectRef.of(request.auth if request.auth is not None else request.user))


def count_call(request: Request) -> Use:
    """Count this call for whoever makes it."""
    return count(f"api:{caller_of(request) if request.user.is_authenticated else address_of(request)}", most=settings.API_PER_MINUTE)


def count_refusal(request: Request) -> Use:
    """Count a token that opened nothing, or a post that is not the page's."""
    return count(f"api-refused:{address_of(request)}", most=REFUSALS)


def headers_of(use: Use) -> dict[str, str]:
    """What the caller may count on (draft-ietf-httpapi-ratelimit-headers)."""
    return {"RateLimit-Policy": f'"minute";q={use.most};w={WINDOW_S}', "RateLimit": f'"minute";r={use.left};t={use.resets_in}'}


def address_of(request: Request) -> str:
    """The caller's address, as the trail has it."""
    return client_address(request._request)  # noqa: SLF001 — DRF's documented place of Django's own request

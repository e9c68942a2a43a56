"""A client of a town with a token, and calls with it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client as Browser

from pengjiang.api.models import Client
from pengjiang.api.services.clients import create_client, issue_token
from pengjiang.common import clock

SCOPES = ("account:read", "cases:read", "cases:write", "dossiers:read", "webhooks:read", "webhooks:write")


def town_client(district: Any, *, scopes: Any = SCOPES, name: str = "镇综合执法平台", person: Any = None) -> Client:
    """Of the town, in the name of its officer."""
    person = person or district.officer
    return create_client(
        organisation=person.organisation, name=name, person=person, scopes=list(scopes), purpose="每日推送移送线索", actor=district.system_admin
    )


def token_of(client: Client, *, by: Any, days: int = 90) -> str:
    """A new token's secret."""
    newest = client.tokens.first()
    return issue_token(client, expires_on=clock.today() + timedelta(days=days), seen=newest.pk if newest else None, actor=by).secret


class Caller:
    """Calls as a program does: a token, JSON, no cookies."""

    def __init__(self, secret: str) -> None:
        self.browser = Browser(raise_request_exception=False, headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str, **headers: str) -> Any:
        return self.browser.get(f"/api/v1/{path}", headers=headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.browser.generic(method, f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json", headers=headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)


def caller(district: Any, **options: Any) -> Caller:
    """A program of the town."""
    return Caller(token_of(town_client(district, **options), by=district.system_admin))

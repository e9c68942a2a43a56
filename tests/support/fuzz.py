"""schemathesis on the running interface: values that fit the document and values that do not, with real objects in the addresses."""

from __future__ import annotations

import warnings
from contextlib import suppress
from datetime import timedelta
from functools import cache
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from pengjiang.api.authentication import digest_of
from pengjiang.api.models import Client, Token
from pengjiang.api.routes import name_of
from pengjiang.api.scopes import choices
from pengjiang.common import clock
from tests.support.api import ELSEWHERE, document
from tests.support.walk import Address, api_addresses, things

# A value that fits its type may still be refused by the act itself: the sentence of the page, beside its field, or its state.
LAWFUL = ["2xx", "304", "400", "401", "403", "404", "409", "412", "413", "415", "416", "422", "429"]
REJECTED = ["400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "416", "422", "429"]
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": LAWFUL},
        "negative_data_rejection": {"expected-statuses": REJECTED},
        # Sends the same again without a token: once for each operation is enough, and ``nobody`` does that.
        "ignored_auth": {"enabled": False},
    }
}


@cache
def interface() -> Any:
    """The document as schemathesis reads it, in front of our own WSGI application."""
    loaded = schemathesis.openapi.from_dict(document(), config=SchemathesisConfig.from_dict(CONFIG))
    loaded.app = in_the_transaction(get_wsgi_application())
    return loaded


def in_the_transaction(application: Any) -> Any:
    """Our application on the connection of the test, as Django's own test client has it: a request must not close it."""

    def call(environ: dict[str, Any], start_response: Any) -> Any:
        request_started.disconnect(close_old_connections)
        request_finished.disconnect(close_old_connections)
        try:
            return [b"".join(application(environ, start_response))]
        finally:
            request_started.connect(close_old_connections)
            request_finished.connect(close_old_connections)

    return call


@cache
def operations() -> list[tuple[Any, Address]]:
    """Each operation with its address of the URLconf."""
    by_name = {address.name: address for address in api_addresses()}
    found = [result.ok() for result in interface().get_all_operations()]
    # Bytes of a file are no values that could be made up from a schema.
    found = [operation for operation in found if operation.label != "PATCH /api/v1/files/uploads/{uuid}/"]
    return [(operation, by_name[f"v1:{name_of(operation.path.removeprefix('/api/v1/'))}"]) for operation in found]


def token_headers(person: Any) -> dict[str, str]:
    """Of a client that acts in this person's name, in every room."""
    client = Client.objects.create(organisation=person.organisation, name=f"试验{person.pk}", person=person, scopes=[scope for scope, _ in choices()])
    secret = f"pj_{person.pk}"
    Token.objects.create(client=client, digest=digest_of(secret), hint=secret[-4:], expires_on=clock.today() + timedelta(days=30), issued_by=person)
    return {"Authorization": f"Bearer {secret}"}


def tries(operation: Any, address: Address, *, headers: dict[str, str], examples: int) -> list[str]:
    """What the checks found; each try is undone."""
    found = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        options: dict[str, Any] = {}
        if mode == GenerationMode.POSITIVE and address.arguments and address.name not in ELSEWHERE:
            options["path_parameters"] = {name: str(value) for name, value in things(address)[0][0].items()}
        found += _attempts(operation, mode, options, headers=headers, examples=examples)
    return found


def _attempts(operation: Any, mode: GenerationMode, options: dict[str, Any], *, headers: dict[str, str], examples: int) -> list[str]:
    found: list[str] = []

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(mode, **options))
    def attempt(case: Any) -> None:
        with transaction.atomic():
            try:
                case.call_and_validate(headers=headers)
            except (FailureGroup, AssertionError) as error:
                found.append(f"{operation.label}：{_said(error)}"[:1500])
            transaction.set_rollback(True)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Some operations leave nothing to be spoiled.
        with suppress(Unsatisfiable):
            attempt()
    return found


def _said(error: BaseException) -> str:
    return "；".join(map(str, error.exceptions)) if isinstance(error, FailureGroup) else str(error)

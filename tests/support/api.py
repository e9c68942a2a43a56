"""What the API answers, held against its document."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import prefetch_related_objects
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from jsonschema import Draft202012Validator

from pengjiang.access import can
from pengjiang.access.declare import Permission
from pengjiang.api.acts import ActView
from pengjiang.api.document import made
from pengjiang.api.lists import ResourceDetail, ResourceList
from pengjiang.api.resources import RESOURCES, Resource
from tests.support.walk import Address, api_addresses, things

# What a job or a secret leads to: read by the tests of their own.
ELSEWHERE = {
    "v1:deadlines_feeds_secret_ics",
    "v1:exchange_exports_pk",
    "v1:exchange_exports_files_link",
    "v1:dossiers_bulk_pk",
    "v1:dossiers_bulk_pk_report",
    "v1:files_uploads_uuid",
}


@cache
def readable() -> list[tuple[Address, str, Any]]:
    """(address, URL, object) of every address that is read, with some of its objects."""
    found = []
    for address in api_addresses():
        if "get" in address.view.operations() and address.name not in ELSEWHERE:
            most = 2 if issubclass(address.view, ResourceDetail) else 1
            found += [(address, address.url(**arguments), obj) for arguments, obj in things(address)[:most]]
    return found


def resources() -> list[Resource]:
    """All that are declared; the URLconf reads the declarations."""
    get_resolver().url_patterns  # noqa: B018 — read for its effect
    return list(RESOURCES)


def patterns_of_the_api() -> list[str]:
    """The addresses as the URLconf has them."""
    inside = next(one for one in get_resolver().url_patterns if str(one.pattern) == "api/v1/")
    return [str(one.pattern) for one in inside.url_patterns]


@cache
def document() -> dict[str, Any]:
    """Made once for all."""
    return made()


@cache
def operations() -> dict[str, dict[str, Any]]:
    """By their ids."""
    return {operation["operationId"]: operation for item in document()["paths"].values() for operation in item.values()}


@cache
def validator(operation_id: str, status: int) -> Draft202012Validator | None:
    """Of an operation's answer with this status; None where the document has no such answer."""
    answer = operations()[operation_id]["responses"].get(str(status))
    if answer is None:
        return None
    components = document()["components"]
    if "$ref" in answer:
        answer = components["responses"][answer["$ref"].rpartition("/")[2]]
    schema = next(iter(answer.get("content", {"": {"schema": {}}}).values()))["schema"]
    return Draft202012Validator({**schema, "components": components})


def answer_faults(address: Address, response: Any) -> list[str]:
    """What an answer has that the document does not say."""
    found = validator(address.view.operations()["get"].id, response.status_code)
    if found is None:
        return [f"未写明的状态 {response.status_code}"]
    if response.streaming or "json" not in response.get("Content-Type", ""):
        return []
    return [f"{error.json_path}：{error.message[:120]}" for error in found.iter_errors(response.json())][:2]


def answers_expected(user: Any, address: Address, obj: Any) -> set[int]:
    """200, 403 or 404, as the page of the same object has it."""
    permission = address.view.permission
    if isinstance(permission, Permission) and not can(user, permission).ok:
        return {403}
    rows = type(obj)._default_manager.all() if obj is not None else None
    if rows is not None and hasattr(rows, "visible_to") and not rows.visible_to(user).filter(pk=obj.pk).exists():
        return {404}
    if address.name.startswith("v1:files"):
        # Some files exist for fewer people than the object they hang on.
        return {200, 403, 404}
    return {200, 403, 404} if issubclass(address.view, ActView) and not issubclass(address.view, ResourceList) else {200, 403}


def queries_for(resource: Resource, user: Any, rows: int) -> int | None:
    """Queries that showing so many rows costs, everything expanded; None where this reader sees none.

    The rows are copies of one, each as a query would give it, so that what is looked up row by row is looked up so many times.
    """
    _ = user.current_memberships  # once per request, whatever is asked
    ready = resource.rows(user)
    found = ready.prefetch_related(None).order_by("pk").first()
    if found is None:
        return None
    copies = [copy(found) for _ in range(rows)]
    with CaptureQueriesContext(connection) as captured:
        prefetch_related_objects(copies, *ready._prefetch_related_lookups)
        resource.show(copies, user, expand=list(resource.expand))
    return len(captured)

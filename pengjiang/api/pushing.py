"""What is pushed: which events a client may choose, to whom one is told, and what is said of it.

Said is that something happened to an object, and when: the code, the reference, the times. No sentence, no name, no content: what the
client's person may read of it, they read at the reference, where masking, blind review and the confidence of mediation hold.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model

from pengjiang.access import can
from pengjiang.access.declare import Permission
from pengjiang.api.models import Client, Delivery, Hook
from pengjiang.api.queries import acting_person
from pengjiang.api.resources import RESOURCES, Resource, address_of, minute
from pengjiang.api.scopes import ROOMS, scope_of
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.wording import EVENT_TYPES
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.common.registry import load_declarations
from pengjiang.events.types import Audience, EventType


def room_of(code: str) -> str:
    """The room an event belongs to: the first part of its code."""
    return code.partition(".")[0]


def is_told(code: str) -> bool:
    """Whether an event is ever pushed: what is for the audit page alone is not."""
    return code in EVENT_TYPES and EVENT_TYPES.get(code).audience != Audience.SECURITY


def object_of(code: str) -> str:
    """What an event happens to, as people call it: the model that its code begins with, else the room."""
    model = _model_of(code)
    return str(model._meta.verbose_name) if model is not None else ROOMS[room_of(code)]


def choosable(client: Client) -> list[EventType]:
    """Events a client may choose: of rooms that it may read, and on that side of the matter on which its person stands."""
    _load()
    person = acting_person(client)
    told = [kind for kind in EVENT_TYPES if is_told(kind.code) and scope_of(room_of(kind.code), writes=False) in client.scopes]
    return [kind for kind in told if kind.audience == Audience.SHARED or _concerns(kind.code, person)]


def _concerns(code: str, person: Any) -> bool:
    """Whether the inner life of such objects is for this person; where the code names no object, each event tells."""
    model = _model_of(code)
    declared = _resource(model) if model is not None else None
    return person is not None and (declared is None or (declared.stamped and declared.is_inside(person)))


def _model_of(code: str) -> type[Model] | None:
    try:
        return apps.get_model(code.rpartition(".")[0])
    except (LookupError, ValueError):
        return None


def is_chosen(code: str) -> bool:
    """Whether anybody chose this event: one that nobody chose costs no row of the outbox."""
    return Hook.objects.filter(is_active=True, client__is_active=True, events__contains=[code]).exists()


def may_know(client: Client, entry: AuditEntry) -> bool:
    """Whether the client's person may know today that this happened to that object."""
    if scope_of(room_of(entry.event), writes=False) not in client.scopes or not entry.target:
        return False
    person, target = acting_person(client), ObjectRef.parse(entry.target).fetch()
    if person is None or target is None or not _is_visible(target, person):
        return False
    if EVENT_TYPES.get(entry.event).audience == Audience.SHARED:
        return True
    # The inner life of an object is for the side that handles it; of a blind review not even its moments are told.
    declared = _resource(target)
    return declared is not None and declared.stamped and declared.is_inside(person)


def _is_visible(target: Model, person: Any) -> bool:
    manager = type(target)._default_manager
    if not hasattr(manager, "visible_to") or not manager.visible_to(person).filter(pk=target.pk).exists():
        return False
    declared = _resource(target)
    return declared is None or not isinstance(declared.permission, Permission) or can(person, declared.permission).ok


def _resource(target: Model | type[Model]) -> Resource | None:
    """What the interface declares of an object, if it shows it."""
    _load()
    return RESOURCES.get(target._meta.label_lower) if target._meta.label_lower in RESOURCES else None


@cache
def _load() -> None:
    """A worker has no URLconf, with which the declarations come elsewhere."""
    load_declarations("api")


def body_of(delivery: Delivery, entry: AuditEntry) -> str:
    """What is sent, made once."""
    _load()
    target = ObjectRef.parse(entry.target).fetch() if entry.target and is_told(entry.event) else None
    body = {
        "id": str(delivery.uid),
        "event": entry.event,
        "target": None if target is None else {"kind": target._meta.label_lower, "id": target.pk, "href": address_of(target) or None},
        "happened_at": minute(entry.happened_at),
        "on": entry.business_on.isoformat(),
    }
    return json.dumps(body, ensure_ascii=False)


def signed_headers(delivery: Delivery) -> dict[str, str]:
    """Of one try: its moment is signed with the body, so that nobody sends it again later."""
    stamp = str(int(clock.actual().timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "pengjiang-webhook/1",
        "X-Pengjiang-Event": delivery.event,
        "X-Pengjiang-Delivery": str(delivery.uid),
        "X-Pengjiang-Timestamp": stamp,
        "X-Pengjiang-Signature": f"v1={signature(delivery.hook.secret, stamp, delivery.body)}",
    }


def signature(secret: str, stamp: str, body: str) -> str:
    """HMAC-SHA256 over ``stamp.body``, hexadecimal."""
    return hmac.new(secret.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()

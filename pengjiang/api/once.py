"""``Idempotency-Key``: the same POST is done once, however often it arrives, also when two arrive together.

The answer lies in the same transaction as what it tells of. A second call with the key waits for the first at an advisory lock
and then finds its answer; an answer that refuses is kept as well, a fault of ours (500) is not: there the call may be tried again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.api.limiting import caller_of
from pengjiang.api.models import KeptAnswer
from pengjiang.api.problems import Refused, handle
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.strictjson import BadInput

KEPT_HOURS = 24
LONGEST_KEY = 200
KEPT_HEADERS = ("Location", "ETag")
REFUSALS = (Refused, DomainError, BadInput, Http404, PermissionDenied, APIException)


def answered_once(request: Request, act: Callable[[], Response], *, body: bytes | None = None) -> Response:
    """Run ``act`` in a transaction, or give the answer that its key has had. Raises ``Refused`` on a key used for another call.

    ``body`` stands for the call's own, where that was read as it came and is not kept: its digest.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            return act()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Refused(400, f"Idempotency-Key 应为不超过 {LONGEST_KEY} 个可见字符。")
    caller, fingerprint = caller_of(request), _fingerprint(request, request.body if body is None else body)
    with transaction.atomic():
        _wait_for_turn(caller, key)
        kept = KeptAnswer.objects.filter(caller=caller, key=key, made_at__gt=clock.actual() - timedelta(hours=KEPT_HOURS)).first()
        if kept is not None:
            return _again(kept, fingerprint)
        response = _attempt(request, act)
        response["Idempotency-Replayed"] = "false"
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        KeptAnswer.objects.update_or_create(
            caller=caller,
            key=key,
            defaults={
                "fingerprint": fingerprint,
                "status": response.status_code,
                "headers": headers,
                "body": json.dumps({"data": response.data, "type": response.content_type}, default=str, ensure_ascii=False),
                "made_at": clock.actual(),
            },
        )
    return response


def forget_answers() -> int:
    """Drop what is older than a day; the number dropped."""
    return KeptAnswer.objects.filter(made_at__lte=clock.actual() - timedelta(hours=KEPT_HOURS)).delete()[0]


def _attempt(request: Request, act: Callable[[], Response]) -> Response:
    """A refusal undoes what the act had begun and is an answer like any other."""
    try:
        with transaction.atomic():
            return act()
    except REFUSALS as error:
        return handle(error, {"request": request})


def _again(kept: KeptAnswer, fingerprint: str) -> Response:
    if kept.fingerprint != fingerprint:
        raise Refused(422, "这个 Idempotency-Key 已用于另一次内容不同的提交，请换一个新的。")
    body = json.loads(kept.body)
    return Response(body["data"], status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"}, content_type=body["type"])


def _fingerprint(request: Request, body: bytes) -> str:
    return hashlib.sha256(b"\n".join([request.method.encode(), request.get_full_path().encode(), body])).hexdigest()


def _wait_for_turn(caller: str, key: str) -> None:
    number = int.from_bytes(hashlib.sha256(f"{caller}\n{key}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])

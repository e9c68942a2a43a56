"""Making deliveries from the outbox and pushing them: in order for each address, each until it is answered 2xx, and then never again.

The row stays locked while the receiver answers and is marked in the same transaction: another worker skips it, and what comes after it
for the same address waits. Only a worker that is killed between the answer and the commit repeats a delivery, under the same
``X-Pengjiang-Delivery``, by which the receiver knows it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from kombu.exceptions import OperationalError
from requests.exceptions import ConnectionError, ConnectTimeout, ReadTimeout, RequestException, SSLError

from pengjiang.api.addresses import session
from pengjiang.api.models import Delivery, Hook
from pengjiang.api.pushing import body_of, may_know, signed_headers
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.events.models import OutboxRow
from pengjiang.events.services import emit

SUBSCRIBER = "api.webhooks"
TRIAL = "api.hook_tested"
TIMEOUTS_S = (3, 10)
FIRST_WAIT_S, LONGEST_WAIT_S = 30, 24 * 3600
# 30 s, 1, 2, 4 … minutes, from the thirteenth try on a day: about four days in all before a person is asked.
MAX_ATTEMPTS = 15
KEPT_DAYS = 90


def make_deliveries(entry: AuditEntry) -> list[Delivery]:
    """One for each address that chose the event and whose client's person may know of it. Idempotent by the unique key."""
    hooks = Hook.objects.filter(is_active=True, client__is_active=True, events__contains=[entry.event])
    rows = hooks.select_related("client__person", "client__organisation").order_by("pk")
    return [make_delivery(hook, entry) for hook in rows if may_know(hook.client, entry)]


def make_delivery(hook: Hook, entry: AuditEntry) -> Delivery:
    """Of one event to one address; sent after commit."""
    delivery = Delivery(hook=hook, entry=entry, event=entry.event)
    delivery.body = body_of(delivery, entry)
    made, is_new = Delivery.objects.get_or_create(hook=hook, entry=entry, defaults={"uid": delivery.uid, "event": entry.event, "body": delivery.body})
    if is_new:
        transaction.on_commit(nudge)
    return made


def nudge() -> None:
    """Ask a worker to push now. With the broker gone nothing is lost: beat's sweep finds the rows."""
    from pengjiang.api.tasks import sweep_deliveries  # noqa: PLC0415 — tasks stand above services

    try:
        sweep_deliveries.apply_async(retry=False)
    except (OperationalError, OSError):
        return


def push_due(*, limit: int = 500) -> int:
    """Push what is due; the number of tries."""
    tries = 0
    with session() as connection:
        while tries < limit and _push_next(connection):
            tries += 1
    return tries


@transaction.atomic
def _push_next(connection: Any) -> bool:
    """Claim and push one; False when none is due."""
    delivery = _due().select_for_update(skip_locked=True, of=("self",)).first()
    if delivery is None:
        return False
    delivery.attempts += 1
    delivery.status, delivery.error = _push(connection, delivery)
    if not delivery.error:
        delivery.state, delivery.sent_at = Delivery.State.SENT, clock.now()
    elif delivery.attempts >= MAX_ATTEMPTS:
        delivery.state = Delivery.State.FAILED
    else:
        delivery.next_try_at = clock.now() + timedelta(seconds=min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (delivery.attempts - 1)))
    delivery.save(update_fields=["attempts", "status", "error", "state", "sent_at", "next_try_at"])
    return True


def _due() -> QuerySet[Delivery]:
    """The first that waits for each address, unless an earlier event is still being made out; a trial goes past them."""
    waiting = Delivery.objects.filter(hook=OuterRef("hook"), state=Delivery.State.PENDING).exclude(event=TRIAL)
    earlier = Exists(waiting.filter(entry_id__lt=OuterRef("entry_id")))
    unmade = Exists(OutboxRow.objects.filter(subscriber=SUBSCRIBER, state=OutboxRow.State.PENDING, entry_id__lt=OuterRef("entry_id")))
    return (
        Delivery.objects.filter(state=Delivery.State.PENDING, next_try_at__lte=clock.now(), hook__is_active=True, hook__client__is_active=True)
        .filter(Q(event=TRIAL) | (~earlier & ~unmade))
        .select_related("hook")
        .order_by("next_try_at", "entry_id")
    )


def _push(connection: Any, delivery: Delivery) -> tuple[int | None, str]:
    """(status, why it does not count); the body of the answer is not read."""
    try:
        with connection.post(
            delivery.hook.url,
            data=delivery.body.encode(),
            headers=signed_headers(delivery),
            timeout=TIMEOUTS_S,
            allow_redirects=False,
            stream=True,
        ) as answer:
            status = answer.status_code
    except DomainError as error:
        return None, error.message
    except RequestException as error:
        return None, _why(error)
    return status, "" if 200 <= status < 300 else f"对方应答 {status}" + ("，推送不跟随转向" if 300 <= status < 400 else "")


def _why(error: RequestException) -> str:
    """In the words of the office; the narrower kinds come first."""
    words = {ConnectTimeout: "连接超时", ReadTimeout: "对方没有及时应答", SSLError: "对方的证书不被信任", ConnectionError: "连接不上对方"}
    return next((word for kind, word in words.items() if isinstance(error, kind)), "推送未能完成")


@transaction.atomic
def retry(delivery: Delivery, *, actor: Any) -> Delivery:
    """Push again now what waits or was given up. Raises ``DomainError`` for what has arrived."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("hook__client").get(pk=delivery.pk)
    if delivery.state == Delivery.State.SENT:
        raise DomainError("该推送已送达，不再重发。")
    delivery.state, delivery.attempts, delivery.next_try_at = Delivery.State.PENDING, 0, clock.now()
    delivery.save(update_fields=["state", "attempts", "next_try_at"])
    emit("api.delivery_retried", actor=actor, target=delivery.hook.client, data={"url": delivery.hook.url, "uid": delivery.uid})
    transaction.on_commit(nudge)
    return delivery


def forget_deliveries() -> int:
    """Drop what arrived or was given up a season ago; the number dropped."""
    return Delivery.objects.exclude(state=Delivery.State.PENDING).filter(created_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()[0]

"""emit() and the draining of the outbox."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection, models, transaction
from kombu.exceptions import OperationalError

from pengjiang.audit import services as audit
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.events.models import OutboxRow
from pengjiang.events.types import EVENT_TYPES, SUBSCRIBERS

MAX_ATTEMPTS = 8


def emit(
    event: str,
    *,
    actor: Any,
    target: models.Model | ObjectRef | None = None,
    related: Iterable[models.Model | ObjectRef | None] = (),
    data: dict[str, Any] | None = None,
    changes: dict[str, tuple[Any, Any]] | None = None,
    ok: bool = True,
    on: date | None = None,
) -> AuditEntry:
    """Tell that something happened: the audit entry and one outbox row per subscriber, in the caller's transaction.

    ``actor`` is a user, or None for the system itself; who acts in another's place is the actor, and both are named. Raises
    ``LookupError`` for an event that is not declared.
    """
    EVENT_TYPES.get(event)
    hand = getattr(actor, "acted_by", None) or actor
    with transaction.atomic():
        entry = audit.append(
            event=event,
            actor=str(ObjectRef.of(hand)) if actor is not None and actor.pk else "",
            actor_name=getattr(actor, "signature", getattr(actor, "name", "")) if actor is not None else "系统",
            organisation=getattr(getattr(actor, "organisation", None), "code", ""),
            target=str(ObjectRef.of(target)) if target is not None else "",
            related=[str(ObjectRef.of(obj)) for obj in (*related, actor if hand is not actor else None) if obj is not None],
            data=data,
            changes=changes,
            ok=ok,
            on=on,
        )
        names = [entry_.name for entry_ in SUBSCRIBERS if entry_.wants(event) and entry_.is_awaited(event)]
        OutboxRow.objects.bulk_create([OutboxRow(entry=entry, subscriber=name, next_try_at=clock.now()) for name in names])
        if names:
            _nudge_once()
    return entry


def _nudge_once() -> None:
    """After commit, wake a worker; once per transaction, however much is emitted in it."""
    if not any(call[1] is nudge for call in connection.run_on_commit):
        transaction.on_commit(nudge)


def nudge() -> None:
    """Ask a worker to drain now. With the broker gone nothing is lost: beat's sweep finds the rows."""
    from pengjiang.events.tasks import drain_outbox  # noqa: PLC0415 — tasks stand above services

    try:
        drain_outbox.apply_async(retry=False)
    except (OperationalError, OSError):
        return


def drain(*, limit: int = 500) -> int:
    """Handle due rows one by one, each in a transaction of its own; the number handled."""
    handled = 0
    while handled < limit and _handle_next():
        handled += 1
    return handled


def _handle_next() -> bool:
    """Claim and handle one row; False when none is due."""
    row = None
    try:
        with transaction.atomic():
            row = _claim_next()
            if row is None:
                return False
            SUBSCRIBERS.get(row.subscriber).handle(row.entry)
            row.attempts += 1
            row.state, row.done_at, row.error = OutboxRow.State.DONE, clock.now(), ""
            row.save(update_fields=["attempts", "state", "done_at", "error"])
    except Exception as error:
        # Any fault of any subscriber, those that Postgres finds at commit included, is kept on the row and shown with a retry button.
        if row is None:
            raise
        _keep_failure(row, error)
    return True


def _claim_next() -> OutboxRow | None:
    return (
        OutboxRow.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("entry")
        .filter(state=OutboxRow.State.PENDING, next_try_at__lte=clock.now())
        .order_by("next_try_at", "id")
        .first()
    )


@transaction.atomic
def _keep_failure(row: OutboxRow, error: Exception) -> None:
    """In a transaction of its own: that of the subscriber is rolled back by now. A row that another worker has done meanwhile stays done."""
    row = OutboxRow.objects.select_for_update(of=("self",)).filter(pk=row.pk, state=OutboxRow.State.PENDING).first()
    if row is None:
        return
    row.attempts += 1
    row.error = "".join(traceback.format_exception_only(error)).strip()[:2000]
    if row.attempts >= MAX_ATTEMPTS:
        row.state = OutboxRow.State.FAILED
    else:
        # 10 s, 20 s, 40 s … about 20 minutes in all before a person is asked.
        row.next_try_at = clock.now() + timedelta(seconds=10 * 2 ** (row.attempts - 1))
    row.save(update_fields=["attempts", "state", "error", "next_try_at"])


@transaction.atomic
def retry(row: OutboxRow, *, actor: Any) -> OutboxRow:
    """Put a failed row back; the retry button of the console."""
    row = OutboxRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state == OutboxRow.State.FAILED:
        row.state, row.attempts, row.next_try_at = OutboxRow.State.PENDING, 0, clock.now()
        row.save(update_fields=["state", "attempts", "next_try_at"])
        emit("events.outbox.retried", actor=actor, target=row, data={"subscriber": row.subscriber})
        _nudge_once()
    return row

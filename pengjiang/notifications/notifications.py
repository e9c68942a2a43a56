"""The rules of the engines themselves: reminders and the overdue, whatever the object; bulk work that has ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.reminders import bound_people, watching_people
from pengjiang.notifications.registry import notify


def _deadline(entry: AuditEntry) -> Deadline | None:
    ref = next((ref for ref in entry.refs if ref.startswith("deadlines.deadline:")), "")
    return ObjectRef.parse(ref).fetch() if ref else None


def _reminded(entry: AuditEntry, target: Any) -> Iterable[User]:
    """The one person the reminder was made for, while the deadline still runs to that day."""
    deadline = _deadline(entry)
    if deadline is None or deadline.state != Deadline.State.RUNNING or deadline.due_on.isoformat() != entry.data["due"]:
        return []
    return User.objects.filter(pk=entry.data["person"])


def _overdue(entry: AuditEntry, target: Any) -> Iterable[User]:
    deadline = _deadline(entry)
    return bound_people(deadline) if deadline is not None and deadline.state == Deadline.State.RUNNING else []


def _watching(entry: AuditEntry, target: Any) -> Iterable[User]:
    deadline = _deadline(entry)
    return watching_people(deadline) if deadline is not None and deadline.state == Deadline.State.RUNNING else []


notify("deadlines.reminder.due", recipients=_reminded, title="{title}{left}，末日{due_text}", body="{subject}", light="soon")
notify(
    "deadlines.deadline.overdue",
    recipients=_overdue,
    title="{title}已超期，末日为{due_text}，请立即办理",
    body="{subject}",
    light="overdue",
    urgent=True,
)
notify(
    "deadlines.deadline.overdue",
    recipients=_watching,
    title="督办的{title}已超期，末日为{due_text}",
    body="{subject}",
    kind="deadlines.deadline.overdue.watch",
    light="overdue",
    urgent=True,
)
notify(
    "web.bulk_done",
    recipients=lambda entry, job: [job.actor],
    title="“{title}”的批量办理“{label}”已完成：办成{done}条，未办成{refused}条",
    tells_actor=True,
)

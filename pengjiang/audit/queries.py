"""Reading the trail: an object's timeline, and the audit page's list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from pengjiang.audit.models import AuditEntry, AuditQuerySet
from pengjiang.audit.wording import EVENT_TYPES
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef

# As events.Audience says them.
SHARED, INTERNAL = "shared", "internal"


@dataclass(frozen=True)
class TimelineEntry:
    """One line: when, who, what, under which article. ``on`` is the business day where it is not the day of recording."""

    when: datetime
    who: str
    sentence: str
    citation: str
    event: str
    on: date
    target: str

    @property
    def is_backdated(self) -> bool:
        """The act's day and the day it was written down differ."""
        return self.on != self.when.date()


def timeline(obj: models.Model | ObjectRef, user: Any, *, handling: bool, limit: int = 100) -> list[TimelineEntry]:
    """What happened to an object, newest first, in one query.

    ``handling``: the person stands on the handling side and also reads what is internal to it. What is for the audit page alone
    never shows. Whether ``obj`` exists for ``user`` at all is for the caller's ``visible_to``.
    """
    rows = AuditEntry.objects.about(str(ObjectRef.of(obj))).filter(event__in=readable_events(handling=handling)).order_by("-id")[:limit]
    return [tell(row) for row in rows]


def done_by(user: Any, *, limit: int = 50) -> list[TimelineEntry]:
    """What a person did, newest first: their own acts are no secret to them."""
    rows = AuditEntry.objects.filter(actor=str(ObjectRef.of(user)), event__in=readable_events(handling=True)).order_by("-id")[:limit]
    return [tell(row) for row in rows]


def readable_events(*, handling: bool) -> list[str]:
    """Codes of the event types a timeline may show."""
    audiences = {SHARED, INTERNAL} if handling else {SHARED}
    return [kind.code for kind in EVENT_TYPES if kind.audience in audiences]


def tell(entry: AuditEntry) -> TimelineEntry:
    """An entry as a line."""
    kind = EVENT_TYPES.get(entry.event) if entry.event in EVENT_TYPES else None
    return TimelineEntry(
        when=entry.happened_at.astimezone(clock.ZONE),
        who=entry.actor_name,
        sentence=kind.say({**entry.data, "actor": entry.actor_name}) if kind else entry.event,
        citation=str(kind.citation) if kind and kind.citation else "",
        event=entry.event,
        on=entry.business_on,
        target=entry.target,
    )


def searched(
    *,
    person: str = "",
    event: str = "",
    target: str = "",
    since: date | None = None,
    until: date | None = None,
    only_failed: bool = False,
) -> AuditQuerySet:
    """The audit page's rows; ``person`` is part of a name or a reference, ``event`` a code or its beginning, ``target`` a reference."""
    rows = AuditEntry.objects.select_related("version", "link").order_by("-id")
    if person:
        rows = rows.filter(models.Q(actor_name__icontains=person) | models.Q(actor=person) | models.Q(data__username=person))
    if event:
        rows = rows.filter(event__startswith=event)
    if target:
        rows = rows.about(target)
    if since:
        rows = rows.filter(recorded_at__gte=day_begins(since))
    if until:
        rows = rows.filter(recorded_at__lt=day_begins(date.fromordinal(until.toordinal() + 1)))
    return rows.filter(ok=False) if only_failed else rows


def day_begins(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), clock.ZONE)

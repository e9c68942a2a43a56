"""One's limits as a calendar (RFC 5545) that Outlook and telephones subscribe to, and the secret address under which they read it."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from icalendar import Alarm, Calendar, Event

from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import CalendarFeed, Deadline
from pengjiang.deadlines.wording import name_day
from pengjiang.events.services import emit

MOST = 2000
RENEWED_EVERY = timedelta(hours=1)
# All-day events: the alarm rings at nine in the morning.
MORNING = timedelta(hours=9)


# --- the address -------------------------------------------------------------------------------------------------------------------


def feed_of(person: Any) -> CalendarFeed | None:
    """The person's feed, while there is one."""
    return CalendarFeed.objects.filter(person=person.pk).first()


@transaction.atomic
def renew_feed(person: Any) -> CalendarFeed:
    """Open a feed, or give it a new address: the old one leads nowhere from then on."""
    secret = secrets.token_urlsafe(32)
    feed, is_new = CalendarFeed.objects.update_or_create(
        person=person, defaults={"secret": secret, "digest": digest_of(secret), "last_read_at": None}
    )
    emit("deadlines.feed.opened" if is_new else "deadlines.feed.renewed", actor=person, target=feed)
    return feed


@transaction.atomic
def close_feed(person: Any) -> None:
    """No address leads there any more."""
    feed = CalendarFeed.objects.select_for_update().filter(person=person.pk).first()
    if feed is not None:
        emit("deadlines.feed.closed", actor=person, target=feed)
        feed.delete()


def read_feed(secret: str) -> CalendarFeed | None:
    """The feed of a secret, whose person is still one; the read is noted."""
    feed = CalendarFeed.objects.select_related("person").filter(digest=digest_of(secret), person__is_active=True).first()
    if feed is not None:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=clock.now())
    return feed


def digest_of(secret: str) -> str:
    """SHA-256; the secret has 256 random bits, so that no slower hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


# --- the calendar ------------------------------------------------------------------------------------------------------------------


def calendar_for(person: Any) -> bytes:
    """The open limits that the person may see now, each a day long."""
    rows = list(Deadline.objects.visible_to(person).open().select_related("bound_org", "holder").order_by("due_on", "id")[:MOST])
    objects = _visible(person, rows)
    calendar = Calendar()
    calendar.add("prodid", "-//jianzhen//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"期限日历（{person.name}）")
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", RENEWED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for row in rows:
        calendar.add_component(_event(row, objects.get(row.target)))
    return calendar.to_ical()


def _visible(person: Any, rows: Iterable[Deadline]) -> dict[str, Any]:
    """Objects of the limits that exist for the person, one query a kind."""
    kinds: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        ref = ObjectRef.parse(row.target)
        kinds[ref.kind].add(ref.pk)
    found = {}
    for kind, keys in kinds.items():
        model = ObjectRef(kind, 0).model
        # What the names and pages of a model look up, as it declares.
        with_them = model._default_manager.visible_to(person).select_related(*getattr(model, "shown_with", ()))
        for obj in with_them.filter(pk__in=keys):
            found[f"{kind}:{obj.pk}"] = obj
    return found


def _event(row: Deadline, obj: Any) -> Event:
    event = Event()
    event.add("uid", f"deadline-{row.pk}@{urlsplit(settings.SITE_URL).hostname or 'jianzhen'}")
    event.add("dtstamp", row.updated_at)
    event.add("last-modified", row.updated_at)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    summary = f"{row.title}：{obj}" if obj is not None else row.title
    event.add("summary", f"（已中止）{summary}" if row.state == Deadline.State.PAUSED else summary)
    address = f"{settings.SITE_URL}{obj.get_absolute_url()}" if hasattr(obj, "get_absolute_url") else ""
    event.add("description", _description(row, address))
    if address:
        event.add("url", address)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if row.state == Deadline.State.RUNNING:
        event.add_component(_alarm(row.first_reminder_on, row.due_on, summary))
    return event


def _description(row: Deadline, address: str) -> str:
    citations = list(dict.fromkeys(step["citation"] for step in row.steps if step.get("citation")))
    lines = [
        f"末日：{name_day(row.due_on)}{'（暂按推算）' if row.provisional else ''}",
        *([f"义务单位：{row.bound_org.short_name}"] if row.bound_org_id else []),
        *([f"责任人：{row.holder.name}"] if row.holder_id else []),
        *([f"依据：{'；'.join(citations)}"] if citations else []),
        *([address] if address else []),
    ]
    return "\n".join(lines)


def _alarm(first: date | None, due: date, summary: str) -> Alarm:
    """On the morning of the first reminder; of the day before where there is none."""
    days = max((due - first).days, 0) if first is not None else 1
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", MORNING - timedelta(days=days))
    return alarm

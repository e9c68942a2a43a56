"""Writing the inbox, queueing letters and sending them."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.events.services import emit
from pengjiang.notifications import following
from pengjiang.notifications.models import MailRow, Notice
from pengjiang.notifications.registry import RULES, NoticeRule

# A digest tells of everything up to this hour, whenever its task gets to run.
DIGEST_HOUR = time(7, 30)
DIGEST_REACH = 7
MAX_ATTEMPTS = 24
DEADLINE = "deadlines.deadline:"


def deliver(entry: AuditEntry) -> list[Notice]:
    """Inbox rows, and letters where the matter is urgent, for one event. Idempotent by the notices' unique key."""
    rules = RULES.get(entry.event, [])
    target = ObjectRef.parse(entry.target).fetch() if entry.target and rules else None
    by_rule = [notice for rule in rules for notice in _deliver_rule(rule, entry, target)]
    return by_rule + (following.tell_followers(entry) if following.is_story(entry.event) else [])


def _deliver_rule(rule: NoticeRule, entry: AuditEntry, target: Any) -> list[Notice]:
    about = next((ref for ref in entry.refs if ref.startswith(DEADLINE)), "")
    people = {person.pk: person for person in rule.recipients(entry, target) if person is not None and person.is_active}
    if not rule.tells_actor and entry.actor:
        people.pop(ObjectRef.parse(entry.actor).pk, None)
    if not people:
        return []
    title, body = rule.say(rule.title, entry, target)[:200], rule.say(rule.body, entry, target)
    url = rule.address(entry, target)
    made = []
    for person in people.values():
        notice, is_new = Notice.objects.get_or_create(
            entry=entry,
            person=person,
            kind=rule.key,
            defaults={
                "title": title,
                "body": body,
                "url": url,
                "target": entry.target,
                "about": about,
                "light": rule.light,
                "is_urgent": rule.urgent,
            },
        )
        if is_new:
            made.append(notice)
            if rule.urgent:
                queue_mail(
                    person, day=clock.today(), kind=f"notice:{notice.pk}", subject=f"【即办】{title}", body=_letter(person, [notice])
                )
    return made


def withdraw_reminders(deadline_ref: str) -> int:
    """Reminders of a deadline that was met, moved or taken back no longer hold."""
    return Notice.objects.unread().filter(about=deadline_ref).update(withdrawn=True, read_at=clock.now())


def mark_read(user: User, notices: Iterable[int] | None = None) -> int:
    """Mark one's own notices as read: the given ones, or all."""
    rows = Notice.objects.visible_to(user).unread()
    if notices is not None:
        rows = rows.filter(pk__in=list(notices))
    return rows.update(read_at=clock.now())


def unread_count(user: User) -> int:
    return Notice.objects.visible_to(user).unread().count()


@transaction.atomic
def queue_mail(person: User, *, day: date, kind: str, subject: str, body: str) -> MailRow | None:
    """Put a letter into the queue once; None for a person without an address."""
    if not person.email or not person.is_active:
        return None
    row, _ = MailRow.objects.get_or_create(
        person=person, day=day, kind=kind, defaults={"address": person.email, "subject": subject[:200], "body": body}
    )
    return row


def people_for_digest(day: date) -> list[int]:
    """Who may have something new to read and wants the digest; nobody before the hour up to which it tells."""
    if clock.now() < _moment(day):
        return []
    since, until = _moment(day - timedelta(days=DIGEST_REACH)), _moment(day)
    waiting = Notice.objects.unread().filter(is_urgent=False, created_at__gt=since, created_at__lte=until)
    people = User.objects.filter(is_active=True, wants_digest=True, pk__in=waiting.values("person_id")).exclude(email="")
    return list(people.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def queue_digest(person: User, *, day: date) -> MailRow | None:
    """One person's digest of a day, in a transaction of its own; a second call finds the first one's letter.

    It tells what came since the person's last digest and had no letter of its own; a week back at most.
    """
    last = MailRow.objects.filter(person=person, kind="digest", day__lt=day).order_by("-day").values_list("day", flat=True).first()
    earliest = day - timedelta(days=DIGEST_REACH)
    since = _moment(max(last, earliest) if last else earliest)
    fresh = Notice.objects.visible_to(person).unread().filter(is_urgent=False, created_at__gt=since, created_at__lte=_moment(day))
    notices = following.still_exists_for(person, fresh.order_by("id"))
    if not notices:
        return None
    subject = f"{day.month}月{day.day}日通知摘要：{len(notices)}条未读"
    return queue_mail(person, day=day, kind="digest", subject=subject, body=_letter(person, notices))


def _moment(day: date) -> datetime:
    return datetime.combine(day, DIGEST_HOUR, clock.ZONE)


def _letter(person: User, notices: list[Notice]) -> str:
    lines = [f"{person.name}同志：", ""]
    for number, notice in enumerate(notices, start=1):
        lines.append(f"{number}. {notice.title}")
        if notice.url:
            lines.append(f"   {settings.SITE_URL.rstrip('/')}{notice.url}")
    lines += ["", "以上请登录检镇协同办案平台办理。本邮件由系统自动发出，请勿回复；邮件中不含案件正文。"]
    return "\n".join(lines)


def send_due(*, limit: int = 200) -> int:
    """Send what is due, each letter in a transaction of its own; stops at once when the server cannot be reached."""
    sent = 0
    connection = get_connection()
    try:
        while sent < limit:
            outcome = _send_next(connection)
            if outcome is None:
                break
            sent += outcome
    finally:
        connection.close()
    return sent


def _send_next(connection) -> int | None:
    """1 sent, 0 refused for this letter, None when nothing is due or the server is away.

    The row stays locked while the server takes the letter and is marked in the same transaction: another worker skips it. Only
    a power cut between the server's answer and the commit could repeat it, and the letter then bears the same Message-ID.
    """
    with transaction.atomic():
        row = (
            MailRow.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=MailRow.State.QUEUED, next_try_at__lte=clock.now())
            .order_by("next_try_at", "id")
            .first()
        )
        if row is None:
            return None
        row.attempts += 1
        try:
            _message(row, connection).send()
        except (smtplib.SMTPException, OSError) as error:
            _keep_failure(row, error)
            is_personal = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
            outcome = 0 if is_personal else None
        else:
            row.state, row.sent_at, row.error, outcome = MailRow.State.SENT, clock.now(), "", 1
        row.save(update_fields=["attempts", "state", "sent_at", "error", "next_try_at"])
    return outcome


def _message(row: MailRow, connection) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    return EmailMessage(
        row.subject, row.body, to=[row.address], connection=connection, headers={"Message-ID": f"<jzpt-mail-{row.pk}@{domain}>"}
    )


def _keep_failure(row: MailRow, error: Exception) -> None:
    row.error = f"{type(error).__name__}: {error}"[:500]
    if row.attempts >= MAX_ATTEMPTS:
        row.state = MailRow.State.FAILED
    else:
        # 1, 2, 4 … 60 minutes: about a day in all before a person is asked.
        row.next_try_at = clock.now() + timedelta(minutes=min(60, 2 ** (row.attempts - 1)))


@transaction.atomic
def retry_mail(row: MailRow, *, actor: User) -> MailRow:
    """Put a letter back whose sending was given up; the retry button of the console."""
    row = MailRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.state == MailRow.State.FAILED:
        row.state, row.attempts, row.next_try_at = MailRow.State.QUEUED, 0, clock.now()
        row.save(update_fields=["state", "attempts", "next_try_at"])
        emit("notifications.mail.retried", actor=actor, target=row, data={"subject": row.subject})
    return row

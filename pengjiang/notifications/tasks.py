"""Digests and the sending of letters; every task is safe to run twice."""

from __future__ import annotations

from celery import shared_task

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.notifications import services


@shared_task
def queue_digests() -> int:
    """Queue today's digests; who has one already is left alone."""
    day = clock.today()
    people = User.objects.in_bulk(services.people_for_digest(day))
    return sum(services.queue_digest(person, day=day) is not None for person in people.values())


@shared_task
def send_mail() -> int:
    """Send what is due."""
    return services.send_due()

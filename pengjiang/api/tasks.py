"""What the doors do by themselves."""

from celery import shared_task

from pengjiang.api import once
from pengjiang.api.services import clients, deliveries
from pengjiang.api.uploads import forget_uploads


@shared_task
def forget_answers() -> int:
    """Drop kept answers after a day; running twice drops nothing twice."""
    return once.forget_answers()


@shared_task
def warn_of_tokens() -> int:
    """Tell of tokens that end soon; each is told once."""
    return clients.warn_of_ends()


@shared_task
def sweep_deliveries() -> int:
    """Push what is due. Safe to run twice and side by side: rows are claimed with SKIP LOCKED."""
    return deliveries.push_due()


@shared_task
def forget_deliveries() -> int:
    """Drop old deliveries; running twice drops nothing twice."""
    return deliveries.forget_deliveries()


@shared_task
def sweep_uploads() -> int:
    """Uploads that nobody took within a day go."""
    return forget_uploads()

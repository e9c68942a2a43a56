"""What the doors do by themselves."""

from celery import shared_task

from pengjiang.api import once
from pengjiang.api.services import clients


@shared_task
def forget_answers() -> int:
    """Drop kept answers after a day; running twice drops nothing twice."""
    return once.forget_answers()


@shared_task
def warn_of_tokens() -> int:
    """Tell of tokens that end soon; each is told once."""
    return clients.warn_of_ends()

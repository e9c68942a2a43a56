"""Tidying up what all share."""

from celery import shared_task

from pengjiang.common import rates


@shared_task
def forget_rate_counts() -> int:
    """Drop counters of past hours; running twice drops nothing twice."""
    return rates.forget_counts()

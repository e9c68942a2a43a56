"""What the clock does for the reviews."""

from celery import shared_task

from reviews.services.consulting import lapse_overdue


@shared_task
def sweep_objections() -> int:
    """Objection periods that have ended without an objection."""
    return lapse_overdue()

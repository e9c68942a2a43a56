"""What the room does by itself."""

from celery import shared_task

from liaison.services.agreements import let_duties_fall_due
from liaison.services.standards import announce_expiring


@shared_task
def fall_due() -> int:
    """Duties of ended periods; running twice makes nothing twice."""
    return let_duties_fall_due()


@shared_task
def warn_of_ends() -> int:
    """Standards about to end; each stage is told once."""
    return announce_expiring()

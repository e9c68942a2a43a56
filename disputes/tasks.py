"""What the station does by itself."""

from celery import shared_task

from disputes.services.proceedings import warn_of_remedies


@shared_task
def warn_of_lapsing_remedies() -> int:
    """Once per remedy and last day; running twice tells nobody twice."""
    return warn_of_remedies()

"""What the API does by itself."""

from celery import shared_task

from pengjiang.api.uploads import forget_uploads


@shared_task
def sweep_uploads() -> int:
    """Uploads that nobody took within a day go."""
    return forget_uploads()

"""The nightly sweep of drafts."""

from celery import shared_task

from pengjiang.web.services.drafts import sweep_drafts


@shared_task
def sweep_kept() -> int:
    """Delete drafts older than a month and posts nobody came back for."""
    return sweep_drafts()

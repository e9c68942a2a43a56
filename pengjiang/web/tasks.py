"""Bulk actions in a worker; the nightly sweep of drafts."""

from celery import shared_task

from pengjiang.common.piecework import stalled
from pengjiang.web.models import BulkJob
from pengjiang.web.services import bulk
from pengjiang.web.services.drafts import sweep_drafts
from pengjiang.web.views.bulk import doer_of


@shared_task
def go_on_with_bulk(pk: int) -> None:
    """Do the rest of a bulk action from where it stands. Safe to run twice and side by side."""
    bulk.go_on(pk, doer=doer_of)


@shared_task
def sweep_bulk() -> int:
    """Go on with what a killed worker left."""
    waiting = stalled(BulkJob.objects)
    for pk in waiting:
        bulk.go_on(pk, doer=doer_of)
    return len(waiting)


@shared_task
def sweep_kept() -> int:
    """Delete drafts older than a month and posts nobody came back for."""
    return sweep_drafts()

"""Scanning uploads and making their page images."""

from celery import shared_task

from pengjiang.files import pages, services
from pengjiang.files.models import StoredFile


@shared_task
def process_file(pk: int) -> None:
    """Scan one file and make its pages. Safe to run twice."""
    file = StoredFile.objects.filter(pk=pk).first()
    if file is not None:
        pages.make_pages(services.process(file))


@shared_task
def sweep_files() -> int:
    """Process what no worker finished: the broker was away, or a worker was killed."""
    waiting = list(StoredFile.objects.unprocessed().order_by("id").values_list("pk", flat=True)[:20])
    for pk in waiting:
        process_file(pk)
    return len(waiting)

"""打印台账: ordered from a list, set by a worker as the person who ordered it may see it then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from kombu.exceptions import OperationalError

from pengjiang.common import clock
from pengjiang.documents.fonts import MissingFont
from pengjiang.documents.ledger import Ledger, set_ledger, text_of
from pengjiang.documents.models import ListPrint
from pengjiang.events.services import emit
from pengjiang.web.views.bulk import list_again

# More rows than these no office prints; they are for the workbook.
MOST = 1000
MAX_ATTEMPTS = 3
KEPT = timedelta(days=7)
STILL = timedelta(minutes=3)
State = ListPrint.State


@transaction.atomic
def order_print(queryset: models.QuerySet, *, actor: Any, path: str, title: str, scope: str = "") -> ListPrint:
    """Keep which rows stood there, and ask a worker."""
    keys = list(queryset.values_list("pk", flat=True)[:MOST])
    left_out = queryset.count() - len(keys) if len(keys) == MOST else 0
    job = ListPrint.objects.create(actor=actor, path=path, title=title, scope=scope, keys=keys, left_out=left_out)
    emit("documents.list.printed", actor=actor, target=job, data={"title": title, "count": len(keys)})
    transaction.on_commit(lambda: _nudge(job.pk))
    return job


def make(pk: int) -> ListPrint | None:
    """Set one list. None where there is nothing to do."""
    job = _claim(pk)
    if job is None:
        return None
    try:
        made = set_ledger(_ledger(job))
    except MissingFont as error:
        ListPrint.objects.filter(pk=pk).update(state=State.FAILED, error=str(error)[:500])
        return None
    with transaction.atomic():
        job = ListPrint.objects.select_for_update(of=("self",)).get(pk=pk)
        if job.is_over:
            return None
        job.pdf.save("ledger.pdf", ContentFile(made.pdf), save=False)
        job.pages, job.state, job.finished_at = made.pages, State.DONE, clock.now()
        job.save()
    return job


@transaction.atomic
def _claim(pk: int) -> ListPrint | None:
    """Taken for some minutes; one that killed its worker again and again is given up."""
    job = ListPrint.objects.select_for_update(skip_locked=True, of=("self",)).select_related("actor").filter(pk=pk).first()
    if job is None or job.is_over or (job.state == State.RUNNING and job.updated_at > clock.now() - STILL):
        return None
    job.attempts += 1
    job.state = State.RUNNING
    if job.attempts > MAX_ATTEMPTS:
        job.state, job.error = State.FAILED, "多次未能生成，请缩小筛选范围后重新打印，或者改为导出 Excel。"
    job.save()
    return None if job.is_over else job


def _ledger(job: ListPrint) -> Ledger:
    view = list_again(job.path, job.actor)
    columns = view.shown_columns
    rows = _rows(view, job.keys) if view.decide().ok else []
    notes = []
    if job.left_out:
        notes.append(f"本表共{len(job.keys) + job.left_out}条，超过一次打印的上限，只印前{len(job.keys)}条；其余请缩小筛选范围后打印，或者导出 Excel。")
    if len(rows) < len(job.keys):
        notes.append(f"另有{len(job.keys) - len(rows)}条已不在您的查看范围内，未印。")
    body = job.actor.organisation
    return Ledger(
        title=job.title,
        unit=body.name if body else "",
        scope=job.scope or "全部",
        on=clock.today(),
        drawn_by=job.actor.name,
        columns=columns,
        rows=[[text_of(column, row) for column in columns] for row in rows],
        note="".join(notes),
        demo=settings.DEMO,
    )


def _rows(view: Any, keys: Sequence[int]) -> list[Any]:
    """The rows in the order in which they stood, as far as they still exist for the person."""
    found = {row.pk: row for row in view.get_rows().filter(pk__in=keys)}
    rows = [found[key] for key in keys if key in found]
    view.decorate(rows)
    return rows


def sweep() -> int:
    """Go on with what no worker touched; drop what has lain for a week. The number made."""
    for old in ListPrint.objects.filter(created_at__lt=clock.now() - KEPT)[:50]:
        old.pdf.delete(save=False)
        old.delete()
    still = clock.now() - STILL
    waiting = ListPrint.objects.unfinished().filter(updated_at__lt=still).order_by("pk").values_list("pk", flat=True)[:5]
    return sum(make(pk) is not None for pk in list(waiting))


def _nudge(pk: int) -> None:
    """Named, not imported: tasks stand above services. Beat's sweep is the guarantee."""
    try:
        current_app.send_task("pengjiang.documents.tasks.set_list", [pk], retry=False)
    except (OperationalError, OSError):
        return

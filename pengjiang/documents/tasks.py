"""Printing: asked for after commit, guaranteed by beat's sweep."""

from contextlib import suppress

from celery import shared_task
from celery.signals import worker_process_init

from pengjiang.documents import fonts, pdf
from pengjiang.documents.services import making, printing

SWEEP_AT_MOST = 50


@worker_process_init.connect
def warm_up(**_signal: object) -> None:
    """Each process registers fonts and parses style sheets before its first paper; without fonts the first paper will say so."""
    with suppress(fonts.MissingFont, fonts.MissingCharacter):
        pdf.warm()


@shared_task
def render_document(pk: int) -> None:
    """Make one paper's files. Safe to run twice and side by side."""
    making.make_one(pk)


@shared_task
def sweep_documents() -> int:
    """Make what no worker finished: the broker was away, or a worker was killed. The number made."""
    made = 0
    while made < SWEEP_AT_MOST and making.make_next():
        made += 1
    return made


@shared_task
def set_list(pk: int) -> None:
    """Set a list for paper. Safe to run twice: what is finished stays."""
    printing.make(pk)


@shared_task
def sweep_prints() -> int:
    """Set what no worker finished, and forget what has lain for a week."""
    return printing.sweep()

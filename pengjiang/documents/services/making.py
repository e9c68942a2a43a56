"""Making the files of a paper: exactly one result, however often a worker starts, and wherever it is killed.

A worker claims the row under a lock and commits the claim; it prints without a transaction; it stores its result only while the claim
is still its own. A worker that died leaves a claim that grows old and is taken over; a worker that was merely slow then finds that
the claim is no longer its own and throws its result away.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import Any

import segno
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q

from pengjiang.common import clock
from pengjiang.documents.docx import write_docx
from pengjiang.documents.enums import Making
from pengjiang.documents.fonts import MissingCharacter, MissingFont
from pengjiang.documents.html import Imprint, Verification
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.pdf import render
from pengjiang.documents.services.queueing import queue
from pengjiang.events.services import emit

# A paper takes seconds; whoever holds a claim longer is dead.
STALE_AFTER = timedelta(minutes=2)
# The sweep leaves a fresh row to the worker that was asked after commit.
GRACE = timedelta(seconds=5)
MAX_ATTEMPTS = 5
# Printed on paper that outlives every URL table: it never changes.
VERIFY_PATH = "/verify/"


def make_one(pk: int) -> IssuedDocument | None:
    """Make the files of one paper, unless they are made or in another's hands."""
    document = _claim(Q(pk=pk, making=Making.QUEUED) | Q(pk=pk, making=Making.RENDERING, claimed_at__lt=clock.actual() - STALE_AFTER))
    return _make(document) if document else None


def make_next() -> IssuedDocument | None:
    """Make the files of the next paper that nobody works on; None when there is none."""
    now = clock.actual()
    document = _claim(Q(making=Making.QUEUED, queued_at__lt=now - GRACE) | Q(making=Making.RENDERING, claimed_at__lt=now - STALE_AFTER))
    return _make(document) if document else None


def retry(document: IssuedDocument, *, actor: Any) -> IssuedDocument:
    """Put a failed paper back: the button on its card."""
    with transaction.atomic():
        document = IssuedDocument.objects.locked().get(pk=document.pk)
        if document.making == Making.FAILED:
            queue(document)
            document.save()
            emit("documents.document.retried", actor=actor, target=document.target, related=[document], data={"title": document.title})
    return document


@transaction.atomic
def _claim(which: Q) -> IssuedDocument | None:
    """Take a row, or leave it when another worker has its lock. A row that has been tried too often is given up."""
    document = IssuedDocument.objects.select_for_update(skip_locked=True, of=("self",)).filter(which).order_by("id").first()
    if document is None:
        return None
    if document.attempts >= MAX_ATTEMPTS:
        _fail(document, document.error or f"连续{MAX_ATTEMPTS}次未能生成，请联系系统管理员查看日志。")
        return None
    document.making, document.claim, document.claimed_at = Making.RENDERING, uuid.uuid4(), clock.actual()
    document.attempts += 1
    document.save(update_fields=["making", "claim", "claimed_at", "attempts"])
    return document


def _make(document: IssuedDocument) -> IssuedDocument | None:
    try:
        tree, imprint = document.tree, imprint_of(document)
        made, word = render(tree, imprint), write_docx(tree, imprint)
    except (MissingCharacter, MissingFont) as error:
        # Trying again would not help: a person must change the text or install a font.
        with transaction.atomic():
            held = _held(document)
            if held:
                _fail(held, str(error))
        return None
    except Exception as error:
        # Any other fault is kept on the row, goes to the log by being raised, and is tried again by the sweep.
        IssuedDocument.objects.filter(pk=document.pk, claim=document.claim).update(
            making=Making.QUEUED, queued_at=clock.actual(), error=str(error)[:500]
        )
        raise
    return _store(document, pdf=made.pdf, html=made.html, pages=made.pages, docx=word)


@transaction.atomic
def _store(document: IssuedDocument, *, pdf: bytes, html: str, pages: int, docx: bytes) -> IssuedDocument | None:
    held = _held(document)
    if held is None:
        return None
    before = [(file.storage, file.name) for file in (held.pdf, held.docx) if file]
    held.pdf.save(f"{held.claim}.pdf", ContentFile(pdf), save=False)
    held.docx.save(f"{held.claim}.docx", ContentFile(docx), save=False)
    held.html, held.pages, held.pdf_sha256 = html, pages, hashlib.sha256(pdf).hexdigest()
    held.making, held.rendered_at, held.error = Making.READY, clock.now(), ""
    held.save(update_fields=["pdf", "docx", "html", "pages", "pdf_sha256", "making", "rendered_at", "error"])
    emit(
        "documents.document.rendered",
        actor=None,
        target=held.target,
        related=[held],
        data={"title": held.title, "pages": pages, "sha256": held.pdf_sha256},
    )
    for storage, name in before:
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    return held


def _held(document: IssuedDocument) -> IssuedDocument | None:
    """The row under lock, if the claim is still ours."""
    return IssuedDocument.objects.locked().filter(pk=document.pk, claim=document.claim, making=Making.RENDERING).first()


def _fail(document: IssuedDocument, error: str) -> None:
    document.making, document.error = Making.FAILED, error[:500]
    document.save(update_fields=["making", "error"])
    emit(
        "documents.document.failed",
        actor=None,
        target=document.target,
        related=[document],
        data={"title": document.title, "error": document.error},
        ok=False,
    )


def imprint_of(document: IssuedDocument) -> Imprint:
    """What is printed round the tree: who, when, and for an issued paper how to check it."""
    if not document.code:
        return Imprint(document.organisation.name, document.created_at.date())
    page = f"{settings.SITE_URL.rstrip('/')}{VERIFY_PATH}"
    address = f"{page}{document.code}/"
    svg = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)
    return Imprint(document.issuer_name, document.issued_on, Verification(document.spoken_code, page, svg))

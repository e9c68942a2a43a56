"""Dossiers with read papers, for tests."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import drain
from pengjiang.files.enums import FileKind
from pengjiang.files.models import StoredFile
from pengjiang.files.services import store_upload
from pengjiang.readings.models import Reading
from pengjiang.readings.tasks import read_file
from tests.readings.written import Written, as_pdf, papers


def paper(name: str) -> Written:
    return next(one for one in papers() if one.name == name)


def upload(dossier: Dossier, content: bytes, name: str, *, actor: Any) -> StoredFile:
    """An upload, as far as the outbox: the reading is noted."""
    file = store_upload(ContentFile(content, name=name), actor=actor, target=dossier, kind=FileKind.VOLUME)
    while drain():
        pass
    return file


def read_paper(dossier: Dossier, name: str, *, actor: Any) -> Reading:
    """A written paper as a text PDF, uploaded and read."""
    file = upload(dossier, as_pdf(paper(name)), f"{name}.pdf", actor=actor)
    reading = Reading.objects.get(file=file)
    read_file(reading.pk)
    reading.refresh_from_db()
    return reading

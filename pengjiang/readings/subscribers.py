"""An upload to a dossier is read."""

from __future__ import annotations

from typing import Any

from pengjiang.events.types import subscriber
from pengjiang.files.models import StoredFile
from pengjiang.readings.services import begin


@subscriber("readings.uploads", label="文书识读", events="files.uploaded")
def on_upload(entry: Any) -> None:
    """Once in a worker, after the upload is stored."""
    if not entry.target.startswith("dossiers.dossier"):
        return
    for ref in entry.refs:
        if ref.startswith("files.storedfile"):
            file = StoredFile.objects.filter(pk=ref.partition(":")[2]).first()
            if file is not None:
                begin(file)

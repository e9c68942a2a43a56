"""Files that came by the resumable upload, on their way into an act."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request


def take(token: str, request: Request) -> UploadedFile:
    """The finished upload of this caller with that number, as a form takes it. Raises ``Invalid`` where there is none."""
    raise NotImplementedError

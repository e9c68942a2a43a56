"""Files that come with a form: what is wrong with one of them is said beside the form's own field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from pengjiang.accounts.models import User
from pengjiang.common.errors import DomainError
from pengjiang.files.models import StoredFile
from pengjiang.files.services import store_upload


def keep_files(files: Iterable[Any], *, actor: User, target: models.Model) -> list[StoredFile]:
    """All of them or, in the caller's transaction, none. Raises what ``store_upload`` raises, for the field ``files``."""
    kept = []
    for file in files:
        try:
            kept.append(store_upload(file, actor=actor, target=target))
        except DomainError as error:
            raise type(error)(error.message, field="files") from error
    return kept

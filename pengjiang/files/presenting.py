"""What a page needs to show a target's files: list, upload field, buttons with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from pengjiang.access import Decision
from pengjiang.common.refs import ObjectRef
from pengjiang.files.content import IMAGES, ContentType
from pengjiang.files.enums import FileKind
from pengjiang.files.queries import Volume, volume_of
from pengjiang.files.registry import policy_of


@dataclass(frozen=True)
class FilesPanel:
    """``{% include "files/_panel.html" with files=panel %}`` draws it."""

    volume: Volume
    kind: str
    ref: str
    upload: Decision
    remove: Decision
    accepts: tuple[ContentType, ...]

    @property
    def accept(self) -> str:
        """The ``accept`` attribute of the file field."""
        return ",".join(ending for kind in self.accepts for ending in kind.extensions)

    @property
    def upload_url(self) -> str:
        return reverse("files:upload", args=[self.ref, self.kind])

    @property
    def shots_id(self) -> str:
        """Of the button that makes one PDF of photographs."""
        return f"shots-{self.kind}"

    @property
    def list_url(self) -> str:
        return reverse("files:list", args=[self.ref, self.kind])

    @property
    def volume_url(self) -> str:
        return reverse("files:volume", args=[self.ref, self.kind])

    @property
    def join_url(self) -> str:
        return reverse("files:join", args=[self.ref, self.kind])

    @property
    def can_join(self) -> bool:
        """Two or more pictures that could be one PDF."""
        mimes = {kind.mime for kind in IMAGES}
        return self.upload.ok and self.remove.ok and sum(file.content_type in mimes and file.is_ready for file in self.volume.files) > 1


def files_panel(user: Any, target: Model, *, kind: str = FileKind.VOLUME, accepts: Iterable[ContentType] = ()) -> FilesPanel:
    """The panel of a target's files, as this person may use it."""
    policy = policy_of(target)
    return FilesPanel(
        volume_of(target, kind=kind),
        kind,
        str(ObjectRef.of(target)),
        policy.upload(user, target),
        policy.remove(user, target),
        tuple(accepts) or policy.accepts,
    )

"""Who may see, add and remove the files of a model's objects. Each app declares it in its ``files.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from pengjiang.access import Decision
from pengjiang.common.registry import Registry
from pengjiang.files.content import ACCEPTED, ContentType

Ask = Callable[[Any, Any], Decision]


def _never(_user: Any, _obj: Any) -> Decision:
    return Decision.no("此处的文件不能由人员增删。")


@dataclass(frozen=True)
class FilePolicy:
    """Each question is ``fn(user, target) -> Decision``. ``url`` leads back to the target's page."""

    view: Ask
    upload: Ask = _never
    remove: Ask = _never
    url: Callable[[Any], str] | None = None
    accepts: tuple[ContentType, ...] = ACCEPTED


FILE_POLICIES: Registry[FilePolicy] = Registry("file policies")


def file_policy(
    model_label: str,
    *,
    view: Ask,
    upload: Ask = _never,
    remove: Ask = _never,
    url: Callable[[Any], str] | None = None,
    accepts: tuple[ContentType, ...] = ACCEPTED,
) -> FilePolicy:
    """Declare the policy of a model (label in lower case, e.g. ``dossiers.dossier``)."""
    return FILE_POLICIES.register(model_label, FilePolicy(view, upload, remove, url, accepts))


def policy_of(obj: Model | type[Model]) -> FilePolicy:
    """The policy of an object. Raises ``LookupError`` where none is declared: such an object has no files."""
    return FILE_POLICIES.get(obj._meta.label_lower)

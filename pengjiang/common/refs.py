"""References without foreign keys: how the trail, limits, files and documents name any object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model


@dataclass(frozen=True, order=True)
class ObjectRef:
    """``kind`` is the model's lower-case label, e.g. ``cases.recommendation``."""

    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.pk}"

    @classmethod
    def of(cls, obj: Model | ObjectRef) -> ObjectRef:
        """The reference of a stored object. Raises ``ValueError`` for one not yet saved."""
        if isinstance(obj, ObjectRef):
            return obj
        if obj.pk is None:
            raise ValueError(f"{obj!r} is not stored yet")
        return cls(obj._meta.label_lower, obj.pk)

    @classmethod
    def parse(cls, text: str) -> ObjectRef:
        """Inverse of ``str``. Raises ``ValueError``."""
        kind, _, pk = text.rpartition(":")
        if "." not in kind:
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, int(pk))

    @property
    def label(self) -> str:
        """What a page calls it: the kind in Chinese and the key."""
        return f"{self.model._meta.verbose_name}（编号{self.pk}）"

    @property
    def model(self) -> type[Model]:
        """The model class. Raises ``LookupError`` for an unknown kind."""
        return apps.get_model(self.kind)

    def fetch(self) -> Model | None:
        """The object, or None when it no longer exists."""
        return self.model._default_manager.filter(pk=self.pk).first()


def name_of(text: str) -> str:
    """What a page calls the object of a reference text; of a kind that no longer exists, the text itself."""
    try:
        return ObjectRef.parse(text).label
    except (ValueError, LookupError):
        return text


def fetch_all(refs: Iterable[str]) -> dict[str, Model]:
    """Objects by reference text, one query per kind; what no longer exists is left out."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for text in refs:
        ref = ObjectRef.parse(text)
        by_kind[ref.kind].add(ref.pk)
    found = {}
    for kind, keys in by_kind.items():
        for obj in apps.get_model(kind)._default_manager.filter(pk__in=keys):
            found[f"{kind}:{obj.pk}"] = obj
    return found

"""Files of a target, and the volume they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Model

from pengjiang.common.refs import ObjectRef
from pengjiang.files.enums import FileKind, FileState
from pengjiang.files.models import PageImage, StoredFile
from pengjiang.files.registry import policy_of


@dataclass(frozen=True)
class Page:
    """One page of a volume: ``number`` runs through the whole volume, ``within`` through the file."""

    number: int
    file: StoredFile
    within: int


@dataclass(frozen=True)
class Section:
    """A file and the pages it fills: from ``first`` to ``last`` of the volume (both 0 where it has none)."""

    file: StoredFile
    first: int
    last: int
    made: int = 0


@dataclass(frozen=True)
class Volume:
    """The files of a target in their order."""

    target: Model
    files: tuple[StoredFile, ...]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        sections, total = [], 0
        for file in self.files:
            pages = file.pages if file.is_ready and file.is_paged else 0
            made = getattr(file, "made", 0)
            sections.append(Section(file, total + 1 if pages else 0, total + pages if pages else 0, made))
            total += pages
        return tuple(sections)

    @property
    def total_pages(self) -> int:
        return sum(section.last - section.first + 1 for section in self.sections if section.first)

    @property
    def is_working(self) -> bool:
        """True while a file is checked or its pages are made."""
        return any(file.state == FileState.CHECKING or (file.is_ready and not file.pages_made) for file in self.files)

    def page(self, number: int) -> Page | None:
        """A page by its number in the volume."""
        for section in self.sections:
            if section.first and section.first <= number <= section.last:
                return Page(number, section.file, number - section.first + 1)
        return None


def volume_of(target: Model, *, kind: str = FileKind.VOLUME) -> Volume:
    """The volume of a target in two queries, however many files it has."""
    files = StoredFile.objects.of(target, kind=kind).select_related("uploaded_by").annotate(made=Count("images")).order_by("order", "id")
    return Volume(target, tuple(files))


def page_counts(targets: Iterable[Model], *, kind: str = FileKind.VOLUME) -> dict[int, int]:
    """Pages by primary key for many targets of one model, in one query."""
    refs = {str(ObjectRef.of(target)): target.pk for target in targets}
    counts = dict.fromkeys(refs.values(), 0)
    rows = StoredFile.objects.filter(target__in=refs, kind=kind, state=FileState.READY).values_list("target", "pages")
    for target, pages in rows:
        counts[refs[target]] += pages
    return counts


def target_for(user: Any, ref: ObjectRef) -> Model | None:
    """The object of a reference, if it exists for the user."""
    manager = ref.model._default_manager
    found = manager.visible_to(user).filter(pk=ref.pk).first()
    return found if found is not None and policy_of(found).view(user, found).ok else None


def file_for(user: Any, uuid: str) -> tuple[StoredFile, Model] | None:
    """A file and its target, if the user may see them."""
    file = StoredFile.objects.exclude(state=FileState.REMOVED).filter(uuid=uuid).first()
    target = target_for(user, file.ref) if file else None
    return (file, target) if target is not None else None


def page_image(file: StoredFile, number: int) -> PageImage | None:
    """The image of a page, once it is made."""
    return PageImage.objects.filter(file=file, number=number).first()

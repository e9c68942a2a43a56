"""Suggestions as the facts form shows them, and how far the readings of a dossier are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.facts.labels import document_types
from pengjiang.dossiers.facts.pointer import get
from pengjiang.dossiers.identity import mask_id
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.registry import Hint
from pengjiang.files.enums import FileKind, FileState
from pengjiang.readings.enums import Answer, ReadingState
from pengjiang.readings.models import Reading, Suggestion
from pengjiang.readings.placing import CITED, Placing

# The number of the file is given at its registration; that of the paper stands with the papers.
NOT_ASKED = {"/number"}


def placed(dossier: Dossier, *, keys: Collection[str] | None = None, document: Mapping[str, Any] | None = None) -> list[Hint]:
    """Waiting suggestions with their places among the facts that stand, the same fact from two papers once."""
    document = dossier.document() if document is None else document
    rows = (
        Suggestion.objects.filter(reading__dossier=dossier, state=Answer.WAITING, reading__state=ReadingState.READ)
        .exclude(reading__file__state=FileState.REMOVED)
        .select_related("reading__file")
    )
    papers: dict[tuple[int, int], list[Suggestion]] = {}
    for row in rows:
        papers.setdefault((row.reading_id, row.part), []).append(row)
    placing, pages = Placing(document), _first_pages(dossier)
    hints: dict[tuple[str, str], Hint] = {}
    for members in papers.values():
        places = placing.place([(row.pointer, row.value) for row in members])
        for row in members:
            pointer = places[row.pointer]
            if pointer in NOT_ASKED or stands(document, pointer, row.value):
                continue
            same = hints.get((pointer, row.value_json))
            if same:
                same.members.append(row.pk)
            else:
                hints[pointer, row.value_json] = _hint(row, pointer, dossier, pages)
    return [hint for hint in hints.values() if keys is None or hint.key in keys]


def stands(document: Mapping[str, Any], pointer: str, value: Any) -> bool:
    """True where the facts say the same already; sums and counts may be written as text."""
    listed = next((at for at in CITED if pointer.startswith(at + "/")), "")
    if listed and isinstance(value, dict):
        return any(isinstance(row, dict) and _same_place(row, value) for row in get(document, listed, []))
    standing = get(document, pointer)
    return standing == value or (standing is not None and not isinstance(value, (dict, list, bool)) and str(standing) == str(value))


def _same_place(row: Mapping[str, Any], cited: Mapping[str, Any]) -> bool:
    return all(row.get(key, "") == cited.get(key, "") for key in ("law", "article", "paragraph", "item"))


def _hint(row: Suggestion, pointer: str, dossier: Dossier, pages: Mapping[int, int]) -> Hint:
    file = row.reading.file
    value = row.value
    text, words = value, row.words
    if pointer.endswith("/id_no"):
        text = mask_id(value)
        words = words.replace(value, text)
    volume = reverse("files:volume", args=[str(ObjectRef.of(dossier)), FileKind.VOLUME])
    first = pages.get(file.pk, 0)
    return Hint(
        key=str(row.pk),
        pointer=pointer,
        value=value,
        text=text,
        words=words,
        page=row.page,
        confidence=row.confidence,
        paper=f"{row.reading_id}-{row.part}",
        paper_label=f"{document_types().get(row.kind) or PAPERS.get(row.kind, '文书')}（{file.name}）",
        url=f"{volume}?page={first + row.page - 1}" if first else reverse("files:download", args=[file.uuid]),
        picture=reverse("files:page", args=[file.uuid, row.page]) if file.is_paged and file.pages_made else "",
        members=[row.pk],
    )


PAPERS = {"DCCF": "当场处罚决定书", "SDHZ": "送达回证"}


def _first_pages(dossier: Dossier) -> dict[int, int]:
    """The page of the volume on which each file begins."""
    from pengjiang.files.queries import volume_of  # noqa: PLC0415 — asked for once a page

    return {section.file.pk: section.first for section in volume_of(dossier).sections}


@dataclass(frozen=True)
class Progress:
    """How far the readings of a dossier are."""

    readings: list[Reading]
    # Something was read since the page was opened.
    arrived: bool = False

    @property
    def under_way(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.is_under_way]

    @property
    def failed(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.state == ReadingState.FAILED]

    @property
    def read(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.state == ReadingState.READ]


def progress_of(dossier: Dossier) -> Progress:
    """Readings of the files that are still there."""
    rows = Reading.objects.filter(dossier=dossier).exclude(file__state=FileState.REMOVED).select_related("file").defer("words")
    return Progress(list(rows))

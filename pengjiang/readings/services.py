"""Reading papers, and what people answer to the facts that these suggest."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Q
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, NotAllowed
from pengjiang.dossiers.facts.pointer import get
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.events.services import emit
from pengjiang.files.content import DOCX, IMAGES, PDF
from pengjiang.files.enums import FileKind, FileState
from pengjiang.files.models import StoredFile
from pengjiang.files.services import process, read_bytes
from pengjiang.readings import queries, sources
from pengjiang.readings.enums import Answer, ReadingState
from pengjiang.readings.models import Reading, Suggestion
from pengjiang.readings.reading.finding import Finder
from pengjiang.readings.reading.kinds import kind_of
from pengjiang.readings.reading.paper import Paper, Segment
from pengjiang.readings.reading.reader import EDITION, read

READABLE = {kind.mime for kind in (PDF, DOCX, *IMAGES)}
MAX_PAGES = 60  # a volume longer than this is read as far as here
MAX_ATTEMPTS = 3
# A worker that has said nothing for so long is gone.
SILENCE = timedelta(minutes=3)


def begin(file: StoredFile) -> Reading | None:
    """Note that a file of a dossier is to be read, once; None where it is none that can be read."""
    if file.kind != FileKind.VOLUME or file.content_type not in READABLE or file.ref.kind != "dossiers.dossier":
        return None
    dossier = Dossier.objects.filter(pk=file.ref.pk).first()
    if dossier is None:
        return None
    reading, made = Reading.objects.get_or_create(file=file, defaults={"dossier": dossier})
    if made:
        transaction.on_commit(lambda: nudge(reading))
    return reading


@transaction.atomic
def begin_again(reading: Reading, *, actor: Any) -> Reading:
    """Read a file anew; suggestions that were answered stay answered."""
    _require(actor, reading.dossier)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("file", "dossier").get(pk=reading.pk)
    if reading.is_under_way:
        raise Conflict("这份材料正在识读，请稍候。")
    reading.state, reading.problem, reading.attempts, reading.heard_at = ReadingState.QUEUED, "", 0, clock.now()
    reading.words, reading.pages_done, reading.is_scan = "", 0, False
    reading.save()
    emit("readings.started", actor=actor, target=reading.dossier, related=[reading.file], data={"name": reading.file.name})
    transaction.on_commit(lambda: nudge(reading))
    return reading


@transaction.atomic
def begin_failed_again(dossier: Dossier, *, actor: Any) -> list[Reading]:
    """Read anew every file of a dossier that could not be read."""
    _require(actor, dossier)
    failed = list(Reading.objects.filter(dossier=dossier, state=ReadingState.FAILED).exclude(file__state=FileState.REMOVED))
    if not failed:
        raise Conflict("没有需要重新识读的材料。")
    return [begin_again(reading, actor=actor) for reading in failed]


def nudge(reading: Reading) -> None:
    """Ask the right worker now. With the broker gone nothing is lost: beat sweeps what waits."""
    from pengjiang.readings.tasks import read_file, read_scan  # noqa: PLC0415 — tasks stand above services

    try:
        (read_scan if reading.is_scan else read_file).apply_async(args=[reading.pk], retry=False)
    except (OperationalError, OSError):
        return


def read_text(reading: Reading) -> Reading:
    """Read what has a text layer; pages that are pictures go to the worker for scans. Safe to repeat."""
    file = process(reading.file)
    if file.state == FileState.CHECKING or not _claim(reading, is_scan=False):
        return reading
    if file.state != FileState.READY:
        return _fail(reading, "文件未通过检查或者已删除。")
    try:
        pages = _text_pages(file)
    except sources.Unreadable as error:
        return _fail(reading, f"{error}。")
    reading.pages = len(pages)
    reading.words = _packed(pages)
    reading.pages_done = sum(page is not None for page in pages)
    if None in pages:
        reading.is_scan, reading.state, reading.heard_at = True, ReadingState.QUEUED, clock.now()
        reading.save()
        nudge(reading)
        return reading
    reading.engine = "文字层" if file.content_type == PDF.mime else "DOCX 文字"
    return _finish(reading, pages, scanned=frozenset())


def read_pictures(reading: Reading) -> Reading:
    """Recognise the pages that have no text, one by one, each kept as soon as it is read. Safe to repeat, and to break off."""
    from pengjiang.readings import recognition  # noqa: PLC0415 — models of most of a gigabyte, for this worker only

    if not reading.is_scan or not _claim(reading, is_scan=True):
        return reading
    file, pages = reading.file, _unpacked(reading.words)
    if file.state != FileState.READY:
        return _fail(reading, "文件未通过检查或者已删除。")
    content = read_bytes(file)
    done = {number for number, page in enumerate(pages, start=1) if page is not None and page and page[0].score < 1}
    scanned = set(done)
    for number, page in enumerate(pages, start=1):
        if page is None:
            image = recognition.pdf_page(content, number) if file.content_type == PDF.mime else recognition.picture(content)
            pages[number - 1] = recognition.recognise(image, number, turn=file.turn)
            scanned.add(number)
            reading.words, reading.pages_done, reading.heard_at = _packed(pages), reading.pages_done + 1, clock.now()
            reading.save(update_fields=["words", "pages_done", "heard_at"])
    reading.engine = recognition.engine_version()
    return _finish(reading, pages, scanned=frozenset(scanned))


def _text_pages(file: StoredFile) -> list[list[Segment] | None]:
    """Pages with their words; None for one to be recognised."""
    if file.content_type in {kind.mime for kind in IMAGES}:
        return [None]
    content = read_bytes(file)
    if file.content_type == DOCX.mime:
        return [sources.docx_segments(content)]
    return [page or None for page, _ in zip(sources.pdf_segments(content), range(MAX_PAGES), strict=False)]


def _claim(reading: Reading, *, is_scan: bool) -> bool:
    """Take the reading, unless another worker has it and is alive."""
    now = clock.now()
    free = Q(state=ReadingState.QUEUED) | Q(state=ReadingState.READING, heard_at__lt=now - SILENCE)
    taken = Reading.objects.filter(free, pk=reading.pk, is_scan=is_scan).update(
        state=ReadingState.READING, heard_at=now, attempts=reading.attempts + 1
    )
    if taken:
        reading.refresh_from_db()
        if reading.attempts > MAX_ATTEMPTS:
            _fail(reading, f"识读{MAX_ATTEMPTS}次都没有完成，请检查文件后重新识读。")
            return False
    return bool(taken)


@transaction.atomic
def _fail(reading: Reading, reason: str) -> Reading:
    reading.state, reading.problem = ReadingState.FAILED, reason[:200]
    reading.save()
    emit(
        "readings.failed",
        actor=None,
        target=reading.dossier,
        related=[reading.file],
        data={"name": reading.file.name, "reason": reason},
        ok=False,
    )
    return reading


@transaction.atomic
def _finish(reading: Reading, pages: Sequence[list[Segment] | None], *, scanned: frozenset[int]) -> Reading:
    """Store what the papers suggest. What a person has answered before is not asked again."""
    reading.state, reading.edition, reading.heard_at, reading.problem = ReadingState.READ, EDITION, clock.now(), ""
    reading.words = _packed(pages)
    reading.pages_done = reading.pages
    reading.save()
    reading.suggestions.filter(state=Answer.WAITING).delete()
    answered = set(reading.suggestions.values_list("part", "pointer"))
    rows = []
    for part, paper in enumerate(papers_of(pages, scanned)):
        made = read(paper)
        order = count()
        for one in made.suggestions:
            if (part, one.pointer) not in answered:
                rows.append(
                    Suggestion(
                        reading=reading, part=part, kind=made.kind, order=next(order), pointer=one.pointer,
                        value_json=json.dumps(one.value, ensure_ascii=False), words=one.words, page=one.page, confidence=one.confidence,
                    )
                )  # fmt: skip
    Suggestion.objects.bulk_create(rows)
    emit("readings.read", actor=None, target=reading.dossier, related=[reading.file], data={"name": reading.file.name, "count": len(rows)})
    return reading


def papers_of(pages: Sequence[list[Segment] | None], scanned: frozenset[int]) -> list[Paper]:
    """A volume cut into its papers: a page with a title begins a new one."""
    groups: list[list[int]] = []
    for number, page in enumerate(pages, start=1):
        starts = bool(page) and bool(kind_of(Finder(Paper.of(page))))
        if starts or not groups:
            groups.append([number])
        else:
            groups[-1].append(number)
    return [
        Paper.of([segment for number in group for segment in pages[number - 1] or ()], scanned=bool(scanned & set(group)))
        for group in groups
    ]


def complete(dossier: Dossier, facts: dict[str, Any], adopted: Collection[str]) -> dict[str, Any]:
    """Put the whole ID number where the form showed the masked one of an adopted suggestion."""
    for hint in queries.placed(dossier, keys=adopted):
        if hint.pointer.endswith("/id_no") and get(facts, hint.pointer) == hint.text:
            facts = json.loads(json.dumps(facts))
            get(facts, hint.pointer.rpartition("/")[0])["id_no"] = hint.value
    return facts


@transaction.atomic
def settle(dossier: Dossier, *, actor: Any, before: dict[str, Any], adopted: Collection[str], rejected: Collection[str]) -> None:
    """Note what became of the suggestions that a person answered, once the facts are stored."""
    _require(actor, dossier)
    hints = queries.placed(dossier, keys=[*adopted, *rejected], document=before)
    facts, counts = dossier.document(), {Answer.ADOPTED: 0, Answer.CHANGED: 0, Answer.REJECTED: 0}
    for hint in hints:
        if hint.key in rejected:
            state = Answer.REJECTED
        else:
            state = Answer.ADOPTED if queries.stands(facts, hint.pointer, hint.value) else Answer.CHANGED
        done = Suggestion.objects.filter(pk__in=hint.members, state=Answer.WAITING).update(
            state=state, answered_by=actor, answered_at=clock.now()
        )
        counts[state] += bool(done)
    if any(counts.values()):
        emit("readings.answered", actor=actor, target=dossier, data={state.value: number for state, number in counts.items()})


def _require(actor: Any, dossier: Dossier) -> None:
    decision = can(actor, DossierPermission.EDIT, dossier)
    if not decision.ok:
        raise NotAllowed(decision.reason)


def _packed(pages: Iterable[list[Segment] | None]) -> str:
    return json.dumps([None if page is None else [astuple(segment) for segment in page] for page in pages], ensure_ascii=False)


def _unpacked(text: str) -> list[list[Segment] | None]:
    return [
        None if page is None else [Segment(words, number, tuple(box) if box else None, score) for words, number, box, score in page]
        for page in json.loads(text or "[]")
    ]

"""装订: the papers and files of a case as two PDFs, 正卷 and 副卷, each with cover, list, pages and end sheet."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import img2pdf
import pikepdf
from django.core.files.base import ContentFile
from django.db import models, transaction

from cases.models import ProofRound, Volume
from cases.services.archive.sheets import cover, end_sheet, listing
from cases.services.archive.volumes import PARTS
from pengjiang.common import clock
from pengjiang.documents.enums import Making, Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.pdf import render
from pengjiang.events.types import Audience
from pengjiang.files.enums import FileState
from pengjiang.files.models import StoredFile
from pengjiang.workflow.services import fire

IMAGES = {"image/jpeg", "image/png"}


@dataclass
class Piece:
    """One paper or file on its way into a volume; ``pdf`` empty for what cannot be printed and stays electronic."""

    part: str
    title: str
    number: str
    day: date
    sha256: str
    pdf: bytes = b""
    pages: int = 0
    first: int = 0

    def told(self) -> dict[str, Any]:
        """As the catalogue keeps it."""
        return {
            "part": self.part,
            "title": self.title,
            "number": self.number,
            "day": f"{self.day:%Y-%m-%d}",
            "pages": self.pages,
            "first": self.first,
            "sha256": self.sha256,
            "bound": bool(self.pdf),
        }


@dataclass
class Bound:
    """One part, bound."""

    pdf: bytes
    pages: int
    pieces: list[Piece] = field(default_factory=list)


class NotReady(Exception):
    """A paper is still being made, or a file being checked."""


def objects_of(volume: Volume) -> list[models.Model]:
    """Everything of the case that papers and files hang on, in the order of the work."""
    case = volume.case
    found: list[models.Model] = [*([case.transfer] if case.transfer_id else []), *case.joined.all(), case, *case.records.all()]
    for recommendation in case.recommendations.order_by("id"):
        found += [recommendation, *recommendation.deliveries.all(), *recommendation.objections.all(), *recommendation.extensions.all()]
        found += [*ProofRound.objects.filter(item__recommendation=recommendation), *([recommendation.reply] if hasattr(recommendation, "reply") else [])]
    return [*found, *case.dispatches.all(), *case.hearings.all(), *case.contacts.all(), *case.corrections.all(), *volume.supplements.all()]


def pieces_of(volume: Volume) -> list[Piece]:
    """Papers issued and files kept, by day. Raises ``NotReady``."""
    found: list[Piece] = []
    for obj in objects_of(volume):
        found += _papers(obj)
        found += _files(obj)
    return sorted(found, key=lambda piece: piece.day)


def _papers(obj: models.Model) -> Iterator[Piece]:
    for document in IssuedDocument.objects.of(obj).exclude(standing=Standing.DRAFT).order_by("id"):
        if document.making in {Making.QUEUED, Making.RENDERING}:
            raise NotReady(document.title)
        if document.making != Making.READY:
            continue
        with document.pdf.open("rb") as stream:
            content = stream.read()
        mark = "" if document.standing == Standing.ISSUED else f"（{document.get_standing_display()}）"
        part = "main" if document.type.audience is Audience.SHARED else "inner"
        yield Piece(part, f"{document.title}{mark}", document.number, document.issued_on, document.pdf_sha256, content)


def _files(obj: models.Model) -> Iterator[Piece]:
    part = getattr(obj, "part", "inner" if obj._meta.model_name == "correction" else "main")
    for file in StoredFile.objects.of(obj):
        if file.state == FileState.CHECKING:
            raise NotReady(file.name)
        if file.state != FileState.READY:
            continue
        with file.content.open("rb") as stream:
            content = stream.read()
        yield Piece(part, file.name, "", file.created_at.astimezone(clock.ZONE).date(), file.sha256, _as_pdf(file.content_type, content))


def _as_pdf(mime: str, content: bytes) -> bytes:
    """What can be bound; a workbook or a damaged scan stays electronic and is listed."""
    try:
        if mime in IMAGES:
            return img2pdf.convert(content, rotation=img2pdf.Rotation.ifvalid)
        if mime == "application/pdf":
            with pikepdf.open(io.BytesIO(content)) as opened:
                return content if len(opened.pages) else b""
    except (img2pdf.ImageOpenError, img2pdf.AlphaChannelError, pikepdf.PdfError):
        return b""
    return b""


def bind_part(volume: Volume, part: str, pieces: list[Piece]) -> Bound:
    """Cover, list, pages, end sheet; the list says on which page each paper begins."""
    own = [piece for piece in pieces if piece.part == part]
    page = 1
    out = pikepdf.new()
    body = pikepdf.new()
    for piece in own:
        if piece.pdf:
            with pikepdf.open(io.BytesIO(piece.pdf)) as opened:
                piece.pages, piece.first = len(opened.pages), page
                page += piece.pages
                body.pages.extend(opened.pages)
    pages = page - 1
    label = PARTS[part]
    _number(body)
    for tree in (cover(volume, label, pages), listing(volume, label, own)):
        _append(out, render(tree).pdf)
    out.pages.extend(body.pages)
    _append(out, render(end_sheet(volume, label, pages, own)).pdf)
    with out.open_metadata() as meta:
        meta["dc:title"] = f"{volume.number} {label}"
    stream = io.BytesIO()
    out.save(stream, linearize=False, deterministic_id=True)
    return Bound(stream.getvalue(), pages, own)


def _number(body: pikepdf.Pdf) -> None:
    """The volume's own page numbers, top right, as a stamp on each page: figures alone, in a font every reader has."""
    font = body.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    for number, page in enumerate(body.pages, start=1):
        box = page.mediabox
        right, top = float(box[2]), float(box[3])
        page.add_resource(font, pikepdf.Name.Font, name=pikepdf.Name.VolumePage)
        page.contents_add(f"Q q BT /VolumePage 11 Tf {right - 48:.1f} {top - 28:.1f} Td ({number}) Tj ET Q".encode())
        page.contents_add(b"q", prepend=True)


def _append(out: pikepdf.Pdf, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as opened:
        out.pages.extend(opened.pages)


def bind_volume(pk: int) -> Volume | None:
    """Bind a waiting volume; None where there is none or its papers are still being made. Safe to run twice."""
    volume = Volume.objects.select_related("case__transfer").filter(pk=pk, state="waiting").first()
    if volume is None:
        return None
    try:
        pieces = pieces_of(volume)
    except NotReady:
        return None
    bound = {part: bind_part(volume, part, pieces) for part in PARTS}
    with transaction.atomic():
        held = Volume.objects.select_for_update(of=("self",)).filter(pk=pk, state="waiting").first()
        if held is None:
            return None
        before = [(file.storage, file.name) for file in (held.main_pdf, held.inner_pdf) if file]
        for part, made in bound.items():
            digest = hashlib.sha256(made.pdf).hexdigest()
            getattr(held, f"{part}_pdf").save(f"{part}-{digest[:12]}.pdf", ContentFile(made.pdf), save=False)
            setattr(held, f"{part}_pages", made.pages)
            setattr(held, f"{part}_sha256", digest)
        held.entries = [piece.told() for part in PARTS for piece in bound[part].pieces]
        held.bound_at = clock.now()
        held.save()
        for storage, name in before:
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
        return fire(held, "bind", actor=None, data={"main": held.main_pages, "inner": held.inner_pages})

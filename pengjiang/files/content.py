"""What a file really is, told by its first bytes and, for office files, by what the archive holds. Never by its name."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO


@dataclass(frozen=True)
class ContentType:
    """``paged``: its pages can be shown as images in the browser."""

    mime: str
    label: str
    extensions: tuple[str, ...]
    paged: bool = False


PDF = ContentType("application/pdf", "PDF", (".pdf",), paged=True)
JPG = ContentType("image/jpeg", "JPG", (".jpg", ".jpeg"), paged=True)
PNG = ContentType("image/png", "PNG", (".png",), paged=True)
DOCX = ContentType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", (".docx",))
XLSX = ContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", (".xlsx",))
XLS = ContentType("application/vnd.ms-excel", "XLS", (".xls",))
OFD = ContentType("application/ofd", "OFD", (".ofd",))
MP4 = ContentType("video/mp4", "MP4", (".mp4", ".m4v"))
CSV = ContentType("text/csv", "CSV", (".csv",))
NDJSON = ContentType("application/x-ndjson", "NDJSON", (".ndjson",))

CONTENT_TYPES: dict[str, ContentType] = {kind.mime: kind for kind in (PDF, JPG, PNG, DOCX, XLSX, XLS, OFD, MP4, CSV, NDJSON)}
ACCEPTED = (PDF, JPG, PNG, DOCX, XLSX, OFD, MP4)
TABLES = (XLSX, XLS, CSV)
IMAGES = (JPG, PNG)
HEAD = 4096


def sniff(stream: BinaryIO) -> ContentType | None:
    """The content type, or None for one that is not known. The stream is left at its start."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return JPG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return XLS
    if head[4:8] == b"ftyp":
        return MP4
    # Some scanners write a few bytes before the mark; readers accept it within the first kilobyte.
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _sniff_archive(stream)
    if not _looks_like_text(head):
        return None
    return NDJSON if head.startswith(b'{"') else CSV


def _sniff_archive(stream: BinaryIO) -> ContentType | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    finally:
        stream.seek(0)
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    return OFD if "OFD.xml" in names else None


def _looks_like_text(head: bytes) -> bool:
    """Text of a table: no control bytes, and readable as UTF-8 or GB 18030 (a cut last character is forgiven)."""
    if not head or any(byte < 9 or 13 < byte < 32 for byte in head) or b"," not in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def fits_name(kind: ContentType, name: str) -> bool:
    """True when the file's ending is one of its content's endings."""
    return PurePath(name).suffix.lower() in kind.extensions

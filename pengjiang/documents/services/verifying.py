"""The public check of a paper: number, body, day and validity only, and whether a file is the one that was issued."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pengjiang.common.errors import DomainError
from pengjiang.common.rates import count
from pengjiang.documents.enums import Making, Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.models.issued import CODE_LENGTH

PER_MINUTE = 20
_SPOKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "—": "", "　": ""})


class TooOften(DomainError):
    """One address asks too often."""


@dataclass(frozen=True)
class Verdict:
    """All that is told about a paper."""

    number: str
    organisation: str
    issued_on: date
    standing: str
    is_demo: bool = False

    @property
    def is_valid(self) -> bool:
        return self.standing == Standing.ISSUED

    @property
    def standing_label(self) -> str:
        return "有效" if self.is_valid else Standing(self.standing).label


def normalise(code: str) -> str:
    """A code as typed: groups, small letters, O for 0 and I or L for 1 are forgiven."""
    return code.strip().upper().translate(_SPOKEN)


def look_up(code: str, *, address: str) -> Verdict | None:
    """What may be told about the paper with this code; None for a code that was never given. Raises ``TooOften``."""
    _count(f"verify:{address}")
    document = _find(code)
    return _verdict(document) if document else None


def compare(code: str, chunks: Iterable[bytes], *, address: str) -> bool | None:
    """Whether a file is, byte for byte, the PDF of this code; None while there is none. Raises ``TooOften``."""
    _count(f"compare:{address}")
    document = _find(code)
    if document is None or document.making != Making.READY:
        return None
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest() == document.pdf_sha256


def _find(code: str) -> IssuedDocument | None:
    code = normalise(code)
    if len(code) != CODE_LENGTH:
        return None
    return IssuedDocument.objects.issued().filter(code=code).select_related("organisation").first()


def _verdict(document: IssuedDocument) -> Verdict:
    return Verdict(document.number, document.issuer_name, document.issued_on, document.standing, document.tree.demo)


def _count(key: str) -> None:
    """Raises ``TooOften``."""
    if count(key, most=PER_MINUTE).is_over:
        raise TooOften("核验过于频繁，请一分钟后再试。")

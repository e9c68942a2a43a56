"""Texts that an act cannot do without."""

from __future__ import annotations

from pengjiang.common.errors import DomainError


def require_text(text: str, sentence: str, *, field: str) -> None:
    """Raises ``DomainError`` at ``field`` where nothing but blanks stands."""
    if not text.strip():
        raise DomainError(sentence, field=field)

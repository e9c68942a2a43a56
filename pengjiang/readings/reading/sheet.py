"""What has been read of one paper, put together fact by fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pengjiang.readings.reading.finding import Finder, Found


@dataclass(frozen=True)
class Suggestion:
    """A fact that a paper states: where it goes in dossier/1 (rows of lists counted within the paper), and the words it came from."""

    pointer: str
    value: Any
    words: str
    page: int
    confidence: float


class Sheet:
    """Collects suggestions; the first for a pointer stays."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self._made: dict[str, Suggestion] = {}

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(self._made.values())

    def put(self, pointer: str, value: Any, found: Found | None, *, sure: float = 0.95) -> None:
        """Note a fact; nothing where there is nothing to note."""
        if found is None or value in (None, "", []) or pointer in self._made:
            return
        confidence = round(sure * (found.score if self.finder.paper.scanned else 1.0), 2)
        self._made[pointer] = Suggestion(pointer, value, found.words, found.page, confidence)

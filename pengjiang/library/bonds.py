"""What rests on an article: rules, limits, document types, rows of the dated tables. Pure but for the registry of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pengjiang.checks import rules
from pengjiang.deadlines.limits import LIMITS
from pengjiang.documents.registry import DOCUMENT_TYPES
from pengjiang.law import laws
from pengjiang.law.citations import Citation, Effective
from pengjiang.law.reference import TABLES, Reference

Place = tuple[str, int | None]


@dataclass(frozen=True)
class Bond:
    """Something that cites a place, and the days for which it does."""

    kind: str  # rule / limit / document / row
    key: str
    title: str
    citation: Citation
    effective: Effective
    obj: Any = None


def place_of(citation: Citation) -> Place:
    """Full name of the law and article."""
    law = laws.law_named(citation.law)
    return (law.name if law else citation.law), citation.article


@lru_cache(maxsize=1)
def declared() -> dict[Place, tuple[Bond, ...]]:
    """By place, what rules, limits and document types rest on."""
    found: dict[Place, list[Bond]] = defaultdict(list)
    for bond in (*_of_rules(), *_of_limits(), *_of_documents()):
        found[place_of(bond.citation)].append(bond)
    return {place: tuple(dict.fromkeys(bonds)) for place, bonds in found.items()}


def rows_on(reference: Reference) -> dict[Place, tuple[Bond, ...]]:
    """By place, the rows of the dated tables that cite it."""
    found: dict[Place, list[Bond]] = defaultdict(list)
    for kind in TABLES:
        for row in getattr(reference, kind):
            for citation in citations_of(row):
                title = next((str(getattr(row, name)) for name in ("title", "name", "rule", "matter") if getattr(row, name, "")), kind)
                found[place_of(citation)].append(Bond("row", kind, title, citation, row.effective))
    return {place: tuple(dict.fromkeys(bonds)) for place, bonds in found.items()}


def citations_of(row: Any) -> tuple[Citation, ...]:
    """All places that a row names."""
    return (*getattr(row, "citations", ()), *getattr(row, "violated", ()), *getattr(row, "penalised_by", ()))


def _of_rules() -> Iterable[Bond]:
    for rule in rules.ALL:
        for entry in rule.bases:
            yield Bond("rule", rule.code, rule.title, entry.citation, entry.effective)


def _of_limits() -> Iterable[Bond]:
    for limit in LIMITS.values():
        for version in limit.versions:
            for citation in filter(None, (*version.citations, version.pause_citation)):
                yield Bond("limit", limit.code, limit.title, citation, version.effective)


def _of_documents() -> Iterable[Bond]:
    for paper in DOCUMENT_TYPES:
        if isinstance(paper.citation, Citation):
            yield Bond("document", paper.code, paper.title, paper.citation, Effective())

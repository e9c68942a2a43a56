"""What a rule rests on, by version: ``penalty("44", old="31")`` is Art. 44 of the 2021 text and Art. 31 of the text before.

A place is written ``"64"``, ``"64#1"`` (item), ``"52-1"`` (paragraph), ``"72-1#1"``; several are divided by blanks. The old numbers
are those of domain knowledge recalled, not read (see the map of validity defaults).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pengjiang.law.citations import Citation, Effective

NEW_PENALTY_LAW = date(2021, 7, 15)
NEW_SERVICE_RULES = date(2022, 1, 1)
NEW_RECONSIDERATION_LAW = date(2024, 1, 1)
SUPERVISION_REGULATION = date(2026, 2, 1)
ENVIRONMENT_CODE = date(2026, 8, 15)

_PLACE = re.compile(r"(\d+)(?:-(\d+))?(?:#(\d+))?")
ALWAYS = Effective()


@dataclass(frozen=True)
class Basis:
    """One citation and the days on which acts are judged by it."""

    citation: Citation
    effective: Effective = ALWAYS


def basis(law: str, places: str = "", *, since: date | None = None, until: date | None = None) -> tuple[Basis, ...]:
    """Places in one law, or the whole document where none is named."""
    effective = Effective(since, until)
    if not places:
        return (Basis(Citation(law), effective),)
    found = [_PLACE.fullmatch(place) for place in places.split()]
    return tuple(Basis(Citation(law, *(int(part) if part else None for part in place.groups())), effective) for place in found)


def switched(law: str, new: str, old: str, day: date) -> tuple[Basis, ...]:
    """``new`` from ``day`` on, ``old`` (may be empty) before."""
    before = basis(law, old, until=day - timedelta(days=1)) if old else ()
    return (*basis(law, new, since=day), *before)


def penalty(new: str, old: str = "") -> tuple[Basis, ...]:
    """行政处罚法: the 2021 text, and the text before 2021-07-15."""
    return switched("中华人民共和国行政处罚法", new, old, NEW_PENALTY_LAW)


def reconsideration(new: str, old: str = "") -> tuple[Basis, ...]:
    """行政复议法: the 2023 text, and the text before 2024-01-01."""
    return switched("中华人民共和国行政复议法", new, old, NEW_RECONSIDERATION_LAW)


def service(new: str, old: str = "") -> tuple[Basis, ...]:
    """民事诉讼法 on service: numbers since 2022-01-01, and those before."""
    return switched("中华人民共和国民事诉讼法", new, old, NEW_SERVICE_RULES)


def compulsion(places: str) -> tuple[Basis, ...]:
    """行政强制法: unchanged since 2012."""
    return basis("中华人民共和国行政强制法", places)


def litigation(places: str) -> tuple[Basis, ...]:
    """行政诉讼法."""
    return basis("中华人民共和国行政诉讼法", places)


# What a review of files asks for; since 2026-02-01 the 司法行政部门 reviews by force of the State Council's regulation.
REVIEW_PRACTICE = (*basis("广东省行政执法案卷评查办法"), *basis("行政执法监督条例", "6", since=SUPERVISION_REGULATION))


def on(bases: Iterable[Basis], day: date | None) -> tuple[Citation, ...]:
    """The citations that hold on the day of the act; without a day, those that hold now."""
    if day is None:
        return tuple(dict.fromkeys(entry.citation for entry in bases if entry.effective.until is None))
    return tuple(dict.fromkeys(entry.citation for entry in bases if day in entry.effective))

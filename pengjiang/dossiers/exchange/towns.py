"""Whose row is it? Told by 备注 and by the prefix of the number; names and prefixes are dated reference data by body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pengjiang.law.reference import Reference

_PLACE = re.compile(r"[\u4e00-\u9fa5]{1,10}?(?:镇|街道|乡)")
_DISTRICT = re.compile(r"[\u4e00-\u9fa5]{2,}[区县市]$")


@dataclass(frozen=True)
class Recognised:
    """``code`` is the body's, empty where the row names a place that is none of ours; ``place`` is what it names."""

    code: str
    place: str = ""


class TownFinder:
    """Recognises towns and streets as they are on one day."""

    def __init__(self, reference: Reference, on: date) -> None:
        bodies = reference.bodies_on(on)
        self._names = [(name, body.code) for body in bodies for name in dict.fromkeys([body.name, *body.place_names])]
        self._names.sort(key=lambda pair: -len(pair[0]))
        self._prefixes = sorted(((prefix, body.code) for body in bodies for prefix in body.number_prefixes), key=lambda pair: -len(pair[0]))
        # 蓬江区, 江门市蓬江区: what the accepted full names put before a town's own name.
        full_names = [(body.name, full) for body in bodies for full in reference.names_of(body.code, on)]
        self._home = tuple({full.partition(name)[0] for name, full in full_names if name in full} - {""})

    def by_note(self, note: str) -> Recognised | None:
        """From 备注; None where it names no place."""
        plain = note.replace(" ", "")
        for name, code in self._names:
            before, found, after = plain.partition(name)
            if not found or (len(name) < 3 and (before or after)):
                continue  # a bare 杜阮 counts only when it stands alone
            elsewhere = _DISTRICT.search(before)
            if elsewhere and not before.endswith(self._home):
                return Recognised("", elsewhere.group() + name)
            return Recognised(code, name)
        place = _PLACE.search(plain)
        return Recognised("", place.group()) if place else None

    def by_number(self, number: str) -> Recognised | None:
        """From the number's prefix, one sign for the city allowed before it; None where no prefix of ours begins it."""
        plain = number.replace(" ", "")
        return next((Recognised(code, prefix) for prefix, code in self._prefixes if plain.find(prefix) in (0, 1)), None)

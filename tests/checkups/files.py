"""Files with known faults, made through the register's service."""

from __future__ import annotations

from typing import Any

from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from tests.checks.lawful import GENERAL, SUMMARY, change
from tests.support.district import organisation, person


def make(document: dict[str, Any], *, code: str = "duruan", actor: Any = None, cause: str = "擅自占用城市道路") -> Dossier:
    """A registered file with these facts."""
    return create_dossier(organisation=organisation(code), facts={**document, "body": code}, actor=actor or person("town_officer", code), cause=cause)


def lawful(*, number: str = "", **changes: Any) -> dict[str, Any]:
    """A lawful general file, something changed."""
    return change(GENERAL, **({"number": number} if number else {}), **changes)


def summary(*, number: str = "", **changes: Any) -> dict[str, Any]:
    """A lawful summary file, something changed."""
    return change(SUMMARY, **({"number": number} if number else {}), **changes)


def wrong_organ(*, number: str = "") -> dict[str, Any]:
    """The remedy notice names the judicial bureau."""
    return lawful(number=number, decision__remedy__reconsider_organ="蓬江区司法局")


def late_summary(*, number: str = "") -> dict[str, Any]:
    """Decided three days after the discovery, at the office."""
    return summary(number=number, decision__dated_on="2026-03-05", decision__decided_at="2026-03-05T15:00", decision__place="镇综合行政执法办公室")

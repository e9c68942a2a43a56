"""One row: read, judged, stored, told of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from pengjiang.common.errors import DomainError
from pengjiang.common.strictjson import BadInput, Problem, read_json
from pengjiang.dossiers.intake.splitting import LONGEST, Place
from pengjiang.dossiers.models import Dossier, IntakeLine, IntakeOutcome
from pengjiang.dossiers.registry import file_check
from pengjiang.dossiers.services import FactsInvalid, put_dossier


@dataclass
class RowReport:
    """What became of a row."""

    line: int
    number: str = ""
    outcome: IntakeOutcome = IntakeOutcome.REFUSED
    dossier: Dossier | None = None
    problems: list[Problem] = field(default_factory=list)
    found: dict[str, Any] | None = None

    def as_line(self) -> IntakeLine:
        """As it is kept."""
        errors = [{"pointer": one.pointer, "detail": one.error} for one in self.problems]
        return IntakeLine(
            line=self.line, number=self.number[:80], outcome=self.outcome, dossier=self.dossier, errors=errors, found=self.found
        )


def store_row(place: Place, text: bytes, *, actor: Any, check: bool) -> RowReport:
    """Store a row in a transaction of its own: what is wrong with it leaves nothing behind and stops no other."""
    report = RowReport(place.line)
    try:
        document = _read(place, text)
        report.number = _number(document)
        with transaction.atomic():
            report.dossier, report.outcome = put_dossier(document, actor=actor)
            if check:
                report.found = dict(file_check.filler(report.dossier, actor))
    except (BadInput, FactsInvalid) as error:
        report.problems = list(error.problems)
    except DomainError as error:
        report.problems = [Problem(error.field or "", error.message)]
    if report.problems:
        report.outcome, report.dossier, report.found = IntakeOutcome.REFUSED, None, None
    return report


def _read(place: Place, text: bytes) -> Any:
    if place.is_too_long:
        raise BadInput([Problem("", f"一份案卷不超过 {LONGEST // 1024} KB，此行有 {place.length // 1024} KB。")])
    return read_json(text)


def _number(document: Any) -> str:
    number = document.get("number") if isinstance(document, dict) else None
    return number if isinstance(number, str) else ""

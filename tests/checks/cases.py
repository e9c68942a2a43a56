"""How an example of a rule is written: rule, name in Chinese, dossier, expected outcome (and severity, and words of the message)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from pengjiang.checks.rule import MINOR, NOTE, SERIOUS, VETO, Outcome, Severity
from pengjiang.law.reference import Reference
from tests.checks.lawful import TODAY, result

PASS, FAIL, MANUAL, UNKNOWN, SKIP = Outcome.PASS, Outcome.FAIL, Outcome.MANUAL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE

__all__ = ["FAIL", "MANUAL", "MINOR", "NOTE", "PASS", "SERIOUS", "SKIP", "UNKNOWN", "VETO", "Case", "assert_case", "examples"]


@dataclass(frozen=True)
class Case:
    """One example."""

    code: str
    name: str
    dossier: dict[str, Any]
    outcome: Outcome
    severity: Severity | None = None
    says: str = ""
    on: date = TODAY
    reference: Reference | None = None

    @property
    def id(self) -> str:
        return f"{self.code}-{self.name}"


def examples(cases: Iterable[Case]) -> Callable:
    """Parametrises a test over cases, with ids in Chinese."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in cases])


def assert_case(case: Case) -> None:
    found = result(case.code, case.dossier, on=case.on, reference=case.reference)
    assert found.outcome is case.outcome, f"{found.outcome.value}: {found.message}"
    if case.severity is not None:
        assert found.severity is case.severity
    assert case.says in found.message + found.lawful, found.message

"""Runs, findings and answers of a file; what changed between two runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pengjiang.checkups.models import CheckRun, Checkup, Finding, FindingAnswer, StoredResult
from pengjiang.dossiers.models import Dossier
from pengjiang.files.models import StoredFile


def last_run(dossier: Dossier) -> CheckRun | None:
    """The run that speaks for the file now."""
    standing = Checkup.objects.filter(dossier=dossier).select_related("run__actor").first()
    if standing is None:
        return None
    standing.run.dossier = dossier
    return standing.run


def runs_of(dossier: Dossier) -> list[CheckRun]:
    """All of them, newest first, without what they said."""
    return list(CheckRun.objects.filter(dossier=dossier).select_related("actor").defer("stored").order_by("-number"))


def findings_of(dossier: Dossier) -> dict[str, Finding]:
    """By rule; those that have gone too."""
    return {finding.rule: finding for finding in Finding.objects.filter(dossier=dossier).select_related("dossier", "gone_run", "first_run")}


def answers_of(findings: Iterable[Finding]) -> dict[int, list[FindingAnswer]]:
    """By finding, newest first, each with its files; two queries."""
    rows = list(FindingAnswer.objects.filter(finding__in=list(findings)).select_related("actor").order_by("-id"))
    files = StoredFile.objects.of_many(rows) if rows else {}
    found: dict[int, list[FindingAnswer]] = defaultdict(list)
    for row in rows:
        row.files = files.get(row.pk, [])
        found[row.finding_id].append(row)
    return found


@dataclass(frozen=True)
class Change:
    """A result that differs between two runs; ``before`` or ``after`` is None where the rule did not apply."""

    code: str
    title: str
    before: StoredResult | None
    after: StoredResult | None


@dataclass(frozen=True)
class Changes:
    """What a later run says otherwise than an earlier one."""

    new: Sequence[Change]
    gone: Sequence[Change]
    changed: Sequence[Change]

    @property
    def any(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def changes_between(before: CheckRun, after: CheckRun) -> Changes:
    """New faults, faults that went, and other results whose outcome or sentence is another."""
    old, fresh = ({row.rule: row for row in run.results} for run in (before, after))
    new, gone, changed = [], [], []
    for code in dict.fromkeys([*fresh, *old]):
        left, right = old.get(code), fresh.get(code)
        change = Change(code, (right or left).title, left, right)
        was, stands = bool(left and left.is_fault), bool(right and right.is_fault)
        if stands and not was:
            new.append(change)
        elif was and not stands:
            gone.append(change)
        elif _said(left) != _said(right):
            changed.append(change)
    return Changes(new, gone, changed)


def _said(row: StoredResult | None) -> Any:
    return (row.outcome, row.severity, row.message) if row else None


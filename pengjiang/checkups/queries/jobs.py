"""What a batch found: by town, by rule, and its files, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pengjiang.checks.rule import Severity
from pengjiang.checkups.models import CheckJob, CheckRun


@dataclass
class TownLine:
    """One town's files in a batch."""

    name: str
    order: int = 0
    files: int = 0
    veto: int = 0
    serious: int = 0
    minor: int = 0
    clean: int = 0


@dataclass(frozen=True)
class JobFigures:
    """``rules``: code, severity, number of files, the most frequent first; ``faults``: (run, rule)."""

    runs: Sequence[CheckRun]
    towns: Sequence[TownLine]
    rules: Sequence[tuple[str, str, int]]
    faults: Sequence[tuple[int, str]]

    @property
    def faulty(self) -> int:
        return sum(1 for run in self.runs if run.fault_count)

    @property
    def clean(self) -> int:
        return len(self.runs) - self.faulty


def figures_of(job: CheckJob) -> JobFigures:
    """One query, however many files there are."""
    rows = job.runs.select_related("dossier__organisation").defer("dossier__facts", "dossier__ledger", "stored")
    runs = sorted(rows, key=lambda run: (-run.veto, -run.serious, -run.minor, run.dossier.number))
    towns: dict[int, TownLine] = {}
    for run in runs:
        body = run.dossier.organisation
        line = towns.setdefault(body.pk, TownLine(body.short_name, body.order))
        line.files += 1
        line.veto += run.veto > 0
        line.serious += run.serious > 0
        line.minor += run.minor > 0
        line.clean += run.fault_count == 0
    faults, heaviest = [], {}
    for run in runs:
        for code, severity in (text.split(":") for text in run.fault_codes):
            faults.append((run.pk, code))
            heaviest[code] = max(heaviest.get(code, "note"), severity, key=lambda word: Severity(word).weight)
    counts = Counter(code for _, code in faults)
    rules = [(code, heaviest[code], count) for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return JobFigures(runs, sorted(towns.values(), key=lambda line: line.order), rules, faults)

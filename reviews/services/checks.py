"""The file check of a sampled file: its faults, tied to the items of the standard, with the page of the paper they are about."""

from __future__ import annotations

from typing import Any

from pengjiang.accounts.models import User
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.runner import Checker, Report
from pengjiang.checks.validation import BadInput
from pengjiang.common import clock
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.dossiers.models import Dossier
from pengjiang.law.stored import stored
from reviews.rubrics import Rubric

# The paper that a rule looks at first, by its category; the decision where nothing is said.
PAPERS = {"CX": "GZS", "QX": "LASP", "ZJ": "JCBL", "SD": "SDHZ"}
EXACT = {"CX01": "LASP", "CX23": "FZSH", "CX24": "SPB", "CX25": "JTTL"}
DECISIONS = ("CFJD", "BYCF", "JCBL", "QZJD")


def report_of(dossier: Dossier, *, actor: User) -> Report | None:
    """What the rulebook says today; None for a file whose facts cannot be checked."""
    try:
        return Checker(stored(), on=clock.today(), calendar=stored_calendar()).check(FileFacts(dossier.document(masked=True)))
    except BadInput:
        return None


def check_file(dossier: Dossier, rubric: Rubric, *, actor: User) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """(counts by outcome, faults with item or veto code, sentence, citations and page)."""
    report = report_of(dossier, actor=actor)
    if report is None:
        return {}, []
    links = {code: row.code for row in (*rubric.items, *rubric.vetoes) for code in row.rules}
    pages = pages_of(dossier.facts.get("documents", []))
    faults = [
        {
            "rule": fault.rule.code,
            "item": links.get(fault.rule.code, ""),
            "title": fault.rule.title,
            "severity": fault.severity.value,
            "message": fault.message,
            "lawful": fault.lawful,
            "citations": "、".join(str(one) for one in fault.citations),
            "page": page_for(fault.rule.code, pages),
        }
        for fault in report.faults
    ]
    return report.summary, faults


def pages_of(documents: list[dict[str, Any]]) -> dict[str, int]:
    """The first page of each kind of paper, as the papers' own counts of pages add up; none after a paper without a count."""
    found: dict[str, int] = {}
    at = 1
    for row in documents:
        found.setdefault(row.get("type", ""), at)
        if not row.get("pages"):
            break
        at += row["pages"]
    return found


def page_for(rule: str, pages: dict[str, int]) -> int | None:
    """Where to look for what a rule found."""
    wanted = (EXACT.get(rule), PAPERS.get(rule[:2]), *DECISIONS)
    return next((pages[code] for code in wanted if code in pages), None)

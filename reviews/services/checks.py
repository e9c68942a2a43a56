"""The file check of a sampled file: run and attached at submission, its faults tied to the items of the standard, each with a page."""

from __future__ import annotations

from typing import Any

from pengjiang.accounts.models import User
from pengjiang.checkups.models import StoredResult
from pengjiang.checkups.services.runs import attach_check
from reviews.models import SampledFile

# Where to look for what no paper of the file speaks of: the decision, or what stands in its place.
DECISIONS = ("CFJD", "BYCF", "JCBL", "QZJD")


def attach_faults(file: SampledFile, *, actor: User) -> list[dict[str, Any]]:
    """Check the file as it is submitted and keep the run with it; its faults with item or veto code, sentence, citations and page."""
    run = attach_check(file.dossier, to=file, actor=actor)
    rubric = file.rubric.rubric
    links = {code: row.code for row in (*rubric.items, *rubric.vetoes) for code in row.rules}
    pages = pages_of(file.dossier.facts.get("documents", []))
    return [
        {
            "rule": fault.rule,
            "item": links.get(fault.rule, ""),
            "title": fault.title,
            "severity": fault.severity,
            "message": fault.message,
            "lawful": fault.lawful,
            "citations": "、".join(fault.citations),
            "page": page_for(fault, pages),
        }
        for fault in run.faults
    ]


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


def page_for(fault: StoredResult, pages: dict[str, int]) -> int | None:
    """Where to look: the first paper the rule points to, else the decision."""
    named = [paper["page"] for paper in fault.papers if paper["page"]]
    return named[0] if named else next((pages[code] for code in DECISIONS if code in pages), None)

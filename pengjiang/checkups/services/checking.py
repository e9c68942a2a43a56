"""From a dossier to results that may be stored: the rulebook as it stands, ID numbers masked, papers pointed to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pengjiang.checks.facts import SUMMARY, FileFacts, paper_name
from pengjiang.checks.rule import CATEGORIES, Outcome, Result
from pengjiang.checks.runner import Report, facts_seen
from pengjiang.common.crypto import fingerprint
from pengjiang.dossiers.facts.checker import current_checker
from pengjiang.dossiers.identity import mask_id
from pengjiang.dossiers.models import Dossier

# Which paper a group of facts stands in.
PAPER_OF = {
    "case": "LASP", "parties": "SFZM", "officers": "ZFZJ", "preservation": "XXDJ", "notice": "GZS", "earlier_notices": "GZS", "defence": "CSSB",
    "hearing": "TZBL", "legal_review": "FZSH", "discussion": "JTTL", "approval": "CFSP", "payment": "JKPJ", "measure": "QZCS",
    "enforcement": "QZZX", "inspection": "JCSP", "exemption": "BYCF", "publication": "GSJL", "correction_order": "ZLGZ", "evidence": "ZJ",
    "testing": "JDBG", "transfer": "YSSP",
}  # fmt: skip
RECEIPT = "送达回证"
BESIDES = ("SFZM", "ZFZJ", "LASP")
MOST_PAPERS = 3

def fingerprint_of(document: Mapping[str, Any]) -> str:
    """Equal facts have equal fingerprints; nothing can be read from one."""
    return fingerprint(json.dumps(document, ensure_ascii=False, sort_keys=True))


def facts_of(dossier: Dossier) -> FileFacts:
    """The whole document, as the rules want it."""
    return FileFacts(dossier.document())


def storable(report: Report, dossier: Dossier) -> list[dict[str, Any]]:
    """Every result but those that do not apply, in the order of the rulebook's categories."""
    masks = {number: mask_id(number) for number in dossier.id_numbers().values()}
    order = list(CATEGORIES)
    rows = [_row(result, report.facts) for result in report.results if result.outcome is not Outcome.NOT_APPLICABLE]
    rows.sort(key=lambda row: order.index(row["rule"][:2]))
    return _masked(rows, masks)


def _row(result: Result, facts: FileFacts) -> dict[str, Any]:
    seen = facts_seen(result, facts)
    row = {
        "rule": result.rule.code,
        "outcome": result.outcome.value,
        "severity": result.severity.value,
        "message": result.message,
        "citations": [str(citation) for citation in result.citations],
        "papers": list(_papers(result, facts)),
    }
    if result.outcome is Outcome.PASS:
        return row
    return row | {
        "lawful": result.lawful,
        "facts": {key: value for key, value in seen.items() if key != "correct_text"},
        "steps": [_step(result, said) for said in result.steps],
        "correct_text": seen.get("correct_text") or "",
    }


def _step(result: Result, said: Any) -> dict[str, Any]:
    cited = dict.fromkeys((*result.rule.citations(said.day), *said.citations))
    return {
        "on": said.day.isoformat() if said.day else None,
        "outcome": said.outcome.value,
        "sentence": said.sentence,
        "citations": [str(citation) for citation in cited],
        "version": _version(cited, said.day),
    }


def _version(cited: Mapping[Any, None], day: date | None) -> str:
    """The law whose text applied, with the day from which it stands."""
    checker = current_checker()
    for citation in cited:
        found = checker.context.lawbook.law_named(citation.law)
        version = found.version_on(day or checker.context.today) if found else None
        if found and version and version.effective.since:
            return f"《{found.short_name}》{version.effective.since:%Y-%m-%d}起施行的文本"
    return ""


def _papers(result: Result, facts: FileFacts) -> Iterator[dict[str, Any]]:
    """The papers that the rule's facts stand in, with the first page where the file's list of papers tells it."""
    names: dict[str, str] = {}
    for path in result.rule.paths:
        group = path[0].removesuffix("[]")
        if group == "decision":
            code = facts.decision_codes[0]
            names[code] = "当场处罚决定书" if facts.file_type == SUMMARY else paper_name(code)
        elif group == "services":
            names.setdefault("", RECEIPT)
        elif group == "records":
            names |= {record.type.upper(): paper_name(record.type.upper()) for record in facts.records if record.type}
        elif group in PAPER_OF:
            names[PAPER_OF[group]] = paper_name(PAPER_OF[group])
    # Who the parties and officers are, stands in every paper: what the rule is about comes first.
    first = "" if result.rule.code.startswith("SD") else None
    for code, name in sorted(names.items(), key=lambda item: (item[0] != first, item[0] in BESIDES))[:MOST_PAPERS]:
        if code and not facts.paper(code) and len(names) > 1:
            continue
        yield {"name": name, "page": _first_page(code, facts)}


def _first_page(code: str, facts: FileFacts) -> int | None:
    """Counted from the papers before it; None as soon as one of them does not say how long it is."""
    page = 1
    for paper in facts.documents:
        if code and paper.type.upper() == code:
            return page
        if not paper.pages:
            return None
        page += paper.pages
    return None


def _masked(value: Any, masks: Mapping[str, str]) -> Any:
    """Wherever an ID number stands, in facts or in a sentence."""
    if not masks:
        return value
    if isinstance(value, str):
        for number, mask in masks.items():
            value = value.replace(number, mask).replace(number.upper(), mask)
        return value
    if isinstance(value, dict):
        return {key: _masked(item, masks) for key, item in value.items()}
    return [_masked(item, masks) for item in value] if isinstance(value, list) else value

"""What a file of a type needs: its groups in the order of the volume, its core keys, and what each missing fact would decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import Outcome
from pengjiang.checks.rules import ALL
from pengjiang.dossiers.facts.checker import current_checker

# Groups of the form by type of file, in the order in which their papers lie in the volume.
VOLUME_ORDER: dict[str, tuple[str, ...]] = {
    "P_GEN": (
        "parties", "decision", "services", "case", "officers", "records", "notice", "defence", "legal_review", "approval", "payment",
        "documents", "publication",
    ),
    "P_SUM": ("parties", "decision", "officers", "services", "payment", "case", "documents"),
    "P_NON": ("parties", "decision", "exemption", "services", "case", "officers", "records", "notice", "approval", "documents"),
    "INSP": ("inspection", "records", "parties", "officers", "correction_order", "case", "documents"),
    "MEAS": ("parties", "measure", "services", "records", "officers", "case", "documents"),
    "ENF": ("parties", "enforcement", "services", "decision", "officers", "case", "documents"),
}  # fmt: skip
# Keys that only some rules look at for a part of theirs (dossier-format, further keys); they are folded away until they are wanted.
FURTHER = frozenset(
    """
    case.designated_by case.cross_area case.public_interest case.land_kind case.harm case.life_safety_or_finance case.crime_suspected
    case.complex_or_major case.region_type case.continuous case.inside_area case.archived_on
    parties.id_kind parties.address_confirmed_on parties.deregistered_on parties.birth officers.cert_from officers.cert_to
    documents.entrusted_by documents.party_as_written documents.text documents.seal documents.title documents.pages
    records.video records.refused_note records.facts_stated records.refused_reason
    notice.period_unit notice.hearing_waived_on notice.form notice.trace notice.waived_on defence.finished_on
    legal_review.required_by legal_review.first_review_on
    decision.officers decision.facts_as_noticed decision.on_the_spot decision.handed_over_at decision.reported_on decision.no_correction_reason
    decision.law_comparison_noted decision.exemption_considered decision.law_min decision.law_max decision.gains decision.gains_calculated
    decision.base_amount decision.base_proven decision.facts_stated decision.performance_stated decision.confiscated_value
    decision.outside_step_reasons decision.circumstances_proven decision.step_min decision.step_max decision.mitigating decision.aggravating
    services.at_residence services.posted_on services.returned services.whereabouts_proof services.relation services.refused services.witness
    services.video services.mail_receipt_on services.announced_on services.announce_days services.prior_attempts services.note services.consent_on
    payment.requested_by_party payment.collected_by payment.unpaid payment.handed_in_on payment.banked_on payment.on_the_spot_ground
    measure.kind measure.video enforcement.video enforcement.surcharge_to enforcement.ruling_on inspection.kind inspection.nth_this_year
    inspection.ceiling exemption.correct_by exemption.commitment_on
    """.split()
)
# Of an on-the-spot decision these are what the paper must state (CX18, WS09).
CORE_OF = {"P_SUM": frozenset({"decision.on_the_spot"})}
NEVER_OF = {
    "P_SUM": frozenset({"case.filed_on", "decision.step", "decision.discretion_standard", "decision.reasons", "decision.evidence_listed"})
}


def bare(pointer: str) -> str:
    """``/services/0/on`` as ``services.on``."""
    return re.sub(r"\.\d+(?=\.|$)", "", pointer.strip("/").replace("/", "."))


@lru_cache
def rules_by_key(file_type: str) -> dict[str, tuple[str, ...]]:
    """Codes of the automatic rules by the key that they read, as the rules themselves declare it."""
    found: dict[str, dict[str, None]] = {}
    for rule in ALL:
        if rule.automatic and file_type in rule.file_types:
            for path in rule.facts:
                found.setdefault(path.replace("[]", ""), {})[rule.code] = None
    return {key: tuple(codes) for key, codes in found.items()}


def is_core(file_type: str, pointer: str) -> bool:
    """Asked at once: a rule for this type of file reads it, and it is no further key."""
    key = bare(pointer)
    if key in NEVER_OF.get(file_type, ()):
        return False
    if key in CORE_OF.get(file_type, ()):
        return True
    return key not in FURTHER and (key in rules_by_key(file_type) or _is_head(key))


def _is_head(key: str) -> bool:
    """What says of whom or of what a row speaks."""
    return key in {
        "parties.type", "parties.name", "parties.id_no", "parties.uscc", "parties.operator", "parties.address", "officers.name", "officers.cert_no",
        "officers.role", "documents.type", "documents.number", "documents.dated_on", "services.document", "services.method", "services.on",
        "services.receiver", "services.servers", "records.type", "records.start", "records.end", "decision.dated_on", "decision.fine",
    }  # fmt: skip


def undecided(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """By key: the rules that cannot be judged now for want of it, told by running them on what is there with this office's data."""
    facts = FileFacts({**document, "complete": False})
    found: dict[str, list[str]] = {}
    for result in current_checker().check(facts).results:
        if result.outcome is not Outcome.UNKNOWN:
            continue
        for path in result.rule.paths:
            if _is_absent(document, path):
                found.setdefault(".".join(part.removesuffix("[]") for part in path), []).append(result.rule.code)
    return found


def _is_absent(value: Any, path: tuple[str, ...]) -> bool:
    """True where nothing stands at a path; in a list, where one row lacks it or there is no row."""
    key, rest = path[0].removesuffix("[]"), path[1:]
    inner = value.get(key) if isinstance(value, dict) else None
    if inner in (None, "", []):
        return True
    if not rest:
        return False
    rows = inner if isinstance(inner, list) else [inner]
    return any(_is_absent(row, rest) for row in rows if isinstance(row, dict))

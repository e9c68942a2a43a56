"""What can be found, and by whom: the scope says the same as ``visible_to``."""

from __future__ import annotations

from typing import Any

from cases.models import Dispatch, Handoff, Recommendation, SupervisionCase, Transfer
from cases.models.dispatches import SENT_STATES
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.search.registry import Scope, searchable

OFFICE = (OrganisationKind.PROCURATORATE.value,)


def _transfer_scope(row: Transfer) -> Scope:
    return Scope.of(row.sender, sides=() if row.state == "draft" else OFFICE)


def _recommendation_scope(row: Recommendation) -> Scope:
    return Scope.of(row.addressee if row.served_on else None, sides=OFFICE)


def _text(row: Recommendation) -> str:
    names = row.addressee.all_names if row.addressee_id else ""
    return "\n".join([row.title, row.addressee_name, names, row.origin_text, row.facts_text, row.unlawful_text, *[advice.text for advice in row.advices.all()]])


def _names(row: Transfer | SupervisionCase) -> str:
    """The body concerned, by every name it has had."""
    return row.subject.all_names if row.subject_id else row.subject_name


def _case_text(row: SupervisionCase) -> str:
    findings: Any = row.findings.all()
    return "\n".join([_names(row), row.unified_number, row.result_note, *[f"{one.fact}{one.problem}" for one in findings]])


searchable(
    "cases.transfer",
    label="线索移送",
    title=lambda row: row.title,
    number=lambda row: row.number,
    body=lambda row: "\n".join([row.parties, row.reason, row.facts, row.provisions, _names(row)]),
    scope=_transfer_scope,
    rows=lambda rows: rows.select_related("sender", "subject"),
)
searchable(
    "cases.supervisioncase",
    label="监督案件",
    title=lambda row: row.title,
    number=lambda row: row.number,
    body=_case_text,
    scope=lambda row: Scope.of(sides=OFFICE),
    rows=lambda rows: rows.select_related("subject").prefetch_related("findings"),
)
searchable(
    "cases.recommendation",
    label="检察建议",
    title=lambda row: row.title,
    number=lambda row: row.number or row.serial,
    body=_text,
    scope=_recommendation_scope,
    rows=lambda rows: rows.select_related("addressee").prefetch_related("advices"),
)


def _dispatch_scope(row: Dispatch) -> Scope:
    return Scope.of(row.organisation if row.organisation_id and row.state in SENT_STATES else None, sides=OFFICE)


def _handoff_scope(row: Handoff) -> Scope:
    sent = row.state not in {"draft", "dropped"}
    return Scope.of(row.sender, *([row.receiver] if sent else []))


searchable(
    "cases.dispatch",
    label="发函与移送",
    title=lambda row: f"{row.type.label}（{row.addressee_name}）",
    number=lambda row: row.number,
    body=lambda row: "\n".join([row.facts, row.reason, row.request, row.answer]),
    scope=_dispatch_scope,
    rows=lambda rows: rows.select_related("organisation"),
)
searchable(
    "cases.handoff",
    label="检司衔接",
    title=lambda row: row.title,
    number=lambda row: row.number,
    body=lambda row: "\n".join([row.person, row.facts, row.request, row.opinion, row.answer]),
    scope=_handoff_scope,
    rows=lambda rows: rows.select_related("sender", "receiver"),
)
searchable(
    "cases.volume",
    label="归档卷宗",
    title=lambda row: row.case.title,
    number=lambda row: row.number,
    body=lambda row: "\n".join([row.case.number, *[str(entry["title"]) for entry in row.entries]]),
    scope=lambda row: Scope.of(sides=OFFICE),
    rows=lambda rows: rows.select_related("case"),
)

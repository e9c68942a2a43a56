"""What can be found, and by whom; which closed matters are compared. Nothing that was said in mediation stands in either."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from disputes.enums import LeniencyDecision, Outcome
from disputes.models import Dispute
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.dossiers.models import Dossier
from pengjiang.search.registry import Compared, Scope, comparable, searchable

STATION = (OrganisationKind.PROCURATORATE.value, OrganisationKind.BUREAU.value)
PENALTIES = {
    "warning": "警告",
    "public_criticism": "通报批评",
    "fine": "罚款",
    "confiscate_gains": "没收违法所得",
    "confiscate_goods": "没收非法财物",
    "stop_business": "责令停产停业",
}


def traits_of(facts: dict[str, Any]) -> tuple[str, ...]:
    """Circumstances of a file as short words."""
    decision, exemption = facts.get("decision") or {}, facts.get("exemption") or {}
    found = {
        "初次违法": exemption.get("ground") == "first_violation" or exemption.get("prior_violation") is False,
        "危害轻微": exemption.get("slight_harm") or "minor" in (decision.get("mitigating") or ()),
        "已改正": bool(exemption.get("corrected_on")) or "removed_harm" in (decision.get("mitigating") or ()),
        "举行听证": bool((facts.get("hearing") or {}).get("held_on")),
        "再次违法": "repeat" in (decision.get("aggravating") or ()),
    }
    return tuple(word for word, holds in found.items() if holds)


def _file_outcome(row: Dossier) -> str:
    if row.file_type == "P_NON":
        return "不予行政处罚"
    words = [PENALTIES[kind] for kind in row.penalties if kind in PENALTIES and kind != "fine"]
    if row.fine:
        words.append(f"罚款{row.fine:,.0f}元")
    return "、".join(words)


def _of_file(row: Dossier) -> Compared | None:
    """A file whose decision stands."""
    if row.decided_on is None or not row.file_type.startswith("P_"):
        return None
    papers = [paper.get("text") for paper in row.facts.get("documents") or ()]
    texts = (
        row.title,
        row.cause,
        (row.facts.get("decision") or {}).get("step"),
        (row.facts.get("case") or {}).get("violation_place"),
        row.note,
        *papers,
    )
    words = "\n".join(text for text in texts if isinstance(text, str) and text)
    return Compared(words, row.item, row.cause, row.field, row.fine, traits_of(row.facts), _file_outcome(row))


def traits_of_dispute(row: Dispute) -> tuple[str, ...]:
    """What the station itself has found of it."""
    opinion = getattr(row, "leniency", None)
    if opinion is None:
        return ()
    found = {"初次违法": not opinion.earlier, "危害轻微": opinion.slight_harm, "已改正": opinion.corrected_in_time}
    return tuple(word for word, holds in found.items() if holds)


def compared_of(row: Dispute) -> Compared:
    """A dispute as it is compared: what the application says, never what was said in mediation."""
    outcome = Outcome(row.outcome).label if row.outcome else ""
    opinion = getattr(row, "leniency", None)
    if opinion is not None and opinion.decision:
        outcome = f"{outcome}；镇街决定{LeniencyDecision(opinion.decision).label}"
    amount = Decimal(row.amount) if row.amount is not None else None
    return Compared(
        "\n".join((row.title, row.cause, row.act, row.facts, row.demands)),
        row.item,
        row.cause,
        row.field,
        amount,
        traits_of_dispute(row),
        outcome,
    )


searchable(
    "disputes.dispute",
    label="行政争议",
    title=lambda row: row.title,
    number=lambda row: row.number,
    body=lambda row: "\n".join([row.party_name, row.act, row.cause, row.facts, row.demands, row.town.name]),
    scope=lambda row: Scope.of(row.town, sides=STATION),
    rows=lambda rows: rows.select_related("town", "leniency"),
)
comparable(
    "disputes.dispute",
    label="行政争议",
    title=lambda row: row.title,
    number=lambda row: row.number,
    facts=lambda row: compared_of(row) if row.outcome else None,
    scope=lambda row: Scope.of(sides=STATION),
    rows=lambda rows: rows.select_related("leniency"),
)
comparable(
    "dossiers.dossier",
    label="执法案卷",
    title=lambda row: row.name,
    number=lambda row: row.number,
    facts=_of_file,
    scope=lambda row: Scope.of(row.organisation, sides=STATION),
    rows=lambda rows: rows.select_related("organisation"),
)

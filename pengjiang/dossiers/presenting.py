"""What the overview of a dossier shows, read from its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pengjiang.dossiers.facts.columns import day
from pengjiang.dossiers.facts.labels import codes_of, document_types
from pengjiang.dossiers.facts.pointer import get
from pengjiang.dossiers.identity import mask_id
from pengjiang.dossiers.models import Dossier
from pengjiang.web.components import Step

STAGES = {
    "P_GEN": (
        ("立案", "/case/filed_on"), ("事先告知", "/notice/dated_on"), ("法制审核", "/legal_review/reviewed_on"),
        ("决定", "/decision/dated_on"), ("送达", ""), ("缴款", "/payment/paid_on"), ("结案", "/case/closed_on"), ("归档", "/case/archived_on"),
    ),
    "P_SUM": (("当场决定", "/decision/dated_on"), ("送达", ""), ("缴款", "/payment/paid_on"), ("结案", "/case/closed_on"), ("归档", "/case/archived_on")),
    "P_NON": (("立案", "/case/filed_on"), ("决定", "/decision/dated_on"), ("送达", ""), ("结案", "/case/closed_on"), ("归档", "/case/archived_on")),
    "INSP": (("批准", "/inspection/approved_on"), ("实施", "/inspection/started_on"), ("结果告知", "/inspection/result_told_on"), ("结案", "/case/closed_on")),
    "MEAS": (("立案", "/case/filed_on"), ("送达决定", "/measure/decision_served_on"), ("处理", "/measure/handled_on"), ("解除", "/measure/lifted_on")),
    "ENF": (("催告", "/enforcement/demand_served_on"), ("决定", "/enforcement/decision_on"), ("申请法院", "/enforcement/court_applied_on"), ("结案", "/case/closed_on")),
}  # fmt: skip


@dataclass(frozen=True)
class PartyLine:
    """A party with its number masked."""

    name: str
    type: str
    identity: str
    address: str


@dataclass(frozen=True)
class PaperLine:
    """A paper of the file."""

    name: str
    number: str
    dated_on: date | None
    pages: Any


@dataclass(frozen=True)
class ServiceLine:
    """One service."""

    document: str
    on: date | None
    method: str
    receiver: str


class Overview:
    """Values for the template, worked out when it asks."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.facts = dossier.facts

    @property
    def steps(self) -> list[Step]:
        """Stages with their days; a summary case has no filing."""
        stages = STAGES.get(self.dossier.file_type, STAGES["P_GEN"])
        days = [self.dossier.served_on if not pointer else self._day(pointer) for _, pointer in stages]
        reached = max((place for place, on in enumerate(days) if on), default=-1)
        return [
            Step(label, "done" if on else "skipped" if place < reached else "ahead", f"{on.month}月{on.day}日" if on else "")
            for place, ((label, _), on) in enumerate(zip(stages, days, strict=True))
        ]

    @cached_property
    def parties(self) -> Sequence[PartyLine]:
        types = codes_of("party", "type")
        rows = list(self.dossier.parties.all())
        addresses = [party.get("address", "") for party in self.facts.get("parties", [])]
        return [
            PartyLine(
                row.name,
                types.get(row.type, ""),
                mask_id(row.id_no) if row.id_no else row.uscc,
                addresses[row.position] if row.position < len(addresses) else "",
            )
            for row in rows
        ]

    @property
    def papers(self) -> Sequence[PaperLine]:
        names = document_types()
        return [
            PaperLine(
                row.get("title") or names.get(row.get("type", ""), row.get("type", "")),
                row.get("number", ""),
                day(row.get("dated_on")),
                row.get("pages", ""),
            )
            for row in self.facts.get("documents", [])
        ]

    @property
    def services(self) -> Sequence[ServiceLine]:
        names, methods = document_types(), codes_of("service", "method")
        return [
            ServiceLine(
                names.get(row.get("document", ""), row.get("document", "")),
                day(row.get("on")),
                methods.get(row.get("method", ""), row.get("note", "")),
                row.get("receiver", ""),
            )
            for row in self.facts.get("services", [])
        ]

    @property
    def penalties(self) -> str:
        names = codes_of("decision", "penalties")
        return "、".join(names.get(code, code) for code in self.dossier.penalties)

    @property
    def grounds(self) -> str:
        """Articles of the penalty."""
        return "；".join(say_citation(row) for row in get(self.facts, "/decision/penalised_by", []))

    @property
    def place(self) -> str:
        return get(self.facts, "/case/violation_place", "")

    @property
    def violation(self) -> str:
        start, end = get(self.facts, "/case/violation_from", ""), get(self.facts, "/case/violation_to", "")
        return start if start == end or not end else f"{start} 至 {end}"

    def _day(self, pointer: str) -> date | None:
        return day(get(self.facts, pointer))


def say_citation(row: dict[str, str]) -> str:
    """《某法》第42条第1款第1项."""
    parts = [f"《{row['law'].strip('《》')}》"] if row.get("law") else []
    for key, unit in (("article", "条"), ("paragraph", "款"), ("item", "项")):
        value = row.get(key, "")
        if value:
            parts.append(value if value.startswith("第") else f"第{value}{unit}")
    return "".join(parts)

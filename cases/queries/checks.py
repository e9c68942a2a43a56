"""Faults that the file check found in a case's files, as findings of the case would say them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cases.enums import Problem
from cases.models import SupervisionCase
from pengjiang.checkups.models import Checkup, StoredResult
from pengjiang.dossiers.models import Dossier
from pengjiang.law.citations import Citation

CATEGORIES = {
    "ZT": Problem.SUBJECT,
    "CX": Problem.PROCEDURE,
    "QX": Problem.TIME,
    "ZJ": Problem.EVIDENCE,
    "FL": Problem.LAW,
    "CL": Problem.DISCRETION,
    "JJ": Problem.REMEDY,
    "SD": Problem.SERVICE,
    "WS": Problem.DOCUMENTS,
}
MOST_DOCUMENT = 60


@dataclass(frozen=True)
class Fault:
    """A fault of one file at its last run."""

    dossier: Dossier
    result: StoredResult

    @property
    def key(self) -> str:
        return f"{self.dossier.pk}-{self.result.rule}"

    @property
    def label(self) -> str:
        return f"{self.dossier.number}　{self.result.title}（{self.result.rule}，{self.result.severity_label}）：{self.result.message}"

    @property
    def values(self) -> dict[str, Any]:
        """What a finding is made of; no page where nobody wrote down how many pages the papers before it have."""
        paper = self.result.papers[0] if self.result.papers else {"name": "", "page": None}
        demand = self.result.declared.demand if self.result.declared else ""
        return {
            "category": CATEGORIES.get(self.result.rule[:2], Problem.OTHER),
            "fact": self.result.message,
            "problem": f"不符合“{self.result.title}”的要求：{demand}",
            "citations": [_as_stored(Citation.parse(text)) for text in self.result.citations],
            "document": paper["name"][:MOST_DOCUMENT],
            "page": paper["page"],
        }


def faults_of(case: SupervisionCase) -> list[Fault]:
    """Faults of the last run of each of the case's files that no finding tells yet, the heaviest first."""
    told = set(case.findings.values_list("dossier_id", "fact"))
    rows = Checkup.objects.filter(dossier__in=case.dossiers.all()).select_related("run", "dossier").defer("dossier__facts", "dossier__ledger")
    faults = [Fault(row.dossier, result) for row in rows.order_by("dossier__number") for result in row.run.faults]
    return [fault for fault in faults if (fault.dossier.pk, fault.result.message) not in told and fault.result.citations]


def _as_stored(citation: Citation) -> dict[str, str]:
    """As findings keep citations. An article 之一 keeps its branch in its own number."""
    article = f"{citation.article}之{citation.branch}" if citation.branch else citation.article
    parts = (("law", citation.law), ("article", article), ("paragraph", citation.paragraph), ("item", citation.item))
    return {name: str(part) for name, part in parts if part is not None}

"""What is wrong with a file, and the patterns across files, in the search.

A file's findings are one row of it, found by the rule's code and title and by the sentences; who may read the file finds them. Of a pattern only
what it looks for is searched: the figures differ by reader.
"""

from __future__ import annotations

from pengjiang.accounts.enums import OrganisationKind
from pengjiang.checkups.models import Checkup
from pengjiang.search.registry import Scope, searchable

SIDES = (OrganisationKind.PROCURATORATE.value, OrganisationKind.BUREAU.value)
EVERY_SIDE = (*SIDES, OrganisationKind.TOWN.value)


def _findings(row: Checkup) -> str:
    return "\n".join(f"{finding.rule} {finding.title}：{finding.message}" for finding in row.dossier.check_findings.all() if finding.is_open)


searchable(
    "checkups.checkup",
    label="案卷体检",
    title=lambda row: f"{row.dossier.name}体检情况",
    number=lambda row: row.dossier.number,
    body=_findings,
    scope=lambda row: Scope.of(row.dossier.organisation, sides=SIDES),
    rows=lambda rows: rows.select_related("dossier__organisation").prefetch_related("dossier__check_findings"),
)
searchable(
    "checkups.pattern",
    label="类案线索",
    title=lambda row: row.model.title,
    number=lambda row: row.code,
    body=lambda row: row.model.looks_for,
    scope=lambda _: Scope(sides=EVERY_SIDE),
)

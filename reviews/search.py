"""What can be found, and by whom. Marks and assignments are in no index."""

from __future__ import annotations

from pengjiang.accounts.enums import OrganisationKind
from pengjiang.search.registry import Scope, searchable
from reviews.models.towns import TOLD

SIDES = (OrganisationKind.PROCURATORATE.value, OrganisationKind.BUREAU.value)

searchable(
    "reviews.round",
    label="联合评查",
    title=lambda row: row.title,
    body=lambda row: "\n".join([row.quarter_label, row.scope]),
    scope=lambda row: Scope.of(sides=SIDES),
    rows=lambda rows: rows.defer("frame"),
)
searchable(
    "reviews.finding",
    label="评查问题",
    title=lambda row: f"{row.title}（{row.file.number}）",
    number=lambda row: row.code,
    body=lambda row: row.reasons,
    scope=lambda row: Scope.of(row.town if row.part.state in TOLD else None, sides=SIDES),
    rows=lambda rows: rows.select_related("file", "part", "town"),
)

"""Files are found by number, party, matter and place; whoever sees the register finds what is in it."""

from __future__ import annotations

from pengjiang.accounts.enums import OrganisationKind
from pengjiang.dossiers.models import Dossier
from pengjiang.search.registry import Scope, searchable

SIDES = (OrganisationKind.PROCURATORATE.value, OrganisationKind.BUREAU.value)
# Words of the facts beyond the columns of the register; never an ID number, which ``facts`` does not hold.
PLACES = (("case", "violation_place"), ("decision", "discretion_standard"))


def _body(row: Dossier) -> str:
    told = [(row.facts.get(group) or {}).get(key) or "" for group, key in PLACES]
    return "\n".join(text for text in [row.party_name, row.cause, row.officers, row.note, *told] if text)


searchable(
    "dossiers.dossier",
    label="执法案卷",
    title=lambda row: row.name,
    number=lambda row: row.number,
    body=_body,
    scope=lambda row: Scope.of(row.organisation, sides=SIDES),
    rows=lambda rows: rows.select_related("organisation").defer("ledger"),
)

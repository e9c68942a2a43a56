"""What the register says of a party's earlier violations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from disputes.models import Dispute
from pengjiang.dossiers.enums import FileType
from pengjiang.dossiers.models import Dossier, DossierParty

PENALTIES = (FileType.GENERAL, FileType.SUMMARY, FileType.EXEMPT)


def earlier_violations(dispute: Dispute, *, violated_on: date, years: int) -> list[dict[str, Any]]:
    """Files of the whole district on the same party decided in the years before: by identity where known, by name otherwise.

    An exemption once given counts as well: the lists say 不再适用 after the first time.
    """
    same = Q(parties__name=dispute.party_name)
    for party in DossierParty.objects.filter(dossier=dispute.dossier_id) if dispute.dossier_id else ():
        if party.fingerprint:
            same |= Q(parties__fingerprint=party.fingerprint)
        if party.uscc:
            same |= Q(parties__uscc=party.uscc)
    since = _years_before(violated_on, years)
    rows = Dossier.objects.filter(same, file_type__in=PENALTIES, decided_on__gte=since, decided_on__lt=violated_on).exclude(
        pk=dispute.dossier_id
    )
    return [
        {"number": row.number, "town": row.organisation.short_name, "cause": row.cause, "decided_on": f"{row.decided_on:%Y-%m-%d}"}
        for row in rows.select_related("organisation").defer("facts", "ledger").distinct().order_by("-decided_on")[:20]
    ]


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)

"""Whom of the register a hearing may not have, with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from cases.models import Hearing, Listener, Transfer
from pengjiang.accounts.models import Organisation


def conflicts(listeners: Iterable[Listener], hearing: Hearing) -> dict[int, str]:
    """Reasons by listener: works in the body concerned or keeps away from it, is a party or represents one, is invited already."""
    case = hearing.case
    subject = case.subject
    names = _names_of(subject) if subject else [case.subject_name]
    lineage = set(subject.lineage) if subject else set()
    others = {person.name: person.get_part_display() for person in hearing.persons.exclude(part="listener")}
    invited = set(hearing.persons.exclude(listener=None).values_list("listener_id", flat=True))
    parties = _parties(case)
    found = {}
    for row in listeners:
        if row.pk in invited:
            found[row.pk] = "已在本次听证中"
        elif lineage & {body.pk for body in row.avoids.all()}:
            found[row.pk] = f"名册登记应当回避{subject.short_name}"
        elif any(name and name in row.unit for name in names):
            found[row.pk] = f"在被监督单位（{row.unit}）工作，应当回避"
        elif row.name in others:
            found[row.pk] = f"为本次听证的{others[row.name]}，应当回避"
        elif row.name in parties or (row.unit and row.unit in parties):
            found[row.pk] = "与本案当事人有关，应当回避"
    return found


def _names_of(subject: Organisation) -> list[str]:
    return [*subject.all_names.splitlines(), subject.short_name]


def _parties(case) -> set[str]:
    """Names of the parties, as the referrals and the files have them."""
    told = set(Transfer.objects.filter(pk=case.transfer_id).values_list("parties", flat=True))
    told |= set(case.joined.values_list("parties", flat=True))
    split = {name.strip() for text in told for name in text.replace("、", "，").split("，")}
    return {name for name in split | set(case.dossiers.values_list("parties__name", flat=True)) if name}

"""What the masker is told before it masks a text of the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cases.models import SupervisionCase
from disputes.models import Dispute
from disputes.queries.names import names_of
from liaison.models import TypicalCase
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.masking import Known, Masker, Subject, doubts
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.models import Dossier
from reviews.models import Finding

PERSONS = ("person", "")


def of_the_district() -> Iterator[Known]:
    """Towns and everybody who works in the system: none of them is named in what is published."""
    for town in Organisation.objects.filter(kind=OrganisationKind.TOWN):
        yield Known(town.name, Subject.TOWN)
        yield Known(town.short_name, Subject.TOWN)
    for name in User.objects.values_list("name", flat=True):
        if len(name) > 1:
            yield Known(name, Subject.OFFICER)


def of_file(dossier: Dossier) -> Iterator[Known]:
    """Parties with those who run them, officers, the file's own number."""
    yield Known(dossier.number, Subject.NUMBER)
    for party in dossier.facts.get("parties", []):
        yield Known(party.get("name") or "", Subject.PERSON if party.get("type", "") in PERSONS else Subject.FIRM)
        yield Known(party.get("operator") or "")
    for officer in dossier.facts.get("officers", []):
        yield Known(officer.get("name") or "", Subject.OFFICER)
    for service in dossier.facts.get("services", []):
        yield Known(service.get("receiver") or "")


def of_dispute(dispute: Dispute) -> Iterator[Known]:
    """What the station knows, and the parties of the file."""
    yield from names_of(dispute)
    if dispute.dossier_id:
        yield from of_file(dispute.dossier)


def of_case(case: SupervisionCase) -> Iterator[Known]:
    """Its files, the parties as they were told, its numbers."""
    yield Known(case.number, Subject.NUMBER)
    for dossier in case.dossiers.all():
        yield from of_file(dossier)
    if case.transfer_id:
        for name in case.transfer.parties.replace("，", "、").split("、"):
            yield Known(name, Subject.FIRM if len(name) > 4 else Subject.PERSON)


def of_source(source: Any) -> Iterable[Known]:
    """What an object knows by name."""
    if isinstance(source, Dispute):
        return of_dispute(source)
    if isinstance(source, SupervisionCase):
        return of_case(source)
    if isinstance(source, Finding):
        return of_file(source.file.dossier)
    if isinstance(source, Dossier):
        return of_file(source)
    return ()


def told_names(text: str) -> Iterator[Known]:
    """Names that a person has typed, one per line or divided by signs; long ones are firms."""
    for name in text.replace("，", "\n").replace("、", "\n").replace("；", "\n").splitlines():
        yield Known(name.strip(), Subject.FIRM if len(name.strip()) > 4 and "·" not in name else Subject.PERSON)


def masker_for(*sources: Any, told: str = "", texts: Iterable[str] = ()) -> Masker:
    """A masker that knows the sources' names, the typed ones and the district's."""
    known = [one for source in sources if source is not None for one in of_source(source)]
    return Masker([*known, *told_names(told), *of_the_district()], list(texts))


def masker_of(case: TypicalCase, texts: dict[str, str] | None = None) -> Masker:
    """The masker of a typical case over its own texts or those about to be stored."""
    source = ObjectRef.parse(case.source_ref).fetch() if case.source_ref else None
    return masker_for(source, told=case.told, texts=(texts or case.texts).values())


def left_in(case: TypicalCase) -> list[str]:
    """What the machine would still hide in the texts as they stand."""
    masker = masker_of(case)
    return [hit.original for text in case.texts.values() for hit in masker.hits(text)]


def doubts_in(case: TypicalCase) -> list[str]:
    """What still looks like a name, for the person who confirms."""
    return list(dict.fromkeys(doubt for text in case.texts.values() for doubt in doubts(text)))

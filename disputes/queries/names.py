"""Who is named in a dispute, for whoever masks a text about it."""

from __future__ import annotations

from disputes.enums import PartyKind
from disputes.models import Dispute
from pengjiang.common.masking import Known, Subject


def names_of(dispute: Dispute) -> list[Known]:
    """The party, agent and third parties, the town, the handlers, the file's number."""
    names = [Known(dispute.party_name, Subject.PERSON if dispute.party_kind == PartyKind.PERSON else Subject.FIRM), Known(dispute.agent)]
    names += [Known(name, Subject.TOWN) for name in (dispute.town.name, dispute.town.short_name)]
    names += [Known(name) for name in dispute.third_parties.replace("，", "、").split("、")]
    names += [Known(person.name, Subject.OFFICER) for person in (dispute.procurator, dispute.officer) if person]
    if dispute.dossier_id:
        names.append(Known(dispute.dossier.number, Subject.NUMBER))
    return names

"""What the room takes over from other rooms."""

from __future__ import annotations

from typing import Any

from liaison.services.typical import draft_from
from pengjiang.common.refs import ObjectRef
from pengjiang.events.types import subscriber


@subscriber("liaison.typical_from_disputes", label="把争议化解素材收为典型案例草稿", events="disputes.typicalcase.drafted")
def take_over(entry: Any) -> None:
    """The masked material of the station becomes a draft of the procurator's body; the same dispute twice is the same draft."""
    dispute = ObjectRef.parse(entry.target).fetch()
    actor = ObjectRef.parse(entry.actor).fetch() if entry.actor else None
    if dispute is None:
        return
    organisation = actor.organisation if actor is not None else dispute.source
    draft_from(dispute, actor=None, organisation=organisation, texts={name: entry.data[name] for name in ("title", "facts", "course", "meaning") if entry.data.get(name)})

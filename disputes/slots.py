"""What the station adds to the page of a file: settling a dispute about it, and the disputes that are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from disputes.models import Dispute
from pengjiang.dossiers.models import Dossier
from pengjiang.web import slots
from pengjiang.web.slots import ObjectPanel


def panels_on(user: Any, obj: Any) -> Sequence[ObjectPanel]:
    """Disputes about the file, as far as they exist for the reader."""
    if not isinstance(obj, Dossier):
        return ()
    rows = list(Dispute.objects.visible_to(user).filter(dossier=obj))
    return (ObjectPanel("disputes/_of_dossier.html", {"disputes": rows}, aside=True),) if rows else ()


slots.panels.register("disputes.dossiers", panels_on)

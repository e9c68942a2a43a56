"""On a dossier's page: what was read, and what waits to be confirmed."""

from __future__ import annotations

from typing import Any

from pengjiang.access import can
from pengjiang.dossiers import registry
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.readings import queries, services
from pengjiang.web import slots


def panels_on(user: Any, obj: Any) -> list[slots.ObjectPanel]:
    """For those who may answer."""
    if not isinstance(obj, Dossier) or not can(user, DossierPermission.EDIT, obj).ok:
        return []
    progress = queries.progress_of(obj)
    if not progress.readings:
        return []
    return [slots.ObjectPanel("readings/_panel.html", {"progress": progress, "waiting": len(queries.placed(obj))})]


def progress_above(user: Any, dossier: Dossier) -> list[slots.ObjectPanel]:
    """While something is read, or could not be."""
    progress = queries.progress_of(dossier)
    return [slots.ObjectPanel("readings/_progress.html", {"progress": progress})] if progress.under_way or progress.failed else []


slots.panels.register("readings", panels_on)
registry.read_papers.fill(
    registry.PaperHelp(hints=queries.placed, complete=services.complete, settle=services.settle, panels=progress_above)
)

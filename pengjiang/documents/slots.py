"""Every page of an object shows the papers about it."""

from __future__ import annotations

from typing import Any

from pengjiang.documents.cards import paper_of
from pengjiang.documents.queries import documents_of
from pengjiang.documents.registry import DOCUMENT_TYPES
from pengjiang.web import slots


def papers_on(user: Any, obj: Any) -> list[slots.ObjectPanel]:
    """A panel where papers can be made for this kind of object and the user may read at least one."""
    if not any(kind.model == obj._meta.label_lower for kind in DOCUMENT_TYPES):
        return []
    papers = [(document, paper_of(document, user)) for document in documents_of(obj, user)]
    return [slots.ObjectPanel("documents/_panel.html", {"papers": papers}, aside=True)] if papers else []


slots.panels.register("documents", papers_on)

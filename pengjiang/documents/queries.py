"""Papers for pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q

from pengjiang.access.declare import Decision
from pengjiang.common.refs import ObjectRef
from pengjiang.documents.models import IssuedDocument


def documents_of(obj: Model | ObjectRef, user: Any) -> list[IssuedDocument]:
    """The papers of an object that the user may read, newest first, in one query."""
    found = IssuedDocument.objects.visible_to(user).of(obj).select_related("organisation", "issued_by")
    return [document for document in found if may_read(user, document).ok]


def documents_of_all(objects: Iterable[Model], user: Any) -> list[IssuedDocument]:
    """The papers of several objects that the user may read, newest first, in one query."""
    wanted = Q(pk__in=[])
    for obj in objects:
        wanted |= Q(target_kind=ObjectRef.of(obj).kind, target_pk=obj.pk)
    found = IssuedDocument.objects.visible_to(user).filter(wanted).select_related("organisation", "issued_by").order_by("-id")
    return [document for document in found if may_read(user, document).ok]


def may_read(user: Any, document: IssuedDocument) -> Decision:
    """The type's own word on a paper that is visible as such."""
    ask = document.type.access
    return ask(user, document) if ask else Decision.yes()


def versions_of(document: IssuedDocument) -> list[IssuedDocument]:
    """The papers that this one replaced and that replaced it, newest first."""
    chain, seen = [document], {document.pk}
    while chain[-1].supersedes_id and chain[-1].supersedes_id not in seen:
        seen.add(chain[-1].supersedes_id)
        chain.append(chain[-1].supersedes)
    while newer := IssuedDocument.objects.filter(supersedes=chain[0]).first():
        chain.insert(0, newer)
    return chain

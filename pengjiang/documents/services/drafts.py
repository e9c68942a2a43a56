"""Papers that are not yet issued: drafts that lie ready for signing, and previews that are not kept."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.documents import codec
from pengjiang.documents.enums import Standing
from pengjiang.documents.html import Imprint
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.pdf import Rendered, render
from pengjiang.documents.registry import DOCUMENT_TYPES
from pengjiang.documents.services.issuing import build, issuer_of, put_in_force, require_open
from pengjiang.documents.services.queueing import queue
from pengjiang.documents.services.settings import build_context
from pengjiang.events.services import emit


def preview(type_code: str, obj: models.Model, *, actor: Any, context: dict[str, Any] | None = None) -> Rendered:
    """The paper as it would be today, marked 草稿; nothing is stored and no number taken."""
    kind = DOCUMENT_TYPES.get(type_code)
    organisation = issuer_of(kind, obj, actor)
    ready = build_context(type_code, organisation=organisation, actor=actor, on=clock.today(), data=context)
    return render(build(kind, obj, ready, draft=True), Imprint(organisation.name, clock.today()))


@transaction.atomic
def draft(type_code: str, obj: models.Model, *, actor: Any = None, key: str = "", context: dict[str, Any] | None = None) -> IssuedDocument:
    """A draft with its PDF, to be signed later. With a ``key`` there is one open draft: asked again, it is made anew."""
    require_open(obj)
    kind = DOCUMENT_TYPES.get(type_code)
    ref, organisation = ObjectRef.of(obj), issuer_of(kind, obj, actor)
    found = {"type_code": type_code, "target_kind": ref.kind, "target_pk": ref.pk, "key": key, "standing": Standing.DRAFT}
    document = IssuedDocument.objects.locked().filter(**found).first() if key else None
    is_new = document is None
    document = document or IssuedDocument(**found, organisation=organisation)
    document.context = context or {}
    _fill_draft(document, obj, actor=actor)
    document.save()
    if is_new:
        emit(
            "documents.document.drafted",
            actor=actor,
            target=ref,
            related=[document],
            data={"title": document.title, "type": type_code},
        )
    return document


def _fill_draft(document: IssuedDocument, obj: models.Model, *, actor: Any) -> None:
    kind = document.type
    ready = build_context(kind.code, organisation=document.organisation, actor=actor, on=clock.today(), data=document.context)
    tree = build(kind, obj, ready, draft=True)
    document.title, document.blocks = tree.title[:200], codec.to_data(tree)
    queue(document)


@transaction.atomic
def issue_draft(
    document: IssuedDocument, *, actor: Any, number: str | None = None, context: dict[str, Any] | None = None
) -> IssuedDocument:
    """Sign a draft: numbered, dated, built anew from its object as it stands now. Raises ``Conflict`` when somebody was faster."""
    document = _locked_draft(document)
    obj = document.target.fetch()
    if obj is None:
        raise DomainError("草稿所属的事项已不存在。")
    document.context = {**document.context, **(context or {})}
    return put_in_force(document, obj, actor=actor, number=number)


@transaction.atomic
def discard_draft(document: IssuedDocument, *, actor: Any, reason: str = "") -> None:
    """Not needed after all. Only drafts can go; what was issued stays for ever."""
    document = _locked_draft(document)
    emit(
        "documents.document.draft_discarded",
        actor=actor,
        target=document.target,
        data={"title": document.title, "reason": reason, "draft": document.pk},
    )
    for file in (document.pdf, document.docx):
        if file:
            storage, name = file.storage, file.name
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
    document.delete()


def _locked_draft(document: IssuedDocument) -> IssuedDocument:
    found = IssuedDocument.objects.locked().filter(pk=document.pk, standing=Standing.DRAFT).first()
    if found is None:
        raise Conflict("该草稿已由他人签发或放弃，请刷新页面。")
    return found

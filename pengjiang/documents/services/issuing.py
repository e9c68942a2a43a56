"""Issuing: number, frozen tree, event, and a worker to print it — all in the caller's transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import models, transaction

from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.documents import codec, fonts
from pengjiang.documents.blocks import Tree
from pengjiang.documents.enums import NumberSource, Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.models.issued import new_code
from pengjiang.documents.registry import DOCUMENT_TYPES, PAPER_GUARDS, BuildContext, DocumentType
from pengjiang.documents.services.numbers import TakenNumber, take_number
from pengjiang.documents.services.queueing import queue
from pengjiang.documents.services.settings import build_context, number_source
from pengjiang.documents.text import cleaned, plain_text
from pengjiang.events.services import emit


@transaction.atomic
def issue(
    type_code: str,
    obj: models.Model,
    *,
    actor: Any,
    number: str | None = None,
    supersedes: IssuedDocument | None = None,
    context: dict[str, Any] | None = None,
) -> IssuedDocument:
    """Issue a paper about ``obj``. Call it last in the service: the tree is frozen as the object stands now.

    ``number``: that of the unified system, or one taken before with ``take_number``; without it our own is taken.
    Raises ``DomainError`` where the unified number is missing or has been used.
    """
    kind = DOCUMENT_TYPES.get(type_code)
    require_open(obj)
    organisation = issuer_of(kind, obj, actor)
    if supersedes is not None:
        _supersede(supersedes, actor=actor)
    document = IssuedDocument(type_code=type_code, organisation=organisation, supersedes=supersedes, context=context or {})
    document.target_kind, document.target_pk = ObjectRef.of(obj).kind, obj.pk
    return put_in_force(document, obj, actor=actor, number=number)


def put_in_force(document: IssuedDocument, obj: models.Model, *, actor: Any, number: str | None) -> IssuedDocument:
    """Number, day, code, tree: from here on the paper does not change."""
    require_open(obj)
    kind, day = document.type, clock.today()
    taken = _number(kind, document.organisation, actor=actor, given=number)
    if isinstance(taken, TakenNumber):
        document.scheme, document.year, document.serial = taken.scheme, taken.year, taken.serial
    document.number = str(taken)
    tree = build(
        kind,
        obj,
        build_context(
            kind.code,
            organisation=document.organisation,
            actor=actor,
            on=day,
            number=document.number,
            supersedes=document.supersedes.number if document.supersedes else "",
            data=document.context,
        ),
    )
    document.standing = Standing.ISSUED
    document.title, document.blocks, document.code = tree.title[:200], codec.to_data(tree), new_code()
    document.issued_on, document.issued_by = day, actor
    queue(document)
    document.save()
    emit(
        "documents.document.issued",
        actor=actor,
        target=document.target,
        related=[document],
        data={"title": document.title, "number": document.number or "无文号", "type": kind.code},
    )
    return document


def require_open(obj: models.Model | None) -> None:
    """Raises ``NotAllowed`` where the room that keeps ``obj`` has closed it to papers."""
    for reason in (guard(obj) for guard in PAPER_GUARDS if obj is not None):
        if reason:
            raise NotAllowed(reason)


def issuer_of(kind: DocumentType, obj: models.Model, actor: Any) -> Organisation:
    """Who speaks. Raises ``DomainError`` for somebody who belongs to no organisation."""
    organisation = kind.issuer(obj) if kind.issuer else getattr(actor, "organisation", None)
    if organisation is None:
        raise DomainError(f"制发《{kind.title}》须有所属单位，请联系系统管理员核对任职。")
    return organisation


def build(kind: DocumentType, obj: models.Model, context: BuildContext, *, draft: bool = False) -> Tree:
    """The type's tree, marked as this installation demands.

    Raises ``DomainError`` for characters that cannot be printed: now, while the text can be changed, and not when a number is gone.
    """
    tree = cleaned(kind.build(obj, context))
    strange = fonts.current().missing_from(plain_text(tree))
    if strange:
        shown = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in strange[:5])
        raise DomainError(f"文书中有无法打印的字符：{shown}。请改用其他写法，或由系统管理员安装含该字的字体。")
    return replace(tree, demo=settings.DEMO or tree.demo, draft=draft)


def _number(kind: DocumentType, organisation: Organisation, *, actor: Any, given: str | None) -> str:
    source = number_source(kind.code, organisation=organisation)
    if given:
        given = given if isinstance(given, TakenNumber) else given.strip()
        if IssuedDocument.objects.filter(organisation=organisation, number=given).exists():
            raise DomainError(f"文号{given}已用于另一份文书，请核对。", field="number")
        return given
    if source == NumberSource.UNIFIED:
        raise DomainError(f"请填写统一业务应用系统生成的《{kind.title}》文号。", field="number")
    return take_number(kind.scheme, actor=actor, organisation=organisation) if source == NumberSource.OWN else ""


def _supersede(document: IssuedDocument, *, actor: Any) -> None:
    """The earlier paper loses its force. Raises ``Conflict`` where it has none."""
    document = IssuedDocument.objects.locked().get(pk=document.pk)
    if not document.is_valid:
        raise Conflict(f"《{document}》{document.get_standing_display()}，不能再被取代。")
    document.standing = Standing.SUPERSEDED
    document.save(update_fields=["standing"])
    emit(
        "documents.document.superseded",
        actor=actor,
        target=document.target,
        related=[document],
        data={"title": document.title, "number": document.number or "无文号"},
    )


@transaction.atomic
def withdraw(document: IssuedDocument, *, actor: Any, reason: str) -> IssuedDocument:
    """Take a paper back; its verification page says so from now on. Raises ``Conflict`` where it is not in force."""
    document = IssuedDocument.objects.locked().get(pk=document.pk)
    if not document.is_valid:
        raise Conflict(f"《{document}》{document.get_standing_display()}，不能撤回。")
    if not reason.strip():
        raise DomainError("请写明撤回理由。", field="reason")
    require_open(document.target.fetch())
    document.standing, document.withdrawn_on, document.withdrawal_reason = Standing.WITHDRAWN, clock.today(), reason.strip()
    document.save(update_fields=["standing", "withdrawn_on", "withdrawal_reason"])
    emit(
        "documents.document.withdrawn",
        actor=actor,
        target=document.target,
        related=[document],
        data={"title": document.title, "number": document.number or "无文号", "reason": document.withdrawal_reason},
    )
    return document

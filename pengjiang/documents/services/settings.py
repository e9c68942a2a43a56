"""What an office has set for a document type on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.documents.enums import NumberSource
from pengjiang.documents.models import DocumentTypeSetting
from pengjiang.documents.registry import DOCUMENT_TYPES, BuildContext, Rung
from pengjiang.events.services import emit

FIELDS = ("number_source", "chain", "letterhead", "contact", "telephone", "texts", "until")


def setting_for(type_code: str, *, organisation: Organisation | None = None, on: date | None = None) -> DocumentTypeSetting | None:
    """The row that holds: the office's own before the general one, the later before the earlier."""
    return (
        DocumentTypeSetting.objects.current(on)
        .filter(Q(organisation=None) | Q(organisation=organisation), type_code=type_code)
        .order_by(F("organisation_id").asc(nulls_last=True), "-since")
        .first()
    )


def number_source(type_code: str, *, organisation: Organisation | None = None, on: date | None = None) -> NumberSource:
    """Whose number is printed."""
    setting = setting_for(type_code, organisation=organisation, on=on)
    return NumberSource(setting.number_source) if setting and setting.number_source else DOCUMENT_TYPES.get(type_code).default_source


def approval_chain(type_code: str, *, organisation: Organisation | None = None, on: date | None = None) -> list[Rung]:
    """The rungs in order, each with role, label and ``when``; the caller decides which conditions hold."""
    setting = setting_for(type_code, organisation=organisation, on=on)
    chain = setting.chain if setting and setting.chain is not None else DOCUMENT_TYPES.get(type_code).chain
    return [{"label": "", "when": "always", **rung} for rung in chain]


def build_context(
    type_code: str, *, organisation: Organisation, actor: Any, on: date, number: str = "", supersedes: str = "", data: dict | None = None
) -> BuildContext:
    """What the builder gets: the office's texts over the type's defaults."""
    kind = DOCUMENT_TYPES.get(type_code)
    setting = setting_for(type_code, organisation=organisation, on=on)
    given = {name: text for name, text in (setting.texts if setting else {}).items() if text}
    return BuildContext(
        on=on,
        organisation=organisation,
        actor=actor,
        number=str(number),
        texts={**kind.texts, **given},
        letterhead=setting.letterhead if setting else "",
        contact=(setting.contact if setting else "") or getattr(actor, "name", "") or "",
        telephone=(setting.telephone if setting else "") or organisation.telephone,
        supersedes=supersedes,
        data=data or {},
    )


@transaction.atomic
def change_setting(
    type_code: str, *, actor: Any, organisation: Organisation | None = None, since: date | None = None, **values: Any
) -> DocumentTypeSetting:
    """Set texts, contact, letterhead, number source or chain from a day on; what held before ends the day before."""
    kind = DOCUMENT_TYPES.get(type_code)
    since = since or clock.today()
    before = setting_for(type_code, organisation=organisation, on=since)
    own = before if before and before.organisation_id == (organisation.pk if organisation else None) else None
    kept = {name: getattr(before, name) for name in FIELDS if name != "until"} if before else {}
    if own and own.since < since:
        own.until = since - timedelta(days=1)
        own.save(update_fields=["until"])
        own = None
    setting, _ = DocumentTypeSetting.objects.update_or_create(
        type_code=type_code, organisation=organisation, since=since, defaults={**kept, **values, "changed_by": actor}
    )
    changes = {name: (kept.get(name), value) for name, value in values.items() if kept.get(name) != value}
    emit("documents.setting.changed", actor=actor, target=setting, data={"title": kind.title, "since": since}, changes=changes)
    return setting

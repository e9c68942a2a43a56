"""口头提示、座谈磋商、跟踪和回访: recorded, each with its paper."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cases.enums import ContactKind
from cases.models import Contact, Recommendation, SupervisionCase
from cases.services.texts import require_text
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.services import issue
from pengjiang.workflow.services import fire


@transaction.atomic
def add_contact(
    about: SupervisionCase | Recommendation,
    *,
    actor: User,
    kind: str,
    on: date,
    persons: str,
    officers: str,
    content: str,
    outcome: str,
    place: str = "",
) -> Contact:
    """Note what was said with the body under supervision, on its case or to follow a recommendation up."""
    require_text(persons, "请填写对方人员。", field="persons")
    require_text(content, "请填写内容。", field="content")
    require_text(outcome, "请写明结果和下一步。", field="outcome")
    case = about.case if isinstance(about, Recommendation) else about
    if on > clock.today():
        raise DomainError("日期不能晚于今天。", field="on")
    if on < case.docketed_on:
        raise DomainError(f"日期不能早于立案日期（{case.docketed_on:%Y-%m-%d}）。", field="on")
    about = fire(about, "contact", actor=actor, data={"kind": ContactKind(kind).label, "persons": persons, "outcome": outcome}, on=on)
    contact = Contact.objects.create(
        case=case,
        recommendation=about if isinstance(about, Recommendation) else None,
        kind=kind,
        on=on,
        place=place,
        persons=persons,
        officers=officers,
        content=content,
        outcome=outcome,
        made_by=actor,
    )
    issue("contact_record", contact, actor=actor)
    return contact

"""Typical cases: drafted masked, confirmed by a person, reviewed by another, published, withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cases.models import SupervisionCase
from cases.services.texts import require_text
from disputes.models import Dispute
from liaison.enums import Origin
from liaison.models import TypicalCase
from liaison.permissions import LiaisonPermission as P
from liaison.queries.masking import doubts_in, left_in, masker_of
from liaison.services.checks import allow, articles_of, rules_of
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.documents.enums import Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue, take_number
from pengjiang.documents.services import withdraw as withdraw_document
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire
from reviews.models import Finding

TEXTS = ("title", "facts", "course", "meaning", "cause")


@transaction.atomic
def draft(*, actor: User, title: str, facts: str, source: Any = None, articles: str = "", rules: str = "", **values: Any) -> TypicalCase:
    """A case typed by a person; every text is masked before it is stored."""
    allow(actor, P.DRAFT_CASE)
    require_text(title, "请填写标题。", field="title")
    case = TypicalCase(
        title=title,
        facts=facts,
        organisation=actor.organisation,
        drafted_by=actor,
        articles=articles_of(articles),
        rules=rules_of(rules.split()),
        **values,
    )
    if source is not None:
        case.source_ref = str(ObjectRef.of(source))
    return _store(case, actor=actor)


@transaction.atomic
def draft_from(source: Any, *, actor: User | None, organisation: Organisation | None = None, texts: dict[str, str] | None = None) -> TypicalCase:
    """What a closed case, a review finding or a dispute already says, masked. A second call finds the first one's draft."""
    ref = str(ObjectRef.of(source))
    standing = TypicalCase.objects.filter(source_ref=ref).first()
    if standing is not None:
        return standing
    if actor is not None:
        allow(actor, P.DRAFT_CASE)
    if isinstance(source, SupervisionCase) and source.closed_on is None:
        raise DomainError("案件尚未办结，办结后再编写典型案例。")
    case = TypicalCase(source_ref=ref, drafted_by=actor, organisation=organisation or actor.organisation, **_values_of(source))
    for name, text in (texts or {}).items():
        setattr(case, name, text)
    return _store(case, actor=actor)


def _values_of(source: Any) -> dict[str, Any]:
    if isinstance(source, Dispute):
        closing = getattr(source, "closing", None)
        return {
            "origin": Origin.DISPUTE,
            "title": f"{source.party_name}{source.cause}行政争议实质性化解案"[:160],
            "facts": source.facts,
            "course": closing.course if closing else "",
            "meaning": closing.lessons if closing else "",
            "field": source.field,
            "item": source.item,
            "cause": source.cause,
        }
    if isinstance(source, SupervisionCase):
        file = source.dossiers.first()
        findings = list(source.findings.all())
        return {
            "origin": Origin.CASE,
            "title": source.title,
            "facts": "\n".join(row.fact for row in findings) or source.origin or source.title,
            "course": "\n".join(filter(None, (*(row.problem for row in findings), source.result_note))),
            "field": file.field if file else "",
            "item": file.item if file else "",
            "cause": file.cause if file else "",
        }
    if isinstance(source, Finding):
        file = source.file.dossier
        return {
            "origin": Origin.REVIEW,
            "title": f"{file.cause or file.get_field_display()}案{source.title}问题"[:160],
            "facts": source.reasons,
            "course": "\n".join(filter(None, (source.measure, source.proof_note))),
            "field": file.field,
            "item": file.item,
            "cause": file.cause,
        }
    raise DomainError("不能由此编写典型案例。")


def _store(case: TypicalCase, *, actor: User | None) -> TypicalCase:
    hidden = _mask(case)
    case.save()
    source = ObjectRef.parse(case.source_ref).fetch() if case.source_ref else None
    emit("liaison.typicalcase.drafted", actor=actor, target=case, related=[source], data={"title": case.title, "hidden": hidden})
    return case


def _mask(case: TypicalCase) -> int:
    """Mask the texts in place; how many places were hidden."""
    masker = masker_of(case)
    hidden = 0
    for name in TEXTS:
        text = getattr(case, name)
        hidden += len(masker.hits(text))
        setattr(case, name, masker.mask(text)[: case._meta.get_field(name).max_length])
    return hidden


@transaction.atomic
def edit(case: TypicalCase, *, actor: User, articles: str, rules: str, **values: Any) -> TypicalCase:
    """Other words; masked again, with the names a person has pointed out."""
    case = claim(case, "edit", actor=actor)
    for name, value in {**values, "articles": articles_of(articles), "rules": rules_of(rules.split())}.items():
        setattr(case, name, value)
    require_text(case.title, "请填写标题。", field="title")
    require_text(case.facts, "请填写基本案情。", field="facts")
    _mask(case)
    names = (*values, "articles", "rules")
    masked = {name: getattr(case, name) for name in names if name != "told"}
    TypicalCase.objects.filter(pk=case.pk).update(told=case.told)
    return fire(case, "edit", actor=actor, values=masked)


@transaction.atomic
def confirm(case: TypicalCase, *, actor: User, cleared: list[str] | None = None, read_through: bool = False) -> TypicalCase:
    """A person has read every line: each doubt is answered, nothing the machine would hide is left."""
    if not read_through:
        raise DomainError("请逐段核对后勾选确认。", field="read_through")
    open_doubts = [doubt for doubt in doubts_in(case) if doubt not in (cleared or [])]
    if open_doubts:
        raise DomainError(f"请逐个判断：{'、'.join(open_doubts)}。确非姓名的勾选；是姓名的请先修改或者加入“另行指明的姓名”。", field="cleared")
    values = {"confirmed_by": actor, "confirmed_on": clock.today()}
    hidden = sum(text.count("某") + text.count("略）") for text in case.texts.values())
    return fire(case, "confirm", actor=actor, values=values, data={"hidden": hidden})


@transaction.atomic
def send_back(case: TypicalCase, *, actor: User, note: str) -> TypicalCase:
    """Not yet good enough, and why."""
    require_text(note, "请写明退回的理由。", field="note")
    return fire(case, "send_back", actor=actor, values={"reviewed_by": None}, data={"note": note})


@transaction.atomic
def review(case: TypicalCase, *, actor: User) -> TypicalCase:
    """Another person's eyes."""
    return fire(case, "review", actor=actor, values={"reviewed_by": actor})


@transaction.atomic
def publish(case: TypicalCase, *, actor: User) -> TypicalCase:
    """To everybody of the room, as PDF and DOCX too."""
    case = claim(case, "publish", actor=actor)
    left = left_in(case)
    if left:
        raise DomainError(f"仍有疑似个人信息：{'、'.join(left[:3])}，请退回修改。")
    number = case.number or take_number("typical_case", actor=actor, organisation=case.organisation)
    case = fire(case, "publish", actor=actor, values={"number": number, "published_on": clock.today()}, data={"number": number})
    issue("typical_case", case, actor=actor)
    return case


@transaction.atomic
def withdraw(case: TypicalCase, *, actor: User, note: str) -> TypicalCase:
    """Out of the room; the paper's verification says so."""
    require_text(note, "请写明撤回的理由。", field="note")
    case = fire(case, "withdraw", actor=actor, values={"withdrawal": note, "withdrawn_on": clock.today()}, data={"note": note})
    for paper in IssuedDocument.objects.of(case).filter(standing=Standing.ISSUED):
        withdraw_document(paper, actor=actor, reason=note)
    return case


@transaction.atomic
def revise(case: TypicalCase, *, actor: User) -> TypicalCase:
    """Once more from the beginning."""
    values = {"confirmed_by": None, "confirmed_on": None, "reviewed_by": None, "published_on": None}
    return fire(case, "revise", actor=actor, values=values)

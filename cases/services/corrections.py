"""更正: one wrong day made right; exactly the limits that hang on it move, and both values stay to be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction

from cases.correctable import Correctable, correctable_of, out_of_order
from cases.models import Correction, Dispatch, Recommendation
from cases.services.texts import require_text
from cases.services.uploads import keep_files
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.enums import Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue
from pengjiang.workflow.services import claim, fire

Moved = list[dict[str, str]]


@transaction.atomic
def correct_day(obj: Any, *, actor: User, field: str, day: date, reason: str, files: Iterable[Any] = ()) -> Correction:
    """Correct one day of a case, a recommendation or a letter, with reason and proof."""
    obj = claim(obj, "correct", actor=actor)
    entry = next((one for one in correctable_of(obj) if one.field == field), None)
    if entry is None:
        raise DomainError("请选择要更正的日期。", field="field")
    before = getattr(obj, field)
    require_text(reason, "请写明错在何处、据何更正。", field="reason")
    files = list(files)
    if not files:
        raise DomainError("请上传证明正确日期的材料，例如送达回证、邮寄签收单。", field="files")
    if day == before:
        raise DomainError("与现载日期相同，不需要更正。", field="day")
    if day > clock.today():
        raise DomainError("日期不能晚于今天。", field="day")
    refusal = out_of_order(obj, entry, day)
    if refusal:
        raise DomainError(refusal, field="day")
    data = {"label": entry.label, "before": before, "after": day, "reason": reason}
    obj = fire(obj, "correct", actor=actor, values={field: day}, data=data, on=clock.today())
    _write_elsewhere(obj, entry, day)
    why = f"{entry.label}更正为{day:%Y-%m-%d}"
    effects = [*_restart(obj, entry, before, day, why, actor), *_stop_otherwise(obj, entry, before, day)]
    correction = Correction.objects.create(
        case=getattr(obj, "case", obj),
        recommendation=obj if isinstance(obj, Recommendation) else None,
        dispatch=obj if isinstance(obj, Dispatch) else None,
        field=field,
        label=entry.label,
        before=before,
        after=day,
        reason=reason,
        effects=effects,
        made_by=actor,
        made_as=actor.signature,
        made_on=clock.today(),
    )
    keep_files(files, actor=actor, target=correction)
    if isinstance(obj, Recommendation) and field == "served_on":
        _after_new_service_day(obj, actor=actor)
    issue("correction_sheet", correction, actor=actor)
    return correction


def _write_elsewhere(obj: models.Model, entry: Correctable, day: date) -> None:
    """The same day where a part of the object also says it."""
    for name, field in entry.mirrors:
        part = getattr(obj, name, None)
        rows = part.all() if hasattr(part, "all") else [part] if part is not None else []
        for row in rows:
            setattr(row, field, day)
            row.save(update_fields=[field])


def _restart(obj: models.Model, entry: Correctable, before: date, day: date, why: str, actor: User) -> Moved:
    told: Moved = []
    targets = [(obj, code) for code in entry.starts] + [(row, code) for name, code in entry.parts for row in getattr(obj, name).all()]
    for target, code in targets:
        for deadline, old in deadlines.restart(target, code, was=before, on=day, reason=why, actor=actor):
            if target is not obj and deadline.state in {Deadline.State.RUNNING, Deadline.State.PAUSED}:
                target.due_on = deadline.due_on
                target.save(update_fields=["due_on"])
            told.append({"title": deadline.title, "before": f"{old:%Y-%m-%d}", "after": f"{deadline.due_on:%Y-%m-%d}"})
    return told


def _stop_otherwise(obj: models.Model, entry: Correctable, before: date, day: date) -> Moved:
    return [
        {"title": f"{deadline.title}办结", "before": f"{before:%Y-%m-%d}", "after": f"{day:%Y-%m-%d}"}
        for code in entry.stops
        for deadline in deadlines.meet_otherwise(obj, code, was=before, on=day)
    ]


def _after_new_service_day(recommendation: Recommendation, *, actor: User) -> None:
    """The receipt is printed anew; an objection period that had lapsed on the wrong day runs again where its right last day is still to come."""
    for delivery in recommendation.deliveries.all():
        earlier = IssuedDocument.objects.of(delivery).filter(type_code="service_receipt", standing=Standing.ISSUED).first()
        issue("service_receipt", delivery, actor=actor, supersedes=earlier)
    if recommendation.state != "rectifying" or not _lapsed(recommendation):
        return
    period = Deadline.objects.filter(target=str(ObjectRef.of(recommendation)), limit="TM29", state=Deadline.State.MET).last()
    if period is not None and period.due_on >= clock.today():
        fire(recommendation, "objection_again", actor=None, on=recommendation.served_on)


def _lapsed(recommendation: Recommendation) -> bool:
    """The objection period ended by itself, not because the addressee agreed."""
    events = ("cases.recommendation.objection_ends", "cases.recommendation.begin_rectifying")
    last = AuditEntry.objects.filter(target=str(ObjectRef.of(recommendation)), event__in=events).order_by("-id").first()
    return last is not None and last.event == events[0]

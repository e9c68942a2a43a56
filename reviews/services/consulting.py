"""反馈、申诉、复核: the opinion paper, one objection, a third reviewer's answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.files.enums import FileKind
from pengjiang.files.services import store_upload
from pengjiang.workflow.services import claim, fire, lock
from reviews.enums import RecheckResult
from reviews.models import Finding, ObjectionItem, Round, SampledFile, TownPart
from reviews.permissions import ReviewPermission
from reviews.queries.conflicts import conflicts
from reviews.scoring import FULL, ZERO, grade_of, half, is_half, plain
from reviews.services.common import require, require_text


@dataclass
class Objected:
    """One item a town objects to."""

    finding: Finding
    ground: str
    files: list[Any] = field(default_factory=list)


@transaction.atomic
def consult_towns(row: Round, *, actor: User) -> Round:
    """征求意见: each town gets its opinion paper, without reviewers' names; five working days begin."""
    parts = list(row.parts.select_related("town"))
    row = fire(row, "consult", actor=actor, data={"towns": len(parts)})
    for part in parts:
        part = fire(part, "consult", actor=actor, values={"consulted_on": clock.today()}, related=[row])
        issue("review_opinion", part, actor=actor)
    return row


@transaction.atomic
def object_to(part: TownPart, *, actor: User, items: Iterable[Objected]) -> TownPart:
    """申诉, once, item by item; each with its ground, evidence as files."""
    items = list(items)
    if not items:
        raise DomainError("请至少选择一项提出申诉；没有异议的，请确认无异议。")
    part = fire(part, "object", actor=actor, values={"objected_on": clock.today()}, data={"count": len(items)}, related=[part.round])
    by_file: dict[int, list[Objected]] = defaultdict(list)
    for item in items:
        if item.finding.part_id != part.pk:
            raise DomainError("只能对本单位的评查意见提出申诉。")
        require_text(item.ground, f"请写明对{item.finding}的申诉理由。", field=f"ground_{item.finding.pk}")
        by_file[item.finding.file_id].append(item)
    for rows in by_file.values():
        fire(rows[0].finding.file, "object", actor=actor, data={"count": len(rows)})
        for one in rows:
            made = ObjectionItem.objects.create(
                part=part, file=one.finding.file, code=one.finding.code, title=one.finding.title, ground=one.ground.strip(), lost_before=one.finding.lost
            )
            for upload in one.files:
                try:
                    store_upload(upload, actor=actor, target=made, kind=FileKind.PROOF)
                except DomainError as error:
                    raise type(error)(error.message, field=f"files_{one.finding.pk}") from error
    return part


@transaction.atomic
def agree(part: TownPart, *, actor: User) -> TownPart:
    """无异议."""
    return fire(part, "agree", actor=actor)


@transaction.atomic
def lapse_overdue() -> int:
    """By the daily sweep: the objection period is over; the number of towns."""
    count = 0
    for part in TownPart.objects.filter(state="consulted"):
        limit = Deadline.objects.running().filter(target=str(ObjectRef.of(part)), limit="TM26A").first()
        if limit is not None and clock.today() > limit.due_on:
            fire(part, "lapse", actor=None)
            count += 1
    return count


@transaction.atomic
def name_rechecker(part: TownPart, *, actor: User, person: User) -> TownPart:
    """复核人 for all objections of a town: of the panel, not an original reviewer of any of the files, no conflict."""
    part = claim(part, "name_rechecker", actor=actor)
    row = part.round
    if not row.panel.filter(person=person).exists():
        raise DomainError(f"{person.name}不在评查组中。", field="person")
    files = list(SampledFile.objects.filter(objections__part=part).distinct())
    marked = [file for file in files if file.assignments.filter(reviewer=person).exclude(state="ended").exists()]
    reasons = conflicts(row, files, [person])
    barred = next((reasons[file.pk][person.pk] for file in files if person.pk in reasons[file.pk]), "")
    if barred:
        raise DomainError(f"{person.name}应当回避：{barred}。", field="person")
    for item in part.objections.filter(rechecker=None, result=""):
        if item.file not in marked:
            item.rechecker = person
            item.save(update_fields=["rechecker"])
    if len(marked) == len(files):
        raise DomainError(f"{person.name}是这些案卷的原评查员，复核须另选他人。", field="person")
    return fire(part, "name_rechecker", actor=actor)


@transaction.atomic
def recheck_item(item: ObjectionItem, *, actor: User, result: str, reason: str, lost_after: Decimal | None = None) -> ObjectionItem:
    """维持 or 变更 with reasons; with the file's last answer its score and grade are worked out anew."""
    item = lock(item, actor)
    require(actor, ReviewPermission.SCORE, item)
    if item.rechecker_id != actor.pk:
        raise DomainError("由指定的复核人办理。")
    if item.result:
        raise DomainError("该项已复核。")
    reason = require_text(reason, "请写明复核理由。", field="reason")
    if result == RecheckResult.CHANGED:
        finding = Finding.objects.get(file=item.file_id, code=item.code)
        top = item.file.rubric.rubric.maxima.get(item.code, ZERO)
        if not finding.is_veto and (lost_after is None or not is_half(lost_after) or not ZERO <= lost_after <= top or lost_after == item.lost_before):
            raise DomainError(f"变更后的扣分应在0至{plain(top)}分之间，以0.5分为单位，并与原扣分不同。", field="lost_after")
        item.lost_after = ZERO if finding.is_veto else lost_after
    else:
        item.lost_after = item.lost_before
    item.result, item.reason, item.answered_on = result, reason, clock.today()
    item.save()
    data = {"code": item.code, "title": item.title, "result": item.get_result_display()}
    emit("reviews.objection.answered", actor=actor, target=item, data=data)
    if not item.file.objections.filter(result="").exists():
        _answer_file(item.file)
    return item


def _answer_file(file: SampledFile) -> None:
    """Score and grade after the re-check: what was given back is added, a veto taken back frees the grade."""
    items = list(file.objections.all())
    changed = [item for item in items if item.result == RecheckResult.CHANGED]
    findings = {row.code: row for row in file.findings.filter(code__in=[item.code for item in changed])}
    gain = ZERO
    for item in changed:
        finding = findings[item.code]
        gain += item.lost_before - item.lost_after
        finding.lost = item.lost_after
        finding.save(update_fields=["lost"])
        if finding.is_veto or not finding.lost:
            fire(finding, "drop", actor=None, data={"reason": item.reason[:200]})
    vetoed = file.vetoed and file.findings.standing().filter(is_veto=True).exists()
    points = min(max(half(file.score + gain), ZERO), FULL)
    maxima = file.rubric.rubric.maxima
    heavy = any(row.lost >= maxima[row.code] >= 5 for row in file.findings.standing().filter(is_veto=False))
    grade = grade_of(points, vetoed=vetoed, heavy_zero=heavy, thresholds=file.round.thresholds)
    values = {"score": points, "vetoed": vetoed, "grade": grade.value}
    fire(file, "answer", actor=None, values=values, data={"count": len(items), "changed": len(changed), "score": plain(points)})


@transaction.atomic
def answer_objection(part: TownPart, *, actor: User) -> TownPart:
    """All items are re-checked: the town is answered, in writing."""
    part = fire(part, "answer", actor=actor, values={"answered_on": clock.today()}, related=[part.round])
    issue("review_answer", part, actor=actor)
    return part

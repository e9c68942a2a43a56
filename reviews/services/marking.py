"""初评: every change saved at once, seen by nobody else; submitted, it counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.workflow.services import fire, lock
from reviews.models import Assignment, Mark
from reviews.permissions import ReviewPermission
from reviews.scoring import ZERO, Scored, is_half, plain
from reviews.scoring import Mark as Marked
from reviews.scoring import score as count
from reviews.services.common import require
from reviews.services.settling import weigh

STALE = "该项刚在另一个窗口修改过，页面已显示最新内容，请核对后再改。"


def result_of(assignment: Assignment) -> Scored:
    """What the marks come to at this moment."""
    file = assignment.file
    rows = list(assignment.marks.all())
    mark = Marked(
        {row.code: row.lost for row in rows if not row.is_veto}, {row.code for row in rows if row.absent}, {row.code for row in rows if row.is_veto}
    )
    return count(file.rubric.rubric.maxima, mark, file.round.rule)


def _writable(assignment: Assignment, actor: User) -> Assignment:
    """The locked assignment, as long as its author may write: open, or in the talk before the one change."""
    assignment = lock(assignment, actor)
    require(actor, ReviewPermission.SCORE, assignment)
    if assignment.reviewer_id != actor.pk:
        raise NotAllowed("由被分配的评查员评分。")
    if assignment.state == "open":
        return assignment
    if assignment.file.state == "talking" and not assignment.has_spoken:
        return assignment
    raise NotAllowed("评分已提交，不能再修改。")


@transaction.atomic
def save_mark(
    assignment: Assignment,
    *,
    actor: User,
    code: str,
    lost: Decimal = ZERO,
    reason: str = "",
    page: int | None = None,
    absent: bool = False,
    common: bool = False,
    seen: int | None = None,
) -> Mark | None:
    """One item. Nothing taken off and applicable: full marks, no row. Raises ``Conflict`` when ``seen`` is not the last revision."""
    assignment = _writable(assignment, actor)
    item = assignment.file.rubric.rubric.by_code.get(code)
    if item is None:
        raise DomainError("评查标准中没有这一项。", field="code")
    row = assignment.marks.filter(code=code).first()
    _not_stale(row, seen)
    if absent and not item.optional:
        raise DomainError(f"{item.code}{item.title}对本类案卷一律适用，不能标为不适用。", field="absent")
    lost = ZERO if absent else lost
    if not is_half(lost) or lost < ZERO or lost > item.maximum:
        raise DomainError(f"扣分应在0至{plain(item.maximum)}分之间，以0.5分为单位。", field="lost")
    reason = reason.strip()
    if lost and not reason:
        raise DomainError("扣分须写明理由。", field="reason")
    if lost and not page:
        raise DomainError("扣分须写明页码。", field="page")
    values = {"lost": lost, "reason": reason, "page": page or None, "absent": absent, "common": common}
    if row is None:
        row = Mark(assignment=assignment, code=code, title=item.title, group=item.group, maximum=item.maximum, revision=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
    _again(assignment)
    return row


@transaction.atomic
def save_veto(assignment: Assignment, *, actor: User, code: str, marked: bool, reason: str = "", page: int | None = None, seen: int | None = None) -> Mark | None:
    """Mark or take back a veto; it needs its reason and page."""
    assignment = _writable(assignment, actor)
    veto = assignment.file.rubric.rubric.veto_by_code.get(code)
    if veto is None:
        raise DomainError("评查标准中没有这一否决项。", field="code")
    row = assignment.marks.filter(code=code).first()
    _not_stale(row, seen)
    if not marked:
        if row is not None:
            row.delete()
        _again(assignment)
        return None
    if not reason.strip():
        raise DomainError("标记一票否决须写明理由。", field="reason")
    if not page:
        raise DomainError("标记一票否决须写明页码。", field="page")
    if row is None:
        row = Mark(assignment=assignment, code=code, title=veto.title, group="一票否决", is_veto=True, revision=0)
    row.reason, row.page = reason.strip(), page
    row.revision += 1
    row.save()
    _again(assignment)
    return row


def _not_stale(row: Mark | None, seen: int | None) -> None:
    if seen is not None and seen != (row.revision if row else 0):
        raise Conflict(STALE)


def _again(assignment: Assignment) -> None:
    """The stored result follows the marks, so that no page has to add them up."""
    found = result_of(assignment)
    assignment.score, assignment.vetoed, assignment.heavy_zero = found.score, found.vetoed, found.heavy_zero
    assignment.grade = found.grade(assignment.file.round.thresholds).value
    assignment.save(update_fields=["score", "vetoed", "heavy_zero", "grade"])


@transaction.atomic
def submit_marks(assignment: Assignment, *, actor: User) -> Assignment:
    """提交评分; with the last of the marks in, 6.9 decides what comes next."""
    assignment = _writable(assignment, actor)
    found = result_of(assignment)
    values: dict[str, Any] = {
        "score": found.score,
        "first_score": found.score,
        "vetoed": found.vetoed,
        "heavy_zero": found.heavy_zero,
        "grade": found.grade(assignment.file.round.thresholds).value,
        "submitted_at": clock.now(),
    }
    assignment = fire(assignment, "submit", actor=actor, values=values)
    if not assignment.is_calibration:
        weigh(assignment.file)
    return assignment

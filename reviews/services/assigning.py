"""分配: two to a file, one of each body, balanced, conflicts never."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.common.errors import DomainError
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire
from reviews.balance import NobodyLeft, pair_up
from reviews.enums import Seat
from reviews.models import Assignment, Mark, Round, SampledFile
from reviews.queries.conflicts import conflicts
from reviews.scoring import ZERO
from reviews.services.common import require_text

SIDES = {"procuratorate": "检察院", "bureau": "司法局"}


@transaction.atomic
def assign_round(row: Round, *, actor: User) -> Round:
    """Assign all files and begin to mark. Raises ``DomainError`` where everybody of a body must keep away from a file."""
    row = claim(row, "assign", actor=actor)
    files = list(row.files.reviewed().filter(state="submitted").select_related("town", "rubric"))
    panel = list(row.panel.select_related("person", "body"))
    people = {one.person_id: one for one in panel}
    why = conflicts(row, files, [one.person for one in panel])
    sides = {label: [one.person_id for one in panel if one.body.kind == kind] for kind, label in SIDES.items()}
    by_number = {file.number: file for file in files}
    barred = {file.number: set(why[file.pk]) for file in files}
    try:
        pairs = pair_up(list(by_number), sides, barred)
    except NobodyLeft as error:
        raise DomainError(str(error)) from error
    row = fire(row, "assign", actor=actor, data={"files": len(files)})
    made = []
    for place, (number, pair) in enumerate(pairs.items()):
        file = by_number[number]
        fire(file, "assign", actor=actor)
        # Who sits where says nothing of the body.
        first, second = pair if place % 2 else reversed(pair)
        made += [_seat(file, people[person].person, seat) for person, seat in ((first, Seat.FIRST), (second, Seat.SECOND))]
    _create(made)
    return row


def _seat(file: SampledFile, person: User, seat: str) -> Assignment:
    return Assignment(file=file, reviewer=person, body=person.organisation, seat=seat)


def _create(assignments: Iterable[Assignment]) -> None:
    made = Assignment.objects.bulk_create(assignments)
    Mark.objects.bulk_create(mark for assignment in made for mark in prefilled(assignment))


def prefilled(assignment: Assignment) -> list[Mark]:
    """What the file check found, as deductions the reviewer may change: only where the page is known, vetoes never."""
    rubric = assignment.file.rubric.rubric
    found: dict[str, Mark] = {}
    for fault in assignment.file.findings_of_check:
        item = rubric.by_code.get(fault["item"])
        if item is None or not item.deductions or not fault["page"]:
            continue
        points = item.deductions[0].points
        mark = found.get(item.code)
        if mark is None:
            found[item.code] = Mark(
                assignment=assignment,
                code=item.code,
                title=item.title,
                group=item.group,
                maximum=item.maximum,
                lost=min(points, item.maximum),
                reason=f"{fault['title']}：{fault['message']}"[:500],
                page=fault["page"],
                rule=fault["rule"],
            )
        else:
            mark.lost = min(mark.lost + points, item.maximum)
            mark.reason = f"{mark.reason}\n{fault['title']}：{fault['message']}"[:500]
    return [mark for mark in found.values() if mark.lost > ZERO]


@transaction.atomic
def name_third(file: SampledFile, *, actor: User, person: User) -> Assignment:
    """The third rater: of the panel, not one of the two, no conflict."""
    file = claim(file, "name_third", actor=actor)
    row = file.round
    if file.assignments.filter(seat=Seat.THIRD).exclude(state="ended").exists():
        raise DomainError("已指定第三人。", field="person")
    _must_be_free(row, file, person, field="person")
    fire(file, "name_third", actor=actor)
    made = _seat(file, person, Seat.THIRD)
    _create([made])
    return made


def _must_be_free(row: Round, file: SampledFile, person: User, *, field: str) -> None:
    """Raises ``DomainError`` for somebody who marked the file or must keep away."""
    if not row.panel.filter(person=person).exists():
        raise DomainError(f"{person.name}不在评查组中。", field=field)
    if file.assignments.filter(reviewer=person).exists():
        raise DomainError(f"{person.name}已评查该案卷，请另选。", field=field)
    reason = conflicts(row, [file], [person])[file.pk].get(person.pk)
    if reason:
        raise DomainError(f"{person.name}应当回避：{reason}。", field=field)


def free_reviewers(file: SampledFile) -> list[User]:
    """Of the panel, those who have not marked the file and need not keep away."""
    people = [one.person for one in file.round.panel.select_related("person")]
    marked = set(file.assignments.values_list("reviewer_id", flat=True))
    why = conflicts(file.round, [file], people)[file.pk]
    return [person for person in people if person.pk not in marked and person.pk not in why]


@transaction.atomic
def reassign(assignment: Assignment, *, actor: User, person: User, reason: str) -> Assignment:
    """Somebody else of the same body, before anything was submitted; what the one before had marked goes with the ended task.

    Neither is told of the other: the one reads why the task went, the other that there is a file to mark.
    """
    assignment = claim(assignment, "end", actor=actor)
    file = assignment.file
    if assignment.is_calibration:
        raise DomainError("校准案卷由全体评查员试评，不改派。", field="person")
    reason = require_text(reason, "请写明改派的理由。", field="reason")
    if person.organisation is None or person.organisation.pk != assignment.body_id:
        raise DomainError("请从同一单位的评查员中选择，保证两家各有一人。", field="person")
    _must_be_free(file.round, file, person, field="person")
    fire(assignment, "end", actor=actor, data={"reason": reason})
    made = _seat(file, person, assignment.seat)
    _create([made])
    emit("reviews.assignment.given", actor=actor, target=made, data={"reason": reason})
    return made

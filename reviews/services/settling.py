"""Differences (domain.md 6.9): what two or three marks lead to, the leader's rulings, the talk, the merged findings."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire, lock
from reviews.enums import Seat
from reviews.models import Assignment, Finding, Mark, SampledFile, TalkLine, TownPart
from reviews.permissions import ReviewPermission
from reviews.scoring import ZERO, Scored, Step, Verdict, plain, settle
from reviews.services.common import require, require_text

NEXT = {Step.VETO: ("to_veto", "veto"), Step.TALK: ("to_talk", "talking"), Step.THIRD: ("to_third", "third"), Step.LEADER: ("to_leader", "leading")}
SEATS = (Seat.FIRST, Seat.SECOND, Seat.THIRD)


def raters(file: SampledFile) -> list[Assignment]:
    """Those whose marks are in, in the order of their seats."""
    rows = {row.seat: row for row in file.assignments.filter(state="submitted", seat__in=SEATS)}
    return [rows[seat] for seat in SEATS if seat in rows]


def weigh(file: SampledFile) -> SampledFile:
    """Ask 6.9 and go where it says. Waits for the second mark, and for the third where one is out."""
    file = SampledFile.objects.locked().select_related("round").get(pk=file.pk)
    rows = raters(file)
    if len(rows) < 2 or file.assignments.filter(state="open", seat=Seat.THIRD).exists():
        return file
    if not file.both_in:
        file.both_in = True
        file.save(update_fields=["both_in"])
    verdict = _verdict(file, rows)
    if verdict.step is not Step.DONE:
        name, state = NEXT[verdict.step]
        return file if file.state == state else fire(file, name, actor=None, data={"why": verdict.why})
    return _settle(file, rows, verdict)


def _verdict(file: SampledFile, rows: list[Assignment]) -> Verdict:
    marks = [Scored(row.score, row.vetoed, row.heavy_zero) for row in rows]
    return settle(marks, ruling=file.ruling, talked=file.talked, leader_score=file.leader_score, thresholds=file.round.thresholds)


def _settle(file: SampledFile, rows: list[Assignment], verdict: Verdict) -> SampledFile:
    values = {"score": verdict.score, "grade": verdict.grade.value, "vetoed": verdict.vetoed, "how": verdict.why}
    data = {"why": verdict.why, "score": plain(verdict.score), "grade": verdict.grade.label}
    file = fire(file, "settle", actor=None, values=values, data=data)
    _merge(file, [rows[place] for place in verdict.used], vetoed=verdict.vetoed)
    return file


def _merge(file: SampledFile, rows: list[Assignment], *, vetoed: bool) -> None:
    """One finding per item lost by any of the raters that count; their reasons are kept side by side, their names are not."""
    rubric = file.rubric.rubric
    part = TownPart.objects.get(round=file.round_id, town=file.town_id)
    by_code: dict[str, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(assignment__in=rows).order_by("code", "assignment__seat"):
        if mark.lost or (mark.is_veto and vetoed):
            by_code[mark.code].append(mark)
    Finding.objects.bulk_create(
        Finding(
            file=file,
            part=part,
            town_id=file.town_id,
            code=code,
            title=marks[0].title,
            group=marks[0].group,
            basis=(rubric.by_code.get(code) or rubric.veto_by_code[code]).basis[:200],
            is_veto=marks[0].is_veto,
            lost=(sum((mark.lost for mark in marks), ZERO) / len(rows)).quantize(Decimal("0.01")),
            reasons="\n".join(dict.fromkeys(mark.reason for mark in marks if mark.reason)),
            pages="、".join(str(page) for page in dict.fromkeys(mark.page for mark in marks if mark.page)),
            common=any(mark.common for mark in marks),
        )
        for code, marks in by_code.items()
    )


@transaction.atomic
def rule_veto(file: SampledFile, *, actor: User, confirmed: bool, reason: str) -> SampledFile:
    """组长 on a veto that not all have marked."""
    reason = require_text(reason, "请写明认定的理由。", field="reason")
    words = "确认" if confirmed else "不予确认"
    file = fire(file, "rule", actor=actor, values={"ruling": confirmed, "ruling_reason": reason}, data={"ruling": words, "reason": reason})
    return weigh(file)


@transaction.atomic
def set_score(file: SampledFile, *, actor: User, score: Decimal, reason: str) -> SampledFile:
    """组长定分, between the two."""
    reason = require_text(reason, "请写明定分的理由。", field="reason")
    file = claim(file, "set_score", actor=actor)
    rows = raters(file)
    file.leader_score = score
    try:
        _verdict(file, rows)
    except ValueError as error:
        raise DomainError(str(error), field="score") from error
    data = {"score": plain(score), "reason": reason}
    file = fire(file, "set_score", actor=actor, values={"leader_score": score, "leader_reason": reason}, data=data)
    return weigh(file)


@transaction.atomic
def say(file: SampledFile, *, actor: User, text: str) -> TalkLine:
    """合议发言; the log is kept."""
    own = _own_seat(file, actor)
    text = require_text(text, "请写明意见。", field="text")
    line = TalkLine.objects.create(file=file, speaker=own, text=text)
    emit("reviews.talk.said", actor=actor, target=own, data={"text": text[:200]})
    return line


@transaction.atomic
def speak(file: SampledFile, *, actor: User, text: str) -> SampledFile:
    """Close one's part of the talk: the marks as they now stand are one's last word. With both words in, 6.9 goes on."""
    own = _own_seat(file, actor)
    if own.has_spoken:
        raise NotAllowed("您已表态，每人只能修改一次。")
    text = require_text(text, "请写明维持或者修改的理由。", field="text")
    changed = own.score != own.first_score
    TalkLine.objects.create(file=file, speaker=own, text=text, changed=changed)
    fire(own, "speak", actor=actor, values={"has_spoken": True})
    if all(row.has_spoken for row in raters(file)[:2]):
        locked = SampledFile.objects.locked().get(pk=file.pk)
        locked.talked = True
        # A veto that only now parts the two is ruled upon anew.
        locked.save(update_fields=["talked"])
        return weigh(locked)
    return file


def _own_seat(file: SampledFile, actor: User) -> Assignment:
    file.refresh_from_db()
    if file.state != "talking":
        raise NotAllowed("该案卷不在合议中。")
    own = file.assignments.filter(reviewer=actor, seat__in=(Seat.FIRST, Seat.SECOND)).first()
    if own is None:
        raise NotAllowed("由两名评查员合议。")
    require(actor, ReviewPermission.SCORE, own)
    return lock(own, actor)

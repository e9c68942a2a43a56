"""A finished round of last quarter and one in scoring, told through the services."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import img2pdf
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from pengjiang.common import clock
from pengjiang.dossiers.models import Dossier
from pengjiang.files.services import store_bytes
from reviews.models import Assignment, Finding, Round, SampledFile
from reviews.services import assigning, closing, consulting, marking, rectifying, rounds, sampling, settling, submitting
from reviews.services.sampling import frame_of

if TYPE_CHECKING:
    from pengjiang.demo.district import District

# Small enough that a demonstration is ready in time: each file is marked twice.
SIZE, MINIMUM, PAGES, LETTERS, LEAST = 6, 1, 2, 14, 6
MENDED = 4
# What the two reviewers take off, file by file: close marks, so that the round comes to its end.
LOST = ((2, 3), (4, 4), (1, 2), (12, 13), (3, 5), (6, 7))


def stories(district: District) -> list[Iterator[datetime]]:
    """None where there are rounds already."""
    if Round.objects.exists():
        return []
    return [finished(district), scoring(district)]


def _plan(district: District, *, title: str, quarter_of: date, period: tuple[date, date]) -> Round:
    today = clock.today()
    row = rounds.plan_round(
        actor=district.person("bureau_supervision"),
        title=title,
        year=quarter_of.year,
        quarter=(quarter_of.month - 1) // 3 + 1,
        period_from=period[0],
        period_to=period[1],
        size=SIZE,
        minimum=MINIMUM,
        submit_by=today + timedelta(days=10),
        score_by=today + timedelta(days=25),
        publish_by=today + timedelta(days=45),
        aims="规范镇街综合行政执法行为，提高执法案卷质量。",
    )
    row.size = min(SIZE, len(frame_of(row)))
    Round.objects.filter(pk=row.pk).update(size=row.size)
    panel = [district.person("procurator", place=place) for place in range(2)] + [district.person("bureau_reviewer", place=place) for place in range(2)]
    return rounds.set_team(row, actor=row.made_by, leader=district.person("dept_head"), people=panel)


def _approve(district: District, row: Round) -> Round:
    row = rounds.send_for_approval(row, actor=row.made_by)
    row = rounds.decide_plan(row, actor=district.person("bureau_leader"), approve=True, opinion="同意。")
    return rounds.decide_plan(row, actor=district.person("deputy_chief"), approve=True, opinion="同意。")


def _submit(district: District, row: Round) -> None:
    for file in row.files.reviewed().select_related("dossier__organisation", "rubric", "round"):
        desk = district.person("town_clerk", file.town.code)
        store_bytes(_volume(file.dossier), name="案卷扫描件.pdf", actor=desk, target=file.dossier, kind="volume")
        submitting.submit_file(file, actor=desk)
    for part in row.parts.select_related("town", "round"):
        submitting.finish_submission(part, actor=district.person("town_clerk", part.town.code))


def _volume(dossier: Dossier) -> bytes:
    """Pages of ruled paper that stand for a scan."""
    pages = []
    for number in range(PAGES):
        image = Image.new("L", (620, 877), 250)
        draw = ImageDraw.Draw(image)
        draw.rectangle((50, 60, 570, 820), outline=90)
        for line in range(LETTERS + dossier.pk % 4):
            draw.line((80, 130 + line * 40, 300 + (line * 97 + dossier.pk * 13 + number * 61) % 240, 130 + line * 40), fill=150, width=3)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=60)
        pages.append(out.getvalue())
    return img2pdf.convert(pages)


def _mark(assignment: Assignment, points: int) -> None:
    """Take off so many points, from the lighter items on, on top of what the file check says."""
    left = Decimal(points)
    for item in assignment.file.rubric.rubric.items:
        if left <= 0:
            break
        if item.maximum >= 5 or assignment.marks.filter(code=item.code).exists():
            continue
        one = item.deductions[0]
        lost = min(one.points, left, item.maximum)
        marking.save_mark(assignment, actor=assignment.reviewer, code=item.code, lost=lost, reason=f"{one.reason}。", page=1 + int(left) % PAGES)
        left -= lost
    marking.submit_marks(assignment, actor=assignment.reviewer)


def _files(row: Round) -> list[SampledFile]:
    return list(row.files.reviewed().select_related("round", "rubric", "town").order_by("order"))


def _mark_file(file: SampledFile, pair: tuple[int, int]) -> None:
    """The same prefilled marks for both, so that what parts them is small."""
    seats = file.assignments.order_by("seat").select_related("reviewer", "file__round", "file__rubric")
    for assignment, points in zip(seats, pair, strict=True):
        _mark(assignment, points)


def _settle_rest(row: Round) -> None:
    """Where what the file check says brought two marks to either side of a grade, the two talk and the leader sets the score between them."""
    for file in row.files.filter(state="talking").select_related("round__leader"):
        seats = list(file.assignments.order_by("seat").select_related("reviewer"))
        for seat in seats:
            file = settling.speak(file, actor=seat.reviewer, text="按评查标准核对，维持原评分。")
        file.refresh_from_db()
        if file.state == "leading":
            settling.set_score(file, actor=row.leader, score=min(seat.score for seat in seats), reason="同类问题按同一尺度扣分。")


def finished(district: District) -> Iterator[datetime]:
    """Planned, drawn, marked, published; some of the problems are mended."""
    begins = 95
    yield district.ago(begins)
    today = clock.today()
    period = (today - timedelta(days=400), today - timedelta(days=1))
    row = _plan(district, title="上一季度行政执法案卷联合评查", quarter_of=today, period=period)
    if row.size < LEAST:
        return  # early in a year the register holds no closed files yet: the plan stays a draft
    yield district.ago(begins - 4)
    row = _approve(district, row)
    yield district.ago(begins - 5)
    row = sampling.draw_round(row, actor=row.made_by, seed=20220331)
    row = sampling.notify_towns(row, actor=row.made_by)
    yield district.ago(begins - 10)
    _submit(district, row)
    row.refresh_from_db()
    row = assigning.assign_round(row, actor=row.made_by)
    yield district.ago(begins - 22)
    for place, file in enumerate(_files(row)):
        _mark_file(file, LOST[place % len(LOST)])
    _settle_rest(row)
    yield district.ago(begins - 24)
    row.refresh_from_db()
    row = consulting.consult_towns(row, actor=row.made_by)
    yield district.ago(begins - 28)
    for part in row.parts.select_related("town", "round"):
        consulting.agree(part, actor=district.person("town_head", part.town.code))
    yield district.ago(begins - 36)
    text = "各镇街普遍建立案卷自查制度，执法主体、当事人认定总体规范，救济告知较以往明显改进。"
    minutes = "双方评查组成员参加，逐件研究评查得分和等次，一致通过。"
    row = closing.meet(row, actor=row.made_by, met_on=clock.today(), attending="区司法局、区检察院评查组成员", minutes=minutes)
    row = closing.write_circular(row, actor=row.made_by, achievements=text, demands="")
    row = closing.grade_round(row, actor=row.made_by)
    row = closing.choose_excellent(row, actor=row.made_by, files=list(row.files.filter(grade="excellent")[:2]))
    row = closing.publish(row, actor=row.made_by)
    yield district.ago(begins - 40)
    for part in row.parts.select_related("town", "round"):
        closing.receive(part, actor=district.person("town_head", part.town.code))
    yield district.ago(begins - 60)
    for finding in Finding.objects.filter(file__round=row, state="waiting").select_related("town", "file__round").order_by("pk")[:MENDED]:
        desk = district.person("town_clerk", finding.town.code)
        finding = rectifying.plan_finding(finding, actor=desk, measure="补正文书，组织执法人员学习，完善审核流程。", person=desk.name)
        proof = io.BytesIO()
        Image.new("RGB", (240, 320), (200 + finding.pk % 50, 220, 230)).save(proof, "JPEG")
        file = ContentFile(proof.getvalue(), name=f"整改照片{finding.pk}.jpg")
        finding = rectifying.submit_proof(finding, actor=desk, note="已完成补正并组织学习。", files=[file])
        rectifying.tick_finding(finding, actor=row.made_by, remarks="核验属实。")
    closing.issue_yearly(row, actor=row.made_by)


def scoring(district: District) -> Iterator[datetime]:
    """Assigned; some files are marked by one, some by both."""
    begins = 24
    yield district.ago(begins)
    today = clock.today()
    taken = set(SampledFile.objects.values_list("number", flat=True))
    period = (today - timedelta(days=400), today - timedelta(days=1))
    row = _plan(district, title="本季度行政执法案卷联合评查", quarter_of=today, period=period)
    if row.size < LEAST:
        return
    free = [dossier.number for dossier, _ in frame_of(row) if dossier.number not in taken]
    if len(free) >= SIZE:
        row = rounds.edit_plan(row, actor=row.made_by, **_values(row), numbers="\n".join(free))
    yield district.ago(begins - 3)
    row = _approve(district, row)
    row = sampling.draw_round(row, actor=row.made_by)
    row = sampling.notify_towns(row, actor=row.made_by)
    yield district.ago(begins - 8)
    _submit(district, row)
    row.refresh_from_db()
    row = assigning.assign_round(row, actor=row.made_by)
    yield district.ago(begins - 14)
    for place, file in enumerate(_files(row)[:6]):
        seats = list(file.assignments.order_by("seat").select_related("reviewer", "file__round", "file__rubric"))
        _mark(seats[0], LOST[place][0])
        if place < 3:
            _mark(seats[1], LOST[place][1] + 6 * (place == 2))


def _values(row: Round) -> dict:
    return {name: getattr(row, name) for name in ("period_from", "period_to", "size", "submit_by", "score_by", "publish_by")}

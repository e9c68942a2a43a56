"""校准: the same two files to all, and the notes that follow."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from pengjiang.accounts.models import User
from pengjiang.common.errors import DomainError
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire
from reviews.enums import Purpose, Seat
from reviews.models import Assignment, Clarification, Round
from reviews.permissions import ReviewPermission
from reviews.services.common import require, require_text
from reviews.services.sampling import place_calibration

FILES = 2


@transaction.atomic
def calibrate(row: Round, *, actor: User, dossiers: Iterable[Dossier]) -> Round:
    """Everybody marks the same files, which are none of the round's own."""
    dossiers = list(dossiers)
    row = claim(row, "calibrate", actor=actor)
    if row.files.filter(purpose=Purpose.CALIBRATION).exists():
        raise DomainError("本批次已安排校准。")
    if len(dossiers) != FILES:
        raise DomainError(f"请选择{FILES}件校准案卷。", field="dossiers")
    if row.files.filter(dossier__in=dossiers).exists():
        raise DomainError("校准案卷应从未抽中的案卷中选择。", field="dossiers")
    strange = [dossier for dossier in dossiers if dossier.file_type not in row.rubric_for]
    if strange:
        raise DomainError(f"本批次没有适用于{strange[0].number}的评查标准。", field="dossiers")
    panel = list(row.panel.select_related("person", "body"))
    files = place_calibration(row, dossiers)
    row = fire(row, "calibrate", actor=actor, data={"files": len(files), "people": len(panel)})
    for file in files:
        fire(file, "assign", actor=actor)
    Assignment.objects.bulk_create(
        Assignment(file=file, reviewer=one.person, body=one.body, seat=Seat.CALIBRATION) for file in files for one in panel
    )
    return row


@transaction.atomic
def clarify(row: Round, *, actor: User, code: str, text: str) -> Clarification:
    """统一尺度说明; a new version each time."""
    require(actor, ReviewPermission.LEAD, row)
    text = require_text(text, "请写明该项的评查尺度。", field="text")
    if not any(code in one.rubric.by_code or code in one.rubric.veto_by_code for one in row.rubrics.all()):
        raise DomainError("本批次的评查标准中没有这一项。", field="code")
    version = (row.clarifications.filter(code=code).aggregate(last=Max("version"))["last"] or 0) + 1
    made = Clarification.objects.create(round=row, code=code, version=version, text=text, made_by=actor)
    emit("reviews.round.clarified", actor=actor, target=made, data={"code": code, "version": version, "text": text})
    return made

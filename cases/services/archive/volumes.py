"""归档: the case is closed for good, its volume opened, bound, supplemented."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cases.models import SupervisionCase, Supplement, Volume
from cases.retention import retention_of
from cases.services.queueing import nudge
from cases.services.texts import require_text
from cases.services.uploads import keep_files
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.workflow.services import claim, fire

PARTS = {"main": "正卷", "inner": "副卷"}


@transaction.atomic
def archive_case(case: SupervisionCase, *, actor: User) -> SupervisionCase:
    """归档: its recommendations with it. From here on nothing about it can be written; a worker binds the volume."""
    claim(case, "archive", actor=actor)
    for recommendation in case.recommendations.filter(state="closed"):
        fire(recommendation, "archive", actor=actor)
    case = fire(case, "archive", actor=actor)
    open_volume(case, actor=actor)
    return case


def open_volume(case: SupervisionCase, *, actor: User) -> Volume:
    """The volume with its number and how long it is kept, by the rule of the day on which the case was closed."""
    rule = retention_of(case.case_type, case.result, case.closed_on)
    year = case.closed_on.year
    serial = Volume.objects.select_for_update().filter(archived_on__year=clock.today().year).count() + 1
    volume = Volume.objects.create(
        case=case,
        number=f"{clock.today().year}-{case.type.word}-{rule.label}-{serial:04d}",
        retention=rule.label,
        basis=rule.basis,
        keep_until=date(year + rule.years, 12, 31) if rule.years is not None else None,
        archived_on=clock.today(),
        archived_by=actor,
    )
    transaction.on_commit(lambda: nudge(volume.pk))
    return volume


@transaction.atomic
def add_supplement(volume: Volume, *, actor: User, title: str, part: str, reason: str, files: Any = ()) -> Supplement:
    """补充归档: what came later goes into the volume, with reason and trail; the case itself stays as it is."""
    require_text(title, "请填写材料名称。", field="title")
    require_text(reason, "请写明补充归档的理由。", field="reason")
    files = list(files)
    if not files:
        raise DomainError("请上传补充的材料。", field="files")
    volume = fire(volume, "supplement", actor=actor, data={"title": title, "reason": reason})
    row = Supplement.objects.create(volume=volume, title=title, part=part, reason=reason, made_by=actor, made_on=clock.today())
    keep_files(files, actor=actor, target=row)
    transaction.on_commit(lambda: nudge(volume.pk))
    return row

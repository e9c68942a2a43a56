"""报送: the towns' volumes and lists, with the file check attached; late is counted."""

from __future__ import annotations

from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.files.queries import volume_of
from pengjiang.workflow.services import fire
from reviews.models import SampledFile, TownPart
from reviews.services.checks import attach_faults


def is_late(part: TownPart) -> bool:
    """After the last day of the five working days, as they were counted."""
    running = Deadline.objects.filter(target=str(ObjectRef.of(part)), limit="TM42").exclude(state=Deadline.State.WITHDRAWN).order_by("-id").first()
    return running is not None and clock.today() > running.due_on


@transaction.atomic
def submit_file(file: SampledFile, *, actor: User) -> SampledFile:
    """One file with its volume; by the town itself or, for a town that cannot, by who organises."""
    volume = volume_of(file.dossier)
    if not volume.files:
        raise DomainError("该案卷还没有上传扫描材料，请先上传全卷。")
    if any(section.file.state == "refused" for section in volume.sections):
        raise DomainError("有材料未通过检查，请重新上传后报送。")
    part = TownPart.objects.get(round=file.round_id, town=file.town_id)
    values = {"submitted_on": clock.today(), "late": is_late(part), "findings_of_check": attach_faults(file, actor=actor)}
    name = "submit" if actor.is_town else "take_in"
    return fire(file, name, actor=actor, values=values, data={"pages": volume.total_pages})


@transaction.atomic
def finish_submission(part: TownPart, *, actor: User) -> TownPart:
    """完成报送."""
    late = is_late(part)
    values = {"submitted_on": clock.today(), "late": late}
    return fire(part, "submit" if actor.is_town else "close_call", actor=actor, values=values, data={"late": "（逾期）" if late else "（按期）"})

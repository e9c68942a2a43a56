"""One row each of what has no page of its own and comes about only in scenarios: for the walk of the API, which lists and reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cases.models import Correction, SupervisionCase, Supplement, Volume
from disputes.models import Dispute, SimilarMark
from reviews.enums import ConflictGround
from reviews.models import Assignment, Clarification, DeclaredConflict, Panelist, TalkLine
from tests.factories import TODAY


def one_of_each(d: Any) -> None:
    """Written straight into their tables: how they come about is tested where they belong."""
    case = SupervisionCase.objects.exclude(state="archived").order_by("pk").first()
    Correction.objects.create(
        case=case,
        field="docketed_on",
        label="立案日期",
        before=TODAY,
        after=TODAY - timedelta(days=1),
        reason="登记时误写一日。",
        made_by=d.procurator,
        made_as=d.procurator.name,
        made_on=TODAY,
    )
    volume = Volume.objects.order_by("pk").first()
    Supplement.objects.create(volume=volume, title="补充的回证", part="main", reason="归档后收到。", made_by=d.clerk, made_on=TODAY)
    task = Assignment.objects.select_related("file__round").order_by("pk").first()
    row = task.file.round
    TalkLine.objects.create(file=task.file, speaker=task, text="同意按原件扣分。")
    Clarification.objects.create(round=row, code="A01", text="告知书未载明陈述申辩权利的，扣满。", made_by=d.bureau_officer)
    panelist = Panelist.objects.filter(round=row).order_by("pk").first()
    DeclaredConflict.objects.create(round=row, person=panelist.person, town=d.other_town, ground=ConflictGround.values[0], note="曾任职")
    dispute = Dispute.objects.order_by("pk").first()
    SimilarMark.objects.create(dispute=dispute, target=f"disputes.dispute:{dispute.pk}", title="同类争议", helped=True, marked_by=d.procurator)

"""What waits for the town's officers: serious findings that nobody has answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from pengjiang.access import permissions_of
from pengjiang.checkups.enums import Answer
from pengjiang.checkups.models import Checkup, Finding
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.services.runs import GRAVE
from pengjiang.dashboard.reasons import of_unit
from pengjiang.dashboard.registry import Todo, todo

MOST = 30


@todo("checkups.findings")
def findings(user: Any) -> Iterable[Todo]:
    """One for each file; gone when every serious finding is answered or no longer there."""
    if CheckupPermission.ANSWER not in permissions_of(user):
        return
    waiting = Finding.objects.filter(dossier=OuterRef("dossier"), gone_run=None, answer=Answer.PENDING, severity__in=GRAVE)
    rows = (
        Checkup.objects.filter(dossier__organisation__in=user.organisation_ids, pending__gt=0)
        .annotate(number=F("dossier__number"), first=Subquery(waiting.order_by("-severity", "rule").values("message")[:1]))
        .order_by("-weight", "-pk")[:MOST]
    )
    for row in rows:
        yield Todo(
            f"案卷体检发现{row.pending}项严重问题待处理",
            f"{reverse('dossiers:detail', args=[row.dossier_id])}?tab=checkup",
            action="答复",
            number=row.number,
            why=row.first or "请逐项补正或者说明理由。",
            menu_key="dossiers",
            because=of_unit(user, CheckupPermission.ANSWER, "案卷的办案单位"),
        )

"""Disputes, as far as the unit may see them: the station is joint, a town knows its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from disputes.models import Dispute
from pengjiang.files.leaving import belongs


def _disputes(unit: Any, user: Any) -> QuerySet:
    return Dispute.objects.visible_to(user).filter(Q(town__in=unit.lineage) | Q(source__in=unit.lineage)).order_by("pk")


belongs(
    "争议化解",
    rows=_disputes,
    columns=(
        ("编号", lambda row: row.number),
        ("争议名称", lambda row: row.title),
        ("当事人", lambda row: row.party_name),
        ("行政机关", lambda row: row.town_name),
        ("争议行政行为", lambda row: row.act),
        ("申请日期", lambda row: f"{row.applied_on:%Y-%m-%d}"),
        ("状态", lambda row: row.state_label),
        ("结果", lambda row: row.get_outcome_display()),
    ),
)

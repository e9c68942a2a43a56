"""What a town has in the joint reviews: what was found in its files and how it was put right."""

from __future__ import annotations

from pengjiang.files.leaving import belongs, day
from pengjiang.workflow.registry import machine_of
from reviews.models import Finding

belongs(
    "评查问题",
    rows=lambda unit, user: Finding.objects.visible_to(user)
    .filter(town__in=unit.lineage)
    .standing()
    .select_related("file", "part__round")
    .order_by("pk"),
    columns=(
        ("评查批次", lambda row: row.part.round.title),
        ("案卷", lambda row: row.file.number),
        ("评查项目", lambda row: row.title),
        ("问题", lambda row: row.reasons),
        ("依据", lambda row: row.basis),
        ("扣分", lambda row: row.lost),
        ("整改措施", lambda row: row.measure),
        ("整改期限", day("due_on")),
        ("完成情况", lambda row: row.proof_note),
        ("销号日期", day("ticked_on")),
        ("状态", lambda row: machine_of(row).states[row.state].public or machine_of(row).states[row.state].label),
    ),
    name=lambda row: f"{row.file.number}-{row.code}",
)

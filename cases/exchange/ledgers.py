"""检察建议台账 in the columns that offices keep (domain.md 13), 归档目录 in those of a handed-over package."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q

from cases.models import Dispatch, Recommendation, Volume
from cases.models.dispatches import SENT_STATES
from cases.permissions import ArchivePermission, RecommendationPermission
from cases.queries.limits import nearest_deadlines
from cases.services.archive.packages import CASE_HEADS
from cases.views.archive.volumes import VolumeList
from cases.views.recommendations import REPLY_LIMITS, RecommendationList, addressee_word
from pengjiang.common import clock
from pengjiang.documents.models import IssuedDocument
from pengjiang.exchange.spec import SERIAL, CellKind, ExportColumn, ExportSpec, register_export


def subtitle(actor: Any) -> str:
    """Whose ledger it is, and of which day."""
    return f"填报单位：{actor.organisation.name}　导出日期：{clock.today():%Y年%-m月%-d日}"


def recommendation_rows(actor: Any, filters: dict[str, Any]) -> list[Recommendation]:
    """With the reply's limit, items put right, and what followed, as far as the reader may know of it."""
    rows = (
        Recommendation.objects.visible_to(actor)
        .filter(pk__in=filters["keys"])
        .select_related("addressee")
        .annotate(items_total=Count("items"), items_done=Count("items", filter=Q(items__state__in=["ticked", "long_term"])))
    )
    rows = list(rows)
    limits, followed = nearest_deadlines(rows, limits=REPLY_LIMITS), _followed(actor, rows)
    for row in rows:
        limit = limits.get(row.pk)
        row.reply_due_on = limit.due_on if limit else None
        row.followed = "；".join(followed[row.pk])
    return rows


def _followed(actor: Any, rows: list[Recommendation]) -> dict[int, list[str]]:
    """Urging letters, papers to other bodies, cases of follow-up: what was done where it was not put right."""
    found: dict[int, list[str]] = defaultdict(list)
    keys = [row.pk for row in rows]
    letters = IssuedDocument.objects.issued().filter(type_code="urging_letter", target_kind=Recommendation._meta.label_lower, target_pk__in=keys)
    for pk, number in letters.order_by("pk").values_list("target_pk", "number"):
        found[pk].append(f"催办（{number}）")
    if not actor.is_procuratorate:
        return found
    for paper in Dispatch.objects.visible_to(actor).filter(recommendation__in=keys, state__in=SENT_STATES).order_by("pk"):
        found[paper.recommendation_id].append(f"{paper.get_kind_display()}（{paper.number}）")
    for row in Recommendation.objects.filter(pk__in=keys, followed_by__isnull=False).values_list("pk", "followed_by__number").order_by("followed_by"):
        found[row[0]].append(f"跟进监督（{row[1]}）")
    return found


def _put_right(row: Recommendation) -> str:
    return f"{row.items_total}项，已整改{row.items_done}项" if row.items_total else ""


RECOMMENDATION_COLUMNS = (
    SERIAL,
    ExportColumn("文号", lambda row: row.number, width=26),
    ExportColumn("被建议单位", addressee_word, width=20),
    ExportColumn("类型", lambda row: row.get_kind_display(), width=18),
    ExportColumn("主要问题", lambda row: row.unlawful_text or row.title, width=50),
    ExportColumn("发出日期", lambda row: row.issued_on, CellKind.DAY, 12),
    ExportColumn("送达日期", lambda row: row.served_on, CellKind.DAY, 12),
    ExportColumn("回复期限", lambda row: row.reply_due_on, CellKind.DAY, 12),
    ExportColumn("回复日期", lambda row: row.replied_on, CellKind.DAY, 12),
    ExportColumn("采纳情况", lambda row: row.get_adoption_display(), width=12),
    ExportColumn("整改情况", _put_right, width=20),
    ExportColumn("跟进措施", lambda row: row.followed, width=30),
)

RECOMMENDATION_LEDGER = register_export(
    ExportSpec(
        code="cases.recommendation_ledger",
        title="检察建议台账",
        columns=RECOMMENDATION_COLUMNS,
        permission=RecommendationPermission.VIEW,
        rows=recommendation_rows,
        subtitle=subtitle,
        ledger="recommendations",
        listing=RecommendationList,
        # A ledger lists what was issued.
        narrow=lambda rows: rows.filter(issued_on__isnull=False),
        shown_on=("cases.recommendations",),
    )
)

CATALOGUE_COLUMNS = (
    SERIAL,
    *(
        ExportColumn(header, value, kind, width)
        for header, (value, kind, width) in zip(
            CASE_HEADS,
            (
                (lambda row: row.number, CellKind.TEXT, 22),
                (lambda row: row.case.title, CellKind.TEXT, 40),
                (lambda row: row.case.number, CellKind.TEXT, 26),
                (lambda row: row.case.unified_number, CellKind.TEXT, 22),
                (lambda row: row.case.get_case_type_display(), CellKind.TEXT, 20),
                (lambda row: row.case.closed_on, CellKind.DAY, 12),
                (lambda row: row.archived_on, CellKind.DAY, 12),
                (lambda row: row.retention, CellKind.TEXT, 12),
                (lambda row: row.main_pages, CellKind.NUMBER, 10),
                (lambda row: row.inner_pages, CellKind.NUMBER, 10),
            ),
            strict=True,
        )
    ),
)

ARCHIVE_CATALOGUE = register_export(
    ExportSpec(
        code="cases.archive_catalogue",
        title="归档目录",
        columns=CATALOGUE_COLUMNS,
        permission=ArchivePermission.VIEW,
        rows=lambda actor, filters: Volume.objects.visible_to(actor).filter(pk__in=filters["keys"]).select_related("case"),
        subtitle=subtitle,
        ledger="archive",
        listing=VolumeList,
        shown_on=("cases.volumes",),
    )
)

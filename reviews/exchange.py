"""案卷评查台账 in the columns that offices keep (domain.md 13): files whose score is final, so that no blind mark is told."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from pengjiang.common import clock
from pengjiang.exchange.spec import SERIAL, CellKind, ExportColumn, ExportSpec, register_export
from reviews.models import Finding, SampledFile
from reviews.permissions import ReviewPermission
from reviews.views.rounds import RoundList


def file_rows(actor: Any, filters: dict[str, Any]) -> QuerySet:
    """Files with their problems, as far as the reader knows of them."""
    problems = Prefetch("findings", Finding.objects.visible_to(actor).standing().order_by("code"), to_attr="problems")
    files = SampledFile.objects.visible_to(actor).filter(pk__in=filters["keys"])
    return files.select_related("town", "dossier__organisation").defer("dossier__facts", "dossier__ledger").prefetch_related(problems)


def _due_on(row: SampledFile) -> Any:
    return max((one.due_on for one in row.problems if one.due_on), default=None)


def _put_right(row: SampledFile) -> str:
    done = sum(one.state == "ticked" for one in row.problems)
    return f"{len(row.problems)}项，已整改{done}项" if row.problems else ""


COLUMNS = (
    SERIAL,
    ExportColumn("单位", lambda row: row.town.short_name, width=14),
    ExportColumn("案卷名称", lambda row: row.dossier.name, width=40),
    ExportColumn("类别", lambda row: row.get_file_type_display(), width=14),
    ExportColumn("领域", lambda row: row.get_field_display(), width=12),
    ExportColumn("得分", lambda row: row.score, CellKind.SCORE, 8),
    ExportColumn("等次", lambda row: row.get_grade_display(), width=8),
    ExportColumn("主要问题", lambda row: "；".join(one.title for one in row.problems), width=50),
    ExportColumn("整改时限", _due_on, CellKind.DAY, 12),
    ExportColumn("整改情况", _put_right, width=20),
)


def files_of(rounds: QuerySet) -> QuerySet:
    """The graded files of these rounds, town by town."""
    return SampledFile.objects.reviewed().filter(state="final", round__in=rounds.order_by().values("pk")).order_by("-round", "town__order", "order")


REVIEW_LEDGER = register_export(
    ExportSpec(
        code="reviews.ledger",
        title="案卷评查台账",
        columns=COLUMNS,
        permission=ReviewPermission.VIEW,
        rows=file_rows,
        subtitle=lambda actor: f"填报单位：{actor.organisation.name}　导出日期：{clock.today():%Y年%-m月%-d日}",
        ledger="reviews",
        listing=RoundList,
        narrow=files_of,
        shown_on=("reviews.rounds",),
    )
)

"""Papers that a unit issued, and those it was sent: about whatever else belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from pengjiang.common.refs import ObjectRef
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument
from pengjiang.files.leaving import BELONGINGS, belongs

TITLE = "制发和收到的文书"


def _papers(unit: Any, user: Any) -> QuerySet:
    about = Q(organisation__in=unit.lineage)
    for key, belonging in BELONGINGS.items():
        if key != TITLE:
            rows = belonging.rows(unit, user)
            about |= Q(target_kind=rows.model._meta.label_lower, target_pk__in=rows.order_by().values("pk"))
    return IssuedDocument.objects.visible_to(user).issued().filter(about).select_related("organisation").order_by("issued_on", "pk")


def _files(paper: IssuedDocument) -> Iterable[tuple[str, bytes]]:
    if paper.making != Making.READY:
        return
    for kind in ("pdf", "docx"):
        with getattr(paper, kind).open("rb") as stream:
            yield f"{paper.title}.{kind}", stream.read()


belongs(
    TITLE,
    rows=_papers,
    columns=(
        ("名称", lambda row: row.title),
        ("文号", lambda row: row.number),
        ("制发单位", lambda row: row.issuer_name),
        ("成文日期", lambda row: f"{row.issued_on:%Y-%m-%d}"),
        ("效力", lambda row: row.get_standing_display()),
        ("核验码", lambda row: row.spoken_code),
        ("事项", lambda row: ObjectRef(row.target_kind, row.target_pk).label),
    ),
    name=lambda row: f"{row.number or row.title}-{row.pk}",
    made=_files,
)

"""What is archived gets no more papers, and loses none; the archive's own (借阅, 移交, 销毁) are about volumes and lists, and go on.

The database says the same of rows written by hand: see the trigger on issued documents.
"""

from __future__ import annotations

from typing import Any

from cases.models import SupervisionCase
from cases.permissions import ARCHIVED, matter_of
from pengjiang.common.refs import ObjectRef
from pengjiang.documents.registry import paper_guard

PARTS = (
    "supervisioncase",
    "transfer",
    "investigationrecord",
    "recommendation",
    "dispatch",
    "hearing",
    "hearingperson",
    "contact",
    "correction",
    "delivery",
    "reply",
    "objection",
    "extension",
    "rectificationitem",
)
KINDS = frozenset(f"cases.{part}" for part in PARTS)


@paper_guard("cases.archived")
def archived_case(obj: Any) -> str:
    """The reason where the paper would be about an archived case or a part of one."""
    if ObjectRef.of(obj).kind not in KINDS:
        return ""
    # Asked of the database: what the caller holds may be older than the archiving.
    case = matter_of(obj)
    archived = isinstance(case, SupervisionCase) and SupervisionCase.objects.filter(pk=case.pk, state="archived").exists()
    return ARCHIVED if archived else ""

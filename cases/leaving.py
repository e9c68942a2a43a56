"""What a town or the bureau has in the procurator's work: referrals, recommendations with their replies and proofs, letters, handoffs."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from cases.models import Dispatch, Handoff, Recommendation, Transfer
from pengjiang.files.leaving import belongs, day
from pengjiang.workflow.registry import machine_of


def _handoffs(unit: Any, user: Any) -> QuerySet:
    return Handoff.objects.visible_to(user).filter(Q(sender__in=unit.lineage) | Q(receiver__in=unit.lineage)).order_by("pk")


def _public(row: Transfer) -> str:
    """The state in the sender's words."""
    state = machine_of(row).states[row.state]
    return state.public or state.label


def _proofs(row: Recommendation) -> list[Any]:
    reply = getattr(row, "reply", None)
    return [*([reply] if reply else []), *[proof for item in row.items.all() for proof in item.rounds.all()]]


belongs(
    "线索移送",
    rows=lambda unit, user: Transfer.objects.visible_to(user).filter(sender__in=unit.lineage).order_by("pk"),
    columns=(
        ("编号", lambda row: row.number),
        ("线索名称", lambda row: row.title),
        ("移送理由", lambda row: row.reason),
        ("移送日期", day("submitted_on")),
        ("状态", _public),
        ("答复", lambda row: row.answer),
    ),
)
belongs(
    "检察建议",
    rows=lambda unit, user: Recommendation.objects.visible_to(user)
    .filter(addressee__in=unit.lineage)
    .select_related("reply")
    .prefetch_related("advices", "items__rounds")
    .order_by("pk"),
    columns=(
        ("文号", lambda row: row.number),
        ("事由", lambda row: row.title),
        ("被建议单位", lambda row: row.addressee_name),
        ("主要问题", lambda row: row.unlawful_text),
        ("建议内容", lambda row: "\n".join(f"{one.order}. {one.text}" for one in row.advices.all())),
        ("送达日期", day("served_on")),
        ("回复日期", day("replied_on")),
        ("采纳情况", lambda row: row.get_adoption_display()),
        ("办结日期", day("closed_on")),
    ),
    parts=_proofs,
)
belongs(
    "发函与移送",
    rows=lambda unit, user: Dispatch.objects.visible_to(user).filter(organisation__in=unit.lineage).order_by("pk"),
    columns=(
        ("文号", lambda row: row.number),
        ("种类", lambda row: row.get_kind_display()),
        ("请求或者意见", lambda row: row.request),
        ("发出日期", day("sent_on")),
        ("回复", lambda row: row.answer),
        ("回复日期", day("answered_on")),
    ),
)
belongs(
    "检司衔接",
    rows=_handoffs,
    columns=(
        ("编号", lambda row: row.number),
        ("事项", lambda row: row.title),
        ("种类", lambda row: row.get_kind_display()),
        ("移送日期", day("sent_on")),
        ("状态", lambda row: row.state_label),
        ("结果", lambda row: row.answer),
    ),
)

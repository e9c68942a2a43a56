"""首违不罚: the station assesses, the town decides, the system does neither."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from cases.services.texts import require_text
from disputes.enums import LeniencyDecision, LeniencyView
from disputes.models import Dispute, Leniency
from disputes.permissions import DisputePermission as P
from disputes.queries.register import earlier_violations
from disputes.services.checks import allow, not_later_than_today
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.enums import Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.workflow.services import fire


@transaction.atomic
def assess(
    dispute: Dispute, *, actor: User, violated_on: date, look_back_years: int, view: str, corrected_on: date | None = None, **values: Any
) -> Leniency:
    """Ask the register for earlier violations and note the three conditions; as often as needed until it is sent."""
    allow(actor, P.HANDLE, dispute)
    for name, day in (("violated_on", violated_on), ("corrected_on", corrected_on), ("recheck_on", values.get("recheck_on"))):
        not_later_than_today(day, field=name)
    if corrected_on and corrected_on < violated_on:
        raise DomainError("改正日期不能早于违法行为日期。", field="corrected_on")
    _check_list(values, violated_on)
    facts = {
        "violated_on": violated_on,
        "look_back_years": look_back_years,
        "corrected_on": corrected_on,
        "view": view,
        "earlier": earlier_violations(dispute, violated_on=violated_on, years=look_back_years),
        "checked_on": clock.today(),
        **values,
    }
    row = Leniency.objects.locked().filter(dispute=dispute).first()
    if row is None:
        row = Leniency(dispute=dispute, **facts)
        _check_view(row)
        row.save()
        emit("disputes.leniency.begun", actor=actor, target=row, related=[dispute])
        return row
    if row.state != "draft":
        raise NotAllowed("评估意见已送镇街，请先撤回。")
    for name, value in facts.items():
        setattr(row, name, value)
    _check_view(row)
    return fire(row, "assess", actor=actor, values=facts, related=[dispute])


def _check_list(values: dict[str, Any], violated_on: date) -> None:
    since, until = values.get("list_since"), values.get("list_until")
    if values.get("list_item") and not values.get("list_name"):
        raise DomainError("请填写免罚清单名称。", field="list_name")
    if values.get("list_name") and since is None:
        raise DomainError("请填写免罚清单的施行日期。", field="list_since")
    if since and since > violated_on:
        raise DomainError("该清单在违法行为发生时尚未施行，请核对。", field="list_since")
    if until and until < clock.today():
        raise DomainError("该清单已经失效，不能再适用。", field="list_until")


def _check_view(row: Leniency) -> None:
    if row.view == LeniencyView.FITS and row.holds is not True:
        failed = "、".join(name for name, value, _ in row.conditions if value is not True)
        raise DomainError(f"“{failed}”未成立，三项条件须同时成立才能写“符合”。", field="view")


@transaction.atomic
def send(leniency: Leniency, *, actor: User) -> Leniency:
    """The opinion goes to the town, which decides."""
    dispute = leniency.dispute
    leniency = fire(
        leniency,
        "send",
        actor=actor,
        values={"sent_on": clock.today()},
        data={"view": leniency.get_view_display()},
        related=[dispute],
    )
    earlier = IssuedDocument.objects.of(leniency).filter(type_code="leniency_opinion", standing=Standing.ISSUED).first()
    issue("leniency_opinion", leniency, actor=actor, supersedes=earlier)
    return leniency


@transaction.atomic
def take_back(leniency: Leniency, *, actor: User) -> Leniency:
    """Assess anew."""
    return fire(leniency, "take_back", actor=actor, related=[leniency.dispute])


@transaction.atomic
def decide(leniency: Leniency, *, actor: User, decision: str, decided_on: date, decision_number: str, decision_note: str) -> Leniency:
    """What the town has decided, with its number and reasons; it may differ from the opinion."""
    require_text(decision_note, "请写明决定的理由。", field="decision_note")
    not_later_than_today(decided_on, field="decided_on")
    if leniency.sent_on and decided_on < leniency.sent_on:
        raise DomainError("决定日期不能早于收到评估意见的日期。", field="decided_on")
    return fire(
        leniency,
        "decide",
        actor=actor,
        values={
            "decision": decision,
            "decided_on": decided_on,
            "decision_number": decision_number,
            "decision_note": decision_note,
            "decided_by": actor,
        },
        data={"decision": LeniencyDecision(decision).label, "number": decision_number},
        on=decided_on,
        related=[leniency.dispute],
    )

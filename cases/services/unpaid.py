"""非诉执行监督: the days of each unpaid fine, counted when its file changes; the court's answers; a case of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cases.enums import Channel, CourtAnswerKind
from cases.models import CourtAnswer, SupervisionCase, UnpaidDecision
from cases.permissions import UnpaidPermission
from cases.services.own_cases import open_case
from cases.services.texts import require_text
from pengjiang.access import can
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.deadlines import compute
from pengjiang.deadlines.limits import LIMITS
from pengjiang.deadlines.steps import CannotCount
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit

# A demand must be ten full working days old before the application (行政强制法第五十四条).
DEMAND_DAYS = 10
NEEDING_REASONS = frozenset({CourtAnswerKind.REJECTED, CourtAnswerKind.REFUSED, CourtAnswerKind.ENDED})


def _day(facts: dict[str, Any], group: str, key: str) -> date | None:
    text = (facts.get(group) or {}).get(key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def counted(facts: dict[str, Any], served_on: date | None) -> dict[str, date | None]:
    """The days of an unpaid fine: payment TM08, suit TM14 (or TM35 after reconsideration), application TM15, demand TM16."""
    names = ("pay_last_on", "suit_last_on", "apply_last_on", "demand_last_on", "apply_first_on")
    days: dict[str, date | None] = dict.fromkeys(names)
    if served_on is None:
        return days
    calendar = stored_calendar()
    try:
        days["pay_last_on"] = compute.due(LIMITS["TM08"], served_on, calendar).day
        days["suit_last_on"] = _remedy_end(facts, served_on, calendar)
        days["apply_last_on"] = compute.due(LIMITS["TM15"], days["suit_last_on"], calendar).day
        days["demand_last_on"] = calendar.latest_notice(calendar.subtract_wd(days["apply_last_on"], 1), DEMAND_DAYS)
        demanded = _day(facts, "enforcement", "demand_served_on")
        if demanded is not None:
            opened = compute.due(LIMITS["TM16"], demanded, calendar).earliest or demanded
            days["apply_first_on"] = max(opened, days["suit_last_on"] + timedelta(days=1))
    except CannotCount:
        return dict.fromkeys(names)
    return days


def _remedy_end(facts: dict[str, Any], served_on: date, calendar: Any) -> date:
    """The last day to sue: six months of service, or fifteen days of the end of a reconsideration (Q-49)."""
    last = compute.due(LIMITS["TM14"], served_on, calendar).day
    for used in facts.get("remedies_used") or ():
        ended = _day({"used": used}, "used", "ended_on")
        if ended is not None:
            last = max(last, compute.due(LIMITS["TM35"], ended, calendar).day)
    return last


@transaction.atomic
def refresh_unpaid(dossier: Dossier) -> UnpaidDecision | None:
    """The row as the file now says; none where nothing is owed any more."""
    facts = dossier.facts or {}
    if not dossier.fine or dossier.paid_on is not None:
        UnpaidDecision.objects.filter(dossier=dossier, answers=None).delete()
        return None
    days = counted(facts, dossier.served_on)
    values = {
        "organisation": dossier.organisation,
        "fine": dossier.fine,
        # A day that cannot be counted from is as good as none.
        "served_on": dossier.served_on if days["apply_last_on"] else None,
        "demand_served_on": _day(facts, "enforcement", "demand_served_on"),
        **days,
    }
    applied = _day(facts, "enforcement", "court_applied_on")
    if applied is not None:
        values["applied_on"] = applied
    row, _ = UnpaidDecision.objects.update_or_create(dossier=dossier, defaults=values)
    return row


def rebuild_unpaid() -> int:
    """Every file anew, as after an upgrade; the number of rows there are."""
    for dossier in Dossier.objects.select_related("organisation").iterator():
        refresh_unpaid(dossier)
    return UnpaidDecision.objects.count()


@transaction.atomic
def record_court_answer(
    row: UnpaidDecision, *, actor: User, kind: str, on: date, number: str = "", note: str = "", applied_on: date | None = None
) -> CourtAnswer:
    """What the court answered; ``applied_on`` where the file does not yet say when it was applied for."""
    decision = can(actor, UnpaidPermission.RECORD, row)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    row = UnpaidDecision.objects.select_for_update(of=("self",)).select_related("dossier").filter(pk=row.pk).first()
    if row is None:
        raise Conflict("该罚款已登记缴清，请刷新后查看。")
    applied = applied_on or row.applied_on
    if applied is None:
        raise DomainError("案卷没有申请法院执行的日期，请填写申请日期。", field="applied_on")
    if on > clock.today() or applied > clock.today():
        raise DomainError("日期不能晚于今天。", field="on" if on > clock.today() else "applied_on")
    if on < applied:
        raise DomainError(f"答复日期不能早于申请日期（{applied:%Y-%m-%d}）。", field="on")
    if kind in NEEDING_REASONS:
        require_text(note, "请写明法院不予受理、不予执行或者终结执行的理由。", field="note")
    row.applied_on, row.answer = applied, kind
    row.save(update_fields=["applied_on", "answer"])
    answer = CourtAnswer.objects.create(row=row, kind=kind, on=on, number=number, note=note, made_by=actor)
    emit(
        "cases.unpaid.answered",
        actor=actor,
        target=row,
        related=[row.dossier],
        data={"number": row.dossier.number, "kind": CourtAnswerKind(kind).label, "on": on},
        on=on,
    )
    return answer


@transaction.atomic
def open_enforcement_case(row: UnpaidDecision, *, actor: User, title: str, origin: str) -> SupervisionCase:
    """A case of 行政非诉执行监督 about this file, of the actor's own. Raises ``DomainError`` where one is open."""
    existing = SupervisionCase.objects.open().filter(case_type="execution", dossiers=row.dossier).first()
    if existing is not None:
        raise DomainError(f"该案卷已在{existing.number}案中监督，由{existing.holder.name}承办，不必另行立案。")
    return open_case(
        actor=actor,
        case_type="execution",
        channel=Channel.NONLITIGATION,
        title=title,
        origin=origin,
        subject=row.organisation,
        dossiers=[row.dossier],
    )

"""The limits of the proceedings a dispute rides on, and of what was agreed: who is bound, from which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from disputes.models import Dispute, Obligation
from pengjiang.accounts.enums import Role
from pengjiang.deadlines.registry import StartSpec, binds

TOWN_ROLES = (Role.TOWN_OFFICER, Role.TOWN_HEAD, Role.TOWN_LEGAL)
BUREAU_ROLES = (Role.BUREAU_RECONSIDERATION,)


def _spec(dispute: Dispute, on: date, **more: Any) -> StartSpec:
    """The procuratorate watches; what binds the party itself is held by the bureau's handler."""
    watched = {"watch_org": dispute.procurator.organisation, "watcher": dispute.procurator} if dispute.procurator_id else {}
    return StartSpec(start_on=on, **{"holder": dispute.officer, **watched, **more})


def _undecided(dispute: Dispute) -> bool:
    return dispute.served_on is not None and dispute.reconsider_applied_on is None and dispute.sued_on is None


@binds("disputes.dispute", "TM13")
def reconsideration(dispute: Dispute, on: date) -> StartSpec | None:
    """六十日 from service (复议法第二十条)."""
    return _spec(dispute, dispute.served_on) if _undecided(dispute) else None


@binds("disputes.dispute", "TM14")
def suit(dispute: Dispute, on: date) -> StartSpec | None:
    """六个月 from service (诉讼法第四十六条); another statute's days are TM35A."""
    return _spec(dispute, dispute.served_on) if _undecided(dispute) and not dispute.suit_days else None


@binds("disputes.dispute", "TM35")
def suit_after(dispute: Dispute, on: date) -> StartSpec | None:
    """十五日 from receipt of the decision (第四十五条)."""
    if dispute.sued_on is not None or dispute.reconsider_decided_on is None:
        return None
    return _spec(dispute, dispute.reconsider_decided_on)


@binds("disputes.dispute", "TM35A")
def suit_by_statute(dispute: Dispute, on: date) -> StartSpec | None:
    """The days another statute sets for suing at once, named in the title."""
    if not _undecided(dispute) or not dispute.suit_days:
        return None
    return _spec(dispute, dispute.served_on, length=dispute.suit_days, title=f"提起行政诉讼（{dispute.suit_basis}）")


@binds("disputes.dispute", "TM30")
def acceptance(dispute: Dispute, on: date) -> StartSpec | None:
    """五日 to look at an application for reconsideration."""
    if dispute.reconsider_applied_on is None or dispute.reconsider_accepted_on is not None:
        return None
    return _of_bureau(dispute, dispute.reconsider_applied_on)


@binds("disputes.dispute", "TM31")
def decision(dispute: Dispute, on: date) -> StartSpec | None:
    """六十日, thirty more where approved."""
    return _of_bureau(dispute, dispute.reconsider_accepted_on) if _in_reconsideration(dispute) and not dispute.reconsider_simple else None


@binds("disputes.dispute", "TM32")
def simple_decision(dispute: Dispute, on: date) -> StartSpec | None:
    """三十日 in the simple procedure."""
    return _of_bureau(dispute, dispute.reconsider_accepted_on) if _in_reconsideration(dispute) and dispute.reconsider_simple else None


@binds("disputes.dispute", "TM33")
def answer(dispute: Dispute, on: date) -> StartSpec | None:
    """The town answers in ten working days."""
    return _of_town(dispute, dispute.copy_received_on) if _unanswered(dispute) and not dispute.reconsider_simple else None


@binds("disputes.dispute", "TM34")
def simple_answer(dispute: Dispute, on: date) -> StartSpec | None:
    """The town answers in five working days."""
    return _of_town(dispute, dispute.copy_received_on) if _unanswered(dispute) and dispute.reconsider_simple else None


@binds("disputes.obligation", "TM45")
def obligation(row: Obligation, on: date) -> StartSpec | None:
    """Until the day that was agreed."""
    if row.due_on <= on:
        return None
    bound = {"bound_org": row.dispute.town, "bound_roles": TOWN_ROLES} if row.debtor == "town" else {}
    title = f"协议第{row.order}项：{row.text[:30]}"
    return _spec(row.dispute, on, length=(row.due_on - on).days, title=title, related=(row.dispute,), **bound)


def _in_reconsideration(dispute: Dispute) -> bool:
    return dispute.reconsider_accepted_on is not None and dispute.reconsider_decided_on is None


def _unanswered(dispute: Dispute) -> bool:
    return dispute.copy_received_on is not None and dispute.answered_on is None


def _of_bureau(dispute: Dispute, on: date) -> StartSpec:
    bound = {"bound_org": dispute.officer.organisation, "bound_roles": BUREAU_ROLES} if dispute.officer_id else {}
    return _spec(dispute, on, **bound)


def _of_town(dispute: Dispute, on: date) -> StartSpec:
    return _spec(dispute, on, bound_org=dispute.town, bound_roles=TOWN_ROLES)

"""借阅: asked, approved by another, returned."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cases.models import Borrowing, Volume
from cases.queries import loans as reading  # noqa: F401 — says who may read a lent volume
from cases.services.texts import require_text
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.services import issue
from pengjiang.workflow.services import fire

MOST_DAYS = 30


@transaction.atomic
def ask_borrowing(volume: Volume, *, actor: User, purpose: str, due_on: date, inner: bool = False) -> Borrowing:
    """Ask to read a volume until a day."""
    require_text(purpose, "请写明借阅事由。", field="purpose")
    if not clock.today() <= due_on or (due_on - clock.today()).days > MOST_DAYS:
        raise DomainError(f"归还期限应在今天起{MOST_DAYS}日内。", field="due_on")
    if volume.borrowings.filter(asked_by=actor, state__in=["asked", "lent"]).exists():
        raise DomainError("您对本卷已有一次借阅尚未归还。", field="purpose")
    volume = fire(volume, "borrow", actor=actor, data={"purpose": purpose})
    return Borrowing.objects.create(volume=volume, asked_by=actor, asked_on=clock.today(), purpose=purpose, due_on=due_on, inner=inner)


@transaction.atomic
def lend(borrowing: Borrowing, *, actor: User, note: str = "") -> Borrowing:
    """Agree."""
    values = {"note": note, "decided_as": actor.signature, "decided_on": clock.today()}
    borrowing = fire(borrowing, "lend", actor=actor, values=values, data={"due": borrowing.due_on}, related=[borrowing.volume])
    issue("borrowing_slip", borrowing, actor=actor)
    return borrowing


@transaction.atomic
def refuse_borrowing(borrowing: Borrowing, *, actor: User, note: str) -> Borrowing:
    """Say no, and why."""
    require_text(note, "请写明不同意的理由。", field="note")
    values = {"note": note, "decided_as": actor.signature, "decided_on": clock.today()}
    return fire(borrowing, "refuse", actor=actor, values=values, data={"note": note}, related=[borrowing.volume])


@transaction.atomic
def give_back(borrowing: Borrowing, *, actor: User) -> Borrowing:
    """Returned by the borrower; the loan opens nothing any more."""
    if borrowing.asked_by_id != actor.pk:
        raise NotAllowed(f"由借阅人{borrowing.asked_by.name}归还。")
    return fire(borrowing, "give_back", actor=actor, values={"returned_on": clock.today()}, related=[borrowing.volume])

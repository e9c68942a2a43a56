"""What follows from other rooms' events."""

from __future__ import annotations

from cases.models import Recommendation, RectificationItem
from cases.services.recommendations import end_objection_period
from cases.services.rectifications import draft_urging_letter
from cases.services.unpaid import refresh_unpaid
from pengjiang.audit.models import AuditEntry
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.dossiers.models import Dossier
from pengjiang.events.types import subscriber


@subscriber("cases.overdue", label="期限届满", events=["deadlines.deadline.overdue", "deadlines.deadline.lapsed"])
def on_overdue(entry: AuditEntry) -> None:
    """A reply or an item overdue: a 催办函 lies ready. The objection period over: rectification begins."""
    deadline = _deadline_of(entry)
    if deadline is None or deadline.state != Deadline.State.RUNNING:
        return
    target = ObjectRef.parse(deadline.target).fetch()
    if isinstance(target, RectificationItem):
        draft_urging_letter(target.recommendation, deadline=deadline)
    elif isinstance(target, Recommendation) and deadline.limit in {"TM20", "TM21"}:
        draft_urging_letter(target, deadline=deadline)
    elif isinstance(target, Recommendation) and deadline.limit == "TM29" and target.state == "objection":
        end_objection_period(target)


@subscriber(
    "cases.unpaid",
    label="非诉执行监督台账",
    events=["dossiers.created", "dossiers.imported", "dossiers.updated_by_import", "dossiers.facts_changed"],
)
def on_dossier(entry: AuditEntry) -> None:
    """The days of an unpaid fine follow its file."""
    dossier = ObjectRef.parse(entry.target).fetch()
    if isinstance(dossier, Dossier):
        refresh_unpaid(dossier)


def _deadline_of(entry: AuditEntry) -> Deadline | None:
    for text in entry.refs:
        ref = ObjectRef.parse(text)
        if ref.kind == "deadlines.deadline":
            return Deadline.objects.filter(pk=ref.pk).first()
    return None

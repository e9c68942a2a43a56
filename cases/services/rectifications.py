"""整改: measures, proof, ticking off; and the 催办函 when a last day has passed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cases.models import ProofRound, Recommendation, RectificationItem
from cases.permissions import RecommendationPermission
from cases.services.texts import require_text
from cases.services.uploads import keep_files
from pengjiang.access import can
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import discard_draft, draft, issue_draft
from pengjiang.files.models import StoredFile
from pengjiang.workflow.services import claim, fire

# How long a 催办函 gives anew, in days, unless its signer sets another day.
URGED_DAYS = 10


@transaction.atomic
def plan_item(item: RectificationItem, *, actor: User, measure: str, person: str) -> RectificationItem:
    """The town says what it does about the item and who answers for it."""
    require_text(measure, "请写明整改措施。", field="measure")
    require_text(person, "请填写责任人。", field="person")
    return fire(
        item, "plan", actor=actor, values={"measure": measure, "person": person}, data={"order": item.order, "measure": measure, "person": person}
    )


@transaction.atomic
def submit_proof(item: RectificationItem, *, actor: User, note: str, files: list[Any]) -> ProofRound:
    """Proof of one item: at least one file."""
    if not files:
        raise DomainError("请至少上传一份整改证明材料（照片、文书或者扫描件）。", field="files")
    item = fire(item, "submit", actor=actor, data={"order": item.order, "note": note})
    proof = ProofRound.objects.create(item=item, note=note, submitted_by=actor, submitted_on=clock.today())
    keep_files(files, actor=actor, target=proof)
    return proof


def proofs_of(proof: ProofRound) -> list[StoredFile]:
    """The files of a round."""
    return list(StoredFile.objects.of(proof))


@transaction.atomic
def tick_item(item: RectificationItem, *, actor: User, remarks: str = "") -> RectificationItem:
    """核验通过, 销号."""
    _close_round(item, actor=actor, verdict=ProofRound.Verdict.ACCEPTED, remarks=remarks)
    return fire(item, "tick", actor=actor, values={"ticked_on": clock.today(), "ticked_by": actor}, data={"order": item.order})


@transaction.atomic
def keep_item(item: RectificationItem, *, actor: User, note: str) -> RectificationItem:
    """长期坚持: done as far as it can be, to be kept up."""
    require_text(note, "请写明为何列为长期坚持。", field="note")
    _close_round(item, actor=actor, verdict=ProofRound.Verdict.ACCEPTED, remarks=note)
    return fire(item, "keep", actor=actor, values={"long_term_note": note}, data={"order": item.order, "note": note})


@transaction.atomic
def send_back_item(item: RectificationItem, *, actor: User, remarks: str) -> RectificationItem:
    """Not enough; the town has some days more, at least until the item's own last day."""
    require_text(remarks, "退回补充须写明缺少什么。", field="remarks")
    _close_round(item, actor=actor, verdict=ProofRound.Verdict.SENT_BACK, remarks=remarks)
    item = fire(item, "send_back", actor=actor, data={"order": item.order, "remarks": remarks})
    running = Deadline.objects.running().filter(target=str(ObjectRef.of(item)), limit="TM46").first()
    if running is not None and running.due_on != item.due_on:
        item.due_on = running.due_on
        item.save(update_fields=["due_on"])
    return item


def _close_round(item: RectificationItem, *, actor: User, verdict: str, remarks: str) -> None:
    proof = item.rounds.filter(verdict="").first()
    if proof is None:
        return  # fire() refuses with the state's own reason
    proof.verdict, proof.remarks = verdict, remarks
    proof.verified_by, proof.verified_on = actor, clock.today()
    proof.save()


@transaction.atomic
def draft_urging_letter(recommendation: Recommendation, *, deadline: Deadline) -> IssuedDocument:
    """When a last day has passed: the letter lies ready for the person in charge. One open draft per deadline."""
    return draft(
        "urging_letter",
        recommendation,
        actor=None,
        key=f"deadline:{deadline.pk}",
        context={
            "about": deadline.title,
            "due_on": deadline.due_on.isoformat(),
            "new_day": (clock.today() + timedelta(days=URGED_DAYS)).isoformat(),
        },
    )


@transaction.atomic
def sign_urging_letter(document: IssuedDocument, *, recommendation: Recommendation, actor: User, new_day: date) -> IssuedDocument:
    """签发催办函: numbered, dated, sent to the addressee."""
    if new_day <= clock.today():
        raise DomainError("新的期限应在今天以后。", field="new_day")
    recommendation = claim(recommendation, "urge", actor=actor)
    if document.target != ObjectRef.of(recommendation):
        raise DomainError("这份催办函草稿不属于该检察建议，请刷新后重试。")
    document = issue_draft(document, actor=actor, context={"new_day": new_day.isoformat()})
    fire(recommendation, "urge", actor=actor, data={"number": document.number}, related=[document])
    return document


@transaction.atomic
def drop_urging_letter(document: IssuedDocument, *, actor: User, reason: str) -> None:
    """Not needed after all. Raises ``NotAllowed`` for anybody but the handler."""
    decision = can(actor, RecommendationPermission.URGE, document.target.fetch())
    if not decision.ok:
        raise NotAllowed(decision.reason)
    discard_draft(document, actor=actor, reason=reason)

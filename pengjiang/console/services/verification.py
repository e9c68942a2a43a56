"""Asking for a verification of the trail and doing it."""

from __future__ import annotations

from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.accounts.models import User
from pengjiang.audit import services as audit
from pengjiang.common import clock
from pengjiang.console.models import VerificationRun
from pengjiang.console.services.anchors import read_anchors
from pengjiang.events.services import emit


@transaction.atomic
def ask_verification(*, actor: User) -> VerificationRun:
    """Queue a run, or return the one that waits already."""
    waiting = VerificationRun.objects.filter(state=VerificationRun.State.QUEUED).first()
    if waiting is not None:
        return waiting
    run = VerificationRun.objects.create(asked_by=actor)
    transaction.on_commit(_nudge)
    return run


def _nudge() -> None:
    """Without a broker the periodic task finds the run."""
    from pengjiang.console.tasks import run_verifications  # noqa: PLC0415 — tasks stand above services

    try:
        run_verifications.apply_async(retry=False)
    except (OperationalError, OSError):
        return


def verify_next() -> VerificationRun | None:
    """Do the oldest waiting run; None where there is none or another worker has it."""
    with transaction.atomic():
        run = (
            VerificationRun.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("asked_by")
            .filter(state=VerificationRun.State.QUEUED)
            .order_by("id")
            .first()
        )
        if run is None:
            return None
        verdict = audit.verify(anchors=read_anchors())
        run.state = VerificationRun.State.WHOLE if verdict.broken is None else VerificationRun.State.BROKEN
        run.checked, run.digest, run.broken, run.reason = verdict.checked, verdict.digest, verdict.broken, verdict.reason
        run.done_at = clock.now()
        run.save()
        result = "完整" if verdict.broken is None else f"第{verdict.broken}条断裂，{verdict.reason}"
        emit(
            "console.audit.verified",
            actor=run.asked_by,
            target=run,
            data={"checked": verdict.checked, "result": result},
            ok=verdict.broken is None,
        )
    return run

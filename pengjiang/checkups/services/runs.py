"""Checking a file and keeping what came of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from pengjiang.access import can
from pengjiang.checks.rule import Outcome, Severity
from pengjiang.checkups.enums import Answer, Reason
from pengjiang.checkups.models import AttachedCheck, CheckRun, Checkup, Finding
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.services.checking import facts_of, fingerprint_of, storable
from pengjiang.common.errors import NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.facts.checker import current_checker
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import lock
from pengjiang.events.services import emit

GRAVE = (Severity.VETO.value, Severity.SERIOUS.value)


@transaction.atomic
def run_check(dossier: Dossier, *, actor: Any, reason: str = Reason.ASKED) -> CheckRun:
    """Check a file as it stands now. The same facts under the same rulebook on the same day give the run that there is.

    ``actor`` None: the system itself. Raises ``NotAllowed`` for a file that does not exist for the actor.
    """
    dossier = _locked(dossier, actor)
    checker = current_checker()
    facts = facts_of(dossier)
    same = {"fingerprint": fingerprint_of(facts.raw), "rulebook": checker.rulebook, "on": checker.context.today}
    run = CheckRun.objects.filter(dossier=dossier, **same).first()
    if run is None:
        run = _store(dossier, storable(checker.check(facts), dossier), reason=reason, actor=actor, same=same)
    standing = Checkup.objects.filter(dossier=dossier, run=run).exists()
    checkup = _bring_up_to_date(dossier, run)
    if not standing:
        # Also where the facts are again what an earlier run saw: what stands of the file is another from now on.
        data = {"reason": Reason(reason).label, "result": summary_of(run)}
        emit("checkups.ran", actor=actor, target=dossier, related=[run, checkup], data=data)
    return run


def _locked(dossier: Dossier, actor: Any) -> Dossier:
    if actor is None:
        return Dossier.objects.locked().select_related("organisation").get(pk=dossier.pk)
    decision = can(actor, CheckupPermission.RUN)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    return lock(dossier, actor)


def _store(dossier: Dossier, rows: list[dict[str, Any]], *, reason: str, actor: Any, same: dict[str, Any]) -> CheckRun:
    faults = Counter(row["severity"] for row in rows if row["outcome"] == Outcome.FAIL.value)
    outcomes = Counter(row["outcome"] for row in rows)
    last = CheckRun.objects.filter(dossier=dossier).aggregate(last=Max("number"))["last"] or 0
    return CheckRun.objects.create(
        dossier=dossier,
        number=last + 1,
        reference=current_checker().context.reference.digest,
        revision=dossier.revision,
        reason=reason,
        actor=actor,
        veto=faults[Severity.VETO.value],
        serious=faults[Severity.SERIOUS.value],
        minor=faults[Severity.MINOR.value],
        manual=outcomes[Outcome.MANUAL.value],
        unknown=outcomes[Outcome.UNKNOWN.value],
        passed=outcomes[Outcome.PASS.value],
        fault_codes=[f"{row['rule']}:{row['severity']}" for row in rows if row["outcome"] == Outcome.FAIL.value],
        stored=rows,
        **same,
    )


def _bring_up_to_date(dossier: Dossier, run: CheckRun) -> Checkup:
    """Findings that appeared, that went, that are there again; then what lists read."""
    standing = {finding.rule: finding for finding in Finding.objects.filter(dossier=dossier)}
    faults = {row.rule: row for row in run.faults}
    for code, row in faults.items():
        finding = standing.get(code)
        if finding is None:
            Finding.objects.create(dossier=dossier, rule=code, severity=row.severity, message=row.message, first_run=run, last_run=run)
            continue
        if not finding.is_open:
            # It had gone: what was answered then no longer speaks for it.
            finding.gone_run, finding.answer = None, Answer.PENDING
        finding.severity, finding.message, finding.last_run = row.severity, row.message, run
        finding.save()
    for code, finding in standing.items():
        if code not in faults and finding.is_open:
            finding.gone_run = run
            finding.save(update_fields=["gone_run"])
    checkup, _ = Checkup.objects.update_or_create(
        dossier=dossier,
        defaults={
            "run": run,
            "revision": dossier.revision,
            "on": run.on,
            "weight": 10_000 * run.veto + 100 * run.serious + run.minor,
            **{name: getattr(run, name) for name in ("veto", "serious", "minor", "manual", "unknown")},
        },
    )
    count_pending(dossier)
    return checkup


def count_pending(dossier: Dossier) -> int:
    """Serious findings that nobody has answered, kept for lists and to-dos."""
    waiting = Finding.objects.filter(dossier=dossier, gone_run=None, answer=Answer.PENDING, severity__in=GRAVE).count()
    Checkup.objects.filter(dossier=dossier).update(pending=waiting)
    return waiting


@transaction.atomic
def attach_check(dossier: Dossier, *, to: models.Model, actor: Any, reason: str = Reason.ATTACHED) -> CheckRun:
    """Check a file now and keep the run with ``to``; it is shown on that object's page."""
    run = run_check(dossier, actor=actor, reason=reason)
    AttachedCheck.objects.get_or_create(run=run, target=str(ObjectRef.of(to)), defaults={"actor": actor})
    return run


def summary_of(run: CheckRun) -> str:
    """不符合3项（严重2项、轻微1项），人工判断…"""
    parts = [f"{word}{number}项" for word, number in (("一票否决", run.veto), ("严重", run.serious), ("轻微", run.minor)) if number]
    faults = f"不符合{run.fault_count}项（{'、'.join(parts)}）" if parts else "没有发现不符合项"
    return f"{faults}，人工判断{run.manual}项，缺数据{run.unknown}项，通过{run.passed}项"

"""Patterns across files: one pass over the register by a worker, aggregates stored, nothing ever counted by person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.together import Crossing
from pengjiang.checkups.catalogue import MODELS
from pengjiang.checkups.models import Pattern, PatternHit
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.services.finding_patterns import Gathering, Hit
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.dossiers.facts.checker import current_checker
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit

CHUNK = 500
# A worker that was asked and has not done it by then is dead.
STILL = timedelta(minutes=10)


def _files() -> Iterator[tuple[Dossier, FileFacts]]:
    """The register in the order of its keys, a few hundred at a time."""
    rows = Dossier.objects.order_by("pk").prefetch_related("parties")
    for dossier in rows.iterator(chunk_size=CHUNK):
        yield dossier, FileFacts(dossier.document())


def refresh() -> int:
    """Compute every pattern and put it in the place of the last; the number of files compared."""
    checker = current_checker()
    crossing = Crossing(checker.context)
    for dossier, facts in _files():
        crossing.add(facts, dossier.pk)
    gathering = Gathering(checker.context)
    for dossier, facts in _files():
        report = crossing.complete(checker.check(facts), dossier.pk)
        gathering.take(dossier.pk, dossier.organisation_id, dossier.cause, report)
    codes = dict(Organisation.objects.filter(kind=OrganisationKind.TOWN).values_list("pk", "code"))
    new = [code for code in MODELS if not Pattern.objects.filter(code=code).exists()]
    for code in MODELS:
        _store(code, gathering.hits(code), gathering.figures(code, codes), gathering.count, gathering.minimum)
    if new:
        # Later runs put other figures in the same rows: nothing that is searched changes, and nothing is told.
        emit("checkups.patterns_computed", actor=None, related=list(Pattern.objects.filter(code__in=new)), data={"count": gathering.count})
    return gathering.count


@transaction.atomic
def _store(code: str, hits: list[Hit], figures: list[dict[str, Any]], count: int, minimum: int) -> None:
    Pattern.objects.get_or_create(code=code)
    pattern = Pattern.objects.select_for_update().get(code=code)
    standing = set(Dossier.objects.filter(pk__in=[hit.dossier for hit in hits]).values_list("pk", flat=True))
    pattern.hits.all().delete()
    PatternHit.objects.bulk_create(
        PatternHit(
            pattern=pattern,
            dossier_id=hit.dossier,
            organisation_id=hit.organisation,
            group=hit.group[:200],
            sentence=hit.sentence,
            beyond=hit.beyond,
            amount=hit.amount,
            decided_on=hit.decided_on,
        )
        for hit in hits
        if hit.dossier in standing
    )
    pattern.figures, pattern.files, pattern.minimum = figures, count, minimum
    pattern.computed_at, pattern.asked_at = clock.now(), None
    pattern.save()


@transaction.atomic
def ask_refresh(*, actor: Any) -> None:
    """The button: a worker computes everything anew."""
    decision = can(actor, CheckupPermission.PATTERNS)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    asked = [Pattern.objects.update_or_create(code=code, defaults={"asked_at": clock.now()})[0] for code in MODELS]
    emit("checkups.patterns_asked", actor=actor, related=asked)
    transaction.on_commit(nudge)


def refresh_asked() -> int:
    """What was asked for and not done: the worker that was told died."""
    waiting = Pattern.objects.filter(asked_at__isnull=False, asked_at__lt=clock.now() - STILL).exists()
    return refresh() if waiting else 0


def nudge() -> None:
    """Wake a worker; beat's sweep is the guarantee."""
    from pengjiang.checkups.tasks import refresh_patterns  # noqa: PLC0415 — tasks stand above services

    try:
        refresh_patterns.apply_async(retry=False)
    except (OperationalError, OSError):
        return

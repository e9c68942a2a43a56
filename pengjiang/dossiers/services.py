"""Writing the register."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from pengjiang.access import can
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.checks.validation import validate
from pengjiang.common.crypto import fingerprint
from pengjiang.common.errors import Conflict, FieldErrors, NotAllowed
from pengjiang.common.strictjson import BadInput, Problem
from pengjiang.dossiers.enums import Source
from pengjiang.dossiers.facts.columns import columns_of
from pengjiang.dossiers.facts.labels import say_pointers
from pengjiang.dossiers.facts.pointer import differences
from pengjiang.dossiers.facts.privacy import masked_changes, without_ids
from pengjiang.dossiers.identity import mask_id
from pengjiang.dossiers.models import Dossier, DossierParty, IntakeOutcome
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.dossiers.registry import hold_reason, read_papers
from pengjiang.events.services import emit


class FactsInvalid(FieldErrors):
    """The document does not have the shape of dossier/1; ``problems`` name each place by its JSON Pointer."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__({problem.pointer: problem.error for problem in problems})
        self.problems = problems


def check_facts(facts: Any, *, organisation: Organisation) -> None:
    """Raises ``FactsInvalid`` for a wrong shape or another town's code."""
    try:
        validate(facts)
    except BadInput as error:
        raise FactsInvalid(error.problems) from error
    if facts["body"] != organisation.code:
        raise FactsInvalid([Problem("/body", f"案卷属于{organisation.short_name}，镇街代码应为 {organisation.code}。")])
    if facts["number"] != facts["number"].strip() or len(facts["number"]) > 80:
        raise FactsInvalid([Problem("/number", "案号前后不能有空格，且不超过80个字。")])


@transaction.atomic
def create_dossier(
    *,
    organisation: Organisation,
    facts: dict[str, Any],
    actor: Any,
    source: str = Source.TYPED,
    cause: str = "",
    note: str = "",
    ledger: dict[str, Any] | None = None,
    told: dict[str, Any] | None = None,
) -> Dossier:
    """Register a file. ``told`` (workbook, row) marks one that came from a ledger.

    Raises ``FactsInvalid``, ``NotAllowed``, and ``Conflict`` for a number the town has used.
    """
    _require(actor, DossierPermission.CREATE if source == Source.TYPED else DossierPermission.IMPORT, organisation)
    check_facts(facts, organisation=organisation)
    bare, numbers = without_ids(facts)
    dossier = Dossier(organisation=organisation, facts=bare, source=source, cause=cause, note=note, ledger=ledger, **columns_of(facts))
    try:
        with transaction.atomic():
            dossier.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(f"{organisation.short_name}已有案号为{facts['number']}的案卷，请核对案号。", field="/number") from error
    _write_parties(dossier, facts, numbers)
    emit(
        "dossiers.imported" if told else "dossiers.created",
        actor=actor,
        target=dossier,
        related=[organisation],
        data={"number": dossier.number, **(told or {})},
    )
    return dossier


@transaction.atomic
def change_facts(
    dossier: Dossier, *, facts: dict[str, Any], actor: Any, revision: int | None = None, cause: str | None = None, note: str | None = None
) -> Dossier:
    """Put a new document in the place of the old. ``revision`` is the one the person saw.

    Raises ``FactsInvalid``, ``NotAllowed``, ``Conflict``. The same facts again change nothing.
    """
    dossier = lock(dossier, actor)
    _require(actor, DossierPermission.EDIT, dossier)
    if revision is not None and revision != dossier.revision:
        raise Conflict("此案卷刚由他人修改，请先查看最新内容，再合并您的修改。")
    check_facts(facts, organisation=dossier.organisation)
    changes = _replace(dossier, facts, cause=cause, note=note)
    if changes:
        data = {"number": dossier.number, "count": len(changes), "labels": say_pointers(changes)}
        emit("dossiers.facts_changed", actor=actor, target=dossier, data=data, changes=changes)
    return dossier


@transaction.atomic
def save_answers(
    dossier: Dossier,
    *,
    facts: dict[str, Any],
    actor: Any,
    revision: int | None,
    cause: str,
    note: str,
    adopted: Collection[str] = (),
    rejected: Collection[str] = (),
) -> Dossier:
    """The facts form with the answers to what papers suggested. Nothing suggested is stored but through the form's own facts."""
    before = dossier.document()
    facts = unmasked(dossier, facts)
    helps = read_papers.is_filled and (adopted or rejected)
    if helps:
        facts = read_papers.filler.complete(dossier, facts, adopted)
    dossier = change_facts(dossier, facts=facts, actor=actor, revision=revision, cause=cause, note=note)
    if helps:
        read_papers.filler.settle(dossier, actor=actor, before=before, adopted=adopted, rejected=rejected)
    return dossier


@transaction.atomic
def update_from_ledger(
    dossier: Dossier, *, facts: dict[str, Any], ledger: dict[str, Any], actor: Any, cause: str, note: str, told: dict[str, Any]
) -> Dossier:
    """What a changed ledger row changes in a dossier that stands already."""
    _require(actor, DossierPermission.IMPORT, dossier)
    check_facts(facts, organisation=dossier.organisation)
    dossier.ledger = ledger
    changes = _replace(dossier, facts, cause=cause, note=note)
    if not changes:
        dossier.save(update_fields=["ledger"])
        return dossier
    data = {"number": dossier.number, "count": len(changes), **told}
    emit("dossiers.updated_by_import", actor=actor, target=dossier, data=data, changes=changes)
    return dossier


def organisation_of(facts: Any) -> Organisation:
    """The town that a document names. Raises ``FactsInvalid`` for a wrong shape or a town that is not one of the district."""
    try:
        validate(facts)
    except BadInput as error:
        raise FactsInvalid(error.problems) from error
    town = Organisation.objects.filter(kind=OrganisationKind.TOWN, code=facts["body"]).first()
    if town is None:
        raise FactsInvalid([Problem("/body", f"“{facts['body']}”不是本区的镇街代码。")])
    return town


@transaction.atomic
def put_dossier(facts: Any, *, actor: Any) -> tuple[Dossier, IntakeOutcome]:
    """Another system's document in the register: new, in the place of the one with its town and number, or as it stands already.

    Raises ``FactsInvalid``, ``NotAllowed``, and ``Conflict`` for a file that is held.
    """
    town = organisation_of(facts)
    _require(actor, DossierPermission.IMPORT, town)
    dossier = Dossier.objects.locked().select_related("organisation").filter(organisation=town, number=facts["number"]).first()
    if dossier is None:
        return create_dossier(organisation=town, facts=facts, actor=actor, source=Source.INTERFACE), IntakeOutcome.CREATED
    facts = unmasked(dossier, facts)
    check_facts(facts, organisation=town)
    if not differences(dossier.document(), facts):
        return dossier, IntakeOutcome.UNCHANGED
    if reason := hold_reason(dossier):
        raise Conflict(reason)
    changes = _replace(dossier, facts, cause=None, note=None)
    data = {"number": dossier.number, "count": len(changes), "labels": say_pointers(changes)}
    emit("dossiers.facts_changed", actor=actor, target=dossier, data=data, changes=changes)
    return dossier, IntakeOutcome.UPDATED


def set_complete(dossier: Dossier, *, actor: Any) -> Dossier:
    """Mark a file as wholly transcribed: what is absent is then absent from the file."""
    return change_facts(dossier, facts={**dossier.document(), "complete": True}, actor=actor)


def unmasked(dossier: Dossier, facts: dict[str, Any]) -> dict[str, Any]:
    """A document in which masked ID numbers, as pages show them, are again those that stand."""
    standing = {mask_id(number): number for number in dossier.id_numbers().values()}
    parties = facts.get("parties")
    if not isinstance(parties, list):
        return facts
    whole = [
        {**party, "id_no": standing[party["id_no"]]} if isinstance(party, dict) and party.get("id_no") in standing else party
        for party in parties
    ]
    return {**facts, "parties": whole}


def lock(dossier: Dossier, actor: Any) -> Dossier:
    """The row under lock, within what exists for the actor."""
    visible = Dossier.objects.visible_to(actor).filter(pk=dossier.pk)
    locked = Dossier.objects.locked().select_related("organisation").filter(pk__in=visible.values("pk")).first()
    if locked is None:
        raise NotAllowed("未找到该案卷，或者您无权查看。")
    return locked


def _replace(dossier: Dossier, facts: dict[str, Any], *, cause: str | None, note: str | None) -> dict[str, tuple[Any, Any]]:
    """Write a checked document; the changes as the trail keeps them, empty where there is none."""
    changes = differences(dossier.document(), facts)
    for name, value in (("cause", cause), ("note", note)):
        if value is not None and value != getattr(dossier, name):
            changes[name] = (getattr(dossier, name), value)
            setattr(dossier, name, value)
    if not changes:
        return {}
    bare, numbers = without_ids(facts)
    dossier.facts = bare
    dossier.revision += 1
    for name, value in columns_of(facts).items():
        setattr(dossier, name, value)
    try:
        with transaction.atomic():
            dossier.save()
    except IntegrityError as error:
        raise Conflict(f"{dossier.organisation.short_name}已有案号为{facts['number']}的案卷，请核对案号。", field="/number") from error
    _write_parties(dossier, facts, numbers)
    return masked_changes(changes)


def _write_parties(dossier: Dossier, facts: dict[str, Any], numbers: dict[int, str]) -> None:
    rows = [
        DossierParty(
            dossier=dossier,
            position=position,
            type=party.get("type", ""),
            name=party.get("name", "")[:200],
            uscc=party.get("uscc", "")[:40],
            id_no=numbers.get(position, ""),
            fingerprint=_fingerprint(numbers.get(position) or party.get("uscc", "")),
        )
        for position, party in enumerate(facts.get("parties", []))
    ]
    dossier.parties.all().delete()
    DossierParty.objects.bulk_create(rows)
    # What was prefetched before shows the old rows.
    getattr(dossier, "_prefetched_objects_cache", {}).pop("parties", None)


def _fingerprint(number: str) -> str:
    return fingerprint(number.strip().upper()) if number.strip() else ""


def reveal_ids(dossier: Dossier, *, actor: Any) -> list[DossierParty]:
    """The parties with their full numbers; the look is an entry of the trail."""
    _require(actor, DossierPermission.REVEAL, dossier)
    parties = list(dossier.parties.all())
    emit("dossiers.id_revealed", actor=actor, target=dossier, data={"number": dossier.number})
    return parties


def note_download(dossier: Dossier, *, actor: Any) -> None:
    """The facts left the system as a file."""
    emit("dossiers.downloaded", actor=actor, target=dossier, data={"number": dossier.number})


def _require(actor: Any, permission: DossierPermission, obj: Any) -> None:
    decision = can(actor, permission, obj)
    if not decision.ok:
        raise NotAllowed(decision.reason)

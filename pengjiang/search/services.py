"""Filling the search table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction

from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.search.grams import LONGEST, grams, normalise
from pengjiang.search.models import ComparableEntry, SearchEntry
from pengjiang.search.registry import COMPARABLES, SEARCHABLES, Comparable, Searchable

BATCH = 500
COLUMNS = ["kind", "title", "number", "body", "text", "grams", "org_ids", "sides", "person_ids", "url", "updated_at"]


def index(refs: Iterable[str]) -> int:
    """Write the rows of the given objects anew; what no longer exists, or is not searchable, has none. The number written."""
    written = 0
    for text in dict.fromkeys(refs):
        ref = ObjectRef.parse(text)
        _compare(ref)
        if ref.kind not in SEARCHABLES:
            continue
        declared = SEARCHABLES.get(ref.kind)
        obj = declared.rows(ref.model._default_manager.filter(pk=ref.pk)).first()
        if obj is None:
            SearchEntry.objects.filter(target=text).delete()
            continue
        write([entry_for(declared, obj)])
        written += 1
    return written


def write(entries: list[SearchEntry]) -> None:
    """Insert or replace by target."""
    SearchEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["target"], update_fields=COLUMNS)


def entry_for(declared: Searchable, obj: Any) -> SearchEntry:
    """The row of an object, not yet stored."""
    title, number, body = declared.title(obj) or "", declared.number(obj) or "", (declared.body(obj) or "")[:LONGEST]
    whole = f"{title}\n{number}\n{body}"
    scope = declared.scope(obj)
    return SearchEntry(
        target=str(ObjectRef.of(obj)),
        kind=declared.kind,
        title=title[:300],
        number=number[:120],
        body=body,
        text=normalise(whole),
        grams=grams(whole),
        org_ids=list(scope.org_ids),
        sides=list(scope.sides),
        person_ids=list(scope.person_ids),
        url=declared.url(obj),
        updated_at=clock.now(),
    )


def rebuild(kinds: Iterable[str] = ()) -> dict[str, int]:
    """Walk over all objects of the kinds (all); rows of objects that are gone are dropped. Counts by kind."""
    counts = {}
    for declared in [SEARCHABLES.get(kind) for kind in kinds] or list(SEARCHABLES):
        with transaction.atomic():
            SearchEntry.objects.filter(kind=declared.kind).delete()
            rows = declared.rows(apps.get_model(declared.kind)._default_manager.order_by("pk"))
            batch, count = [], 0
            for obj in rows.iterator(chunk_size=BATCH):
                batch.append(entry_for(declared, obj))
                if len(batch) == BATCH:
                    write(batch)
                    count, batch = count + BATCH, []
            write(batch)
            counts[declared.kind] = count + len(batch)
    return counts


def _compare(ref: ObjectRef) -> None:
    """Write the row by which others find the object similar, or drop it."""
    if ref.kind not in COMPARABLES:
        return
    declared = COMPARABLES.get(ref.kind)
    obj = declared.rows(ref.model._default_manager.filter(pk=ref.pk)).first()
    row = comparable_for(declared, obj) if obj is not None else None
    if row is None:
        ComparableEntry.objects.filter(target=str(ref)).delete()
    else:
        _write_comparable([row])


def comparable_for(declared: Comparable, obj: Any) -> ComparableEntry | None:
    """The row of an object, not yet stored; None while it has not come to its end."""
    facts = declared.facts(obj)
    if facts is None:
        return None
    scope = declared.scope(obj)
    return ComparableEntry(
        target=str(ObjectRef.of(obj)),
        kind=declared.kind,
        title=declared.title(obj)[:300],
        number=declared.number(obj)[:120],
        item=facts.item,
        cause=facts.cause,
        field=facts.field,
        amount=facts.amount,
        traits=list(facts.traits),
        outcome=facts.outcome[:300],
        terms=grams(facts.text),
        org_ids=list(scope.org_ids),
        sides=list(scope.sides),
        person_ids=list(scope.person_ids),
        url=obj.get_absolute_url(),
    )


def _write_comparable(rows: list[ComparableEntry]) -> None:
    columns = [field.name for field in ComparableEntry._meta.fields if field.name not in {"id", "target"}]
    ComparableEntry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["target"], update_fields=columns)


def rebuild_comparables() -> dict[str, int]:
    """Walk over all objects of the kinds that are compared. Counts by kind."""
    counts = {}
    for declared in COMPARABLES:
        with transaction.atomic():
            ComparableEntry.objects.filter(kind=declared.kind).delete()
            batch, counts[declared.kind] = [], 0
            for obj in declared.rows(apps.get_model(declared.kind)._default_manager.order_by("pk")).iterator(chunk_size=BATCH):
                row = comparable_for(declared, obj)
                if row is None:
                    continue
                batch.append(row)
                counts[declared.kind] += 1
                if len(batch) == BATCH:
                    _write_comparable(batch)
                    batch = []
            _write_comparable(batch)
    return counts

"""Filling the search table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction

from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.search.grams import LONGEST, grams, normalise
from pengjiang.search.models import SearchEntry
from pengjiang.search.registry import SEARCHABLES, Searchable

BATCH = 500
COLUMNS = ["kind", "title", "number", "body", "text", "grams", "org_ids", "sides", "person_ids", "url", "updated_at"]


def index(refs: Iterable[str]) -> int:
    """Write the rows of the given objects anew; what no longer exists, or is not searchable, has none. The number written."""
    written = 0
    for text in dict.fromkeys(refs):
        ref = ObjectRef.parse(text)
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

"""What goes over when a unit is renamed or merged, and what must be ended first: declared in the apps' ``succession.py``.

@goes_over("线索")
def transfers(change): return carry(change, Transfer.objects.open(), "sender", "subject")

@stands_in_the_way("reviews.rounds")
def rounds(organisation): return "联合评查尚未办结……" or ""
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from pengjiang.accounts.models import Organisation, OrganisationChange
from pengjiang.common.registry import Registry
from pengjiang.events.services import emit

Carrier = Callable[[OrganisationChange], int]
Obstacle = Callable[[Organisation], str]
CARRIERS: Registry[Carrier] = Registry("what goes over to a successor")
OBSTACLES: Registry[Obstacle] = Registry("what stands in the way of a merger")


def goes_over(label: str) -> Callable[[Carrier], Carrier]:
    """Register ``fn(change) -> number`` under the word that the page shows for it."""
    return lambda function: CARRIERS.register(label, function)


def stands_in_the_way(name: str) -> Callable[[Obstacle], Obstacle]:
    """Register ``fn(organisation) -> reason``, empty where nothing does."""
    return lambda function: OBSTACLES.register(name, function)


def carry(change: OrganisationChange, rows: models.QuerySet, *fields: str, name_field: str = "") -> int:
    """Let open rows name the successor in ``fields``, each with an entry on its timeline; a rename leaves the keys and is told alike.

    ``name_field`` keeps the name as text beside the first field: of papers not yet issued it becomes the new one.
    """
    named = models.Q(pk__in=[])
    for field in fields:
        named |= models.Q(**{field: change.organisation_id})
    found = list(rows.filter(named).select_for_update(of=("self",), no_key=True).order_by("pk"))
    for row in found:
        changed = []
        for field in fields:
            if change.successor_id and getattr(row, f"{field}_id") == change.organisation_id:
                setattr(row, field, change.successor)
                changed.append(field)
        if name_field and getattr(row, name_field) == change.name_before:
            setattr(row, name_field, change.after)
            changed.append(name_field)
        if changed:
            row.save(update_fields=changed)
        how = "并入" if change.successor_id else "更名为"
        data = {"before": change.name_before, "after": change.after, "how": how, "basis": change.basis, "on": change.effective_on}
        emit("accounts.organisation_succeeded", actor=None, target=row, data=data)
    return len(found)

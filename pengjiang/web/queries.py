"""What a person keeps of a list, in one query: every page of every list asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import PositiveSmallIntegerField, Value

from pengjiang.web.models import ListPreference, SavedView


@dataclass(frozen=True)
class Kept:
    """Own views, and the columns and page size last chosen."""

    views: Sequence[SavedView] = ()
    columns: Sequence[str] = field(default_factory=list)
    size: int | None = None


def kept_for(user: Any, *, page: str) -> Kept:
    """The person's views and preference of a list."""
    no_size = Value(None, output_field=PositiveSmallIntegerField())
    views = SavedView.objects.filter(user=user, page=page).values_list("pk", "name", "query", "columns", no_size)
    preference = ListPreference.objects.filter(user=user, page=page).values_list("pk", Value(""), Value(""), "columns", "size")
    # The ordering of the models cannot stand inside a union.
    rows = list(views.order_by().union(preference.order_by(), all=True).order_by("name"))
    own = [SavedView(pk=pk, user=user, page=page, name=name, query=query, columns=columns) for pk, name, query, columns, _ in rows if name]
    for _, name, _, columns, size in rows:
        if not name:
            return Kept(own, columns, size)
    return Kept(own)

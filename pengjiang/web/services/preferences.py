"""A person's own views and columns of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from pengjiang.common.errors import DomainError
from pengjiang.web.models import ListPreference, SavedView

MOST_VIEWS = 20


@transaction.atomic
def save_view(user: Any, *, page: str, name: str, query: str, columns: Sequence[str]) -> SavedView:
    """Keep filter, order and columns under a name; the same name replaces. Raises ``DomainError``."""
    name = name.strip()
    if not name:
        raise DomainError("请为视图起个名称。", field="name")
    if len(name) > 20:
        raise DomainError("视图名称不超过 20 个字。", field="name")
    mine = SavedView.objects.filter(user=user, page=page)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_VIEWS:
        raise DomainError(f"每个列表最多保存 {MOST_VIEWS} 个视图，请先删除不用的。", field="name")
    view, _ = SavedView.objects.update_or_create(user=user, page=page, name=name, defaults={"query": query, "columns": list(columns)})
    return view


def drop_view(user: Any, *, page: str, pk: int) -> str:
    """Delete one of the person's views; its name, or empty when it is not theirs."""
    view = SavedView.objects.filter(user=user, page=page, pk=pk).first()
    if view is None:
        return ""
    view.delete()
    return view.name


def choose_columns(user: Any, *, page: str, columns: Sequence[str]) -> None:
    """Remember the columns of a list; an empty choice brings back the default."""
    ListPreference.objects.update_or_create(user=user, page=page, defaults={"columns": list(columns)})


def choose_size(user: Any, *, page: str, size: int) -> None:
    """Remember how many rows a page has."""
    ListPreference.objects.update_or_create(user=user, page=page, defaults={"size": size})

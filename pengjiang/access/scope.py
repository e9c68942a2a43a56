"""The base of every domain QuerySet."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """A QuerySet that knows what exists for a person."""

    def visible_to(self, user: Any) -> Self:
        """Only what ``user`` may know of. Each model says so; forgetting it is an error, not an open door."""
        raise NotImplementedError(f"{type(self).__name__}.visible_to")

    def locked(self) -> Self:
        """Row lock that lets foreign keys be checked meanwhile."""
        return self.select_for_update(of=("self",), no_key=True)

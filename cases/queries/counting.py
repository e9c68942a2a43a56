"""How many parts an object has, asked with the object itself."""

from __future__ import annotations

from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce


def parts(model: type[Model], by: str) -> Coalesce:
    """An annotation: rows of ``model`` whose ``by`` is the object."""
    rows = model._default_manager.filter(**{by: OuterRef("pk")}).order_by().values(by)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)

"""Patterns as far as a person may read them: a town its own figures and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from pengjiang.accounts.models import Organisation
from pengjiang.checkups.catalogue import MODELS, PatternModel
from pengjiang.checkups.models import Pattern


@dataclass(frozen=True)
class PatternLine:
    """One model on the overview."""

    model: PatternModel
    pattern: Pattern | None
    files: int
    towns: int


def reads_district(user: Any) -> bool:
    """Procuratorate and bureau compare towns; a town reads about itself."""
    return user.is_procuratorate or user.is_bureau


def overview(user: Any) -> list[PatternLine]:
    """Every model of the catalogue with what is there for this person; one query."""
    mine = Q() if reads_district(user) else Q(hits__organisation__in=user.organisation_ids)
    rows = Pattern.objects.visible_to(user).annotate(
        own_files=Count("hits", filter=mine), own_towns=Count("hits__organisation", filter=mine, distinct=True)
    )
    found = {row.code: row for row in rows.defer("figures")}
    return [
        PatternLine(model, row, row.own_files if row else 0, row.own_towns if row else 0)
        for code, model in MODELS.items()
        for row in [found.get(code)]
    ]


def figures_for(pattern: Pattern, user: Any) -> list[dict[str, Any]]:
    """The stored figures with the towns' names, as far as they are this person's."""
    names = dict(Organisation.objects.values_list("code", "short_name"))
    own = None if reads_district(user) else set(Organisation.objects.filter(pk__in=user.organisation_ids).values_list("code", flat=True))
    return [{**row, "town": names.get(row["body"], "")} for row in pattern.figures if own is None or row["body"] in own]

"""The library app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class LibraryConfig(AppConfig):
    """法规库."""

    name = "pengjiang.library"
    verbose_name = "法规库"

    def ready(self) -> None:
        post_migrate.connect(mirror, sender=self)


def mirror(*, using: str, **kwargs: Any) -> None:
    """What is declared in code is mirrored in tables once they are there; an upgrade always migrates."""
    from pengjiang.library.models import LawTextArticle  # noqa: PLC0415 — models are there once Django is set up
    from pengjiang.library.services import mirror_library  # noqa: PLC0415 — as above
    from pengjiang.search.models import SearchEntry  # noqa: PLC0415 — as above

    with connections[using].cursor() as cursor:
        tables = connections[using].introspection.table_names(cursor)
    if {LawTextArticle._meta.db_table, SearchEntry._meta.db_table, "law_referencerow"} <= set(tables):
        mirror_library()

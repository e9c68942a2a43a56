"""A town's files: the ledger, the facts of each in the public format dossier/1, and what was uploaded."""

from __future__ import annotations

import json

from pengjiang.dossiers.exchange.ledger_out import LEDGER_COLUMNS
from pengjiang.dossiers.models import Dossier
from pengjiang.exchange.spec import CellKind
from pengjiang.files.leaving import belongs

belongs(
    "执法案卷",
    rows=lambda unit, user: Dossier.objects.visible_to(user)
    .filter(organisation__in=unit.lineage)
    .select_related("organisation")
    .prefetch_related("parties")
    .order_by("pk"),
    # Without the row's own number, which only a ledger as a whole has.
    columns=tuple((column.header, column.value) for column in LEDGER_COLUMNS if column.kind != CellKind.ORDER),
    made=lambda row: [("facts.json", json.dumps(row.document(), ensure_ascii=False, indent=1).encode())],
)

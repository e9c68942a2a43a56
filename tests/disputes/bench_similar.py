"""How long a similar-case page takes over 100,000 closed files; run by its path: ``pytest tests/disputes/bench_similar.py -s``."""

from __future__ import annotations

import random
import time
from decimal import Decimal
from statistics import median

import pytest
from django.db import connection

from pengjiang.search.grams import grams
from pengjiang.search.models import ComparableEntry
from pengjiang.search.registry import Compared
from pengjiang.search.similar import similar
from tests.disputes.test_similar import PAIRS, PLACES

ROWS = 100_000


@pytest.mark.django_db
def test_budget(district):
    chance = random.Random(7)
    signs = "".join(one["case"] for one in PAIRS)
    for start in range(0, ROWS, 5000):
        rows = []
        for number in range(start, start + 5000):
            one, at = PAIRS[number % 40], chance.randrange(len(signs) - 12)
            text = f"{one['cause']}在{chance.choice(PLACES)}{number % 900}号{one['cause']}。{signs[at : at + 12]}"
            rows.append(
                ComparableEntry(
                    target=f"dossiers.dossier:{number}", kind="dossiers.dossier", title="案卷", cause=one["cause"], amount=number % 50000,
                    sides=["procuratorate"], terms=grams(text),
                )
            )  # fmt: skip
        ComparableEntry.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {ComparableEntry._meta.db_table}")
    times = []
    for one in PAIRS:
        begun = time.perf_counter()
        similar(district.procurator, Compared(one["asked"], cause=one["cause"], amount=Decimal(one["asked_amount"])))
        times.append((time.perf_counter() - begun) * 1000)
    print(f"median {median(times):.0f} ms, slowest {max(times):.0f} ms")  # noqa: T201 — this is what it is for

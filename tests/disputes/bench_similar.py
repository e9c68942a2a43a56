"""How long the similar cases and their page take over 100,000 closed files; run by its path: ``pytest tests/disputes/bench_similar.py -s``.

The budget of a page is 120 ms at the median. The forty written cases stand among the others: how many are still found is printed, too.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median

import pytest
from django.db import connection
from django.test import Client

from pengjiang.search.models import ComparableEntry
from pengjiang.search.registry import Compared
from pengjiang.search.similar import similar
from tests.disputes import steps as s
from tests.disputes.test_similar import PAIRS, PLACES, entry
from tests.support.walk import BACKEND

ROWS = 100_000


@pytest.mark.django_db
def test_budget(district, today):
    chance = random.Random(7)
    signs = "".join(one["case"] for one in PAIRS)
    ComparableEntry.objects.bulk_create(
        entry(number, f"{one['cause']}\n{one['case']}", cause=one["cause"], amount=one["amount"]) for number, one in enumerate(PAIRS)
    )
    for start in range(1000, ROWS + 1000, 5000):
        rows = []
        for number in range(start, start + 5000):
            one, at = PAIRS[number % 40], chance.randrange(len(signs) - 12)
            text = f"{one['cause']}在{chance.choice(PLACES)}{number % 900}号{one['cause']}。{signs[at : at + 12]}"
            rows.append(entry(number, text, cause=one["cause"], amount=number % 50000))
        ComparableEntry.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {ComparableEntry._meta.db_table}")

    found = []
    said("search", [timed(lambda one=one: found.append(similar(district.procurator, sought(one), limit=5))) for one in PAIRS])
    hits = sum(f"dossiers.dossier:{number}" in {hit.target for hit in rows} for number, rows in enumerate(found))
    print(f"recall@5 among {ROWS}: {hits / len(PAIRS):.2f}")  # noqa: T201 — this is what it is for

    client = Client()
    client.force_login(district.procurator, backend=BACKEND)
    one = PAIRS[0]
    url = f"{s.mediating_(district, cause=one['cause'], facts=one['asked']).get_absolute_url()}?tab=similar"
    assert client.get(url).status_code == 200
    said("page", [timed(lambda: client.get(url)) for _ in range(20)])


def sought(one: dict) -> Compared:
    return Compared(one["asked"], cause=one["cause"], amount=Decimal(one["asked_amount"]))


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def said(what: str, times: list[float]) -> None:
    print(f"{what}: median {median(times):.0f} ms, slowest {max(times):.0f} ms")  # noqa: T201 — this is what it is for

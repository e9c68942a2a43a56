"""How long the matrix, the scoring page and the statistics take for 300 files of two reviewers; run by its path: ``pytest tests/reviews/bench_round.py -s``.

Budgets: matrix 250 ms, scoring page 120 ms, statistics 150 ms at the median; the next page of a scan within 300 ms.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest
from django.urls import reverse

from pengjiang.files.models import StoredFile
from pengjiang.files.pages import make_pages
from reviews.models import Finding, SampledFile
from tests.reviews.story import Story
from tests.reviews.test_queries import grow
from tests.support.walk import sign_in

FILES, TIMES = 300, 15


@pytest.mark.django_db
def test_budgets(district, today):
    story = Story.of(district).register(each=2, volumes=True).published(size=2, minimum=1, marks=(("2", "3"),))
    grow(story, FILES - 2)
    assert SampledFile.objects.filter(round=story.round).count() == FILES
    assert Finding.objects.count() >= FILES - 2
    row = story.seats(story.files()[0])[0]
    for scan in StoredFile.objects.of(row.file.dossier):
        make_pages(scan)
    maker, reviewer = sign_in(story.maker), sign_in(row.reviewer)
    said("matrix", lambda: maker.get(reverse("reviews:matrix", args=[story.round.pk])))
    said("tasks", lambda: reviewer.get(reverse("reviews:tasks")))
    said("scoring", lambda: reviewer.get(row.get_absolute_url()))
    said("statistics", lambda: maker.get(reverse("reviews:statistics")))
    said("ledger", lambda: maker.get(reverse("reviews:findings")))
    html = reviewer.get(f"{row.get_absolute_url()}?page=2").content.decode()
    image = html.split("data-image", 1)[1].split('src="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    said("next page of the scan", lambda: reviewer.get(image))


def said(what: str, act: Callable[[], object]) -> None:
    times, busy = [], time.process_time()
    for _ in range(TIMES):
        begun = time.perf_counter()
        response = act()
        b"".join(response) if response.streaming else response.content
        times.append((time.perf_counter() - begun) * 1000)
        assert response.status_code == 200, what
    print(f"{what}: median {median(times):.0f} ms, slowest {max(times):.0f} ms; {(time.process_time() - busy) / TIMES * 1000:.0f} ms of the processor each")  # noqa: T201 — this is what it is for

"""Pages ask the database as often for many files as for few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.enums import Seat
from reviews.models import Assignment, Finding, SampledFile
from tests.reviews.story import Story, closed_file
from tests.support.walk import sign_in

pytestmark = pytest.mark.django_db
MATRIX, LIST, DETAIL = 15, 12, 20


@pytest.fixture
def story(district, today):
    return Story.of(district)


def grow(story, count):
    """More files of the round as they stand after a draw of many, written straight into the tables."""
    model = story.files()[0]
    pair = story.seats(model)
    town, desk = next(iter(story.towns.items()))
    last = story.round.files.order_by("-order").first().order
    for place in range(1, count + 1):
        made = closed_file(town, desk)
        file = SampledFile.objects.create(
            round=story.round, dossier=made, town=town, rubric=model.rubric, order=last + place, number=made.number, file_type=made.file_type,
            field=made.field, state=model.state, score=model.score, grade=model.grade, both_in=model.both_in, submitted_on=model.submitted_on,
        )  # fmt: skip
        for row, seat in zip(pair, (Seat.FIRST, Seat.SECOND), strict=True):
            Assignment.objects.create(
                file=file, reviewer=row.reviewer, body=row.body, seat=seat, state=row.state, score=row.score, first_score=row.first_score, grade=row.grade
            )
        if model.state == "final":
            part = story.parts(town=town)[0]
            Finding.objects.create(file=file, part=part, town=town, code="A01", title="执法主体名义与权限", group="主体与人员", lost=2, reasons="名义不规范。", state="waiting")


def count(user, url):
    client = sign_in(user)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_matrix_and_tasks(story):
    story.register(each=2).scored(size=2, minimum=1)
    reviewer = story.seats(story.files()[0])[0].reviewer
    pages = ((story.maker, reverse("reviews:matrix", args=[story.round.pk])), (reviewer, reverse("reviews:tasks")), (story.maker, story.round.get_absolute_url()))
    few = [count(*page) for page in pages]
    grow(story, 29)
    assert [count(*page) for page in pages] == few
    # Six of them are the frame of every page: session, person, posts, bell, counts.
    assert few[0] <= MATRIX + 6


def test_scoring_page(story):
    story.register(each=2, volumes=True).assigned(size=2, minimum=1)
    own = story.seats(story.files()[0])[0]
    few = count(own.reviewer, own.get_absolute_url())
    grow(story, 29)
    assert count(own.reviewer, own.get_absolute_url()) == few
    assert few <= DETAIL


def test_statistics_and_ledger(story):
    story.register(each=2).published(size=2, minimum=1)
    pages = [(story.maker, reverse(f"reviews:{name}")) for name in ("statistics", "findings", "rounds")]
    pages += [(story.maker, part.get_absolute_url()) for part in story.parts()[:1]]
    few = [count(*page) for page in pages]
    grow(story, 29)
    assert [count(*page) for page in pages] == few


def test_home_page(story):
    story.register(each=2).assigned(size=2, minimum=1)
    reviewer = story.seats(story.files()[0])[0].reviewer
    few = count(reviewer, "/")
    grow(story, 29)
    assert count(reviewer, "/") == few

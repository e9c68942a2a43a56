"""Every page of a round in several states, for those whom it concerns."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from pengjiang.common import clock
from reviews.models import Assignment, Finding, RubricVersion
from tests import factories as f
from tests.reviews.story import Story
from tests.support.walk import Words, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(district, today):
    return Story.of(district)


def look(user, url, status=200):
    response = sign_in(user).get(url)
    assert response.status_code == status, (url, response.status_code)
    if status == 200 and response["Content-Type"].startswith("text/html"):
        words = Words(response.content.decode())
        assert words.inline == [], url
        assert words.heads == 1, url
        assert words.foreign - set(user.username.split("-")) - {"manage", "draw", "sample"} == set(), url
        return response.content.decode()
    return ""


def pages(story):
    row = story.round
    yield from ((f"reviews:{name}", []) for name in ("rounds", "tasks", "findings", "statistics", "rubrics"))
    yield from (("reviews:round", [row.pk]), ("reviews:sample", [row.pk]), ("reviews:matrix", [row.pk]), ("reviews:calibration", [row.pk]))
    for file in story.files()[:2]:
        yield "reviews:file", [file.pk]
        yield "reviews:differences", [file.pk]
    for part in story.parts():
        yield "reviews:part", [part.pk]
    for rubric in RubricVersion.objects.all()[:2]:
        yield "reviews:rubric", [rubric.pk]


@pytest.mark.parametrize("step", ["planned", "sent", "drawn", "called", "assigned", "scored", "consulted", "published", "rectified"])
def test_pages_of_those_who_organise(story, step):
    getattr(story.register(each=4), step)(**({} if step == "planned" else {"size": 4}))
    for name, args in pages(story):
        if name != "reviews:tasks":
            look(story.maker, reverse(name, args=args))
        if name in {"reviews:rounds", "reviews:round"}:
            look(story.deputy, reverse(name, args=args))


def test_forms_of_those_who_organise(story):
    story.register(each=4).planned()
    for name in ("plan", "rubric-import"):
        look(story.maker, reverse(f"reviews:{name}"))
    for name in ("round-edit", "round-team", "round-send_for_approval", "round-draw", "round-notify", "round-calibrate", "conflict", "round-meet", "round-write"):
        look(story.maker, reverse(f"reviews:{name}", args=[story.round.pk]))


def test_pages_of_a_reviewer(story):
    story.register(each=4, volumes=True).assigned(size=4)
    for row in Assignment.objects.all():
        html = look(row.reviewer, row.get_absolute_url())
        assert row.file.number in html
        assert "提交评分" in html
    look(story.panel[0], reverse("reviews:tasks"))
    look(story.maker, reverse("reviews:tasks"), 403)


def test_pages_of_a_town(story):
    story.register(each=4).consulted(size=4)
    for part in story.parts():
        desk = story.towns[part.town]
        html = look(desk, part.get_absolute_url())
        assert "评查问题" in html
        look(desk, reverse("reviews:part-object", args=[part.pk]))
        look(desk, reverse("reviews:part-agree", args=[part.pk]))
        other = next(person for town, person in story.towns.items() if town != part.town)
        look(other, part.get_absolute_url(), 404)
        for name in ("rounds", "findings", "statistics", "rubrics"):
            look(desk, reverse(f"reviews:{name}"))
        look(desk, story.round.get_absolute_url())
        finding = Finding.objects.filter(town=part.town).first()
        look(desk, finding.get_absolute_url())
        look(other, finding.get_absolute_url(), 404)


def test_every_list_goes_to_excel_in_the_words_of_its_reader(story):
    story.register(each=3).published(size=4, minimum=2, marks=(("2", "3"),))
    desk = next(iter(story.towns.values()))
    for user, word in ((story.maker, "待整改"), (desk, "待整改")):
        client = sign_in(user)
        for name in ("rounds", "findings", "rubrics"):
            response = client.post(reverse(f"reviews:{name}"), {"do": "export"})
            assert response.status_code == 200, name
            book = load_workbook(io.BytesIO(b"".join(response) if response.streaming else response.content))
            cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
            assert name != "findings" or word in cells
            assert name != "rounds" or story.round.title in cells
    with clock.at(f.TODAY + timedelta(days=60)):
        client = sign_in(desk)
        response = client.post(reverse("reviews:findings"), {"do": "export"})
        book = load_workbook(io.BytesIO(b"".join(response) if response.streaming else response.content))
        assert "已超期" in {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}

"""校准: the same two files to all, agreement as an independent library finds it, clarification notes."""

from __future__ import annotations

from itertools import combinations
from statistics import mean

import pytest
from django.urls import reverse
from sklearn.metrics import cohen_kappa_score

from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.dossiers.models import Dossier
from reviews.models import Assignment
from reviews.queries.calibration import agreement
from reviews.services import assigning, calibrating
from tests.reviews.story import Story
from tests.reviews.test_scoring import icc_by_regression
from tests.support.walk import sign_in

pytestmark = pytest.mark.django_db
GRADES = ["excellent", "good", "fair", "failed"]
# Points lost on the two files by each of the four reviewers; the last marks a veto on the second.
LOST = (("2", "12"), ("3", "12"), ("2", "22"), ("12", "24"))


@pytest.fixture
def story(district, today):
    story = Story.of(district).register(each=4, kinds=["P_GEN"]).submitted(size=4, minimum=2)
    calibrating.calibrate(story.round, actor=story.maker, dossiers=spare(story)[:2])
    return story.again()


def spare(story):
    return Dossier.objects.filter(pk__in=[row.pk for row in story.dossiers]).exclude(pk__in=story.round.files.values("dossier")).order_by("pk")


def seats(story):
    """By reviewer, the two files in order."""
    rows = Assignment.objects.filter(file__round=story.round, seat="calibration").select_related("file__round", "file__rubric", "reviewer")
    found = {}
    for row in rows.order_by("reviewer", "file__order"):
        found.setdefault(row.reviewer, []).append(row)
    return [found[person] for person in story.panel]


def test_all_rate_the_same_two_and_the_figures_agree_with_another_library(story):
    given = seats(story)
    assert [[row.file.order for row in rows] for rows in given] == [[5, 6]] * 4
    assert agreement(story.round) is None
    veto = given[0][0].file.rubric.rubric.vetoes[0].code
    for rows, lost in zip(given, LOST, strict=True):
        for row, points in zip(rows, lost, strict=True):
            story.mark(row, points, veto=veto if points == "24" else "")
    found = agreement(story.round)
    marks = [[Assignment.objects.get(pk=row.pk) for row in rows] for rows in seats(story)]
    grades = [[GRADES.index(row.grade) for row in rows] for rows in marks]

    assert grades == [[0, 1], [0, 1], [0, 2], [1, 3]]
    assert (found.people, found.files) == (4, 2)
    pairs = list(combinations(grades, 2))
    assert found.grade_share == pytest.approx(mean(mean(a == b for a, b in zip(*pair, strict=True)) for pair in pairs))
    assert found.grade_kappa == pytest.approx(mean(cohen_kappa_score(*pair) for pair in pairs))
    assert found.grade_weighted == pytest.approx(mean(cohen_kappa_score(*pair, labels=range(4), weights="quadratic") for pair in pairs))
    vetoes = [[row.vetoed for row in rows] for rows in marks]
    assert found.veto_share == pytest.approx(mean(mean(a == b for a, b in zip(*pair, strict=True)) for pair in combinations(vetoes, 2)))
    assert found.icc == pytest.approx(icc_by_regression([[98, 97, 98, 88], [88, 88, 78, 76]]))
    # A01 costs 2, 3, 2 and 4.5 points in the first file, 4.5 with everybody in the second: one pair of six agrees, then all six.
    first = {item.code: item for item in found.items}["A01"]
    assert (first.pairs, first.share, first.percent, first.is_low) == (12, pytest.approx(7 / 12), "58%", True)


def test_low_items_get_a_note_in_versions_that_the_scoring_page_shows(story):
    for rows, lost in zip(seats(story), LOST, strict=True):
        for row, points in zip(rows, lost, strict=True):
            story.mark(row, points)
    low = [item.code for item in agreement(story.round).items if item.is_low]
    assert low
    leader = sign_in(story.leader)
    page = leader.get(reverse("reviews:calibration", args=[story.round.pk])).content.decode()
    assert page.count("须说明") == len(low)
    with pytest.raises(NotAllowed):
        calibrating.clarify(story.round, actor=story.maker, code=low[0], text="每份文书各扣一次。")
    with pytest.raises(DomainError, match="没有这一项"):
        calibrating.clarify(story.round, actor=story.leader, code="Z01", text="无。")
    calibrating.clarify(story.round, actor=story.leader, code=low[0], text="每份文书各扣一次。")
    url = reverse("reviews:clarify", args=[story.round.pk])
    assert leader.post(f"{url}?code={low[0]}", {"code": low[0].lower(), "text": "全卷只扣一次。"}).status_code == 303
    assert list(story.round.clarifications.order_by("version").values_list("code", "version", "text")) == [
        (low[0], 1, "每份文书各扣一次。"),
        (low[0], 2, "全卷只扣一次。"),
    ]
    assigning.assign_round(story.round, actor=story.maker)
    own = story.seats(story.again().files()[0])[0]
    shown = sign_in(own.reviewer).get(own.get_absolute_url()).content.decode()
    assert "全卷只扣一次。" in shown
    assert "每份文书各扣一次。" not in shown


def test_calibration_files_are_none_of_the_round_s(story):
    with pytest.raises(DomainError, match="已安排校准"):
        calibrating.calibrate(story.round, actor=story.maker, dossiers=spare(story)[:2])
    assert story.round.files.reviewed().count() == 4
    with pytest.raises(DomainError, match="试评，不改派"):
        assigning.reassign(seats(story)[0][0], actor=story.maker, person=story.panel[1], reason="出差。")
    town = story.files()[0].town
    assert not story.round.files.visible_to(story.towns[town]).filter(purpose="calibration").exists()

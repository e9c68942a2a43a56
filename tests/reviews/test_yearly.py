"""年度考评: each town's figure by the printed formula, counted here by hand."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from django.urls import reverse

from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument
from reviews.models import Finding, SampledFile
from reviews.queries.yearly import FORMULA, yearly_rows
from reviews.services import closing
from tests.reviews.story import Story
from tests.support.walk import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(district, today):
    """Two files of each town, all 98 points with one problem each; then the first town's fare worse."""
    story = Story.of(district).register(each=3).published(size=4, minimum=2, marks=(("2", "2"),))
    first = next(iter(story.towns))
    worse, late = story.files(town=first)
    SampledFile.objects.filter(pk=worse.pk).update(score=D("50.5"), grade="failed")
    SampledFile.objects.filter(pk=late.pk).update(late=True)
    SampledFile.objects.filter(pk=late.pk).update(score=D(90))
    for finding in Finding.objects.filter(file=late).select_related("town", "file__round"):
        story.rectify(finding)
    return story.again()


def test_the_figures_follow_the_formula(story):
    towns = list(story.towns)
    lines = {line.town: line for line in yearly_rows(2026)}
    worse, fine = (lines[town.short_name] for town in towns)

    assert (worse.files, worse.mean, worse.failed, worse.late, worse.problems, worse.ticked) == (2, D("70.25"), 1, 1, 2, 1)
    # 70.25 − 1 − 0.5 − 0.1
    assert worse.result == D("68.65")
    assert (fine.files, fine.mean, fine.failed, fine.late) == (2, D("98.00"), 0, 0)
    assert fine.result == D("98.00") - D("0.1") * (fine.problems - fine.ticked)
    assert yearly_rows(2025) == []


def test_forced_files_are_in_no_average_and_nothing_falls_below_zero(story):
    first = next(iter(story.towns))
    worse, late = story.files(town=first)
    SampledFile.objects.filter(pk=worse.pk).update(purpose="forced", forced_reason="complaint")
    (line,) = [line for line in yearly_rows(2026) if line.town == first.short_name]
    assert (line.files, line.mean, line.failed) == (1, D("90.00"), 0)
    SampledFile.objects.filter(pk=late.pk).update(score=D(0), grade="failed")
    (line,) = [line for line in yearly_rows(2026) if line.town == first.short_name]
    assert line.result == 0


def test_the_sheet_prints_figures_and_formula(story):
    with pytest.raises(NotAllowed):
        closing.issue_yearly(story.round, actor=story.panel[0])
    response = sign_in(story.maker).post(reverse("reviews:yearly", args=[story.round.pk]))
    assert response["Location"] == f"{story.round.get_absolute_url()}?tab=papers"
    said = str(IssuedDocument.objects.get(type_code="review_yearly").blocks)
    assert FORMULA in said
    assert "68.65" in said


def test_not_before_the_circular(district, today):
    story = Story.of(district).register(each=1, kinds=["P_GEN"]).drawn(size=2, minimum=1)
    with pytest.raises(DomainError, match="尚未通报"):
        closing.issue_yearly(story.round, actor=story.maker)

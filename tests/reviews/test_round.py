"""A round from plan to rectification through the services."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from reviews.models import Finding, SampledFile
from reviews.services import rounds, sampling, submitting
from tests import factories as f
from tests.reviews.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(district, today):
    return Story.of(district)


def test_the_whole_way(story):
    story.register().rectified()
    assert story.round.state == "closed"
    assert SampledFile.objects.filter(round=story.round, state="final").count() == 6
    assert set(story.round.files.values_list("score", flat=True)) == {D(98)}
    assert not Finding.objects.exclude(state="ticked").exists()
    made = set(IssuedDocument.objects.values_list("type_code", flat=True))
    assert made == {"review_plan", "review_opinion", "review_circular", "review_prescription"}
    assert IssuedDocument.objects.get(type_code="review_circular").number == "江蓬司通〔2026〕1号"
    assert not Deadline.objects.open().exists()


def test_both_bodies_approve_the_plan_in_turn(story):
    story.register().sent()
    with pytest.raises(DomainError, match="现由司法局分管领导审批办理"):
        rounds.decide_plan(story.round, actor=story.deputy, approve=True)
    rounds.decide_plan(story.round, actor=story.bureau_leader, approve=False, opinion="请明确时间。")
    assert story.again().round.state == "draft"
    rounds.send_for_approval(story.round, actor=story.maker)
    for person in (story.bureau_leader, story.deputy):
        rounds.decide_plan(story.again().round, actor=person, approve=True)
    assert story.again().round.state == "approved"
    assert [step.decision for step in story.round.steps.all()] == ["returned", "", "approved", "approved"]


def test_a_team_needs_both_bodies_and_a_leader_above_the_marks(story):
    story.register().planned()
    with pytest.raises(DomainError, match="检察院和司法局"):
        rounds.set_team(story.round, actor=story.maker, leader=story.leader, people=story.panel[:2])
    with pytest.raises(DomainError, match="不能同时担任"):
        rounds.set_team(story.round, actor=story.maker, leader=story.panel[0], people=story.panel)


def test_what_was_drawn_can_be_drawn_again(story):
    story.register(each=8).drawn(forced=[])
    again = sampling.redraw(story.round)
    assert [unit.number for unit in again.drawn] == list(story.round.files.order_by("order").values_list("number", flat=True))
    assert again.digest == story.round.frame_digest


def test_forced_files_come_on_top_and_count_in_no_average(story):
    story.register()
    chosen = story.dossiers[0].number
    story.drawn(forced=[{"number": chosen, "reason": "complaint"}])
    assert story.round.files.count() == 7
    assert story.round.files.get(purpose="forced").number == chosen


def test_a_forced_number_that_is_not_there_is_told(story):
    story.register().approved(forced=[{"number": "无此案号", "reason": "complaint"}])
    with pytest.raises(DomainError, match="无此案号不在本期"):
        sampling.draw_round(story.round, actor=story.maker)


def test_a_file_gives_way_to_another_of_its_town(story):
    story.register(each=8).drawn()
    old = story.files()[0]
    new = sampling.replace_file(old, actor=story.maker, reason="卷宗被法院调走。")
    old.refresh_from_db()
    assert (old.state, new.town, new.stands_for) == ("replaced", old.town, old)
    assert story.round.files.reviewed().count() == 6


def test_late_submission_is_counted(story):
    story.register().called()
    with clock.at(f.date(2026, 3, 24)):
        story.submit()
    assert all(part.late for part in story.parts())
    assert all(file.late for file in story.files())


def test_nobody_without_volume_submits(story):
    story.register().called()
    with pytest.raises(DomainError, match="还没有上传"):
        submitting.submit_file(story.files(town=next(iter(story.towns)))[0], actor=next(iter(story.towns.values())))


def test_a_town_does_not_submit_for_another(story):
    story.register().called()
    file = story.files(town=next(iter(story.towns)))[0]
    with pytest.raises(NotAllowed):
        submitting.finish_submission(story.parts(town=file.town)[0], actor=list(story.towns.values())[1])

"""The demo's room, played alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from liaison.demo import stories
from liaison.models import Agreement, Course, DutyTask, Enrolment, Faq, JointMeeting, Notice, Question, TypicalCase
from pengjiang.common import clock
from pengjiang.demo.district import District
from pengjiang.demo.numbers import seed_numbers
from pengjiang.demo.organisations import seed_organisations, seed_people
from pengjiang.demo.timeline import play

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["2026-10-05", "2026-08-20"], ids=["长假中", "平常工作日"])
def _today(request):
    with clock.at(datetime.fromisoformat(f"{request.param}T10:00")):
        yield


@pytest.mark.usefixtures("_today")
def test_the_room_is_told_once():
    organisations = seed_organisations()
    district = District(organisations, seed_people(organisations))
    seed_numbers(organisations)
    play(stories(district), district)

    assert sorted(Agreement.objects.values_list("kind", "state")) == [("bureau", "in_force"), ("health", "draft"), ("town", "draft"), *[("town", "in_force")] * 5]
    assert sorted(TypicalCase.objects.values_list("state", flat=True)) == ["confirmed", "published"]
    assert sorted(Notice.objects.values_list("kind", "state")) == [("circular", "issued"), ("news", "issued")]
    assert DutyTask.objects.filter(state="done").count() >= 3
    assert sorted(Question.objects.values_list("state", flat=True)) == ["accepted", "answered", "routed"]
    assert Faq.objects.get().uses == 1
    assert sorted(Course.objects.values_list("state", flat=True)) == ["open", "open", "proposed"]
    assert Enrolment.objects.filter(state="certified").count() == 2
    assert sorted(JointMeeting.objects.values_list("state", flat=True)) == ["minuted", "planned"]
    assert stories(district) == []

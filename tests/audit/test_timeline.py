"""The timeline: who reads what, and in how many queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pengjiang.audit.queries import done_by, timeline
from pengjiang.common import clock
from pengjiang.events.services import emit
from pengjiang.events.types import EVENT_TYPES, Audience, event_type
from pengjiang.law.citations import Citation
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds():
    if "tests.timeline.shared" not in EVENT_TYPES:
        event_type(
            "tests.timeline.shared",
            "{actor}送达（{method}）",
            audience=Audience.SHARED,
            citation=Citation("人民检察院检察建议工作规定", 18),
        )
        event_type("tests.timeline.internal", "{actor}提出审查意见")
        event_type("tests.timeline.security", "查看身份证号", audience=Audience.SECURITY)


@pytest.fixture
def town():
    return organisation("duruan")


def test_each_side_reads_its_own(town):
    chen = person("procurator", name="陈明远")
    for code in ("shared", "internal", "security"):
        emit(f"tests.timeline.{code}", actor=chen, target=town, data={"method": "宣告"})

    assert [line.sentence for line in timeline(town, chen, handling=True)] == ["陈明远提出审查意见", "陈明远送达（宣告）"]
    assert [line.sentence for line in timeline(town, person("town_officer"), handling=False)] == ["陈明远送达（宣告）"]


def test_line_says_when_who_what_and_under_which_article(town):
    with clock.at(date(2026, 8, 7)):
        emit("tests.timeline.shared", actor=person("procurator", name="陈明远"), target=town, data={"method": "宣告"}, on=date(2026, 8, 5))
    line = timeline(town, None, handling=False)[0]

    assert (line.who, line.sentence, line.citation) == ("陈明远", "陈明远送达（宣告）", "《人民检察院检察建议工作规定》第十八条")
    assert (f"{line.when:%Y-%m-%d %H:%M}", line.on, line.is_backdated) == ("2026-08-07 09:00", date(2026, 8, 5), True)


def test_events_that_only_mention_the_object_belong_to_it(town):
    emit("tests.timeline.shared", actor=None, target=organisation("hetang"), related=[town], data={"method": "邮寄"})

    assert [line.sentence for line in timeline(town, None, handling=False)] == ["系统送达（邮寄）"]


def test_one_query_for_any_length(town):
    for _ in range(30):
        emit("tests.timeline.shared", actor=None, target=town)
    with CaptureQueriesContext(connection) as captured:
        lines = timeline(town, None, handling=True)

    assert (len(lines), len(captured)) == (30, 1)


def test_what_a_person_did(town):
    chen = person("procurator")
    emit("tests.timeline.internal", actor=chen, target=town)
    emit("tests.timeline.internal", actor=person("clerk"), target=town)

    assert [line.who for line in done_by(chen)] == ["检察官"]

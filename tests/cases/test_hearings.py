"""公开听证: asked, decided, told three days before, held, weighed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cases.models import HearingPerson
from cases.services import hearings
from cases.workflow.hearing import HEARING_STEPS
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def at(days: int) -> datetime:
    return datetime.combine(f.TODAY + timedelta(days=days), datetime.min.time(), tzinfo=clock.ZONE).replace(hour=9)


def test_each_who_takes_part_has_a_notice_three_days_before(district):
    hearing = w.hearing_arranged(district)
    limit = Deadline.objects.get(limit="TM25")
    assert (limit.start_on, limit.due_on, limit.state) == (f.TODAY + timedelta(days=5), f.TODAY + timedelta(days=2), "running")

    hearing = hearings.notify_hearing(hearing, actor=district.procurator)
    assert (hearing.state, hearing.notified_on) == ("notified", f.TODAY)
    assert Deadline.objects.get(limit="TM25").state == "met"
    notices = IssuedDocument.objects.filter(type_code="hearing_notice")
    assert (notices.count(), HearingPerson.objects.count()) == (5, 5)
    text = str(notices.first().blocks)
    assert all(words in text for words in ("2026年3月21日9时30分", "本院检察听证室", "听证员甲、听证员乙、听证员丙", "事先告知书是否依法送达"))
    assert IssuedDocument.objects.of(hearing).get().type_code == "hearing_plan"


def test_record_opinion_and_what_was_made_of_it(district):
    hearing = w.hearing_notified(district)
    with pytest.raises(NotAllowed, match="尚未召开"):
        w.hearing_held(district, hearing)
    with clock.at(f.TODAY + timedelta(days=5)):
        hearing = w.hearing_held(district, hearing)
        assert (hearing.state, hearing.held_on) == ("held", f.TODAY + timedelta(days=5))
        assert refused(lambda: hearings.use_hearing_opinion(hearing, actor=district.procurator, use="none"), field="use_note").startswith("没有采纳")
        hearing = hearings.use_hearing_opinion(hearing, actor=district.procurator, use="partly", use_note="采纳关于告知程序的意见。")

    assert (hearing.state, hearing.get_use_display()) == ("closed", "部分采纳")
    assert list(IssuedDocument.objects.of(hearing).order_by("pk").values_list("type_code", flat=True)) == ["hearing_plan", "hearing_record", "hearing_opinion"]


def test_refusal_is_explained_to_who_asked(district):
    hearing = hearings.refuse_hearing(w.hearing_asked(district, requested_by="黄某"), actor=district.chief, note="事实清楚，没有争议。")

    assert hearing.state == "refused"
    assert "黄某" in str(IssuedDocument.objects.of(hearing).get(type_code="hearing_refusal").blocks)


def test_another_may_be_asked_for_after_a_refusal_but_not_beside_an_open_one(district):
    hearing = w.hearing_asked(district)
    with pytest.raises(NotAllowed, match="已有一次听证"):
        w.hearing_asked(district, hearing.case)
    hearings.refuse_hearing(hearing, actor=district.chief, note="不需要。")

    assert w.hearing_asked(district, hearing.case).state == "asked"


def test_postponed_hearing_is_arranged_and_told_again(district):
    hearing = hearings.postpone_hearing(w.hearing_notified(district), actor=district.procurator, note="当事人患病。")
    assert (hearing.state, hearing.at) == ("decided", None)
    with pytest.raises(NotAllowed, match="请先安排"):
        hearings.notify_hearing(hearing, actor=district.procurator)

    hearing = hearings.arrange_hearing(hearing, actor=district.procurator, at=at(10), place="本院检察听证室", host=district.head)
    assert hearings.notify_hearing(hearing, actor=district.procurator).state == "notified"
    assert IssuedDocument.objects.filter(type_code="hearing_notice").count() == 10


def test_cancelled_hearing_runs_no_clock(district):
    hearing = hearings.cancel_hearing(w.hearing_arranged(district), actor=district.chief, note="争议已化解。")

    assert (hearing.state, Deadline.objects.get(limit="TM25").state) == ("cancelled", "withdrawn")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"at": at(2)}, "at"), ({"place": " "}, "place"), ({"place": "杜阮镇政府会议室"}, "place_approved"), ({"host": "officer"}, "host")],
)
def test_arrangement_keeps_the_rules(district, values, field):
    hearing = hearings.decide_hearing(w.hearing_asked(district), actor=district.chief)
    given = {"at": at(5), "place": "本院检察听证室", "host": "procurator", **values}

    refused(lambda: hearings.arrange_hearing(hearing, actor=district.procurator, **{**given, "host": district.people[given["host"]]}), field=field)
    assert w.again(hearing).at is None


def test_elsewhere_with_the_chiefs_consent(district):
    hearing = hearings.decide_hearing(w.hearing_asked(district), actor=district.chief)
    hearing = hearings.arrange_hearing(hearing, actor=district.procurator, at=at(5), place="杜阮镇政府会议室", host=district.procurator, place_approved=True)

    assert hearing.place == "杜阮镇政府会议室"


def test_three_to_seven_listeners(district):
    hearing = w.hearing_arranged(district, listeners=2)
    with pytest.raises(NotAllowed, match="现有2人"):
        hearings.notify_hearing(hearing, actor=district.procurator)
    for name in "戊己庚辛壬":
        hearings.add_hearing_person(hearing, actor=district.procurator, part="listener", name=name)

    assert refused(lambda: hearings.add_hearing_person(hearing, actor=district.procurator, part="listener", name="癸"), field="part").endswith("已有七人。")
    assert refused(lambda: hearings.add_hearing_person(hearing, actor=district.procurator, part="listener", name="戊"), field="name") == "听证员“戊”已经登记。"


def test_person_is_taken_out_before_the_notices_only(district):
    hearing = w.hearing_arranged(district, listeners=4)
    hearings.drop_hearing_person(w.again(hearing).persons.first(), actor=district.procurator)
    assert hearing.persons.filter(part="listener").count() == 3

    hearings.notify_hearing(hearing, actor=district.procurator)
    with pytest.raises(NotAllowed, match="须在“筹备中”时办理"):
        hearings.drop_hearing_person(w.again(hearing).persons.first(), actor=district.procurator)


def test_late_notice_is_refused(district):
    hearing = w.hearing_arranged(district)
    with clock.at(f.TODAY + timedelta(days=3)), pytest.raises(DomainError, match="已不足三日"):
        hearings.notify_hearing(hearing, actor=district.procurator)


def test_record_needs_every_step(district):
    hearing = w.hearing_notified(district)
    with clock.at(f.TODAY + timedelta(days=5)), pytest.raises(DomainError) as info:
        hearings.record_hearing(hearing, actor=district.procurator, opinion="意见", **{HEARING_STEPS[0][0]: "已介绍"})

    assert set(info.value.errors) == {key for key, _, _ in HEARING_STEPS[1:]}
    assert w.again(hearing).state == "notified"


def test_others_neither_decide_nor_manage(district):
    hearing = w.hearing_asked(district)
    for act in (
        lambda: hearings.decide_hearing(hearing, actor=district.procurator),
        lambda: hearings.refuse_hearing(hearing, actor=district.officer, note="不"),
        lambda: hearings.ask_hearing(hearing.case, actor=district.other_procurator, reason="一", issues="二"),
    ):
        with pytest.raises(NotAllowed):
            act()

"""Letters, opinions and transfers to other bodies: wording, approval, sending, receipt, answer; talks without a letter."""

from __future__ import annotations

from datetime import date

import pytest

from cases.dispatch_kinds import KINDS
from cases.models import Dispatch
from cases.services import dispatches, supervision
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def reviewing(d, **values):
    return supervision.review_case(f.docketed(d, **values), actor=d.procurator)


def test_opinion_is_approved_numbered_and_waits_for_its_answer(district):
    case = reviewing(district, case_type="reverse_link")
    dispatch = dispatches.ask_dispatch(w.letter(district, case, "opinion", organisation=district.town), actor=district.procurator)
    assert not Dispatch.objects.visible_to(district.officer).exists()

    dispatch = dispatches.approve_dispatch(dispatch, actor=district.chief, opinion="同意。")
    assert (dispatch.state, dispatch.number, dispatch.sent_on) == ("sent", "江蓬检行意〔2026〕1号", f.TODAY)
    paper = IssuedDocument.objects.of(dispatch).get()
    assert (paper.type_code, paper.number) == ("procuratorial_opinion", "江蓬检行意〔2026〕1号")
    assert "第一百七十七条第三款" in str(paper.blocks)
    limit = Deadline.objects.get(limit="TM47")
    assert (limit.due_on, limit.bound_org, limit.watcher) == (date(2026, 5, 18), district.town, district.procurator)
    assert list(Dispatch.objects.visible_to(district.officer)) == [dispatch]
    assert not Dispatch.objects.visible_to(district.stranger).exists()

    with clock.at(date(2026, 4, 1)):
        dispatch = dispatches.reply_dispatch(dispatch, actor=district.officer, answer="已立案，拟处罚款。", answer_number="杜府函〔2026〕8号", files=[f.photo()])
    assert (dispatch.state, dispatch.answered_on) == ("answered", date(2026, 4, 1))
    assert Deadline.objects.get(limit="TM47").state == "met"


def test_case_ends_by_opinion_only_once_it_was_sent(district):
    case = supervision.end_case(reviewing(district, case_type="reverse_link"), actor=district.procurator, note="应当给予行政处罚。")
    assert refused(lambda: supervision.close_case(case, actor=district.procurator, result="opinion"), field="result").startswith("尚未发出检察意见书")

    w.sent(district, case, "opinion", organisation=district.town, reply_months=1)
    assert supervision.close_case(case, actor=district.procurator, result="opinion").result == "opinion"


@pytest.mark.parametrize("kind", ["discipline_lead", "public_interest_lead", "police_lead"])
def test_lead_goes_out_with_a_slip_and_its_receipt_comes_back(district, kind):
    dispatch = w.sent(district, reviewing(district), kind)
    paper = IssuedDocument.objects.of(dispatch).get()
    assert (paper.type_code, dispatch.addressee_name) == ("lead_transfer", KINDS[kind].to)
    assert "'TearOff'" in str(paper.blocks)

    with clock.at(date(2026, 3, 20)):
        dispatch = dispatches.record_receipt(dispatch, actor=district.assistant, receiver="周某", received_on=date(2026, 3, 18), files=[f.photo("回执.jpg")])
        assert (dispatch.state, dispatch.receiver, dispatch.received_on) == ("received", "周某", date(2026, 3, 18))
        dispatch = dispatches.record_answer(dispatch, actor=district.procurator, answer="已受理初核。", answered_on=date(2026, 3, 20))
    assert dispatch.state == "answered"


def test_declined_draft_is_changed_and_asked_again(district):
    dispatch = dispatches.ask_dispatch(w.letter(district, reviewing(district), "police_lead"), actor=district.procurator)
    dispatch = dispatches.decline_dispatch(dispatch, actor=district.chief, note="请补充涉案金额。")
    assert (dispatch.state, dispatch.opinion) == ("draft", "请补充涉案金额。")

    dispatch = dispatches.edit_dispatch(dispatch, actor=district.procurator, facts="涉案三万元。", addressee_name="江门市公安局蓬江分局", reason="涉嫌犯罪。")
    dispatch = dispatches.approve_dispatch(dispatches.ask_dispatch(dispatch, actor=district.procurator), actor=district.chief)
    assert (dispatch.state, dispatch.facts) == ("sent", "涉案三万元。")


def test_draft_can_be_dropped(district):
    dispatch = dispatches.drop_dispatch(w.letter(district, reviewing(district), "police_lead"), actor=district.procurator, note="另案移送。")

    assert (dispatch.state, dispatch.number) == ("dropped", "")
    assert not IssuedDocument.objects.of(dispatch).exists()


def test_kinds_fit_their_cases(district):
    case = reviewing(district)
    for kind in ("opinion", "authority_notice", "upper", "unknown"):
        assert refused(lambda kind=kind: w.letter(district, case, kind, organisation=district.town), field="kind") == "此类函件不适用于本案，请从列表中选择。"
    assert Dispatch.objects.count() == 0


def test_each_kind_goes_its_own_way(district):
    lead = w.letter(district, reviewing(district), "police_lead")
    with pytest.raises(NotAllowed, match="须经检察长批准"):
        dispatches.send_dispatch(lead, actor=district.procurator)
    copy = w.letter(district, f.issued(district, number="杜阮综执罚字〔2026〕33号"), "copy", organisation=district.organisations["bureau"])
    with pytest.raises(NotAllowed, match="不必呈批"):
        dispatches.ask_dispatch(copy, actor=district.procurator)
    assert dispatches.send_dispatch(copy, actor=district.assistant).state == "sent"


@pytest.mark.parametrize(
    ("values", "field"),
    [({"facts": "  "}, "facts"), ({"kind": "superior"}, "kind"), ({"addressee_name": "", "kind": "progress_notice"}, "addressee_name")],
)
def test_bad_drafts_store_nothing(district, values, field):
    case = reviewing(district, case_type="execution")
    given = {"kind": "police_lead", **values}

    refused(lambda: w.letter(district, case, given.pop("kind"), **given), field=field)
    assert Dispatch.objects.count() == 0


def test_opinion_months_have_bounds(district):
    case = reviewing(district, case_type="reverse_link")

    assert refused(lambda: w.letter(district, case, "opinion", organisation=district.town, reply_months=9), field="reply_months") == "回复期应在1至6个月之间。"


def test_receipt_lies_between_sending_and_today(district):
    dispatch = w.sent(district, reviewing(district), "police_lead")

    for day in (date(2026, 3, 15), date(2026, 3, 17)):
        refused(lambda day=day: dispatches.record_receipt(dispatch, actor=district.procurator, receiver="周某", received_on=day), field="received_on")
    assert w.again(dispatch).state == "sent"


def test_only_the_body_written_to_replies(district):
    dispatch = w.sent(district, reviewing(district, case_type="reverse_link"), "opinion", organisation=district.town)

    with pytest.raises(NotAllowed):
        dispatches.reply_dispatch(dispatch, actor=district.stranger, answer="已办。")
    with pytest.raises(NotAllowed):
        dispatches.reply_dispatch(dispatch, actor=district.procurator, answer="已办。")


@pytest.mark.parametrize("kind", ["oral", "talk"])
def test_talks_are_kept_with_their_record(district, kind):
    case = reviewing(district)
    contact = w.follow(district, case, kind=kind)

    assert (contact.case, contact.recommendation) == (case, None)
    assert IssuedDocument.objects.of(contact).get().type_code == "contact_record"


@pytest.mark.parametrize(
    ("values", "field"),
    [({"on": date(2026, 3, 17)}, "on"), ({"on": date(2026, 3, 1)}, "on"), ({"persons": " "}, "persons"), ({"outcome": ""}, "outcome"), ({"content": " "}, "content")],
)
def test_bad_talks_store_nothing(district, values, field):
    case = reviewing(district)

    refused(lambda: w.follow(district, case, **values), field=field)
    assert not case.contacts.exists()


def test_every_escalation_has_its_paper(district):
    recommendation = w.assessed(district)
    for kind in ("upper", "superior", "party", "congress", "government", "supervisory"):
        dispatch = w.sent(district, recommendation, kind, addressee_name="" if KINDS[kind].to else "江门市城市管理局")
        assert IssuedDocument.objects.of(dispatch).get().type_code == KINDS[kind].document
    with pytest.raises(DomainError, match="请选择或者填写受文单位"):
        w.letter(district, recommendation, "superior")

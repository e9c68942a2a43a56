"""检司衔接: both ways, accepted or returned, opinion and correction, result in time, 联合督办, no double handling."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Handoff, Transfer
from cases.queries.handling import handled_elsewhere, result_of
from cases.services import handoffs, own_cases, supervision, transfers
from pengjiang.audit.queries import timeline
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.dashboard.queries import desks
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from tests import factories as f
from tests import links
from tests import ways as w
from tests.cases.refusing import refused
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_matter_goes_to_the_bureau_and_its_result_comes_back_in_time(district):
    row = links.drafted(district, answer_days=20)
    assert not Handoff.objects.visible_to(district.bureau_officer).exists()
    row = handoffs.send_handoff(row, actor=district.procurator)
    assert (row.state, row.number, row.sent_on) == ("sent", "江蓬检衔〔2026〕1号", f.TODAY)
    letter = IssuedDocument.objects.of(row).get()
    assert all(words in str(letter.blocks) for words in ("江门市蓬江区司法局", "自受理之日起20日内", "七宗案卷"))
    assert list(Handoff.objects.visible_to(district.bureau_officer)) == [row]
    assert not Handoff.objects.visible_to(district.officer).exists()
    assert [item.action for item in desks(district.bureau_officer).todo if row.title in item.title] == ["受理"]

    row = handoffs.accept_handoff(row, actor=district.bureau_officer)
    limit = Deadline.objects.get(limit="TM48")
    assert (limit.due_on, limit.bound_org.code, limit.watcher) == (date(2026, 4, 7), "bureau", district.procurator)
    with clock.at(date(2026, 3, 25)):
        paper = {"opinion_kind": "decision", "opinion_number": "江蓬司监〔2026〕1号", "opinion": "责令补正。", "opined_on": date(2026, 3, 20), "correct_by": date(2026, 4, 1)}
        row = handoffs.record_opinion(row, actor=district.bureau_officer, **paper)
        row = handoffs.record_correction(row, actor=district.bureau_officer, correction="已补正。", corrected_on=date(2026, 3, 25))
        row = handoffs.answer_handoff(row, actor=district.bureau_officer, answer="七宗案卷均已补正。")
        while drain():
            pass
    assert (row.state, row.answered_on) == ("answered", date(2026, 3, 25))
    assert Deadline.objects.get(limit="TM48").state == "met"
    answer = str(IssuedDocument.objects.of(row).get(type_code="handoff_answer").blocks)
    assert all(words in answer for words in ("行政执法监督决定书（江蓬司监〔2026〕1号）", "已补正", "江门市蓬江区人民检察院"))
    assert "衔接事项已反馈结果" in set(Notice.objects.filter(person=district.procurator).values_list("title", flat=True))
    page = sign_in(district.procurator).get(row.get_absolute_url()).content.decode()
    assert "七宗案卷均已补正" in page


def test_bureau_hands_over_too_and_what_is_returned_is_sent_again_under_its_number(district):
    row = links.sent(district, district.bureau_officer)
    assert (row.number, row.receiver.code, row.kind) == ("江蓬司衔〔2026〕1号", "procuratorate", "procuratorial")

    row = handoffs.return_handoff(row, actor=district.manager, reason="请补充案卷编号。")
    assert "请补充案卷编号" in sign_in(district.bureau_officer).get(row.get_absolute_url()).content.decode()
    row = handoffs.send_handoff(row, actor=district.bureau_officer)
    assert (row.state, row.number) == ("sent", "江蓬司衔〔2026〕1号")
    assert [paper.standing for paper in IssuedDocument.objects.of(row).order_by("pk")] == ["superseded", "issued"]
    row = handoffs.accept_handoff(row, actor=district.procurator)
    assert handoffs.answer_handoff(row, actor=district.procurator, answer="已立案监督。").state == "answered"


def test_legal_aid_and_support_of_a_suit_name_their_person(district):
    refused(lambda: links.drafted(district, kind="legal_aid"), field="person")
    refused(lambda: links.drafted(district, kind="support", person="欧阳某"), field="kind")
    aid = handoffs.accept_handoff(links.sent(district, kind="legal_aid", person="欧阳某"), actor=district.bureau_officer)
    paper = {"opinion_kind": "opinion", "opinion_number": "x", "opinion": "x", "opined_on": f.TODAY}
    assert refused(lambda: handoffs.record_opinion(aid, actor=district.bureau_officer, **paper), kind=NotAllowed) == "只有行政执法监督线索作出监督意见、决定。"
    assert handoffs.answer_handoff(aid, actor=district.bureau_officer, answer="已指派律师。").state == "answered"
    support = links.sent(district, district.bureau_officer, kind="support", person="欧阳某")
    assert "欧阳某" in str(IssuedDocument.objects.of(support).get().blocks)


def test_what_the_other_side_has_in_hand_is_told_by_number_and_not_handed_over_again(district):
    case = supervision.review_case(f.docketed(district), actor=district.procurator)
    dossier = case.dossiers.get()
    draft = links.drafted(district, district.bureau_officer, dossiers=[dossier])
    message = refused(lambda: handoffs.send_handoff(draft, actor=district.bureau_officer))
    assert case.number in message
    assert case.title not in message
    page = sign_in(district.bureau_officer).get(dossier.get_absolute_url()).content.decode()
    assert f"<span>检察院正在办理</span><span>{case.number}</span>" in page
    assert case.title not in page

    other = f.dossier(district, number="衔2")
    row = links.accepted(district, dossiers=[other])
    assert [one.number for one in handled_elsewhere(district.procurator, other)[1]] == [row.number]
    again = links.drafted(district, dossiers=[other])
    assert row.number in refused(lambda: handoffs.send_handoff(again, actor=district.procurator))
    handoffs.answer_handoff(row, actor=district.bureau_officer, answer="已办结。")
    assert handoffs.send_handoff(again, actor=district.procurator).state == "sent"
    assert handled_elsewhere(district.officer, other) == ("", [])


def test_joint_supervision_is_followed_by_both(district):
    row = links.accepted(district)
    row = handoffs.join_handoff(row, actor=district.bureau_leader, note="司法局督促，检察院跟进。")
    while drain():
        pass
    assert (row.is_joint, row.joint_note) == (True, "司法局督促，检察院跟进。")
    assert Notice.objects.filter(person=district.procurator, title__contains="联合督办").exists()
    assert refused(lambda: handoffs.join_handoff(row, actor=district.head, note="x"), kind=NotAllowed) == "已在联合督办。"
    assert sign_in(district.head).get("/cases/handoffs/?is_joint=1").content.decode().count(row.number) >= 1


@pytest.mark.parametrize(
    ("values", "field"), [({"title": " "}, "title"), ({"facts": ""}, "facts"), ({"request": ""}, "request"), ({"answer_days": 0}, "answer_days"), ({"kind": "procuratorial"}, "kind")]
)
def test_bad_drafts_store_nothing(district, values, field):
    refused(lambda: links.drafted(district, **values), field=field)
    assert not Handoff.objects.exists()


def test_each_side_does_its_own_part(district):
    row = links.sent(district)
    assert refused(lambda: handoffs.accept_handoff(row, actor=district.procurator), kind=NotAllowed) == "由接收单位办理。"
    row = handoffs.accept_handoff(row, actor=district.bureau_officer)
    paper = {"opinion_kind": "opinion", "opinion_number": "x", "opinion": "x"}
    refused(lambda: handoffs.record_opinion(row, actor=district.bureau_officer, opined_on=date(2026, 3, 1), **paper), field="opined_on")
    refused(lambda: handoffs.record_opinion(row, actor=district.bureau_officer, opined_on=date(2026, 4, 1), **paper), field="opined_on")
    refused(lambda: handoffs.answer_handoff(row, actor=district.bureau_officer, answer=" "), field="answer")
    assert sign_in(district.officer).get(row.get_absolute_url()).status_code == 404


def test_course_of_a_litigation_case_is_told_within_three_months(district):
    case = supervision.review_case(f.docketed(district, case_type="execution"), actor=district.procurator)
    limit = Deadline.objects.get(limit="TM49")
    assert (limit.due_on, limit.holder) == (date(2026, 6, 16), district.procurator)

    w.sent(district, case, "authority_notice", addressee_name="某镇政府")
    assert Deadline.objects.get(limit="TM49").state == "running"
    w.sent(district, case, "progress_notice", addressee_name="某镇政府")
    assert Deadline.objects.get(limit="TM49").state == "met"


def test_accepted_matter_becomes_a_clue_in_one_act_and_its_result_goes_back(district):
    dossier = f.dossier(district, number="杜阮综执罚字〔2026〕77号")
    handoff = links.sent(district, district.bureau_officer, dossiers=[dossier])
    refused(lambda: handoffs.take_up_handoff(handoff, actor=district.manager, problem="procedure"), kind=NotAllowed)
    handoff = handoffs.accept_handoff(handoff, actor=district.manager)

    transfer = handoffs.take_up_handoff(handoff, actor=district.manager, problem="procedure")
    assert (transfer.state, transfer.subject, transfer.external_number, list(transfer.dossiers.all())) == ("pending", district.town, handoff.number, [dossier])
    assert handoff.facts == transfer.facts
    assert "已转为线索" in refused(lambda: handoffs.take_up_handoff(handoff, actor=district.manager, problem="procedure"), kind=NotAllowed)
    transfer = transfers.accept_transfer(transfer, actor=district.manager, **f.GATE)
    transfer = transfers.assign_transfer(transfer, actor=district.head, holder=district.procurator)
    case = supervision.docket_case(transfer, actor=district.procurator, case_type="unlawful_act", title="监督案")
    case = supervision.end_case(walked_to_its_end(district, case), actor=district.procurator, note="已自行纠正。")
    assert result_of(handoff) == ""
    case = supervision.close_case(case, actor=district.procurator, result="ended")
    assert result_of(handoff) == f"我院{case.number}一案于2026年3月16日办结，结果：{case.result_label}。{case.result_note}"
    told = [row.sentence for row in timeline(handoff, district.manager, handling=True)]
    assert f"{case.number}已办结（{case.result_label}），请向移送单位反馈结果" in told
    handoff = handoffs.answer_handoff(Handoff.objects.get(pk=handoff.pk), actor=district.manager, answer=result_of(handoff))
    assert handoff.state == "answered"


def walked_to_its_end(d, case):
    case = supervision.review_case(case, actor=d.procurator)
    case = supervision.ask_investigation(case, actor=d.procurator, plan="调阅案卷。")
    case = supervision.decide_investigation(case, actor=d.chief)
    f.record(d, case)
    f.found(d, case)
    return supervision.conclude_case(f.reported(d, case), actor=d.procurator)


def test_accepted_matter_becomes_a_case_in_one_act(district, client):
    dossier = f.dossier(district, number="杜阮综执罚字〔2026〕78号")
    handoff = handoffs.accept_handoff(links.sent(district, district.bureau_officer, dossiers=[dossier]), actor=district.manager)
    # The bureau's own supervision is no business of this kind.
    own = links.accepted(district)
    refused(lambda: handoffs.take_up_handoff(own, actor=district.bureau_officer, problem="procedure"), kind=NotAllowed)

    client.force_login(district.procurator)
    url = f"/cases/handoffs/{handoff.pk}/case/"
    form = client.get(url).context["form"]
    assert form["title"].value() == f"{handoff.title}监督案"
    values = {"case_type": "unlawful_act", "title": "告知程序监督案", "origin": form["origin"].value(), "subject": district.town.pk}
    assert client.post(url, values | {"title": ""}).status_code == 422
    answer = client.post(url, values)
    handoff = Handoff.objects.get(pk=handoff.pk)
    case = handoff.opened
    assert (answer.status_code, answer["Location"]) == (303, case.get_absolute_url())
    assert (case.holder, case.state, list(case.dossiers.all()), case.subject) == (district.procurator, "accepted", [dossier], district.town)
    assert case.number in client.get(handoff.get_absolute_url()).content.decode()
    assert "已转为监督案件" in refused(lambda: handoffs.take_up_handoff(handoff, actor=district.procurator, problem="procedure"), kind=NotAllowed)
    client.force_login(district.bureau_officer)
    assert case.number not in client.get(handoff.get_absolute_url()).content.decode()

    case = supervision.end_case(walked_to_its_end(district, case), actor=district.procurator, note="已自行纠正。")
    supervision.close_case(case, actor=district.procurator, result="ended")
    whys = [item.why for item in desks(f.person_again(district.manager)).todo if item.title == f"反馈衔接事项：{handoff.title}"]
    assert whys == [f"{case.number}已办结（终结审查），请反馈结果。"]


def test_what_the_office_handles_already_is_not_taken_up_again(district):
    dossier = f.dossier(district, number="杜阮综执罚字〔2026〕79号")
    handoff = handoffs.accept_handoff(links.sent(district, district.bureau_officer, dossiers=[dossier]), actor=district.manager)
    own_cases.open_case(actor=district.procurator, case_type="unlawful_act", channel="other_cases", title="在办案", origin="办案中发现。", subject=district.town, dossiers=[dossier])
    sentence = refused(lambda: handoffs.take_up_handoff(handoff, actor=district.manager, problem="procedure"))
    assert sentence.startswith("杜阮综执罚字〔2026〕79号一案，本院正在办理（")
    assert not Transfer.objects.exists()

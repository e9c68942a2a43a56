"""检司衔接: both ways, accepted or returned, opinion and correction, result in time, 联合督办, no double handling."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Handoff
from cases.queries.handling import handled_elsewhere
from cases.services import handoffs, supervision
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

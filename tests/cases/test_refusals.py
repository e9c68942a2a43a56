"""What is refused from the text to the archive, and the sentence that says why."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from cases.enums import Adoption, RecommendationKind, ServiceMethod
from cases.models import Recommendation, Transfer
from cases.services import recommendations as rec
from cases.services import rectifications as rect
from cases.services import supervision, transfers
from cases.services.archive.volumes import archive_case
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, NotAllowed
from pengjiang.documents.models import IssuedDocument, NumberSeries
from tests import factories as f
from tests.cases.refusing import INVISIBLE, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

# -- text and approval


def test_text_without_its_parts_is_not_sent(district):
    recommendation = rec.draft_recommendation(
        f.concluded(district), actor=district.procurator, kind=RecommendationKind.CORRECTION, title="建议", addressee=district.town
    )
    recommendation = rec.edit_recommendation(recommendation, actor=district.procurator, unlawful_text=" ")

    sentence = refused(lambda: rec.send_for_approval(recommendation, actor=district.procurator), kind=NotAllowed)
    assert sentence == "建议书尚缺“存在的违法情形或者应当消除的隐患”“建议内容”（规定第十六条），请补齐后送审。"


def test_reply_limit_is_months_or_days(district):
    recommendation = f.drafted(district)

    for values in ({"reply_months": None, "reply_days": None}, {"reply_months": 2, "reply_days": 10}):
        sentence = refused(lambda values=values: rec.edit_recommendation(recommendation, actor=district.procurator, **values), field="reply_months")
        assert sentence == "回复期限请填写月数或者日数中的一项。"


def test_text_is_the_handler_s_until_it_is_sent(district):
    recommendation = f.drafted(district)
    assert refused(lambda: rec.edit_recommendation(recommendation, actor=district.other_procurator, title="改"), kind=NotAllowed) == "由承办检察官陈喆办理。"
    recommendation = rec.send_for_approval(recommendation, actor=district.assistant)

    sentence = refused(lambda: rec.edit_recommendation(recommendation, actor=district.procurator, title="改"), kind=NotAllowed)
    assert sentence == "现为“审批中”，须在“起草、退回修改”时办理。"


def test_each_rung_waits_for_its_turn(district):
    recommendation = f.approving(district)

    for person in (district.deputy, district.chief, district.policy, district.secretary):
        sentence = refused(lambda person=person: rec.decide_step(recommendation, actor=person, approve=True, opinion=""), kind=NotAllowed)
        assert sentence == "现由部门负责人审核审批。"
    for person in (district.procurator, district.clerk):
        assert refused(lambda person=person: rec.decide_step(recommendation, actor=person, approve=True, opinion=""), kind=NotAllowed).startswith(
            "“审批检察建议”由"
        )
    for person in (district.officer, district.bureau_clerk, district.security_admin):
        assert refused(lambda person=person: rec.decide_step(recommendation, actor=person, approve=True, opinion=""), kind=NotAllowed) == INVISIBLE


def test_last_rung_takes_no_number_for_the_wrong_person(district):
    recommendation = f.agree(district, f.approving(district), until="chief")

    assert refused(lambda: rec.decide_step(recommendation, actor=district.head, approve=True, opinion=""), kind=NotAllowed) == "现由检察长批准审批。"
    assert not NumberSeries.objects.filter(scheme__code="recommendation_serial").exists()


def test_return_says_why(district):
    recommendation = f.approving(district)

    assert refused(lambda: rec.decide_step(recommendation, actor=district.head, approve=False, opinion=" "), field="opinion") == "退回修改须写明意见。"


def test_nothing_is_decided_twice(district):
    recommendation = f.approved(district)

    for approve in (True, False):
        sentence = refused(lambda approve=approve: rec.decide_step(recommendation, actor=district.chief, approve=approve, opinion="意见"), kind=NotAllowed)
        assert sentence == "现为“待用印”，须在“审批中”时办理。"


def test_rung_seen_on_a_stale_page_is_a_conflict(district):
    recommendation = f.approving(district)
    seen = recommendation.rounds.get().steps.first().pk
    rec.decide_step(recommendation, actor=district.head, approve=True, opinion="", step=seen)

    sentence = refused(lambda: rec.decide_step(recommendation, actor=district.head, approve=True, opinion="", step=seen), kind=Conflict)
    assert sentence == "该环节已由他人办理，请刷新后查看。"


# -- seal and service


def test_seal_needs_a_number_that_is_new(district):
    f.issued(district)
    second = f.approved(district, number="杜阮综执罚字〔2026〕16号")

    assert refused(lambda: rec.seal_recommendation(second, actor=district.clerk, number=" "), field="number") == "请填写统一业务应用系统编发的文号。"
    sentence = refused(lambda: rec.seal_recommendation(second, actor=district.clerk, number="江蓬检行建〔2026〕4号"), field="number")
    assert sentence == "文号江蓬检行建〔2026〕4号已用于另一份检察建议，请核对。"
    assert refused(lambda: rec.seal_recommendation(second, actor=district.procurator, number="江蓬检行建〔2026〕5号"), kind=NotAllowed).startswith(
        "“编号用印”由"
    )


@pytest.mark.parametrize(
    ("on", "values", "field", "words"),
    [
        (f.TODAY - timedelta(days=1), {}, "served_on", "收到日期不能早于签发日期（2026-03-16）。"),
        (f.TODAY + timedelta(days=1), {}, "served_on", "收到日期不能晚于今天。"),
        (f.TODAY, {"method": ServiceMethod.ANNOUNCED}, "consent", "宣告送达须经被建议单位同意（规定第十八条）；未同意的请改为书面送达。"),
        (f.TODAY, {"receiver": " "}, "receiver", "请填写收件人。"),
        (f.TODAY, {"servers": ""}, "servers", "请填写送达人。"),
    ],
)
def test_service_that_cannot_be(district, on, values, field, words):
    recommendation = f.issued(district)

    assert refused(lambda: f.serve(district, recommendation, on, **values), field=field) == words
    assert Recommendation.objects.get().state == "issued"


def test_announced_with_consent(district):
    recommendation = f.serve(
        district, f.issued(district), f.TODAY, method=ServiceMethod.ANNOUNCED, consent=True, invited="人民监督员2名", opinion="无异议。"
    )

    delivery = recommendation.deliveries.get()
    assert (delivery.get_method_display(), delivery.invited) == ("宣告送达", "人民监督员2名")
    assert "受邀参加宣告人员" in str(IssuedDocument.objects.of(delivery).get().blocks)


def test_service_comes_after_the_seal_and_once(district):
    recommendation = f.approved(district)
    assert refused(lambda: f.serve(district, recommendation, f.TODAY), kind=NotAllowed) == "现为“待用印”，须在“待送达”时办理。"
    recommendation = f.serve(
        district, rec.seal_recommendation(recommendation, actor=district.manager, number="江蓬检行建〔2026〕4号"), f.TODAY
    )

    assert refused(lambda: f.serve(district, recommendation, f.TODAY), kind=NotAllowed) == "现为“异议期”，须在“待送达”时办理。"
    assert recommendation.items.count() == 2


# -- the town


def test_reply_is_the_addressee_s(district):
    recommendation = f.served(district)
    values = {"measures": "措施", "results": "结果"}

    assert refused(lambda: rec.reply_recommendation(recommendation, actor=district.stranger, **values), kind=NotAllowed) == INVISIBLE
    assert refused(lambda: rec.reply_recommendation(recommendation, actor=district.procurator, **values), kind=NotAllowed).startswith("“书面回复检察建议”由")
    assert refused(lambda: rec.reply_recommendation(recommendation, actor=district.town_legal, **values), kind=NotAllowed).startswith("“书面回复检察建议”由")
    for field, words in (("measures", "请写明采取的措施。"), ("results", "请写明整改结果。")):
        given = {**values, field: " "}
        assert refused(lambda given=given: rec.reply_recommendation(recommendation, actor=district.officer, **given), field=field) == words


def test_reply_before_service_does_not_exist(district):
    recommendation = f.issued(district)

    assert refused(lambda: rec.reply_recommendation(recommendation, actor=district.officer, measures="措施", results="结果"), kind=NotAllowed) == INVISIBLE


def test_item_is_the_addressee_s_and_its_proof_has_files(district):
    item = f.served(district).items.first()

    assert refused(lambda: rect.plan_item(item, actor=district.stranger, measure="措施", person="邱棠"), kind=NotAllowed) == INVISIBLE
    assert refused(lambda: rect.plan_item(item, actor=district.officer, measure="", person="李堃"), field="measure") == "请写明整改措施。"
    assert refused(lambda: rect.plan_item(item, actor=district.officer, measure="措施", person=" "), field="person") == "请填写责任人。"
    assert refused(lambda: rect.submit_proof(item, actor=district.officer, note="完成", files=[f.photo()]), kind=NotAllowed) == (
        "现为“未启动”，须在“整改中”时办理。"
    )
    item = rect.plan_item(item, actor=district.officer, measure="措施", person="李堃")
    assert refused(lambda: rect.submit_proof(item, actor=district.officer, note="完成", files=[]), field="files") == (
        "请至少上传一份整改证明材料（照片、文书或者扫描件）。"
    )


def test_verification_is_the_handler_s_and_says_what_is_missing(district):
    item = f.served(district).items.first()
    item = rect.plan_item(item, actor=district.officer, measure="措施", person="李堃")
    assert refused(lambda: rect.tick_item(item, actor=district.procurator), kind=NotAllowed) == "现为“整改中”，须在“已完成待核验”时办理。"
    rect.submit_proof(item, actor=district.officer, note="完成", files=[f.photo()])
    item.refresh_from_db()

    acts = ((rect.tick_item, {}), (rect.send_back_item, {"remarks": "缺"}), (rect.keep_item, {"note": "长期"}))
    for (act, values), (person, words) in product(acts, ((district.other_procurator, "由承办检察官陈喆办理。"), (district.stranger, INVISIBLE))):
        assert refused(lambda act=act, values=values, person=person: act(item, actor=person, **values), kind=NotAllowed) == words
    assert refused(lambda: rect.tick_item(item, actor=district.officer), kind=NotAllowed).startswith("“核验整改”由")
    assert refused(lambda: rect.send_back_item(item, actor=district.procurator, remarks=" "), field="remarks") == "退回补充须写明缺少什么。"
    assert refused(lambda: rect.keep_item(item, actor=district.procurator, note=""), field="note") == "请写明为何列为长期坚持。"
    assert item.rounds.get().verdict == ""


# -- the end


@pytest.mark.parametrize("adoption", [Adoption.PARTLY, Adoption.NONE])
def test_less_than_adopted_says_why(district, adoption):
    recommendation = f.replied(district)

    sentence = refused(lambda: rec.assess_recommendation(recommendation, actor=district.procurator, adoption=adoption), field="adoption_reason")
    assert sentence == "部分采纳、未采纳的须写明理由与情况。"


def test_nothing_is_assessed_before_the_reply(district):
    recommendation = f.served(district)

    sentence = refused(lambda: rec.assess_recommendation(recommendation, actor=district.procurator, adoption=Adoption.FULL), kind=NotAllowed)
    assert sentence == "现为“异议期”，须在“采纳审查”时办理。"


def test_recommendation_with_open_items_is_not_closed(district):
    recommendation = f.replied(district)
    f.rectify(district, recommendation.items.first())
    recommendation = rec.assess_recommendation(recommendation, actor=district.procurator, adoption=Adoption.FULL)

    assert refused(lambda: rec.close_recommendation(recommendation, actor=district.procurator), kind=NotAllowed) == "尚有1项整改未销号。"


def test_case_with_an_open_recommendation_is_not_closed(district):
    recommendation = f.replied(district)

    sentence = refused(lambda: supervision.close_case(recommendation.case, actor=district.procurator, result="recommendation"), kind=NotAllowed)
    assert sentence == "尚有1份检察建议未办结。"


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("protest", "“行政违法行为监督”没有这一结果，请从列表中选择。"),
        ("settled", "本案已提出检察建议，结果应与此一致。"),
        ("ended", "本案已提出检察建议，结果应与此一致。"),
    ],
)
def test_result_fits_type_and_course(district, result, words):
    recommendation = f.closed(district)

    assert refused(lambda: supervision.close_case(recommendation.case, actor=district.procurator, result=result), field="result") == words


@pytest.mark.parametrize(
    ("end", "result", "fits"),
    [
        (supervision.settle_case, "settled", True),
        (supervision.settle_case, "no_recommendation", False),
        (supervision.end_case, "no_recommendation", True),
        (supervision.end_case, "settled", False),
        (supervision.end_case, "recommendation", False),
    ],
)
def test_result_without_a_recommendation_fits_how_the_review_ended(district, end, result, fits):
    case = end(f.concluded(district), actor=district.procurator, note="说明。")

    if fits:
        case = supervision.close_case(case, actor=district.procurator, result=result)
        assert (case.state, case.result, case.result_note) == ("closed", result, "说明。")
    else:
        assert "结果应与此一致" in refused(lambda: supervision.close_case(case, actor=district.procurator, result=result), field="result")


def test_archive_comes_after_the_end_and_is_the_clerk_s(district):
    recommendation = f.replied(district)

    assert refused(lambda: rec.archive_recommendation(recommendation, actor=district.clerk), kind=NotAllowed) == "现为“采纳审查”，须在“办结”时办理。"
    assert refused(lambda: archive_case(recommendation.case, actor=district.procurator), kind=NotAllowed).startswith("现为“已提出检察建议”")


def test_closed_case_is_not_changed_any_more(district):
    recommendation = f.closed(district)
    case = supervision.close_case(recommendation.case, actor=district.procurator, result="recommendation")

    assert refused(lambda: f.found(district, case), kind=NotAllowed) == "案件已办结，不能再修改。"


def test_who_left_the_post_may_no_longer_act(district):
    transfer = f.submitted(district)
    membership = district.manager.memberships.get()
    membership.until = f.TODAY - timedelta(days=1)
    membership.save()

    assert refused(lambda: transfers.accept_transfer(transfer, actor=f.person_again(district.manager), **f.GATE), kind=NotAllowed) == INVISIBLE
    with clock.at(f.TODAY - timedelta(days=1)):
        # While the post lasted the matter existed for them.
        assert list(Transfer.objects.visible_to(f.person_again(district.manager))) == [transfer]

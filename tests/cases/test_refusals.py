"""What is refused, and the sentence that says why: wrong role, wrong holder, wrong state, another town's matter, missing texts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from cases.enums import Adoption, Channel, RecommendationKind, RecusalGround, ServiceMethod
from cases.models import Recommendation, SupervisionCase, Transfer
from cases.services import recommendations as rec
from cases.services import rectifications as rect
from cases.services import recusals, supervision, transfers
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument, NumberSeries
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
INVISIBLE = "未找到该事项，或者您无权查看。"


def refused(act, *, kind=DomainError, field=None) -> str:
    """The sentence of a refusal; the field where one is named."""
    with pytest.raises(kind) as info:
        act()
    assert type(info.value) is kind
    if field is not None:
        assert info.value.field == field
    return info.value.message


# -- referral and receipt


def test_other_town_s_file_cannot_be_referred(district):
    file = f.dossier(district)
    values = {"dossiers": [file], "title": "案", "problem": "other", "reason": "理由"}

    assert refused(lambda: transfers.draft_transfer(actor=district.stranger, **values), field="dossiers") == "只能移送本单位的案卷。"
    assert refused(lambda: transfers.draft_transfer(actor=district.town_legal, **values), kind=NotAllowed).startswith("“移送线索”由")


def test_referral_without_a_file_is_not_sent(district):
    transfer = transfers.draft_transfer(dossiers=[], title="案", problem="other", reason="理由", actor=district.officer)

    assert refused(lambda: transfers.submit_transfer(transfer, actor=district.officer), field="dossiers") == "请至少选择一件案卷再移送。"


def test_another_town_s_referral_does_not_exist(district):
    transfer = f.referral(district)

    assert not Transfer.objects.visible_to(district.stranger).exists()
    assert refused(lambda: transfers.submit_transfer(transfer, actor=district.stranger), kind=NotAllowed) == INVISIBLE
    assert refused(lambda: transfers.change_transfer(transfer, actor=district.stranger, title="改"), kind=NotAllowed) == "只能移送本单位的线索。"


def test_office_does_not_see_a_town_s_draft(district):
    transfer = f.referral(district)

    assert not Transfer.objects.visible_to(district.manager).exists()
    assert refused(lambda: transfers.accept_transfer(transfer, actor=district.manager, **f.GATE), kind=NotAllowed) == INVISIBLE


def test_sent_referral_is_no_longer_changed(district):
    transfer = f.submitted(district)

    sentence = refused(lambda: transfers.change_transfer(transfer, actor=district.officer, title="改"), kind=NotAllowed)
    assert sentence == "已移送的线索不能再改；如需更正，请联系检察院退回。"
    assert refused(lambda: transfers.submit_transfer(transfer, actor=district.officer), kind=NotAllowed) == "现为“待受理”，须在“草稿、退回补正”时办理。"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"duty_note": "不详"}, "duty_note", "不能少于10个字。该来源须写明与哪项已履行的监督职责相关联。"),
        ({"duty_note": "不详", "origin": Channel.LITIGATION}, "duty_note", "请写明在办理何案、何项监督工作中发现。"),
        ({"parallel": "reconsideration"}, "parallel_note", "请写明复议、诉讼或者监察程序的案号与进展"),
        ({"reasonableness": "minor"}, "reasonableness", "仅属一般合理性问题的，不纳入行政违法行为监督"),
        ({"effect": "  "}, "effect", "请写明影响了何人的合法权益或者何种公共利益。"),
    ],
)
def test_incomplete_gate_is_refused_at_the_field(district, change, field, words):
    transfer = f.submitted(district)

    assert words in refused(lambda: transfers.accept_transfer(transfer, actor=district.manager, **{**f.GATE, **change}), field=field)
    assert Transfer.objects.get().state == "pending"
    assert not NumberSeries.objects.filter(scheme__code="transfer").exists()


def test_only_case_management_receives(district):
    transfer = f.submitted(district)

    for person in (district.procurator, district.chief, district.clerk):
        sentence = refused(lambda person=person: transfers.accept_transfer(transfer, actor=person, **f.GATE), kind=NotAllowed)
        assert sentence == f"“受理线索”由案件管理办理，您的身份是{person.role_label}。"
    assert refused(lambda: transfers.accept_transfer(transfer, actor=district.officer, **f.GATE), kind=NotAllowed).startswith("“受理线索”由")
    for person in (district.bureau_clerk, district.system_admin, district.stranger):
        assert refused(lambda person=person: transfers.accept_transfer(transfer, actor=person, **f.GATE), kind=NotAllowed) == INVISIBLE


def test_stale_page_is_told_of_the_faster_one(district):
    transfer = f.submitted(district)
    stale = Transfer.objects.get()
    transfers.accept_transfer(transfer, actor=district.manager, **f.GATE)

    sentence = refused(lambda: transfers.accept_transfer(stale, actor=district.other_manager, **f.GATE), kind=Conflict)
    assert sentence == "此事项刚由他人办理，现为“已受理”，请刷新后查看。"


@pytest.mark.parametrize(("act", "word"), [(transfers.return_transfer, "请写明需要补正什么。"), (transfers.refuse_transfer, "请写明不予受理的理由。")])
def test_answer_says_why(district, act, word):
    transfer = f.submitted(district)

    assert refused(lambda: act(transfer, actor=district.manager, answer=" "), field="answer") == word


# -- assignment


def test_procurator_who_served_in_the_town_is_refused(district):
    district.join("other_procurator", "黄犇", "town_officer", "duruan", since=date(2018, 5, 1), until=date(2019, 12, 31))
    transfer = f.accepted(district)

    sentence = refused(lambda: transfers.assign_transfer(transfer, actor=district.head, holder=district.other_procurator), field="holder")
    assert sentence == "黄犇自2018-05-01至2019-12-31在杜阮镇任职，应当回避，请另选承办检察官。"
    assert transfers.assign_transfer(transfer, actor=district.head, holder=district.procurator).holder == district.procurator


def test_declared_recusal_holds_until_it_is_lifted(district):
    recusal = recusals.declare_recusal(
        person=district.procurator, ground=RecusalGround.RELATIVE, organisation=district.town, note="配偶在该镇工作", actor=district.head
    )
    transfer = f.accepted(district)

    sentence = refused(lambda: transfers.assign_transfer(transfer, actor=district.head, holder=district.procurator), field="holder")
    assert sentence == "陈喆已登记回避：与当事人或者代理人有近亲属关系（配偶在该镇工作），请另选承办检察官。"
    recusals.lift_recusal(recusal, actor=district.manager)
    assert transfers.assign_transfer(transfer, actor=district.head, holder=district.procurator).holder == district.procurator


def test_recusal_is_declared_once_and_by_those_who_assign(district):
    values = {"person": district.procurator, "ground": RecusalGround.OTHER, "organisation": district.town}
    recusals.declare_recusal(actor=district.head, **values)

    assert refused(lambda: recusals.declare_recusal(actor=district.head, **values), field="organisation") == "陈喆对杜阮镇已登记回避。"
    assert refused(lambda: recusals.declare_recusal(actor=district.clerk, **values), kind=NotAllowed).startswith("“分案”由")


@pytest.mark.parametrize("post", ["clerk", "assistant", "officer", "manager"])
def test_only_procurators_are_assigned(district, post):
    transfer = f.accepted(district)
    holder = district.people[post]

    sentence = refused(lambda: transfers.assign_transfer(transfer, actor=district.head, holder=holder), field="holder")
    assert sentence == f"{holder.name}现不担任检察官，不能承办，请另选承办检察官。"


def test_matter_is_handled_by_its_holder_only(district):
    transfer = f.accepted(district)
    assert "尚未分案" in refused(
        lambda: supervision.docket_case(transfer, actor=district.procurator, case_type="unlawful_act", title="案"), kind=NotAllowed
    )
    transfer = transfers.assign_transfer(transfer, actor=district.head, holder=district.procurator)

    sentence = refused(lambda: supervision.docket_case(transfer, actor=district.other_procurator, case_type="unlawful_act", title="案"), kind=NotAllowed)
    assert sentence == "由承办检察官陈喆办理。"
    assert refused(lambda: transfers.file_transfer(transfer, actor=district.other_procurator, answer="存查"), kind=NotAllowed) == "由承办检察官陈喆办理。"


def test_one_case_per_referral(district):
    f.docketed(district)
    transfer = Transfer.objects.get()

    sentence = refused(lambda: supervision.docket_case(transfer, actor=district.procurator, case_type="unlawful_act", title="案"), kind=NotAllowed)
    assert sentence == "现为“转立案”，须在“已受理、调查核实中”时办理。"
    assert SupervisionCase.objects.count() == 1
    assert NumberSeries.objects.get(scheme__variant="unlawful_act").next_serial == 2


def test_docketing_asks_for_a_known_type_and_a_fit_assistant(district):
    district.join("assistant", "谭莉", "town_clerk", "duruan", since=date(2015, 1, 1), until=date(2016, 12, 31))
    transfer = f.assigned(district)

    def docket(**values):
        return lambda: supervision.docket_case(transfer, actor=district.procurator, **{"case_type": "unlawful_act", "title": "案", **values})

    assert refused(docket(case_type="魔法"), field="case_type") == "没有这一案件类别，请从列表中选择。"
    assert refused(docket(assistant=district.clerk), field="assistant") == "冯雪现不担任检察官助理，请另选。"
    assert refused(docket(assistant=district.assistant), field="assistant").endswith("应当回避，请另选检察官助理。")


def test_other_ends_of_a_referral_need_their_texts(district):
    transfer = f.assigned(district)
    by = {"actor": district.procurator}

    assert refused(lambda: transfers.file_transfer(transfer, answer="", **by), field="answer") == "请写明存查的理由。"
    assert refused(lambda: transfers.hand_over_transfer(transfer, handed_to="", answer="理由", **by), field="handed_to") == "请填写转送的部门。"
    assert refused(lambda: transfers.hand_over_transfer(transfer, handed_to="公益诉讼检察部门", answer="", **by), field="answer") == "请写明转送的理由。"
    assert refused(lambda: transfers.merge_transfer(transfer, actor=district.head, other=transfer), field="other") == "不能并入自身，请另选线索。"
    assert refused(lambda: transfers.reopen_transfer(transfer, note="再查", **by), kind=NotAllowed) == "现为“已受理”，须在“存查”时办理。"


# -- investigation


def test_chief_alone_decides_on_the_investigation(district):
    case = f.asked(district)

    for person in (district.deputy, district.head, district.procurator):
        sentence = refused(lambda person=person: supervision.decide_investigation(case, actor=person), kind=NotAllowed)
        assert sentence == f"“决定调查核实”由检察长办理，您的身份是{person.role_label}。"
    assert refused(lambda: supervision.decline_investigation(case, actor=district.chief, note=""), field="note") == "请写明退回呈批的理由。"
    assert supervision.decline_investigation(case, actor=district.chief, note="方案不具体。").state == "reviewing"


def test_case_does_not_exist_for_town_and_bureau(district):
    case = f.investigating(district)

    for person in (district.officer, district.stranger, district.bureau_clerk, district.system_admin):
        assert not SupervisionCase.objects.visible_to(person).exists()
        assert refused(lambda person=person: supervision.write_report(case, actor=person, facts="改"), kind=NotAllowed) == INVISIBLE
        assert refused(lambda person=person: f.found(f_as(district, person), case), kind=NotAllowed) == INVISIBLE


def f_as(district, person):
    """The district in which ``person`` stands in the procurator's place."""
    return f.District(district.organisations, {**district.people, "procurator": person})


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"on": f.TODAY + timedelta(days=1)}, "on", "日期不能晚于今天。"),
        ({"on": f.TODAY - timedelta(days=1)}, "on", "日期不能早于决定调查核实之日（2026-03-16）。"),
        ({"content": " "}, "content", "请填写调查核实的内容。"),
        ({"officers": ""}, "officers", "请填写调查人员。"),
    ],
)
def test_record_needs_a_lawful_day_and_its_texts(district, values, field, words):
    case = f.investigating(district)

    assert refused(lambda: f.record(district, case, **values), field=field) == words


def test_nothing_is_recorded_before_the_decision(district):
    case = f.asked(district)

    assert refused(lambda: f.record(district, case, on=f.TODAY), kind=NotAllowed) == "现为“呈批中”，须在“调查核实中”时办理。"


def test_finding_cites_an_article_and_a_page_of_a_file_of_the_case(district):
    case = f.investigating(district)
    foreign = f.dossier(district, number="杜阮综执罚字〔2026〕99号")

    assert refused(lambda: f.found(district, case, citations=[]), field="citations") == "请至少引用一条依据，写明法律名称与条款。"
    assert refused(lambda: f.found(district, case, page=None), field="page") == "请填写问题所在的页码。"
    assert refused(lambda: f.found(district, case, dossier=foreign), field="dossier") == "该案卷不在本案涉及案卷之中。"


def test_findings_close_the_gap_when_one_goes(district):
    case = f.investigating(district)
    rows = [f.found(district, case, fact=f"第{number}项") for number in range(3)]

    supervision.remove_finding(rows[0], actor=district.assistant)

    assert list(case.findings.values_list("order", "fact")) == [(1, "第1项"), (2, "第2项")]


def test_conclusion_needs_records_and_every_part_of_the_report(district):
    case = f.investigating(district)
    assert refused(lambda: supervision.conclude_case(case, actor=district.procurator), kind=NotAllowed) == "尚无调查核实记录，请先登记。"
    f.record(district, case)
    case = supervision.write_report(case, actor=district.procurator, process="经过", facts="事实", analysis="分析", view="意见", proposal="建议")

    assert refused(lambda: supervision.conclude_case(case, actor=district.procurator), kind=NotAllowed) == "调查终结报告尚缺“风险评估”，请补齐。"


def test_recommendation_follows_a_conclusion_and_names_its_addressee(district):
    case = f.investigating(district)
    values = {"kind": RecommendationKind.CORRECTION, "title": "建议", "actor": district.procurator}

    sentence = refused(lambda: rec.draft_recommendation(case, addressee=district.town, **values), kind=NotAllowed)
    assert sentence == "现为“调查核实中”，须在“调查终结、已提出检察建议”时办理。"
    assert refused(lambda: rec.draft_recommendation(case, **values), field="addressee") == "请填写被建议单位。"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (supervision.settle_case, "请写明化解的经过和结果。"),
        (supervision.end_case, "请写明终结审查的理由。"),
        (supervision.not_support_case, "请写明不支持监督申请的理由。"),
        (supervision.reinvestigate_case, "请写明补充核实什么。"),
    ],
)
def test_each_end_of_a_case_says_why(district, act, words):
    case = f.concluded(district)

    assert refused(lambda: act(case, actor=district.procurator, note=""), field="note") == words


def test_stay_says_why(district):
    case = f.investigating(district)

    assert refused(lambda: supervision.suspend_case(case, actor=district.procurator, note=""), field="note") == "请写明中止的原因。"


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
    assert refused(lambda: supervision.archive_case(recommendation.case, actor=district.procurator), kind=NotAllowed).startswith("现为“已提出检察建议”")


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

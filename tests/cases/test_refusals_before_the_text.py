"""What is refused from referral to conclusion, and the sentence that says why: wrong role, wrong holder, wrong state, missing texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.enums import Channel, RecommendationKind, RecusalGround
from cases.models import SupervisionCase, Transfer
from cases.services import recommendations as rec
from cases.services import recusals, supervision, transfers
from pengjiang.common.errors import Conflict, NotAllowed
from pengjiang.documents.models import NumberSeries
from tests import factories as f
from tests.cases.refusing import INVISIBLE, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

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

"""A recommendation off its path: objection, change, withdrawal, extension, escalation, follow-up; what the office records."""

from __future__ import annotations

from datetime import date

import pytest

from cases.enums import Adoption
from cases.models import Recommendation, Transfer
from cases.services import extensions, own_cases, recommendations, supervision, transfers, ways
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def clocks(obj) -> dict[str, tuple[str, date]]:
    rows = Deadline.objects.filter(target=str(ObjectRef.of(obj))).exclude(state="withdrawn").order_by("limit")
    return {row.limit: (row.state, row.due_on) for row in rows}


def papers(obj) -> list[str]:
    return list(IssuedDocument.objects.of(obj).order_by("pk").values_list("type_code", flat=True))


def test_objection_stops_the_clocks_and_stays_with_its_paper(district):
    recommendation = w.objected(district)

    assert recommendation.state == "objected"
    assert {code: state for code, (state, _) in clocks(recommendation).items()} == {"TM20": "paused", "TM22": "running", "TM29": "met"}
    assert {state for item in recommendation.items.all() for state, _ in clocks(item).values()} == {"paused"}
    objection = recommendation.objections.get()
    assert (objection.raised_by, objection.raised_on, objection.result) == (district.officer, f.TODAY, "")
    assert papers(objection) == ["objection_letter"]


def test_upheld_objection_lets_the_clocks_run_on_without_the_days_it_took(district):
    recommendation = w.rechecked(district)
    before = {item.pk: item.due_on for item in recommendation.items.all()}
    with clock.at(date(2026, 3, 23)):
        recommendation = ways.uphold_recommendation(recommendation, actor=district.chief, note="送达回证不能证明处罚前已告知。")

    assert recommendation.state == "rectifying"
    # 17 to 22 March do not count (the day of service never does): 16 May becomes 22 May.
    assert clocks(recommendation)["TM20"] == ("running", date(2026, 5, 22))
    assert all((item.due_on - before[item.pk]).days >= 6 for item in recommendation.items.all())
    objection = recommendation.objections.get()
    assert (objection.result, objection.decided_by, papers(objection)) == ("upheld", district.chief, ["objection_letter", "objection_report", "objection_answer"])


def test_recheck_may_be_returned(district):
    recommendation = ways.return_recheck(w.rechecked(district), actor=district.chief, note="请调取送达回证原件。")

    assert recommendation.state == "objected"
    assert ways.recheck_objection(recommendation, actor=district.procurator, opinion="已核对原件。", proposal="upheld").state == "rechecked"


def test_changed_text_takes_the_place_of_the_old_when_served(district):
    old = w.amending(district)
    assert (old.state, old.objections.get().result, papers(old)[-1]) == ("amending", "amended", "change_notice")

    new = w.replacement(district, old)
    assert (new.state, new.number, new.replaces_id, new.advices.count()) == ("issued", "江蓬检行建〔2026〕9号", old.pk, 2)
    first, second = IssuedDocument.objects.filter(type_code="recommendation", standing__in=["issued", "superseded"]).order_by("pk")
    assert (first.standing, second.standing, second.supersedes) == ("superseded", "issued", first)
    assert "由本检察建议书取代" in str(second.blocks)
    assert not Recommendation.objects.visible_to(district.officer).filter(pk=new.pk).exists()

    new = f.serve(district, new, f.TODAY)
    old = w.again(old)
    assert (old.state, {item.state for item in old.items.all()}) == ("superseded", {"dropped"})
    assert [state for state, _ in clocks(old).values() if state in {"running", "paused"}] == []
    assert clocks(new)["TM20"] == ("running", date(2026, 5, 18))
    assert set(Recommendation.objects.visible_to(district.officer)) == {old, new}


def test_redraft_twice_gives_the_same_draft(district):
    old = w.amending(district)

    assert ways.redraft_recommendation(old, actor=district.procurator) == ways.redraft_recommendation(old, actor=district.procurator)


@pytest.mark.parametrize("served", [True, False])
def test_withdrawal_ends_clocks_and_items(district, served):
    recommendation = f.served(district) if served else f.issued(district)
    recommendation = ways.withdraw_recommendation(recommendation, actor=district.chief, note="上级院认为不当。")

    assert (recommendation.state, recommendation.closed_on) == ("withdrawn", f.TODAY)
    assert not Deadline.objects.open().filter(target=str(ObjectRef.of(recommendation))).exists()
    assert "withdrawal_notice" in papers(recommendation)
    assert Recommendation.objects.visible_to(district.officer).exists() is served
    case = supervision.close_case(recommendation.case, actor=district.procurator, result="recommendation")
    assert case.state == "closed"


def test_withdrawn_after_recheck_settles_the_objection(district):
    recommendation = ways.withdraw_recommendation(w.rechecked(district, "withdrawn"), actor=district.chief, note="异议成立。")

    assert recommendation.objections.get().result == "withdrawn"


def test_reply_extension_moves_the_last_day_once_granted(district):
    recommendation = f.served(district)
    extension = w.extension(district, recommendation)
    assert clocks(recommendation)["TM20"] == ("running", date(2026, 5, 18))

    extension = extensions.grant_extension(extension, actor=district.deputy, note="同意。")
    assert (extension.state, extension.due_on, clocks(recommendation)["TM20"]) == ("granted", date(2026, 6, 16), ("running", date(2026, 6, 16)))
    assert papers(extension) == ["extension_answer"]


def test_item_extension_moves_the_item_alone(district):
    recommendation = f.served(district)
    item = recommendation.items.first()
    extensions.grant_extension(w.extension(district, recommendation, item=item, by=10), actor=district.chief)

    item.refresh_from_db()
    assert item.due_on == date(2026, 4, 27)  # 25 April is a Saturday
    assert clocks(recommendation)["TM20"][1] == date(2026, 5, 18)


def test_refused_extension_leaves_the_limit(district):
    recommendation = f.served(district)
    extension = extensions.refuse_extension(w.extension(district, recommendation), actor=district.deputy, note="理由不足。")

    assert (extension.state, clocks(recommendation)["TM20"][1]) == ("refused", date(2026, 5, 18))
    assert w.extension(district, recommendation).state == "asked"


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"reason": " "}, "reason", "请写明需要延期的理由和进度安排。"),
        ({"by": 7}, "by", "延长应在1至6个月之间，请修改。"),
        ({"by": 0}, "by", "延长应在1至6个月之间，请修改。"),
    ],
)
def test_extension_refuses_what_makes_no_sense(district, values, field, sentence):
    recommendation = f.served(district)

    assert refused(lambda: w.extension(district, recommendation, **values), field=field) == sentence


def test_only_one_extension_waits(district):
    recommendation = f.served(district)
    w.extension(district, recommendation)

    with pytest.raises(DomainError, match="已有一项延期申请待审批"):
        w.extension(district, recommendation)
    with pytest.raises(NotAllowed):
        extensions.grant_extension(recommendation.extensions.get(), actor=district.procurator)


def test_court_outside_the_system_has_everything_recorded_by_the_office(district):
    court = f.serve(district, w.to_court(district), f.TODAY)
    assert (court.addressee, court.replies_itself, court.state) == (None, False, "objection")

    with clock.at(date(2026, 3, 20)):
        reply = ways.record_reply(
            court, actor=district.procurator, received_on=date(2026, 3, 19), measures="已清理超期案件。", results="裁定均已作出。", number="（演示）函〔2026〕3号"
        )
    court.refresh_from_db()
    assert (court.state, court.replied_on, reply.number, clocks(court)["TM20"][0]) == ("replied", date(2026, 3, 19), "（演示）函〔2026〕3号", "met")
    for item in court.items.all():
        assert ways.record_done(item, actor=district.assistant, measure="据来函及所附裁定书。", person="承办法官").state == "ticked"
    court = recommendations.assess_recommendation(court, actor=district.procurator, adoption=Adoption.FULL)
    assert recommendations.close_recommendation(court, actor=district.procurator).state == "closed"


def test_office_does_not_answer_for_a_town(district):
    recommendation = f.served(district)

    with pytest.raises(NotAllowed, match="由其自行办理"):
        ways.record_reply(recommendation, actor=district.procurator, received_on=f.TODAY, measures="一", results="二")
    with pytest.raises(NotAllowed, match="由其自行办理"):
        ways.record_objection(recommendation, actor=district.procurator, reasons="异议")
    with pytest.raises(NotAllowed, match="由其提交整改证明"):
        ways.record_done(recommendation.items.first(), actor=district.procurator, measure="一", person="二")
    assert w.again(recommendation).state == "objection"


def test_court_objection_and_extension_are_recorded(district):
    court = f.serve(district, w.to_court(district), f.TODAY)
    asked = extensions.record_extension(court, actor=district.procurator, by=1, reason="审委会讨论。")
    assert extensions.grant_extension(asked, actor=district.chief).due_on == date(2026, 6, 16)

    objection = ways.record_objection(court, actor=district.procurator, reasons="审查期限应扣除听证期间。")
    assert (w.again(court).state, papers(objection)) == ("objected", [])


@pytest.mark.parametrize(("received", "sentence"), [(date(2026, 3, 17), "收到日期不能晚于今天。"), (date(2026, 3, 15), "收到日期不能早于送达日期（2026-03-16）。")])
def test_recorded_reply_has_a_possible_day(district, received, sentence):
    court = f.serve(district, w.to_court(district), f.TODAY)
    act = lambda: ways.record_reply(court, actor=district.procurator, received_on=received, measures="一", results="二")

    assert refused(act, field="received_on") == sentence
    assert not hasattr(w.again(court), "reply")


def test_escalation_waits_for_urging_or_an_unsatisfying_assessment(district):
    recommendation = f.replied(district)
    with pytest.raises(DomainError, match="不适用"):
        w.letter(district, recommendation, "superior", addressee_name="江门市城市管理局")

    recommendation = recommendations.assess_recommendation(recommendation, actor=district.procurator, adoption="none", adoption_reason="没有纠正。")
    dispatch = w.sent(district, recommendation, "superior", addressee_name="江门市城市管理局")
    assert (dispatch.state, dispatch.number, papers(dispatch)) == ("sent", "江蓬检行函〔2026〕1号", ["escalation_letter"])


def test_not_adopted_closes_only_once_it_was_taken_further(district):
    recommendation = w.assessed(district)
    with pytest.raises(NotAllowed, match="请先报告、通报或者立案跟进监督"):
        recommendations.close_recommendation(recommendation, actor=district.procurator)

    w.sent(district, recommendation, "upper")
    recommendation = recommendations.close_recommendation(w.again(recommendation), actor=district.procurator)
    assert (recommendation.state, {item.state for item in recommendation.items.all()}) == ("closed", {"dropped"})
    assert not Deadline.objects.open().filter(limit="TM46").exists()


def test_copies_do_not_count_as_taking_it_further(district):
    recommendation = w.assessed(district)
    w.sent(district, recommendation, "copy", organisation=district.organisations["bureau"])

    with pytest.raises(NotAllowed, match="第二十五条"):
        recommendations.close_recommendation(w.again(recommendation), actor=district.procurator)


def test_follow_up_opens_a_case_with_the_same_files(district):
    recommendation = w.assessed(district, "partly")
    case = own_cases.follow_up(recommendation, actor=district.procurator, origin="第二项建议至今没有落实。")

    assert (case.follows, case.holder, case.state, case.transfer) == (recommendation, district.procurator, "accepted", None)
    assert list(case.dossiers.all()) == list(recommendation.case.dossiers.all())
    assert papers(case) == ["docket_form"]
    with pytest.raises(DomainError, match="已有一件跟进监督案件"):
        own_cases.follow_up(recommendation, actor=district.procurator, origin="再次。")


def test_adopted_in_full_needs_no_follow_up(district):
    recommendation = recommendations.assess_recommendation(f.replied(district), actor=district.procurator, adoption=Adoption.FULL)

    with pytest.raises(NotAllowed, match="已全部采纳"):
        own_cases.follow_up(recommendation, actor=district.procurator, origin="看看。")


def test_return_visit_reopens_what_was_closed(district):
    recommendation = f.closed(district)
    visit = w.follow(district, recommendation, kind="return_visit", outcome="问题反弹，需要重新跟踪。")
    assert (visit.recommendation, papers(visit)) == (recommendation, ["contact_record"])

    recommendation = ways.reopen_recommendation(w.again(recommendation), actor=district.chief, note="回访发现反弹。")
    assert (recommendation.state, recommendation.closed_on) == ("assessed", None)


def test_closed_case_is_taken_up_again(district):
    recommendation = f.closed(district)
    case = supervision.close_case(recommendation.case, actor=district.procurator, result="recommendation")
    case = supervision.reopen_case(case, actor=district.chief, note="出现新证据。")

    assert (case.state, case.result, case.closed_on) == ("reviewing", "", None)
    with pytest.raises(NotAllowed):
        supervision.reopen_case(case, actor=district.procurator, note="再来。")


def test_filing_up_makes_its_report(district):
    recommendation = recommendations.file_up(f.issued(district), actor=district.procurator, note="报市院行政检察部门和法律政策研究室")

    assert papers(recommendation)[-1] == "filing_report"
    assert Deadline.objects.get(limit="TM22").state == "met"


def test_refused_receipt_is_left_before_a_witness(district):
    recommendation = f.issued(district)
    assert refused(lambda: f.serve(district, recommendation, f.TODAY, method="left"), field="witness") == "拒绝签收、留置送达的，请填写见证人。"

    recommendation = f.serve(district, recommendation, f.TODAY, method="left", witness="村委会 黎某")
    assert (recommendation.state, recommendation.deliveries.get().get_method_display()) == ("objection", "留置送达（拒绝签收）")


def test_several_referrals_become_one_series_recommendation(district):
    case = f.investigating(district)
    other = f.assigned(district, number="杜阮综执罚字〔2026〕16号")
    third = f.dossier(district, number="杜阮综执罚字〔2026〕17号")
    case = own_cases.join_to_case(case, actor=district.procurator, transfers=[other], dossiers=[third])
    assert (w.again(other).state, case.dossiers.count(), list(case.joined.all())) == ("docketed", 3, [other])

    f.record(district, case)
    finding = {"category": "procedure", "fact": "卷内没有告知书。", "problem": "未告知陈述申辩权利。", "citations": [f.ARTICLE], "page": 3}
    supervision.save_finding(case, actor=district.procurator, dossier=third, **finding)
    case = supervision.conclude_case(f.reported(district, case), actor=district.procurator)
    draft = recommendations.draft_recommendation(case, actor=district.procurator, kind="governance", title="关于规范告知程序的类案检察建议", addressee=district.town)
    draft = recommendations.edit_recommendation(draft, actor=district.procurator, advices=list(f.ADVICES), is_series=True)
    approved = f.agree(district, recommendations.send_for_approval(draft, actor=district.procurator))
    issued = recommendations.seal_recommendation(approved, actor=district.clerk, number="江蓬检行建〔2026〕5号")
    text = str(IssuedDocument.objects.of(issued).get(type_code="recommendation", standing="issued").blocks)
    assert "等3件案卷一并审查" in text

    ways.withdraw_recommendation(issued, actor=district.chief, note="另行处理。")
    supervision.close_case(w.again(case), actor=district.procurator, result="recommendation")
    assert set(Transfer.objects.values_list("state", flat=True)) == {"closed"}


def test_joining_nothing_is_refused(district):
    case = f.docketed(district)

    assert refused(lambda: own_cases.join_to_case(case, actor=district.procurator), field="transfers") == "请至少选择一件线索或者案卷。"


@pytest.mark.parametrize(("case_type", "limits"), [("execution", {"TM23": date(2026, 6, 16), "TM24": date(2026, 3, 25), "TM49": date(2026, 6, 16)}), ("unlawful_act", {})])
def test_litigation_cases_run_three_months_and_seven_working_days(district, case_type, limits):
    case = f.docketed(district, case_type=case_type)

    assert {code: due for code, (_, due) in clocks(case).items()} == limits


def test_telling_the_authority_meets_its_limit_and_the_review_can_be_extended_and_suspended(district):
    case = supervision.review_case(f.docketed(district, case_type="execution"), actor=district.procurator)
    notice = w.sent(district, case, "authority_notice", organisation=district.town)
    assert (papers(notice), clocks(case)["TM24"][0]) == (["authority_notice"], "met")

    supervision.extend_review(case, actor=district.chief, by=1, reason="需要鉴定。")
    assert clocks(case)["TM23"] == ("running", date(2026, 7, 16))
    case = supervision.suspend_case(w.again(case), actor=district.procurator, note="等待另案结果。")
    assert (clocks(case)["TM23"][0], papers(case)[-1]) == ("paused", "suspension_decision")
    with clock.at(date(2026, 3, 26)):
        case = supervision.resume_case(case, actor=district.procurator)
    assert clocks(case)["TM23"] == ("running", date(2026, 7, 27))  # ten days later: 26 July is a Sunday
    case = supervision.end_case(case, actor=district.procurator, note="没有发现违法。")
    assert (clocks(case)["TM23"][0], papers(case)[-1]) == ("met", "end_decision")


def test_review_without_a_limit_is_not_extended(district):
    case = supervision.review_case(f.docketed(district), actor=district.procurator)

    with pytest.raises(NotAllowed, match="没有三个月的审查期限"):
        supervision.extend_review(case, actor=district.chief, by=1, reason="忙。")


def test_refusals_have_their_paper(district):
    transfer = transfers.refuse_transfer(f.submitted(district), actor=district.manager, answer="不属于监督范围。")
    case = supervision.review_case(f.docketed(district, number="杜阮综执罚字〔2026〕20号", case_type="judgment"), actor=district.procurator)
    case = supervision.not_support_case(case, actor=district.procurator, note="原判决并无不当。")

    assert papers(transfer)[-1] == "refusal_notice"
    assert papers(case)[-1] == "non_support_decision"


def test_strangers_take_no_way(district):
    recommendation = f.served(district)
    for act in (
        lambda: ways.raise_objection(recommendation, actor=district.stranger, reasons="异议"),
        lambda: extensions.ask_extension(recommendation, actor=district.stranger, by=1, reason="忙"),
        lambda: ways.withdraw_recommendation(recommendation, actor=district.procurator, note="算了"),
        lambda: ways.amend_recommendation(recommendation, actor=district.officer, note="改"),
        lambda: ways.uphold_recommendation(recommendation, actor=district.chief, note="维持"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert w.again(recommendation).state == "objection"

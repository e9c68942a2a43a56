"""From a town's draft to the archived case: each person's step, in order, with what it leaves behind."""

from __future__ import annotations

from datetime import date

import pytest

from cases.enums import Adoption, RecommendationKind
from cases.models import ApprovalStep, Recommendation, Remark, SupervisionCase, Transfer
from cases.queries.approvals import current_step
from cases.services import recommendations, rectifications, supervision, transfers
from cases.services.archive.volumes import archive_case
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import change_setting
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def papers(obj) -> list[str]:
    return list(IssuedDocument.objects.of(obj).order_by("pk").values_list("type_code", flat=True))


def running(obj) -> dict[str, date]:
    return dict(Deadline.objects.running().filter(target=str(ObjectRef.of(obj))).values_list("limit", "due_on"))


def test_referral_goes_to_the_office_with_its_letter(district):
    transfer = f.submitted(district)

    assert (transfer.state, transfer.submitted_on, transfer.submitted_by) == ("pending", f.TODAY, district.officer)
    letter = IssuedDocument.objects.of(transfer).get()
    assert (letter.type_code, letter.number, letter.organisation) == ("transfer_letter", "杜府移函〔2026〕1号", district.town)


def test_receipt_numbers_it_and_prints_the_gate(district):
    transfer = f.accepted(district)

    assert (transfer.state, transfer.number, transfer.received_by) == ("accepted", "江蓬检线〔2026〕1号", district.manager)
    assert transfer.screening.duty_note == f.GATE["duty_note"]
    register = IssuedDocument.objects.of(transfer).get(type_code="intake_register")
    text = str(register.blocks)
    assert all(word in text for word in (f.GATE["duty_note"], f.GATE["effect"], "镇街主动移送审查", "检察建议", "未进入其他程序"))


def test_docketing_makes_a_case_of_the_holder(district):
    case = f.docketed(district)

    assert (case.number, case.state, case.holder, case.assistant) == ("江蓬检行违监〔2026〕1号", "accepted", district.procurator, district.assistant)
    assert list(case.dossiers.values_list("number", flat=True)) == ["杜阮综执罚字〔2026〕15号"]
    assert Transfer.objects.get().state == "docketed"
    assert papers(case) == ["docket_form"]


def test_investigation_runs_two_months_from_the_decision(district):
    case = f.investigating(district)

    assert (case.state, case.investigation_decided_by, case.investigation_decided_on) == ("investigating", district.chief, f.TODAY)
    assert running(case) == {"TM19": date(2026, 5, 16 + 2)}  # 16 May is a Saturday
    deadline = Deadline.objects.get(limit="TM19")
    assert (deadline.holder, deadline.strict_due_on) == (district.procurator, date(2026, 5, 16))


def test_conclusion_closes_the_clock_and_prints_the_report(district):
    case = f.concluded(district)

    assert case.state == "concluded"
    assert Deadline.objects.get(limit="TM19").state == "met"
    report = IssuedDocument.objects.of(case).get(type_code="closing_report")
    text = str(report.blocks)
    assert "杜阮综执罚字〔2026〕15号案卷第12页" in text
    assert "《中华人民共和国行政处罚法》第四十四条" in text


def test_draft_is_prefilled_from_gate_and_findings(district):
    case = f.concluded(district)
    recommendation = recommendations.draft_recommendation(
        case, actor=district.assistant, kind=RecommendationKind.CORRECTION, title="关于规范处罚告知程序的检察建议", addressee=district.town
    )

    assert f.GATE["duty_note"] in recommendation.origin_text
    assert recommendation.facts_text == "1. 杜阮综执罚字〔2026〕15号案卷第12页：卷内没有行政处罚事先告知书。"
    assert recommendation.unlawful_text == "1. 处罚前未告知当事人陈述、申辩的权利。"
    assert SupervisionCase.objects.get().state == "recommended"


@pytest.mark.parametrize(
    ("text", "kind", "roles"),
    [
        ({}, RecommendationKind.CORRECTION, ["dept_head", "deputy_chief", "chief"]),
        ({}, RecommendationKind.GOVERNANCE, ["dept_head", "policy_reviewer", "deputy_chief", "chief"]),
        ({"policy_review_asked": True}, RecommendationKind.CORRECTION, ["dept_head", "policy_reviewer", "deputy_chief", "chief"]),
        ({"committee": True}, RecommendationKind.CORRECTION, ["dept_head", "deputy_chief", "committee_secretary"]),
        (
            {"committee": True},
            RecommendationKind.GOVERNANCE,
            ["dept_head", "policy_reviewer", "deputy_chief", "committee_secretary"],
        ),
    ],
)
def test_chain_follows_kind_and_wishes(district, text, kind, roles):
    recommendation = f.approving(district, kind=kind, text=text)

    assert list(ApprovalStep.objects.order_by("order").values_list("role", flat=True)) == roles
    recommendation = f.agree(district, recommendation)
    assert (recommendation.state, recommendation.serial) == ("approved", "江蓬检建登〔2026〕1号")
    assert recommendation.approved_by == district.people[f.BY_ROLE[roles[-1]]]


def test_chain_is_data_of_the_document_type(district):
    chain = [{"role": "dept_head", "label": "部门负责人审核", "when": "always"}, {"role": "chief", "label": "检察长批准", "when": "always"}]
    change_setting("recommendation", actor=district.manager, chain=chain)

    f.approving(district)

    assert list(ApprovalStep.objects.values_list("role", "label")) == [("dept_head", "部门负责人审核"), ("chief", "检察长批准")]


def test_chain_of_a_round_stays_when_the_setting_changes(district):
    recommendation = f.approving(district)
    change_setting("recommendation", actor=district.manager, chain=[{"role": "chief", "label": "检察长批准"}])

    recommendation = f.agree(district, recommendation)

    assert list(ApprovalStep.objects.exclude(decision="").values_list("role", flat=True)) == ["dept_head", "deputy_chief", "chief"]


def test_return_keeps_remarks_and_the_second_version_goes_through_all_rungs_again(district):
    recommendation = f.agree(district, f.approving(district), until="deputy_chief")
    recommendation = recommendations.decide_step(
        recommendation, actor=district.deputy, approve=False, opinion="事实部分请补充证据出处。", remarks={"facts_text": "写明页码。", "origin_text": "  "}
    )

    assert recommendation.state == "returned"
    assert list(Remark.objects.values_list("part", "text")) == [("facts_text", "写明页码。")]
    assert current_step(recommendation) is None

    recommendation = recommendations.edit_recommendation(recommendation, actor=district.procurator, facts_text="见案卷第12页。")
    recommendation = recommendations.send_for_approval(recommendation, actor=district.procurator)
    first, second = recommendation.versions.all()
    assert (first.number, second.number) == (1, 2)
    assert first.content["facts_text"] != second.content["facts_text"] == "见案卷第12页。"
    assert first.content["unlawful_text"] == second.content["unlawful_text"]
    assert current_step(recommendation).role == "dept_head"
    assert f.agree(district, recommendation).state == "approved"


def test_recalled_text_can_be_changed_and_sent_again(district):
    recommendation = f.agree(district, f.approving(district), until="chief")

    recommendation = recommendations.recall_recommendation(recommendation, actor=district.assistant)

    assert (recommendation.state, current_step(recommendation)) == ("draft", None)
    recommendation = recommendations.send_for_approval(recommendation, actor=district.procurator)
    assert recommendation.versions.count() == 2


def test_unified_number_is_entered_at_the_seal(district):
    recommendation = f.issued(district)

    assert (recommendation.state, recommendation.number, recommendation.serial) == ("issued", "江蓬检行建〔2026〕4号", "江蓬检建登〔2026〕1号")
    paper = IssuedDocument.objects.of(recommendation).get(type_code="recommendation")
    assert (paper.type_code, paper.number, paper.serial) == ("recommendation", "江蓬检行建〔2026〕4号", None)
    assert running(recommendation) == {"TM22": date(2026, 3, 23)}


def test_own_number_is_taken_with_the_last_approval(district):
    change_setting("recommendation", actor=district.manager, number_source="own")

    recommendation = f.approved(district)

    assert (recommendation.state, recommendation.number, recommendation.issued_on) == ("issued", "江蓬检行建〔2026〕1号", f.TODAY)
    paper = IssuedDocument.objects.of(recommendation).get(type_code="recommendation")
    assert (paper.number, paper.serial, paper.issued_by) == ("江蓬检行建〔2026〕1号", 1, district.chief)
    assert running(recommendation) == {"TM22": date(2026, 3, 23)}
    told = AuditEntry.objects.get(event="cases.recommendation.issue")
    assert (told.actor, told.actor_name) == ("", "系统")


def test_filing_up_meets_its_limit(district):
    recommendation = recommendations.file_up(f.issued(district), actor=district.procurator, note="报市院第六检察部，江蓬检备〔2026〕1号")

    assert recommendation.state == "issued"
    assert Deadline.objects.get(limit="TM22").state == "met"


def test_service_starts_objection_reply_and_each_item(district):
    recommendation = f.served(district)

    assert (recommendation.state, recommendation.served_on) == ("objection", f.TODAY)
    assert running(recommendation) == {"TM22": date(2026, 3, 23), "TM29": date(2026, 3, 31), "TM20": date(2026, 5, 18)}
    first, second = recommendation.items.all()
    assert (first.due_on, second.due_on) == (date(2026, 4, 15), date(2026, 5, 15))
    assert running(first) == {"TM46": date(2026, 4, 15)}
    assert {deadline.bound_org for deadline in Deadline.objects.filter(limit__in=["TM20", "TM29", "TM46"])} == {district.town}
    assert papers(recommendation.deliveries.get()) == ["service_receipt"]


def test_town_sees_nothing_before_service_and_all_of_it_after(district):
    recommendation = f.issued(district)
    assert not Recommendation.objects.visible_to(district.officer).exists()
    assert not IssuedDocument.objects.visible_to(district.officer).of(recommendation).exists()
    assert not Deadline.objects.visible_to(district.officer).exists()

    recommendation = f.serve(district, recommendation, f.TODAY)

    assert list(Recommendation.objects.visible_to(district.officer)) == [recommendation]
    assert [paper.type_code for paper in IssuedDocument.objects.visible_to(district.officer).of(recommendation)] == ["recommendation"]
    assert set(Deadline.objects.visible_to(district.officer).values_list("limit", flat=True)) == {"TM20", "TM29", "TM46"}
    for invisible in (district.stranger, district.bureau_clerk, district.system_admin, district.audit_admin):
        assert not Recommendation.objects.visible_to(invisible).exists()


def test_town_never_sees_the_office_s_own_work(district):
    recommendation = f.served(district)
    case, transfer = recommendation.case, recommendation.case.transfer

    assert list(Transfer.objects.visible_to(district.officer)) == [transfer]
    for model in (SupervisionCase, case.records.model, case.findings.model):
        assert model.objects.visible_to(district.procurator).exists()
        assert not model.objects.visible_to(district.officer).exists()
    seen = IssuedDocument.objects.visible_to(district.officer)
    assert set(seen.values_list("type_code", flat=True)) == {"transfer_letter", "recommendation", "service_receipt"}
    assert set(IssuedDocument.objects.visible_to(district.stranger)) == set()


def test_limits_in_days_take_the_place_of_months(district):
    recommendation = f.served(district, text={"reply_months": None, "reply_days": 10, "objection_days": 7, "is_urgent": True})

    assert running(recommendation) == {"TM22": date(2026, 3, 23), "TM29": date(2026, 3, 23), "TM21": date(2026, 3, 26)}


@pytest.mark.parametrize(
    ("on", "objection", "reply", "item"),
    [
        # 18 and 16 February lie in Spring Festival (15 to 23); 17 January + 30 days is a Monday within it, too.
        (date(2026, 2, 3), date(2026, 2, 24), date(2026, 4, 3), date(2026, 3, 5)),
        # 5 October lies in National Day's week (1 to 7).
        (date(2026, 9, 20), date(2026, 10, 8), date(2026, 11, 20), date(2026, 10, 20)),
        # 10 October is a Saturday on which everybody works.
        (date(2026, 9, 10), date(2026, 9, 28), date(2026, 11, 10), date(2026, 10, 10)),
        # 16 February, two months on, is the eve of Spring Festival; 31 December is a plain Wednesday, 15 January a Thursday.
        (date(2025, 12, 16), date(2025, 12, 31), date(2026, 2, 24), date(2026, 1, 15)),
        # 31 December + two months: February has no 31st, and its 28th is a Saturday on which everybody works.
        (date(2025, 12, 31), date(2026, 1, 15), date(2026, 2, 28), date(2026, 1, 30)),
    ],
)
def test_days_over_holidays(district, on, objection, reply, item):
    with clock.at(on):
        recommendation = f.served(district, on=on)

    days = running(recommendation)
    assert (days["TM29"], days["TM20"], recommendation.items.first().due_on) == (objection, reply, item)


def test_filing_up_counts_working_days_over_spring_festival(district):
    with clock.at(date(2026, 2, 12)):
        recommendation = f.issued(district)

    # Friday 13, the make-up Saturday 14, then 24, 25 and 26.
    assert running(recommendation) == {"TM22": date(2026, 2, 26)}


def test_item_is_planned_proved_sent_back_and_ticked_off(district):
    item = f.served(district).items.first()
    item = rectifications.plan_item(item, actor=district.officer, measure="撤销原决定。", person="李堃")
    assert item.state == "working"
    proof = rectifications.submit_proof(item, actor=district.officer, note="已撤销。", files=[f.photo()])
    assert [file.name for file in rectifications.proofs_of(proof)] == ["现场照片.jpg"]
    assert running(item) == {}

    with clock.at(date(2026, 4, 20)):
        item = rectifications.send_back_item(item, actor=district.procurator, remarks="缺送达回证。")
    assert (item.state, item.due_on) == ("working", date(2026, 4, 30))
    assert running(item) == {"TM46": date(2026, 4, 30)}

    with clock.at(date(2026, 4, 22)):
        rectifications.submit_proof(item, actor=district.town_head, note="补交送达回证。", files=[f.photo("送达回证.jpg", "回证")])
        item = rectifications.tick_item(item, actor=district.procurator, remarks="属实。")
    assert (item.state, item.ticked_on, item.ticked_by) == ("ticked", date(2026, 4, 22), district.procurator)
    assert list(item.rounds.values_list("verdict", "remarks")) == [("sent_back", "缺送达回证。"), ("accepted", "属实。")]


def test_proof_sent_back_early_keeps_the_item_s_own_last_day(district):
    item = f.served(district).items.last()
    item = rectifications.plan_item(item, actor=district.officer, measure="培训。", person="李堃")
    rectifications.submit_proof(item, actor=district.officer, note="已培训。", files=[f.photo()])

    item = rectifications.send_back_item(item, actor=district.procurator, remarks="缺签到表。")

    assert item.due_on == date(2026, 5, 15)
    assert running(item) == {"TM46": date(2026, 5, 15)}


def test_reply_stops_the_clocks_and_sends_the_letter(district):
    recommendation = f.replied(district)

    assert (recommendation.state, recommendation.replied_on) == ("replied", f.TODAY)
    assert set(Deadline.objects.filter(limit__in=["TM20", "TM29"]).values_list("state", flat=True)) == {"met"}
    letter = IssuedDocument.objects.of(recommendation.reply).get()
    assert (letter.type_code, letter.number, letter.organisation) == ("reply_letter", "杜府函〔2026〕1号", district.town)


def test_reply_asked_for_again_supersedes_the_first(district):
    recommendation = recommendations.ask_more(f.replied(district), actor=district.procurator, note="请说明培训情况。")
    assert (recommendation.state, recommendation.replied_on) == ("rectifying", None)
    assert running(recommendation)["TM20"] == date(2026, 5, 18)

    recommendations.reply_recommendation(recommendation, actor=district.officer, measures="已补充。", results="已完成培训。")

    letters = IssuedDocument.objects.of(recommendation.reply).order_by("pk")
    assert list(letters.values_list("number", "standing")) == [("杜府函〔2026〕1号", "superseded"), ("杜府函〔2026〕2号", "issued")]
    assert Recommendation.objects.get().reply.results == "已完成培训。"


def test_urgent_reply_asked_for_again_runs_anew(district):
    recommendation = f.replied(district, text={"reply_months": None, "reply_days": 15})
    with clock.at(date(2026, 3, 20)):
        recommendation = recommendations.ask_more(recommendation, actor=district.procurator, note="请补充。")

    assert running(recommendation)["TM21"] == date(2026, 4, 7)  # 4 April is 清明节, its rest lasts to the 6th


def test_whole_job_to_the_archive(district):
    recommendation = f.closed(district)
    case = supervision.close_case(recommendation.case, actor=district.procurator, result="recommendation")
    recommendation = recommendations.archive_recommendation(recommendation, actor=district.clerk)
    case = archive_case(case, actor=district.clerk)

    assert (recommendation.state, recommendation.adoption, recommendation.closed_on) == ("archived", Adoption.FULL, f.TODAY)
    assert (case.state, case.result_label, case.transfer.state) == ("archived", "提出检察建议", "closed")
    assert not Deadline.objects.open().exclude(limit="TM22").exists()
    events = list(AuditEntry.objects.about(str(ObjectRef.of(recommendation))).filter(event__startswith="cases.").order_by("id").values_list("event", flat=True))
    assert [event.rsplit(".", 1)[1] for event in events] == [
        "edit", "send_for_approval", "approve_step", "approve_step", "approve", "seal", "serve", "reply", "assess", "close", "archive",
    ]  # fmt: skip


def test_assistant_may_close_the_case_and_its_referral(district):
    recommendation = f.closed(district)

    supervision.close_case(recommendation.case, actor=district.assistant, result="recommendation")

    assert Transfer.objects.get().state == "closed"


def test_partly_adopted_says_why(district):
    recommendation = recommendations.assess_recommendation(
        f.replied(district), actor=district.procurator, adoption=Adoption.PARTLY, adoption_reason="培训尚未全覆盖。"
    )

    assert (recommendation.get_adoption_display(), recommendation.adoption_reason) == ("部分采纳", "培训尚未全覆盖。")


def test_item_may_be_kept_up_for_good(district):
    item = f.served(district).items.first()
    item = rectifications.plan_item(item, actor=district.officer, measure="建立月度抽查。", person="李堃")
    rectifications.submit_proof(item, actor=district.officer, note="已建立。", files=[f.photo()])

    item = rectifications.keep_item(item, actor=district.procurator, note="每月抽查，长期坚持。")

    assert (item.state, item.rounds.get().verdict) == ("long_term", "accepted")
    assert item.recommendation.items.unfinished().count() == 1


def test_suspended_investigation_goes_on_where_it_stopped(district):
    case = f.investigating(district)
    with clock.at(date(2026, 3, 20)):
        case = supervision.suspend_case(case, actor=district.procurator, note="等待行政复议结果。")
    assert (case.state, Deadline.objects.get(limit="TM19").state) == ("suspended", "paused")

    with clock.at(date(2026, 3, 30)):
        case = supervision.resume_case(case, actor=district.procurator)

    assert case.state == "investigating"
    assert running(case) == {"TM19": date(2026, 5, 26)}  # ten days more than 16 May


def test_suspended_review_goes_on_as_a_review(district):
    case = supervision.review_case(f.docketed(district), actor=district.procurator)
    case = supervision.suspend_case(case, actor=district.procurator, note="等待鉴定。")

    assert supervision.resume_case(case, actor=district.procurator).state == "reviewing"


def test_referral_returned_is_completed_and_sent_again(district):
    transfer = transfers.return_transfer(f.submitted(district), actor=district.manager, answer="请附送达回证。")
    assert (transfer.state, transfer.answer) == ("returned", "请附送达回证。")
    another = f.dossier(district, number="杜阮综执罚字〔2026〕16号")

    transfer = transfers.change_transfer(transfer, actor=district.officer, dossiers=[another], reason="已补充送达回证。")
    transfer = transfers.submit_transfer(transfer, actor=district.officer)

    assert (transfer.state, transfer.reason, transfer.answer) == ("pending", "已补充送达回证。", "")
    assert list(IssuedDocument.objects.of(transfer).values_list("number", flat=True).order_by("pk")) == ["杜府移函〔2026〕1号", "杜府移函〔2026〕2号"]

"""The station's acts: intake, handlers, mediation, agreement, leniency, relief, closing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from cases.models import Transfer
from disputes.models import Dispute, Leniency, Obligation
from disputes.services import agreeing, closing, intake, leniency, mediating, supporting
from pengjiang.audit.queries import timeline
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from pengjiang.law.services import save_row
from pengjiang.law.stored import stored
from tests import factories as f
from tests.disputes import steps as s
from tests.support.walk import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = timedelta(days=1)


def test_an_application_is_accepted_with_one_handler_of_each_body(district):
    dispute = s.accepted(district)

    assert dispute.state == "accepted"
    assert dispute.number == "江蓬争解〔2026〕1号"
    assert dispute.handler_ids == {district.procurator.pk, district.assistant.pk, district.reconsiderer.pk}
    assert IssuedDocument.objects.of(dispute).get().type_code == "dispute_intake"


def test_the_file_fills_what_it_already_says(district):
    file = f.dossier(
        district,
        decision={"dated_on": "2026-02-10", "fine": "12000"},
        services=[{"document": "CFJD", "on": "2026-02-12", "method": "direct"}],
    )
    dispute = s.application(district, dossier=file, act_on=None, amount=None, cause="")

    assert dispute.dossier == file
    assert str(dispute.act_on) == "2026-02-10"
    assert dispute.amount == 12000


def test_a_file_of_another_town_is_refused(district):
    other = f.dossier(district, actor=district.stranger, number="棠下综执罚字〔2026〕3号")
    with pytest.raises(DomainError) as caught:
        s.application(district, dossier=other)

    assert caught.value.field == "dossier"
    assert not Dispute.objects.exists()


def test_a_refusal_says_why(district):
    dispute = intake.refuse(s.application(district), actor=district.head, reason="不属于行政争议。")

    assert (dispute.state, dispute.refusal) == ("refused", "不属于行政争议。")
    assert "不属于行政争议。" in str(IssuedDocument.objects.of(dispute).get().blocks)
    with pytest.raises(DomainError, match="理由"):
        intake.refuse(s.application(district), actor=district.head, reason=" ")


def test_nobody_is_pressed_into_mediation(district):
    with pytest.raises(DomainError, match="不愿意化解"):
        s.accepted(district, party_willing="unwilling")


def test_who_served_in_the_town_does_not_handle_it(district):
    dispute = s.application(district)
    district.join("procurator", "陈喆", "town_officer", "duruan", since=f.SINCE, until=f.TODAY - 400 * DAY)
    with pytest.raises(DomainError, match="应当回避") as caught:
        intake.accept(dispute, actor=district.head, procurator=district.procurator, officer=district.reconsiderer)

    assert caught.value.field == "procurator"


def test_who_is_recused_is_off_the_matter_and_cannot_come_back(district):
    dispute = s.mediating_(district)
    s.meeting(district, dispute)
    dispute = intake.recuse(dispute, actor=district.head, person=district.procurator, ground="relative")

    assert dispute.procurator is None
    assert not dispute.meetings.model.objects.visible_to(district.procurator).exists()
    with pytest.raises(DomainError, match="已登记回避"):
        intake.assign(dispute, actor=district.head, procurator=district.procurator, officer=district.reconsiderer)
    dispute = intake.assign(dispute, actor=district.head, procurator=district.other_procurator, officer=district.reconsiderer)
    assert dispute.meetings.model.objects.visible_to(district.other_procurator).count() == 1


def test_only_the_joint_handlers_act(district):
    dispute = s.planned(district)
    with pytest.raises(NotAllowed, match="联合承办人"):
        mediating.begin(dispute, actor=district.other_procurator)
    assert mediating.begin(dispute, actor=district.reconsiderer).state == "mediating"


def test_an_agreement_needs_every_safeguard(district):
    dispute = s.drafted(district)
    with pytest.raises(DomainError, match="不损害第三人合法权益") as caught:
        agreeing.sign(dispute, actor=district.procurator, safeguards=["public", "free", "within"], signed_on=f.TODAY)

    assert caught.value.field == "safeguards"
    assert Dispute.objects.get().state == "mediating"
    assert dispute.agreement_text.obligations.filter(state="running").count() == 0


def test_instalments_add_up_to_the_cent(district):
    dispute = s.mediating_(district)
    agreeing.draft_agreement(dispute, actor=district.procurator, kind="settlement", facts="。", breach="恢复程序。")
    rows = agreeing.add_obligation(
        dispute,
        actor=district.procurator,
        debtor="party",
        text="缴纳罚款",
        amount=Decimal("10000.00"),
        due_on=f.TODAY.replace(month=3, day=31),
        instalments=3,
    )

    assert [row.amount for row in rows] == [Decimal("3333.33"), Decimal("3333.33"), Decimal("3333.34")]
    assert [str(row.due_on) for row in rows] == ["2026-03-31", "2026-04-30", "2026-05-31"]


def test_performance_is_followed_to_its_days(district):
    dispute = s.agreed(district)
    party, town = Obligation.objects.order_by("order")
    running = {row.target: row for row in Deadline.objects.open().filter(limit="TM45")}

    assert running[str(ObjectRef.of(town))].bound_org == district.town
    assert running[str(ObjectRef.of(party))].due_on == f.TODAY + 10 * DAY
    with pytest.raises(NotAllowed, match="尚有2项义务未履行"):
        agreeing.finish_performance(dispute, actor=district.procurator)
    done = s.fulfil(district, dispute)
    assert (done.state, done.outcome) == ("performed", "settled")
    assert not Deadline.objects.open().filter(limit="TM45").exists()


def test_a_breach_says_what_comes_next_and_may_be_agreed_anew(district):
    s.agreed(district)
    row = Obligation.objects.order_by("order").first()
    with pytest.raises(DomainError, match="尚未届满"):
        agreeing.breach_obligation(row, actor=district.procurator, next_step="demand", note="未履行")
    with clock.at(f.TODAY + 11 * DAY):
        row = agreeing.breach_obligation(row, actor=district.procurator, next_step="demand", note="未公开致歉。")
        assert (row.state, row.next_step) == ("breached", "demand")
        assert not Deadline.objects.open().filter(target=str(ObjectRef.of(row))).exists()
        row = agreeing.extend_obligation(row, actor=district.procurator, due_on=f.TODAY + 30 * DAY, note="当事人住院，双方同意延期。")
        assert Deadline.objects.open().get(target=str(ObjectRef.of(row))).due_on == f.TODAY + 30 * DAY


def test_a_withdrawal_is_free(district):
    dispute = s.agreed(district)
    with pytest.raises(DomainError, match="自愿"):
        agreeing.withdraw_application(dispute, actor=district.procurator, what="行政复议申请", on=f.TODAY, freely=False)
    agreeing.withdraw_application(
        dispute, actor=district.procurator, what="行政复议申请", on=f.TODAY, freely=True, confirmation="蓬府行复〔2026〕5号"
    )
    assert Dispute.objects.get().agreement_text.withdrawn_what == "行政复议申请"


# 首违不罚


def test_the_register_is_asked_for_earlier_violations(district):
    dispute = s.accepted(district, party_name="蓬江区某建材经营部")
    f.dossier(district, number="杜阮综执罚字〔2025〕9号", decision={"dated_on": "2025-06-01", "fine": "500"})
    f.dossier(district, number="杜阮综执罚字〔2023〕9号", decision={"dated_on": "2023-06-01", "fine": "500"})
    with pytest.raises(DomainError, match="初次违法”未成立"):
        s.assessed(district, dispute)
    row = s.assessed(district, dispute, view="lacks")

    assert [one["number"] for one in row.earlier] == ["杜阮综执罚字〔2025〕9号"]
    assert row.holds is False


def test_three_conditions_all_or_none(district):
    dispute = s.accepted(district)
    with pytest.raises(DomainError, match="危害后果轻微”未成立"):
        s.assessed(district, dispute, slight_harm=None)
    row = s.assessed(district, dispute, slight_harm=None, view="open")
    assert row.holds is None
    assert s.assessed(district, dispute).holds is True
    assert Leniency.objects.count() == 1


def test_a_list_must_be_in_force(district):
    dispute = s.accepted(district)
    with pytest.raises(DomainError, match="尚未施行"):
        s.assessed(district, dispute, list_since=f.TODAY)
    with pytest.raises(DomainError, match="已经失效"):
        s.assessed(district, dispute, list_until=f.TODAY - DAY)


def test_the_town_decides_and_may_decide_otherwise(district):
    dispute = s.accepted(district)
    assert not Leniency.objects.visible_to(district.town_head).exists()
    row = s.sent(district, dispute)
    assert Leniency.objects.visible_to(district.town_head).get() == row
    assert row.decision == ""
    with pytest.raises(NotAllowed):
        leniency.decide(row, actor=district.procurator, decision="exempt", decided_on=f.TODAY, decision_number="1", decision_note="。")
    row = leniency.decide(
        row,
        actor=district.town_head,
        decision="lighter",
        decided_on=f.TODAY,
        decision_number="杜府〔2026〕2号",
        decision_note="社会影响较大。",
    )
    assert (row.state, row.decision) == ("decided", "lighter")


# Relief and support


def test_relief_goes_through_review_and_grant_to_payment(district):
    dispute = s.mediating_(district)
    row = s.paid(district, dispute)

    assert (row.state, row.amount) == ("paid", Decimal("27751.50"))
    assert "27751.5元" in str(IssuedDocument.objects.of(row).get().blocks)
    with pytest.raises(DomainError, match="不重复救助"):
        s.relief(district, dispute)


def test_relief_needs_its_conditions(district):
    dispute = s.mediating_(district)
    row = s.relief(district, dispute, checks=["case", "hardship", "first"])
    with pytest.raises(NotAllowed, match="无法通过诉讼获得有效赔偿"):
        supporting.review_relief(row, actor=district.head, note="同意")
    other = s.relief(district, dispute, applicant="林某", ground="other")
    with pytest.raises(NotAllowed, match="转介社会救助"):
        supporting.review_relief(other, actor=district.head, note="同意")
    assert supporting.refer_relief(other, actor=district.procurator, referred_to="区民政局").state == "referred"
    with pytest.raises(DomainError, match="36个月"):
        s.relief(district, dispute, applicant="张某", months=37)


def test_legal_aid_is_answered_by_the_bureau(district):
    row = s.aid(district, s.mediating_(district))
    with pytest.raises(NotAllowed):
        supporting.give_aid(row, actor=district.procurator, lawyer="梁律师")
    assert supporting.give_aid(row, actor=district.bureau_leader, lawyer="梁律师").state == "given"


def test_only_civil_suits_are_supported(district):
    dispute = s.mediating_(district)
    assert s.suit(district, dispute).supported == "黄阿炳"
    with pytest.raises(DomainError, match="仅限民事诉讼"):
        supporting.support_suit(dispute, actor=district.procurator, civil=False)


# The end


def test_it_is_done_only_after_a_visit(district):
    dispute = s.visiting(district)
    with pytest.raises(NotAllowed, match="尚有1次回访未完成"):
        closing.finish(dispute, actor=district.procurator)
    assert s.closed(district).state == "closed"


def test_a_failed_one_turns_into_supervision_once(district):
    dispute = mediating.fail(s.mediating_(district), actor=district.procurator, note="镇政府坚持原处罚，转监督。")
    first = closing.refer(dispute, actor=district.procurator, problem="procedure", reason="处罚前未告知听证权利。")
    again = closing.refer(dispute, actor=district.procurator, problem="procedure", reason="处罚前未告知听证权利。")

    assert (dispute.state, dispute.outcome) == ("unsettled", "unsettled")
    assert first == again == Transfer.objects.get()
    assert (first.state, first.subject) == ("pending", district.town)
    with pytest.raises(NotAllowed):
        closing.refer(dispute, actor=district.reconsiderer, problem="procedure", reason="。")


def test_a_typical_case_draft_names_nobody(district):
    dispute = s.visiting(district, third_parties="梁大伟、何小明", facts="黄阿炳与梁大伟在杜阮镇因排水发生争议。")
    closing.mark_typical(dispute, actor=district.procurator)
    draft = closing.typical_draft(Dispute.objects.get())

    assert draft["facts"] == "黄某与梁某在某镇（街）因排水发生争议。"
    assert "首违不罚" in draft["meaning"]
    assert not {"黄阿炳", "杜阮", "陈喆"} & {word for word in ("黄阿炳", "杜阮", "陈喆") if word in str(draft)}


def test_the_timeline_of_the_town_says_only_what_is_shared(district):
    dispute = s.mediating_(district)
    s.meeting(district, dispute)
    told = [entry.sentence for entry in timeline(dispute, district.town_head, handling=False)]

    assert told[0] == "开始联合化解"
    assert "受理争议化解申请，编号江蓬争解〔2026〕1号" in told
    assert "召开调解会" not in told
    assert not any(s.SECRET in sentence for sentence in told)


def test_the_page_shows_each_condition_with_its_days(client, district):
    dispute = s.accepted(district)
    s.assessed(district, dispute)
    client.force_login(district.procurator, backend=BACKEND)
    page = client.get(f"{dispute.get_absolute_url()}?tab=leniency").content.decode()

    assert "改正日期" in page
    assert "2026-03-06" in page
    assert "复查达标" in page


def test_the_assessment_form_keeps_all_its_days(client, district):
    dispute = s.accepted(district)
    client.force_login(district.procurator, backend=BACKEND)
    given = {
        "violated_on": "2026-02-20",
        "look_back_years": "2",
        "slight_harm": "yes",
        "corrected_in_time": "yes",
        "harm_note": "轻微",
        "correction_note": "达标",
    }
    given |= {"corrected_on": "2026-03-10", "recheck_on": "2026-03-12", "recheck_note": "合格", "view": "fits"}
    response = client.post(f"/disputes/{dispute.pk}/assess/", given)
    row = Leniency.objects.get()

    assert response.status_code == 303
    assert (str(row.corrected_on), str(row.recheck_on), row.slight_harm, row.holds) == ("2026-03-10", "2026-03-12", True, True)
    page = client.get(f"{dispute.get_absolute_url()}?tab=leniency").content.decode()
    assert "改正日期" in page


def test_a_wrong_day_stands_beside_its_field_and_nothing_is_stored(client, district):
    dispute = s.accepted(district)
    client.force_login(district.procurator, backend=BACKEND)
    given = {
        "violated_on": "2026-02-20",
        "look_back_years": "2",
        "harm_note": "轻微",
        "correction_note": "达标",
        "corrected_on": "2026-02-01",
        "view": "open",
    }
    response = client.post(f"/disputes/{dispute.pk}/assess/", given)

    assert response.status_code == 422
    assert "改正日期不能早于违法行为日期。" in response.context["form"].errors["corrected_on"]
    assert not Leniency.objects.exists()


def test_a_hearing_is_told_three_days_before(client, district):
    dispute = s.mediating_(district)
    client.force_login(district.procurator, backend=BACKEND)
    given = {"place": "检察听证室", "host": "陈喆", "listeners": "梁启明、苏惠珍、罗国栋", "questions": "是否符合首违不罚条件", "is_public": "on"}
    url = f"/disputes/{dispute.pk}/hearing/"
    soon = client.post(url, {**given, "at": f"{f.TODAY + 2 * DAY:%Y-%m-%d} 09:30"})
    assert soon.status_code == 422
    assert soon.context["form"].errors["at"] == ["须在听证三日前告知参加人，听证日期最早为2026-03-19。"]
    assert client.post(url, {**given, "at": f"{f.TODAY + 3 * DAY:%Y-%m-%d} 09:30"}).status_code == 303

    (paper,) = IssuedDocument.objects.filter(type_code="dispute_hearing_notice")
    said = str(paper.blocks)
    for words in ("黄阿炳", district.town.name, "2026年3月19日9时30分", "检察听证室", "陈喆", "苏惠珍", "是否符合首违不罚条件。", "可以申请回避", "准时参加"):
        assert words in said, words
    for reader in (district.town_head, district.other_procurator):
        client.force_login(reader, backend=BACKEND)
        page = client.get(f"{dispute.get_absolute_url()}?tab=mediation").content.decode()
        assert "是否符合首违不罚条件" in page
        assert s.SECRET not in page
    client.force_login(district.stranger, backend=BACKEND)
    assert client.post(url, given).status_code == 404


def test_the_steps_of_the_item_stand_beside_the_similar_cases(client, district):
    item = next(row for row in stored().items if row.base_kind == "fixed")
    steps = [
        {"item": item.code, "name": "较轻", "circumstances": "首次且及时改正", "low": "0", "high": "20000"},
        {"item": item.code, "name": "较重", "circumstances": "拒不改正", "low": "20000", "low_inclusive": False, "high": "100000"},
        {"item": "OTHER", "name": "别的事项", "low": "0", "high": "1"},
    ]
    value = {"code": "test.steps", "kind": "benchmark", "name": "试验裁量基准", "number": "试验〔2026〕1号", "field": item.field, "steps": steps}
    save_row(None, kind="standards", value=value, since=f.SINCE, until=None, source="试验", confidence="SYN", actor=None)
    dispute = s.mediating_(district, field=item.field, item=item.code, amount=Decimal(60000))
    client.force_login(district.procurator, backend=BACKEND)
    page = client.get(f"{dispute.get_absolute_url()}?tab=similar").content.decode()

    assert item.name in page
    assert "首次且及时改正" in page
    assert "别的事项" not in page
    assert page.count("本案金额所在") == 1
    assert page.index("拒不改正") > page.index("本案金额所在") > page.index("首次且及时改正")
    form = client.get("/disputes/new/").content.decode()
    assert f'<option value="{item.code}">' in form

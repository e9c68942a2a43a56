"""Change of handler and handover: recusal looked at anew, clocks go along, a list for three signatures; what an absent one has falls to the head."""

from __future__ import annotations

from datetime import date

import pytest

from cases.enums import RecusalGround
from cases.forms.handovers import HandoverForm
from cases.models import Handover, SupervisionCase, Transfer
from cases.services import handovers, recusals, supervision, transfers
from disputes.models import Dispute
from pengjiang.accounts.enums import Role
from pengjiang.accounts.services import end_role, set_active
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.dashboard.queries import desks
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.reminders import bound_people
from pengjiang.documents.models import IssuedDocument
from reviews.models import Assignment
from tests import factories as f
from tests.cases.refusing import refused
from tests.disputes import steps
from tests.reviews.story import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_change_of_handler_takes_the_clocks_and_the_referral_along(district):
    recommendation = f.served(district)
    case = recommendation.case

    case = handovers.change_handler(case, actor=district.head, holder=district.other_procurator, reason="原承办人调离。")
    assert case.holder == district.other_procurator
    assert Transfer.objects.get().holder == district.other_procurator
    watchers = set(Deadline.objects.open().filter(limit__in=["TM20", "TM29", "TM46"]).values_list("watcher__name", flat=True))
    assert watchers == {"黄犇"}
    assert set(Deadline.objects.open().filter(limit="TM22").values_list("holder__name", flat=True)) == {"黄犇"}
    with pytest.raises(NotAllowed, match="由承办检察官黄犇办理"):
        supervision.close_case(case, actor=district.procurator, result="recommendation")


def test_change_of_handler_looks_at_recusal_anew(district):
    case = f.docketed(district)
    recusals.declare_recusal(person=district.other_procurator, ground=RecusalGround.RELATIVE, organisation=district.town, actor=district.head)
    second = district.join("second_assistant", "关允", Role.ASSISTANT, "procuratorate")
    district.join("second_assistant", "关允", Role.TOWN_OFFICER, "duruan", since=date(2018, 1, 1), until=date(2019, 12, 31))

    assert refused(
        lambda: handovers.change_handler(case, actor=district.head, holder=district.other_procurator, reason="调离"), field="holder"
    ).startswith("黄犇已登记回避")
    assert "任职，应当回避" in refused(lambda: handovers.change_handler(case, actor=district.head, assistant=second, reason="调离"), field="assistant")
    assert refused(lambda: handovers.change_handler(case, actor=district.head, holder=district.clerk, reason="调离"), field="holder") == "冯雪现不担任检察官，请另选。"
    refused(lambda: handovers.change_handler(case, actor=district.head, reason="调离"), field="holder")
    refused(lambda: handovers.change_handler(case, actor=district.procurator, holder=district.other_procurator, reason="调离"), kind=NotAllowed)


def test_handover_takes_everything_open_and_lists_what_stays(district):
    recommendation = f.served(district, number="交接1")
    f.assigned(district, number="交接2")
    elsewhere = transfers.register_transfer(
        actor=district.procurator, channel="data_model", title="超期扣押线索", subject=district.other_town, problem="procedure", reason="数据比对发现。"
    )
    elsewhere = transfers.accept_transfer(elsewhere, actor=district.manager, **f.GATE)
    transfers.assign_transfer(elsewhere, actor=district.head, holder=district.procurator)
    recusals.declare_recusal(person=district.other_procurator, ground=RecusalGround.OTHER, organisation=district.other_town, actor=district.head)

    row = handovers.hand_over(actor=district.head, giver=district.procurator, taker=district.other_procurator, reason="调离本部门")
    listed = {one.title: one.kept for one in row.rows.all()}
    assert len(listed) == 3
    assert listed["超期扣押线索"] == "黄犇已登记回避：其他可能影响公正办理的关系"
    assert [title for title, kept in listed.items() if kept] == ["超期扣押线索"]
    assert SupervisionCase.objects.get(pk=recommendation.case_id).holder == district.other_procurator
    assert list(Transfer.objects.filter(holder=district.procurator)) == [elsewhere]
    paper = IssuedDocument.objects.of(row).get()
    assert all(words in str(paper.blocks) for words in ("工作交接清单", "未移交：黄犇已登记回避", "监交人"))
    assert [item.title for item in desks(district.other_procurator).todo if "确认接收" in item.title] == ["确认接收：陈喆移交的工作"]

    assert refused(lambda: handovers.receive_handover(row, actor=district.assistant), kind=NotAllowed) == "由接收人黄犇确认。"
    row = handovers.receive_handover(row, actor=district.other_procurator, note="已逐件核对。")
    assert (row.state, row.received_as) == ("received", "黄犇")
    assert [paper.standing for paper in IssuedDocument.objects.of(row).order_by("pk")] == ["superseded", "issued"]


def test_assistants_hand_over_too(district):
    case = f.docketed(district)
    second = district.join("second_assistant", "关允", Role.ASSISTANT, "procuratorate")

    row = handovers.hand_over(actor=district.head, giver=district.assistant, taker=second, reason="产假")
    assert [one.kind for one in row.rows.all()] == ["监督案件（协办）"]
    case.refresh_from_db()
    assert (case.holder, case.assistant) == (district.procurator, second)


def test_handovers_that_make_no_sense_are_refused(district):
    f.docketed(district)
    give = {"actor": district.head, "reason": "调离"}

    refused(lambda: handovers.hand_over(giver=district.procurator, taker=district.procurator, **give), field="taker")
    refused(lambda: handovers.hand_over(giver=district.other_procurator, taker=district.procurator, **give), field="giver")
    refused(lambda: handovers.hand_over(giver=district.procurator, taker=district.assistant, **give), field="taker")
    refused(lambda: handovers.hand_over(giver=district.procurator, taker=district.other_procurator, actor=district.head, reason=" "), field="reason")
    refused(lambda: handovers.hand_over(giver=district.procurator, taker=district.other_procurator, actor=district.chief, reason="调离"), kind=NotAllowed)
    assert not Handover.objects.exists()


def titles(person) -> list[str]:
    return [item.title for item in desks(f.person_again(person)).todo]


def test_what_an_inactive_holder_has_goes_to_the_head_at_once(district):
    case = f.investigating(district)
    clock_of_case = Deadline.objects.get(limit="TM19")
    assert not [title for title in titles(district.head) if "陈喆" in title or "变更承办人" in title]

    set_active(district.procurator, active=False, actor=district.security_admin)
    assert f"变更承办人：{case.title}" in titles(district.head)
    assert any(title.startswith("陈喆：") for title in titles(district.head))
    assert bound_people(Deadline.objects.get(pk=clock_of_case.pk)) == [district.head]
    assert not any("陈喆" in title for title in titles(district.chief))


def test_holder_whose_post_has_ended_counts_as_gone(district):
    case = f.docketed(district)
    end_role(district.procurator.memberships.get(), until=date(2026, 3, 15), actor=district.security_admin)

    assert f"变更承办人：{case.title}" in titles(district.head)


def test_overdue_to_do_falls_to_the_head_after_three_working_days(district):
    f.investigating(district)
    due = Deadline.objects.get(limit="TM19").due_on
    # 16 May 2026 is a Saturday: the limit rolls to Monday the 18th.
    assert due == date(2026, 5, 18)

    for day, falls in ((date(2026, 5, 20), False), (date(2026, 5, 21), True)):
        with clock.at(day):
            assert any(title.startswith("陈喆：") for title in titles(district.head)) is falls


def test_open_disputes_and_review_tasks_go_over_too(district):
    dispute = steps.planned(district)
    kept = steps.accepted(district, title="棠下镇罚款争议", town=district.other_town)
    recusals.declare_recusal(person=district.other_procurator, ground=RecusalGround.OTHER, organisation=district.other_town, actor=district.head)
    limits = Deadline.objects.open().about(str(ObjectRef.of(dispute))).exclude(holder=None)
    assert set(limits.values_list("holder__name", flat=True)) <= {"陈喆", "谭莉", "莫知远"}

    row = handovers.hand_over(actor=district.head, giver=district.procurator, taker=district.other_procurator, reason="调离")
    listed = {(one.kind, one.title): one.kept for one in row.rows.all()}
    assert listed == {
        ("争议化解", dispute.title): "",
        ("争议化解", kept.title): "黄犇已登记回避：其他可能影响公正办理的关系",
    }
    assert (Dispute.objects.get(pk=dispute.pk).procurator, Dispute.objects.get(pk=kept.pk).procurator) == (district.other_procurator, district.procurator)
    assert not Deadline.objects.open().about(str(ObjectRef.of(dispute))).filter(holder=district.procurator).exists()
    paper = IssuedDocument.objects.of(row).get()
    assert all(words in str(paper.blocks) for words in ("争议化解", dispute.number, dispute.title))

    second = district.join("second_assistant", "关允", Role.ASSISTANT, "procuratorate")
    handovers.hand_over(actor=district.head, giver=district.assistant, taker=second, reason="产假")
    assert set(Dispute.objects.values_list("assistant__name", flat=True)) == {"关允"}
    assert HandoverForm(user=district.head).fields["giver"].queryset.filter(pk=district.procurator.pk).exists()


def test_review_tasks_go_to_others_of_the_panel_and_the_list_keeps_the_files_unnamed(district):
    Story.of(district).register(each=2).assigned(size=2, minimum=1)
    task = Assignment.objects.open().filter(body=district.office).first()
    giver = task.reviewer
    others = [one.person for one in task.round.panel.filter(body=district.office).exclude(person=giver).select_related("person")]
    held = [one for one in handovers.held_by(giver) if one.kind == "评查任务"]
    assert len(held) == Assignment.objects.open().filter(reviewer=giver).count()

    outside = district.join("outside", "局外", Role.PROCURATOR, "procuratorate")
    assert "不在本次评查组中" in refused(lambda: handovers.hand_over(actor=district.head, giver=giver, taker=outside, reason="调离"), field="taker")
    row = handovers.hand_over(actor=district.head, giver=giver, taker=others[0], reason="调离")
    rows = list(row.rows.filter(kind="评查任务"))
    going = [one for one in rows if not one.kept]
    assert {(one.number, one.title) for one in rows} == {("", f"{task.round.title}评分")}
    assert Assignment.objects.open().filter(reviewer=giver).count() == len(rows) - len(going)
    assert going
    numbers = task.round.files.values_list("number", flat=True)
    assert not any(number in str(IssuedDocument.objects.of(row).get().blocks) for number in numbers)

"""Matters that start without a town: every channel of domain.md 5.5."""

from __future__ import annotations

import pytest

from cases.enums import CHANNELS_NEEDING_DUTY, Channel, RecusalGround
from cases.models import Transfer
from cases.services import recusals, supervision, transfers
from pengjiang.accounts.services import create_organisation
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WITHOUT_TOWN = [channel for channel in Channel if channel != Channel.TOWN_REFERRAL]


def register(d, **values) -> Transfer:
    given = {
        "channel": Channel.COMPLAINT,
        "title": "来访人反映占道处罚未听取申辩",
        "problem": "procedure",
        "reason": "来访人称处罚前未告知陈述申辩权利。",
        "subject": d.town,
    }
    return transfers.register_transfer(actor=d.manager, **{**given, **values})


def test_there_are_ten_channels():
    assert [channel.label for channel in Channel] == [
        "行政诉讼监督案件中发现",
        "行政非诉执行监督中发现",
        "行刑反向衔接中发现",
        "民事、刑事、公益诉讼办案中发现",
        "控告申诉、12309来访",
        "与司法局联合案卷评查中发现并核实",
        "镇街主动移送审查",
        "上级交办",
        "人大、政协转交",
        "大数据模型线索",
    ]
    assert {Channel.TOWN_REFERRAL, Channel.SUPERIOR, Channel.CONGRESS, Channel.DATA_MODEL} == CHANNELS_NEEDING_DUTY


@pytest.mark.parametrize("channel", WITHOUT_TOWN)
def test_channel_goes_from_register_to_case(district, channel):
    transfer = register(district, channel=channel)
    assert (transfer.state, transfer.sender, transfer.submitted_on, transfer.submitted_by) == ("pending", None, f.TODAY, district.manager)

    transfer = transfers.accept_transfer(transfer, actor=district.other_manager, **{**f.GATE, "origin": channel})
    transfer = transfers.assign_transfer(transfer, actor=district.head, holder=district.procurator)
    case = supervision.docket_case(transfer, actor=district.procurator, case_type="unlawful_act", title="监督案")

    assert (case.channel, case.subject, case.transfer.number) == (channel, district.town, "江蓬检线〔2026〕1号")
    register_form = IssuedDocument.objects.of(transfer).get(type_code="intake_register")
    assert {"本院自行发现", channel.label} <= set(_values(register_form.blocks))


def _values(blocks) -> list[str]:
    """Every text in a stored tree."""
    if isinstance(blocks, dict):
        return [text for value in blocks.values() for text in _values(value)]
    if isinstance(blocks, list):
        return [text for value in blocks for text in _values(value)]
    return [blocks] if isinstance(blocks, str) else []


def test_procurator_registers_what_was_found_in_a_case(district):
    transfer = transfers.register_transfer(
        channel=Channel.LITIGATION, title="案", problem="law", reason="理由", subject=district.town, actor=district.procurator
    )

    assert (transfer.state, transfer.created_by) == ("pending", district.procurator)


def test_subject_may_be_a_body_outside_the_system(district):
    transfer = register(district, subject=None, subject_name="江门市蓬江区某局")

    assert transfer.subject_label == "江门市蓬江区某局"
    with pytest.raises(DomainError, match="请填写被监督单位"):
        register(district, subject=None)


@pytest.mark.parametrize("post", ["officer", "clerk", "head", "bureau_clerk", "system_admin"])
def test_who_does_not_register(district, post):
    with pytest.raises(NotAllowed, match="“登记线索”由检察官、案件管理办理"):
        transfers.register_transfer(channel=Channel.SUPERIOR, title="案", problem="law", reason="理由", subject=district.town, actor=district.people[post])

    assert not Transfer.objects.exists()


def test_what_nobody_sent_cannot_be_returned(district):
    transfer = register(district)

    with pytest.raises(DomainError, match="没有移送单位，不能退回；可不予受理。"):
        transfers.return_transfer(transfer, actor=district.manager, answer="补正")
    assert transfers.refuse_transfer(transfer, actor=district.manager, answer="不属于监督职责。").state == "refused"


def test_town_never_sees_a_matter_it_did_not_send(district):
    register(district)

    assert not Transfer.objects.visible_to(district.officer).exists()
    assert not Transfer.objects.visible_to(district.bureau_clerk).exists()
    assert Transfer.objects.visible_to(district.procurator).count() == 1


def test_source_becomes_a_referral_once(district):
    values = {"channel": Channel.JOINT_REVIEW, "title": "评查发现", "problem": "procedure", "reason": "评查发现", "subject": district.town}
    source = f.dossier(district)

    first = transfers.receive_transfer(source=source, actor=district.procurator, dossiers=[source], **values)
    second = transfers.receive_transfer(source=source, actor=district.manager, dossiers=[source], **values)

    assert first == second
    assert (first.source_ref, first.state) == (f"dossiers.dossier:{source.pk}", "pending")


def test_filed_matter_may_be_taken_up_again(district):
    transfer = transfers.file_transfer(f.assigned(district), actor=district.procurator, answer="事实轻微。")
    assert (transfer.state, transfer.answer) == ("filed", "事实轻微。")

    assert transfers.reopen_transfer(transfer, actor=district.procurator, note="又收到同类来访。").state == "accepted"


def test_matter_goes_to_another_department_and_ends(district):
    transfer = transfers.hand_over_transfer(f.assigned(district), actor=district.procurator, handed_to="公益诉讼检察部门", answer="涉及公共利益。")

    transfer = transfers.close_transfer(transfer, actor=district.procurator, note="已由公益诉讼检察部门办结。")

    assert (transfer.state, transfer.handed_to) == ("closed", "公益诉讼检察部门")


def test_matter_joins_another(district):
    first, second = f.accepted(district), f.accepted(district, number="杜阮综执罚字〔2026〕16号")

    second = transfers.merge_transfer(second, actor=district.head, other=first)

    assert (second.state, second.merged_into) == ("merged", first)


def test_matter_is_looked_into_before_docketing(district):
    transfer = transfers.investigate_transfer(f.assigned(district), actor=district.procurator, note="先调阅案卷。")
    assert transfer.state == "investigating"

    case = supervision.docket_case(transfer, actor=district.procurator, case_type="execution", title="非诉执行监督案")

    assert case.number == "江蓬检行执监〔2026〕1号"


def test_recusal_of_a_body_does_not_touch_another(district):
    recusals.declare_recusal(person=district.procurator, ground=RecusalGround.SERVED_THERE, organisation=district.other_town, actor=district.head)

    assert transfers.assign_transfer(f.accepted(district), actor=district.head, holder=district.procurator).holder == district.procurator


def test_new_body_of_the_district_can_be_supervised(district):
    street = create_organisation(code="huanshi", name="江门市蓬江区人民政府环市街道办事处", short_name="环市街道", kind="town", actor=district.system_admin)

    assert register(district, subject=street).subject_label == "江门市蓬江区人民政府环市街道办事处"

"""Agreements, duties, notices, meetings, contacts: who may share what, what falls due when, who has read and done it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from liaison.models import Contact, DutyDay, DutyTask, MeetingTask, Notice, Receipt
from liaison.queries.duties import periods
from liaison.queries.room import room_of
from liaison.queries.sharing import new_rules, quarter_of
from liaison.services import agreements, meetings, notices
from liaison.services.agreements import let_duties_fall_due
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.dashboard.queries import desks
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from pengjiang.files.models import StoredFile
from pengjiang.notifications.models import Notice as InboxNotice
from pengjiang.notifications.services import queue_digest
from tests import factories as f
from tests.liaison import steps as s
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_fourteen_articles_are_entries_of_their_own(district):
    row = s.agreement(district)

    assert [(one.order, one.title) for one in row.articles.all()][3:6] == [(4, "案情通报"), (5, "线索移送"), (6, "信息共享")]
    assert row.articles.count() == 14
    assert {party.label for party in row.parties.all()} == {district.office.name, district.town.name}


def test_it_begins_when_two_have_signed(district):
    row = s.agreement(district)
    with pytest.raises(NotAllowed, match="至少两个单位签署"):
        agreements.begin(row, actor=district.procurator, since=f.TODAY)
    row = s.in_force(district)

    assert (row.state, row.since) == ("in_force", f.TODAY)
    assert StoredFile.objects.of(row).count() == 2
    with pytest.raises(NotAllowed, match="各单位均已签署"):
        agreements.sign(row, actor=district.procurator, party=row.parties.first(), signed_on=f.TODAY, signer="某")


def test_who_has_not_signed_does_not_receive_what_only_signatories_may(district):
    s.in_force(district)
    with pytest.raises(DomainError, match="棠下镇没有与本单位签署") as caught:
        s.notice(district, topic="circulars")
    assert caught.value.field == "addressees"
    assert not Notice.objects.exists()
    row = notices.issue(s.notice(district, topic="circulars", addressees=[district.town]), actor=district.procurator)

    assert Notice.objects.visible_to(district.officer).get() == row
    assert not Notice.objects.visible_to(district.stranger).exists()
    # Another part of the mechanism was not agreed upon.
    with pytest.raises(DomainError, match="裁量标准"):
        s.notice(district, topic="standards", addressees=[district.town])


def test_a_mechanism_that_ended_lets_nothing_be_shared(district):
    row = s.in_force(district)
    draft = s.notice(district, topic="circulars", addressees=[district.town])
    agreements.end(row, actor=district.procurator, note="另行签署新的意见。")
    with pytest.raises(DomainError, match="没有与本单位签署"):
        notices.issue(draft, actor=district.procurator)
    assert Notice.objects.get().state == "draft"


def test_a_signatory_of_another_mechanism_with_others_is_not_ours(district):
    row = agreements.draft(
        actor=district.bureau_officer, name="检司机制", kind="bureau", organisations=[district.other_town], topics=["circulars"]
    )
    for party in row.parties.all():
        row = agreements.sign(row, actor=district.bureau_officer, party=party, signed_on=f.TODAY, signer="某")
    agreements.begin(row, actor=district.bureau_officer, since=f.TODAY)
    with pytest.raises(DomainError, match="没有与本单位签署"):
        s.notice(district, topic="circulars", addressees=[district.other_town])


def test_quarters_fall_due_once_each(district):
    duty = s.duty(district)
    assert let_duties_fall_due() == 0
    with clock.at(date(2026, 4, 1)):
        assert (let_duties_fall_due(), let_duties_fall_due()) == (1, 0)
    with clock.at(date(2026, 10, 2)):
        assert let_duties_fall_due() == 2
        told = [(task.period, str(task.due_on)) for task in duty.tasks.all()]
        while drain():
            pass
        assert told == [("2026年第一季度", "2026-04-10"), ("2026年第二季度", "2026-07-10"), ("2026年第三季度", "2026-10-10")]
        todo = [item for item in desks(district.town_head).todo if "通报本季度" in item.title]
        assert [(item.due, item.light) for item in todo] == [(date(2026, 4, 10), "overdue"), (date(2026, 7, 10), "overdue"), (date(2026, 10, 10), "ok")]
        assert len(room_of(district.town_head)["duties"]) == 3
        assert not [item for item in desks(district.stranger).todo if "通报本季度" in item.title]
        assert InboxNotice.objects.filter(person=district.town_head, title__contains="第三季度").count() == 1
        with pytest.raises(DomainError, match="办理证明"):
            agreements.tick(duty.tasks.first(), actor=district.town_head, note="已报送。", done_on=clock.today())
        with pytest.raises(NotAllowed):
            s.ticked(f.District(district.organisations, district.people | {"town_head": district.stranger}), duty.tasks.first())
        task = s.ticked(district, duty.tasks.first())
    assert (task.state, task.done_by, StoredFile.objects.of(task).count()) == ("done", district.town_head, 1)
    assert DutyTask.objects.filter(state="open").count() == 2


def test_nothing_falls_due_for_who_has_not_signed_or_after_the_end(district):
    row = s.in_force(district)
    agreements.join(row, actor=district.procurator, organisation=district.other_town)
    s.duty(district, row, bound=district.other_town)
    s.duty(district, row)
    with clock.at(date(2026, 4, 2)):
        assert let_duties_fall_due() == 1
        agreements.end(row, actor=district.procurator, note="终止。")
    with clock.at(date(2026, 7, 2)):
        assert let_duties_fall_due() == 0


def test_a_duty_binds_parties_only(district):
    with pytest.raises(DomainError, match="不是签署单位"):
        s.duty(district, bound=district.other_town)


def test_periods_of_every_length():
    assert list(periods("month", date(2025, 12, 10), date(2026, 2, 1))) == [("2025年12月", date(2025, 12, 31)), ("2026年1月", date(2026, 1, 31))]
    assert list(periods("half", date(2026, 1, 1), date(2027, 1, 1))) == [("2026年上半年", date(2026, 6, 30)), ("2026年下半年", date(2026, 12, 31))]
    assert list(periods("year", date(2024, 2, 29), date(2026, 1, 1))) == [("2024年", date(2024, 12, 31)), ("2025年", date(2025, 12, 31))]
    assert list(periods("quarter", date(2026, 3, 31), date(2026, 3, 31))) == []
    assert quarter_of(date(2026, 1, 15)) == (date(2025, 10, 1), date(2025, 12, 31))


def test_a_notice_is_read_and_answered_by_each_for_itself(district):
    row = s.issued(district)
    mine, other = Receipt.objects.visible_to(district.officer).get(), Receipt.objects.get(organisation=district.other_town)
    assert mine.organisation == district.town
    with pytest.raises(NotAllowed):
        notices.read(other, actor=district.officer)
    mine = notices.answer(notices.read(mine, actor=district.officer), actor=district.officer, text="已组织自查。", files=[f.photo("自查.jpg", "自查")])

    assert (mine.state, mine.answer, mine.read_by) == ("answered", "已组织自查。", district.officer)
    assert [receipt.state for receipt in Receipt.objects.visible_to(district.procurator)] == ["answered", "sent"]
    assert row.number == "蓬联通〔2026〕1号"
    assert IssuedDocument.objects.of(row).get().type_code == "liaison_notice"
    waiting = [item.title for item in desks(district.stranger).todo]
    assert "签收：第一季度案情通报" in waiting


def test_a_circular_is_drawn_from_the_register(district):
    f.dossier(district, number="杜阮综执罚字〔2026〕15号", decision={"dated_on": "2026-02-10", "fine": "12000"})
    f.dossier(district, number="杜阮综执罚字〔2026〕16号", decision={"dated_on": "2025-12-30", "fine": "500"})
    row = notices.draw(actor=district.procurator, since=date(2026, 1, 1), until=date(2026, 3, 31), addressees=[district.town], topic="")

    assert row.title == "2026年1月至3月镇街综合行政执法案情通报"
    assert "共作出行政执法决定1件，罚款12000元" in row.body
    assert "较典型的案件：杜阮镇城市管理案，罚款12000元。" in row.body
    assert any("行政执法监督条例" in rule for rule in new_rules(date(2026, 1, 1), date(2026, 3, 31)))
    assert row.figures[:3] == [["镇街", "办结案卷（件）", "罚款（元）"], ["杜阮镇", "1", "12000"], ["棠下镇", "0", "0"]]
    with pytest.raises(DomainError, match="全区数据"):
        notices.draw(actor=district.town_head, since=date(2026, 1, 1), until=date(2026, 3, 31), addressees=[district.office])


def test_a_town_informs_the_procuratorate(district):
    row = s.notice(district, actor=district.town_head, addressees=[district.office], kind="news", title="执法动态")
    row = notices.issue(row, actor=district.town_head)

    assert Notice.objects.visible_to(district.procurator).get() == row
    assert not Notice.objects.visible_to(district.bureau_officer).exists()


def test_a_withdrawn_notice_says_why(district):
    row = notices.withdraw(s.issued(district), actor=district.procurator, note="数据有误。")
    with pytest.raises(DomainError, match="理由"):
        notices.withdraw(s.issued(district), actor=district.procurator, note=" ")
    assert (row.state, row.withdrawal) == ("withdrawn", "数据有误。")
    assert row not in [receipt.notice for receipt in room_of(district.officer)["unread"]]


def test_a_meeting_leaves_minutes_and_tasks(district):
    row = s.minuted(district)
    paper = IssuedDocument.objects.of(row).get()
    assert (row.state, row.number) == ("minuted", "蓬联纪〔2026〕1号")
    assert "报送自查报告" in str(paper.blocks)
    assert "请假" in str(paper.blocks)
    task = MeetingTask.objects.get()
    assert [item.due for item in desks(district.town_head).todo if "报送自查报告" in item.title] == [f.TODAY + timedelta(days=10)]
    with pytest.raises(NotAllowed):
        meetings.finish(task, actor=district.stranger, result="已报送。")
    task = meetings.finish(task, actor=district.town_head, result="已报送。", files=[ContentFile(f.PHOTO + b"1", name="报告.jpg")])
    assert (task.state, task.done_on) == ("done", f.TODAY)


def test_tasks_go_to_those_who_were_invited(district):
    row = s.held(district)
    with pytest.raises(DomainError, match="没有参会"):
        meetings.add_task(row, actor=district.procurator, organisation=district.organisations["bureau"], text="报送", due_on=f.TODAY)
    with pytest.raises(NotAllowed):
        meetings.issue(row, actor=district.bureau_officer)
    with pytest.raises(DomainError, match="尚未开始"):
        s.held(district, at=clock.now() + timedelta(days=1))


def test_contacts_and_the_duty_table(district):
    row = meetings.name_contact(actor=district.procurator, person=district.town_head, telephone="0750-3200000")
    assert row.organisation == district.town
    with pytest.raises(DomainError, match="已经是联络员"):
        meetings.name_contact(actor=district.procurator, person=district.town_head, telephone="1")
    meetings.end_contact(row, actor=district.procurator)
    assert not Contact.objects.current().exists()
    meetings.set_duty(actor=district.procurator, day=f.TODAY, person=district.procurator)
    meetings.set_duty(actor=district.procurator, day=f.TODAY, person=district.assistant)
    assert DutyDay.objects.get().person == district.assistant
    with pytest.raises(DomainError, match="不能早于今天"):
        meetings.set_duty(actor=district.procurator, day=f.TODAY - timedelta(days=1), person=district.assistant)


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(district):
    s.in_force(district)
    client = sign_in(district.procurator)
    typed = {"kind": "circular", "topic": "circulars", "title": "第一季度案情通报", "body": "本季度共办理若干。", "addressees": [district.town.pk, district.other_town.pk]}
    response = client.post("/liaison/notices/write/", typed)

    assert response.status_code == 422
    assert response.context["form"].errors == {"addressees": ["棠下镇没有与本单位签署可以共享“案情通报”的机制文件，不能列为主送单位。"]}
    assert "本季度共办理若干。" in response.content.decode()
    assert not Notice.objects.exists()
    assert sign_in(district.stranger).get(f"/liaison/agreements/{s.in_force(district).pk}/").status_code == 404


def test_the_digest_tells_what_is_new_in_the_room(district):
    User.objects.filter(pk=district.officer.pk).update(email="officer@example.org")
    s.published(district, title="某厂超标排放首违不罚案")
    while drain():
        pass
    with clock.at(f.TODAY + timedelta(days=1)):
        letter = queue_digest(User.objects.get(pk=district.officer.pk), day=clock.today())

    assert "联络室发布典型案例蓬联典案〔2026〕1号" in letter.body

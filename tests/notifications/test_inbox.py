"""Rules, inbox rows and the pages of the inbox."""

from __future__ import annotations

import pytest

from pengjiang.common import clock
from pengjiang.events.services import emit
from pengjiang.events.types import EVENT_TYPES, event_type
from pengjiang.notifications import services
from pengjiang.notifications.models import MailRow, Notice
from pengjiang.notifications.registry import RULES, notify
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db
EVENT = "tests.inbox.handed_over"


@pytest.fixture
def rule():
    """``rule(recipients=…)`` declares a rule for an event of this test."""
    if EVENT not in EVENT_TYPES:
        event_type(EVENT, "{actor}移交{number}")

    def declare(**more):
        return notify(EVENT, **{"title": "{actor}移交{number}，请于{due}前办理", **more})

    yield declare
    RULES.pop(EVENT, None)


def hand_over(actor, **data):
    return emit(EVENT, actor=actor, target=organisation("duruan"), data={"number": "蓬荷移〔2026〕6号", "due": "9月28日", **data})


def test_rule_writes_one_row_per_person_with_its_sentence(rule):
    chen, liu = person("procurator", name="陈明远"), person("dept_head", name="刘建国")
    rule(recipients=lambda entry, target: [chen, liu, chen])
    entry = hand_over(person("case_manager", name="案管"))
    services.deliver(entry)
    services.deliver(entry)

    assert sorted(Notice.objects.values_list("person__name", "title")) == [
        ("刘建国", "案管移交蓬荷移〔2026〕6号，请于9月28日前办理"),
        ("陈明远", "案管移交蓬荷移〔2026〕6号，请于9月28日前办理"),
    ]


def test_who_acted_and_who_is_disabled_are_not_told(rule):
    actor, gone = person("case_manager"), person("procurator")
    gone.is_active = False
    gone.save()
    rule(recipients=lambda entry, target: [actor, gone])
    services.deliver(hand_over(actor))

    assert Notice.objects.count() == 0


def test_event_without_a_rule_costs_no_outbox_row(rule):
    assert "notifications.inbox" not in list(hand_over(None).outbox.values_list("subscriber", flat=True))

    rule(recipients=lambda entry, target: [])
    assert "notifications.inbox" in list(hand_over(None).outbox.values_list("subscriber", flat=True))


def test_urgent_is_mailed_at_once_and_once(rule):
    chen = person("procurator")
    chen.email = "chen@example.cn"
    chen.save()
    rule(recipients=lambda entry, target: [chen], urgent=True)
    entry = hand_over(None)
    services.deliver(entry)
    services.deliver(entry)

    mail = MailRow.objects.get()
    assert (mail.address, mail.subject) == ("chen@example.cn", "【即办】系统移交蓬荷移〔2026〕6号，请于9月28日前办理")


def test_second_rule_of_the_same_kind_is_refused(rule):
    rule(recipients=lambda entry, target: [])

    with pytest.raises(ValueError, match="two rules"):
        rule(recipients=lambda entry, target: [])


def test_rule_for_an_unknown_event_is_refused():
    with pytest.raises(LookupError):
        notify("tests.nothing.like_this", recipients=lambda entry, target: [], title="x")


@pytest.fixture
def notices():
    def make(user, count=1, **more):
        for _ in range(count):
            entry = emit("deadlines.calendar.entered", actor=None, data={"year": 2027, "notice": "x"})
            Notice.objects.create(entry=entry, person=user, kind="x", **{"title": "棠下镇已书面回复", "url": "/calendar/", **more})
        return Notice.objects.filter(person=user)

    return make


def test_inbox_shows_ones_own_unread(client, notices):
    chen = person("procurator")
    notices(chen)
    notices(person("clerk"), title="他人的通知")
    client.force_login(chen)
    page = client.get("/notices/").content.decode()

    assert "棠下镇已书面回复" in page
    assert "他人的通知" not in page
    assert "通知，1 条未读" in page


def test_inbox_is_empty_with_a_sentence(client):
    client.force_login(person("clerk"))

    assert "没有未读通知" in client.get("/notices/").content.decode()


def test_opening_marks_as_read_and_leads_on(client, notices):
    chen = person("procurator")
    notice = notices(chen).get()
    client.force_login(chen)
    answer = client.post(f"/notices/{notice.pk}/open/")

    notice.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (303, "/calendar/")
    assert notice.read_at is not None


def test_anothers_notice_does_not_exist(client, notices):
    notice = notices(person("procurator")).get()
    client.force_login(person("clerk"))

    assert client.post(f"/notices/{notice.pk}/open/").status_code == 404


def test_mark_all_as_read(client, notices):
    chen = person("procurator")
    notices(chen, 3)
    client.force_login(chen)
    client.post("/notices/read/", {"all": "1"})

    assert services.unread_count(chen) == 0


def test_inbox_asks_as_often_for_thirty(client, notices, constant_queries):
    chen = person("procurator")
    client.force_login(chen)

    constant_queries("/notices/", lambda count: notices(chen, count))


def test_times_are_told_in_our_zone(client, notices):
    chen = person("procurator")
    notices(chen, created_at=clock.now().replace(year=2026, month=9, day=23, hour=16, minute=42))
    client.force_login(chen)

    assert "2026年9月23日 16:42" in client.get("/notices/").content.decode()

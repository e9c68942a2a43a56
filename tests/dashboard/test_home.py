"""The desk: what awaits one, in the order of the law's urgency."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pengjiang.common import clock
from pengjiang.dashboard import queries
from pengjiang.dashboard.registry import TODOS, Desk, Todo
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.registry import StartSpec
from pengjiang.deadlines.stored import stored_calendar
from tests.support.district import TOWNS, organisation, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 23)


@pytest.fixture(autouse=True)
def _today(travel):
    travel(TODAY)


def limit(code, start, *, holder=None, org=None, roles=(), key="", **more):
    return deadlines.start(
        code, organisation("duruan"), StartSpec(start_on=start, holder=holder, bound_org=org, bound_roles=roles, key=key, **more)
    )


def test_overdue_then_immediate_then_by_last_day_then_without():
    items = [
        Todo("无期限", "/", because="测试。"),
        Todo("下月", "/", because="测试。", due=TODAY + timedelta(days=30)),
        Todo("明天", "/", because="测试。", due=TODAY + timedelta(days=1)),
        Todo("立即", "/", because="测试。", immediate=True),
        Todo("超两日", "/", because="测试。", due=TODAY - timedelta(days=2)),
        Todo("超九日", "/", because="测试。", due=TODAY - timedelta(days=9)),
    ]

    assert [item.title for item in sorted(items, key=queries.urgency)] == ["超九日", "超两日", "立即", "明天", "下月", "无期限"]


def test_deadline_of_my_organisation_and_role_is_mine_to_do():
    head, officer, other = person("town_head"), person("town_officer"), person("town_head", "hetang")
    limit("TM20", date(2026, 8, 7), org=organisation("duruan"), roles=("town_head",))

    assert [item.title for item in queries.desks(head).todo] == ["检察建议回复"]
    assert queries.desks(officer).todo == []
    assert queries.desks(other).todo == []


def test_watched_deadline_lies_on_the_other_tab():
    chen = person("procurator")
    limit("TM20", date(2026, 8, 7), org=organisation("duruan"), roles=("town_head",), watcher=chen)
    desks = queries.desks(chen)

    assert desks.todo == []
    assert [(item.title, item.group) for item in desks.watch] == [("杜阮镇：检察建议回复", Desk.WATCH)]


def test_what_an_app_says_of_a_deadline_replaces_the_generic_entry():
    chen = person("procurator")
    row = limit("TM24", date(2026, 9, 16), holder=chen)
    TODOS.register("tests.specific", lambda user: [Todo("告知杜阮镇已受理", "/x/", due=row.due_on, deadline=row.pk, because="您承办。")])
    try:
        assert [item.title for item in queries.desks(chen).todo] == ["告知杜阮镇已受理"]
    finally:
        TODOS._entries.pop("tests.specific")


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_administrators_see_no_business(role):
    limit("TM20", date(2026, 8, 7), org=organisation("procuratorate"), watch_org=organisation("procuratorate"))
    admin = person(role)

    assert [item for item in queries.desks(admin).todo if item.deadline] == []
    assert Deadline.objects.visible_to(admin).count() == 0


def test_home_says_why_until_when_and_under_which_article(client):
    chen = person("procurator", name="陈明远")
    limit("TM24", date(2026, 9, 14), holder=chen)
    client.force_login(chen)
    page = client.get("/").content.decode()

    assert "早上好，陈检察官" in page
    assert "2026年9月23日 星期三，工作日。本周还有1个工作日；9月25日起中秋节放假3天。" in page
    assert "超期" in page
    assert "末日 9月22日 周二" in page
    assert "自2026年9月15日（周二）起数工作日，第7个工作日为2026年9月22日（周二）" in page
    assert "告知行政机关受理" in page


@pytest.mark.parametrize(("start", "marked"), [(date(2026, 9, 14), True), (date(2026, 9, 15), False)], ids=["昨天到期", "今天到期"])
def test_menu_marks_the_overdue(client, start, marked):
    chen = person("procurator")
    limit("TM24", start, holder=chen)
    client.force_login(chen)

    assert ("有超期事项" in client.get("/notices/").content.decode()) is marked


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 9, 18), "2026年9月18日 星期五，工作日。本周还有1个工作日；9月25日起中秋节放假3天；9月20日（周日）调休上班。"),
        (date(2026, 10, 3), "2026年10月3日 星期六，国庆节放假。本周再无工作日；10月10日（周六）调休上班。"),
        (date(2026, 5, 20), "2026年5月20日 星期三，工作日。本周还有2个工作日。"),
        (date(2027, 3, 3), "2027年3月3日 星期三，工作日（本年放假通知尚未录入，暂按推算）。本周还有2个工作日。"),
    ],
    ids=["调休与放假在前", "放假之中", "平常", "未录入的年份"],
)
def test_sentence_of_the_day(day, sentence):
    assert queries.day_sentence(day, stored_calendar()) == sentence


def test_empty_desk_says_so(client):
    client.force_login(person("clerk"))

    assert "没有待办事项" in client.get("/").content.decode()
    assert "没有需要督办的事项" in client.get("/?tab=watch").content.decode()
    assert "您近期没有办理过事项" in client.get("/?tab=done").content.decode()


def test_done_tells_what_one_did(client):
    chen = person("procurator")
    deadlines.start("TM24", organisation("duruan"), StartSpec(start_on=TODAY, holder=chen), actor=chen)
    client.force_login(chen)

    assert "告知行政机关受理起算，末日2026-10-10" in client.get("/?tab=done").content.decode()


@pytest.mark.parametrize("address", ["/", "/?tab=watch", "/calendar/"])
def test_desk_asks_as_often_for_thirty(client, constant_queries, address):
    chen = person("procurator")
    towns = [organisation(code) for code in TOWNS]
    client.force_login(chen)

    def make(count):
        start = Deadline.objects.count()
        for number in range(start, start + count):
            limit("TM20", date(2026, 8, 7), holder=chen, org=towns[number % 6], key=str(number))
            limit("TM46", date(2026, 9, 7), org=towns[number % 6], roles=("town_head",), watcher=chen, key=str(number), length=30)

    constant_queries(address, make)


def test_month_marks_holidays_make_up_days_and_limits():
    chen = person("procurator")
    limit("TM24", date(2026, 9, 14), holder=chen)
    limit("TM24", date(2026, 9, 16), holder=chen, key="2")
    days = {day.day: day for day in queries.month_days(chen, date(2026, 9, 1), stored_calendar())}

    assert (min(days), max(days)) == (date(2026, 8, 31), date(2026, 10, 4))
    assert days[date(2026, 9, 20)].worked is True
    assert (days[date(2026, 9, 25)].rest, days[date(2026, 9, 19)].rest, days[date(2026, 9, 19)].free) == (True, False, True)
    assert (days[date(2026, 9, 22)].limits, days[date(2026, 9, 22)].light) == (1, "overdue")
    assert (days[date(2026, 9, 24)].limits, days[date(2026, 9, 24)].light) == (1, "soon")


def test_calendar_shows_one_day(client):
    chen = person("procurator")
    limit("TM24", date(2026, 9, 14), holder=chen)
    limit("TM19", date(2026, 8, 1), holder=chen)
    client.force_login(chen)
    page = client.get("/calendar/?month=2026-09&day=2026-09-22").content.decode()

    assert "告知行政机关受理" in page
    assert "检察建议调查核实" not in page
    assert "这个月没有期限届满" in client.get("/calendar/?month=2026-05").content.decode()
    assert clock.today() == TODAY


def test_each_generic_entry_says_through_what_it_came_and_where_its_day_comes_from(client):
    chen, head = person("procurator", name="陈明远"), person("dept_head", name="刘建国")
    town = person("town_head", name="何主任")
    limit("TM24", date(2026, 9, 14), holder=chen, org=organisation("procuratorate"))
    limit("TM20", date(2026, 8, 7), org=organisation("duruan"), roles=("town_head",), watcher=chen)

    own = next(item for item in queries.desks(chen).todo if item.title == "告知行政机关受理")
    assert own.because == "您是这一期限的责任人。"
    assert own.day_from.startswith("末日由“告知行政机关受理”期限算出，依据")
    assert queries.desks(chen).watch[0].because.startswith("您督办这一期限")
    assert queries.desks(town).todo[0].because == "期限由杜阮镇遵守，没有指定责任人，由综合执法办主任办理，您任此职。"
    Deadline.objects.filter(limit="TM24").update(due_on=date(2026, 9, 17))
    fallen = next(item for item in queries.desks(head).todo if item.title.startswith("陈明远："))
    assert fallen.because.startswith("责任人是陈明远；逾期满3个工作日未办的，转本单位负责人，您是")
    chen.is_active = False
    chen.save()
    assert "停用、离任的，所办事项即时转本单位负责人" in queries.desks(head).todo[0].because
    client.force_login(town)
    page = client.get("/").content.decode()
    assert "为什么在我这里" in page
    assert "依据《人民检察院检察建议工作规定》" in page.partition("为什么在我这里")[2].partition("</details>")[0]


def test_who_stands_in_reads_whose_place_it_is():
    chen, liu = person("procurator", name="陈明远"), person("assistant", name="谭莉")
    limit("TM24", date(2026, 9, 14), holder=chen, org=organisation("procuratorate"))
    chen.acted_by = liu

    assert queries.desks(chen).todo[0].because == "您正代陈明远办理：陈明远是这一期限的责任人。"

"""The calendar feed, read back by the library that calendar programs use: what is one's, by a secret address that can be changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from pengjiang.audit.models import AuditEntry
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import CalendarFeed, Deadline
from tests import factories as f
from tests.api.calls import many
from tests.support.queries import assert_constant_queries
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MINE = "/api/v1/deadlines/calendar.ics"


@pytest.fixture
def served(district):
    return f.served(district)


def events(answer) -> list:
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def reply_limit(served) -> Deadline:
    return Deadline.objects.get(target=str(ObjectRef.of(served)), limit="TM20")


def test_each_limit_is_a_day_with_its_grounds_and_an_alarm(district, served):
    limit = reply_limit(served)
    found = events(sign_in(district.officer).get(MINE))
    event = next(one for one in found if one["uid"] == f"deadline-{limit.pk}@localhost")

    assert len(found) == Deadline.objects.visible_to(district.officer).open().count() >= 1
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (limit.due_on, limit.due_on + timedelta(days=1))
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["summary"]) == f"{limit.title}：{served}"
    assert str(event["url"]) == f"http://localhost:8000{served.get_absolute_url()}"
    description = str(event["description"])
    assert limit.steps[0]["citation"] in description
    assert description.splitlines()[0].startswith("末日：2026年5月")
    alarm = event.walk("VALARM")[0]
    assert alarm.decoded("trigger") == timedelta(hours=9) - (limit.due_on - limit.first_reminder_on)


def test_hard_signs_and_long_texts_come_back_as_they_were(district, served):
    title = "回复“甲，乙；丙”\\ 与 a,b;c\n第二行" + "很长的名称" * 12
    Deadline.objects.filter(pk=reply_limit(served).pk).update(title=title[:120])

    answer = sign_in(district.officer).get(MINE)

    assert f"{title[:120]}：{served}" in [str(event["summary"]) for event in events(answer)]
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_what_is_done_or_anothers_is_not_there(district, served):
    Deadline.objects.filter(pk=reply_limit(served).pk).update(state="met", met_on=f.TODAY)

    titles = [str(event["summary"]) for event in events(sign_in(district.officer).get(MINE))]

    assert not any(str(served) in title and "回复" in title for title in titles)
    assert events(sign_in(district.stranger).get(MINE)) == []


def test_the_feed_needs_no_session_and_ends_with_its_address(client, district, served):
    town = sign_in(district.officer)
    before = town.get("/api/v1/deadlines/feed/").json()
    opened = town.post("/api/v1/deadlines/feed/").json()["address"]
    path = opened.removeprefix("http://localhost:8000")
    read = client.get(path)
    renewed = town.post("/api/v1/deadlines/feed/").json()["address"].removeprefix("http://localhost:8000")
    old, new = client.get(path), client.get(renewed)
    closed = town.delete("/api/v1/deadlines/feed/")

    assert (before, closed.status_code) == ({"address": None, "last_read_at": None}, 204)
    assert read.content == town.get(MINE).content
    assert [old.status_code, new.status_code, client.get(renewed).status_code] == [404, 200, 404]
    assert [AuditEntry.objects.filter(event=f"deadlines.feed.{what}").count() for what in ("opened", "renewed", "closed")] == [1, 1, 1]


def test_the_secret_is_not_in_the_database_in_clear(district):
    address = sign_in(district.officer).post("/api/v1/deadlines/feed/").json()["address"]
    secret = address.rsplit("/", 1)[-1].removesuffix(".ics")

    stored = CalendarFeed.objects.extra(select={"raw": "secret"}).values_list("raw", "digest").get()
    assert len(secret) >= 43
    assert not any(secret in text for text in stored)


def test_a_feed_ends_with_its_person(client, district, served):
    path = sign_in(district.officer).post("/api/v1/deadlines/feed/").json()["address"].removeprefix("http://localhost:8000")
    type(district.officer).objects.filter(pk=district.officer.pk).update(is_active=False)

    assert client.get(path).status_code == 404


def test_the_page_opens_changes_and_stops_it(client, district, served):
    town, page = sign_in(district.officer), reverse("dashboard:feed")
    empty = town.get(page).content.decode()
    town.post(reverse("dashboard:feed-renew"))
    feed = CalendarFeed.objects.get()
    shown = town.get(page).content.decode()
    town.post(reverse("dashboard:feed-close"))

    assert "开通订阅" in empty
    assert f"/api/v1/deadlines/feeds/{feed.secret}.ics" in shown
    assert "尚未读取" in shown
    assert CalendarFeed.objects.count() == 0
    assert page in town.get(reverse("dashboard:calendar")).content.decode()


def test_the_calendar_asks_as_often_for_many_limits(district, served):
    limit = reply_limit(served)

    assert_constant_queries(sign_in(district.officer), MINE, lambda count: many(limit, count, key=lambda n: f"第{n}项"))


class TestRoom:
    def test_list_and_object_tell_the_count(self, district, served):
        town, limit = sign_in(district.officer), reply_limit(served)

        listed = town.get(f"/api/v1/deadlines/?code=tm20&target={limit.target}&status=running").json()["results"]
        read = town.get(f"/api/v1/deadlines/{limit.pk}/").json()

        assert [row["id"] for row in listed] == [limit.pk]
        assert {key: read[key] for key in ("title", "due_on", "status", "light", "bound_org", "steps")} == {
            "title": limit.title, "due_on": "2026-05-18", "status": "running", "light": "ok", "bound_org": {"id": district.town.pk, "label": str(district.town)},
            "steps": limit.steps,
        }  # fmt: skip
        assert sign_in(district.stranger).get(f"/api/v1/deadlines/{limit.pk}/").status_code == 404
        assert town.get("/api/v1/deadlines/?status=lost").status_code == 400

    def test_the_list_asks_as_often_for_many_rows(self, district, served):
        limit = reply_limit(served)

        assert_constant_queries(sign_in(district.officer), "/api/v1/deadlines/", lambda count: many(limit, count, key=lambda n: f"第{n}项"))

    def compute(self, district, **body):
        return sign_in(district.officer).post("/api/v1/deadlines/compute/", body, content_type="application/json")

    def test_a_limit_is_counted_with_every_step(self, district):
        answer = self.compute(district, code="TM20", start="2026-03-16")
        longer = self.compute(district, code="TM02", start="2026-03-02", extend=[30], pause=[{"from": "2026-03-05", "to": "2026-03-09"}])

        body = answer.json()
        assert (answer.status_code, body["due"], body["due_strict"], body["provisional"]) == (200, "2026-05-18", "2026-05-16", False)
        assert all(step["citation"] for step in body["steps"])
        assert longer.json()["due"] == "2026-04-28"
        assert Deadline.objects.count() == 0

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"code": "TM999", "start": "2026-03-02"}, "/code"),
            ({"code": "TM02", "start": "2026-02-30"}, "/start"),
            ({"code": "TM02", "start": "2026-03-02", "pause": [{"from": "2026-03-05", "to": "2026-03-01"}]}, "/pause/0"),
            ({"code": "TM02", "start": "2026-03-02", "length": "forever"}, "/length"),
            ({"code": "TM01", "start": "2026-03-02", "field": "moon"}, "/field"),
            ({"code": "TM02", "start": "2026-03-02", "extend": ["30"]}, "/extend/0"),
            ({"code": "TM02", "start": "2026-03-02", "x": 1}, "/x"),
            ({"start": "2026-03-02"}, "/code"),
        ],
    )
    def test_what_cannot_be_counted_is_said_at_its_place(self, district, body, pointer):
        answer = self.compute(district, **body)

        assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])

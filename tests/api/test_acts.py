"""An act over the API is the act of the page: same form, same service, same sentences."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
GATE = {"origin": "town_referral", "duty_note": "办理该镇非诉执行监督案件时发现。", "effect": "损害当事人听证权利。"}


@pytest.fixture
def clue(district):
    return f.submitted(district)


def post(user, address, body, **headers):
    return sign_in(user).post(address, body, content_type="application/json", headers=headers)


def test_an_act_changes_the_object_and_says_so(district, clue):
    answer = post(district.manager, f"/api/v1/cases/transfers/{clue.pk}/accept/", GATE)

    clue.refresh_from_db()
    assert (answer.status_code, answer.json()["object"]["state_label"], clue.state) == (200, "已受理", "accepted")


def test_an_unknown_member_is_named(district, clue):
    answer = post(district.manager, f"/api/v1/cases/transfers/{clue.pk}/accept/", {**GATE, "orgin": "x"})

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"] == [{"pointer": "/orgin", "detail": "没有“orgin”这个字段。"}]


def test_the_sentences_are_those_of_the_page(district, clue):
    answer = post(district.manager, f"/api/v1/cases/transfers/{clue.pk}/accept/", {})

    assert {one["pointer"]: one["detail"] for one in answer.json()["errors"]} == {
        "/duty_note": "请填写如何属于履行法律监督职责中发现。",
        "/effect": "请填写影响的合法权益或者公共利益。",
    }


def test_a_refused_transition_tells_what_can_be_done(district, clue):
    post(district.manager, f"/api/v1/cases/transfers/{clue.pk}/accept/", GATE)

    answer = post(district.manager, f"/api/v1/cases/transfers/{clue.pk}/accept/", GATE)

    body = answer.json()
    assert answer.status_code == 409
    assert "已受理" in body["detail"]
    assert [one["label"] for one in body["next_actions"] if one["allowed"]] == ["分案", "并案"]


def test_the_wrong_person_is_told_whose_it_is(district, clue):
    answer = post(district.manager, f"/api/v1/cases/transfers/{clue.pk}/close/", {})

    assert (answer.status_code, answer.json()["detail"]) == (403, "“办理线索”由检察官、检察官助理办理，您的身份是案件管理。")


def test_another_towns_object_does_not_exist(district, clue):
    assert post(district.stranger, f"/api/v1/cases/transfers/{clue.pk}/submit/", {}).status_code == 404


def test_nobody_is_asked_for_a_token(clue, client):
    answer = client.get(f"/api/v1/cases/transfers/{clue.pk}/")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_a_session_that_owes_something_first_is_told_so_in_json(district, clue, client):
    """The policy of the pages leads people to a page; a program is told, whatever it accepts."""
    person = district.manager
    person.must_change_password = True
    person.save()
    answer = sign_in(person).get(f"/api/v1/cases/transfers/{clue.pk}/")

    assert (answer.status_code, answer["Content-Type"], answer.json()["detail"]) == (403, "application/problem+json", "密码须先修改。")


def test_lists_refuse_what_they_do_not_know(district, clue):
    client = sign_in(district.manager)
    told = {
        query: client.get(f"/api/v1/cases/transfers/?{query}").json()["parameters"][0]
        for query in ("colour=red", "limit=0", "limit=1&limit=2", "cursor=abc", "sort=-colour", "state=gone", "submitted_on_from=soon", "fields=colour", "expand=colour")
    }

    assert {query: one["parameter"] for query, one in told.items()} == {
        "colour=red": "colour",
        "limit=0": "limit",
        "limit=1&limit=2": "limit",
        "cursor=abc": "cursor",
        "sort=-colour": "sort",
        "state=gone": "state",
        "submitted_on_from=soon": "submitted_on_from",
        "fields=colour": "fields",
        "expand=colour": "expand",
    }
    assert told["limit=0"]["detail"] == "应为 1 至 200 的整数。"


def test_pages_of_a_list_follow_each_other_by_cursor(district):
    rows = [f.referral(district, number=f"杜阮综执罚字〔2026〕{n}号", title=f"第{n}条线索").pk for n in range(31, 36)]
    client, seen, cursor = sign_in(district.officer), [], ""
    for _ in range(3):
        page = client.get(f"/api/v1/cases/transfers/?limit=2&fields=id&sort=number&cursor={cursor}").json()
        seen += [row["id"] for row in page["results"]]
        cursor = page["next"] or ""

    assert (sorted(seen), len(seen), cursor) == (sorted(rows), 5, "")
    assert page["count"] == {"number": 5, "is_capped": False}
    assert set(page["results"][0]) == {"id"}
    back = client.get(f"/api/v1/cases/transfers/?limit=2&fields=id&sort=number&cursor={page['previous']}").json()
    assert [row["id"] for row in back["results"]] == seen[2:4]


def test_what_has_not_changed_is_not_sent_again(district, clue):
    client, address = sign_in(district.manager), f"/api/v1/cases/transfers/{clue.pk}/"
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    post(district.manager, f"{address}accept/", GATE)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_form_of_an_act_tells_what_may_be_chosen(district, clue):
    form = sign_in(district.manager).get(f"/api/v1/cases/transfers/{clue.pk}/accept/").json()
    origin = next(field for field in form["fields"] if field["name"] == "origin")

    assert (form["allowed"], origin["label"], origin["value"]) == (True, "监督职责来源", "town_referral")
    assert {"value": "complaint", "label": "控告申诉、12309来访"} in origin["choices"]


@pytest.mark.parametrize(
    ("body", "status"), [("{", 400), ('{"a": 1, "a": 2}', 400), ("[]", 422), ('{"effect": "\\u0000"}', 400), ('{"duty_note": 5}', 422), ('"x"', 422)]
)
def test_hostile_bodies_are_named_and_change_nothing(district, clue, body, status):
    answer = sign_in(district.manager).post(f"/api/v1/cases/transfers/{clue.pk}/accept/", body, content_type="application/json")

    clue.refresh_from_db()
    assert (answer.status_code, clue.state) == (status, "pending")
    assert answer.json()["errors"][0]["detail"].endswith("。")


def test_advice_comes_as_a_list_and_replaces_the_rows(district):
    recommendation = f.drafted(district)
    answer = post(
        district.procurator,
        f"/api/v1/cases/recommendations/{recommendation.pk}/edit/",
        {"advices": [{"text": "自行纠正。", "basis": "《中华人民共和国行政处罚法》第七十五条第二款", "rectify_days": 20}]},
    )

    assert answer.status_code == 200, answer.content
    assert list(recommendation.advices.values_list("text", "rectify_days")) == [("自行纠正。", 20)]


def test_an_approver_sends_back_by_saying_so(district):
    recommendation = f.approving(district)
    answer = post(district.head, f"/api/v1/cases/recommendations/{recommendation.pk}/decide/", {"return": True, "opinion": "请补充依据。"})

    recommendation.refresh_from_db()
    assert (answer.status_code, recommendation.state) == (200, "returned")

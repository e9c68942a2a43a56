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

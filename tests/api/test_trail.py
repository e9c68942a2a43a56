"""Every call is in the trail with its number, whatever became of it; callers are slowed down by the minute."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from pengjiang.api.limiting import REFUSALS
from pengjiang.api.models import KeptAnswer
from pengjiang.api.services.clients import revoke_token
from pengjiang.api.tasks import forget_answers
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.queries import tell
from pengjiang.common import rates
from pengjiang.common.models import RateCount
from pengjiang.common.tasks import forget_rate_counts
from tests import factories as f
from tests.api.doors import Caller, caller, token_of, town_client
from tests.support.walk import BACKEND, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CLIENT = "接口客户端杜阮镇“镇综合执法平台”"
GATE = {"origin": "town_referral", "duty_note": "办理该镇案件时发现。", "effect": "损害当事人听证权利。"}


@pytest.fixture
def noon(travel):
    """In the middle of a minute that stands still, so that no count begins anew between two calls."""
    travel("2026-03-16T12:00:20+08:00", tick=False)


def calls() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(event__in=["api.called", "api.turned_away"]).order_by("id"))


def test_every_call_is_told_with_person_client_and_number(district):
    answer = caller(district).get("account/")

    (entry,) = calls()
    assert tell(entry).sentence == f"接口调用：GET /api/v1/account/（200，{CLIENT}）"
    assert (entry.actor_name, entry.organisation, entry.ok) == ("李堃", "duruan", True)
    assert entry.request_id == answer["X-Request-Id"] != ""
    assert "api.client:" in "".join(entry.refs)


def test_refused_calls_are_told_as_well(district):
    clue = f.submitted(district)
    program, manager = caller(district, scopes=["cases:write", "cases:read"]), sign_in(district.manager)
    address = f"/api/v1/cases/transfers/{clue.pk}/accept/"

    answers = [
        program.post(f"cases/transfers/{clue.pk}/accept/", GATE),
        program.get("account/"),
        program.get("cases/transfers/999999/submit/"),
        manager.delete("/api/v1/account/"),
        manager.post(address, {"x": 1}, content_type="application/json"),
        manager.post(address, "{", content_type="application/json"),
        manager.post(address, GATE, content_type="application/json"),
        manager.post(address, GATE, content_type="application/json"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 404, 405, 422, 400, 200, 409]
    told = calls()
    assert [entry.data["status"] for entry in told] == [403, 403, 404, 405, 422, 400, 200, 409]
    assert [entry.request_id for entry in told] == [answer["X-Request-Id"] for answer in answers]
    assert [entry.ok for entry in told] == [False, False, False, False, False, False, True, False]
    assert {entry.actor_name for entry in told} == {"李堃", "朱镕之"}


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_undone_is_told_all_the_same(district):
    """409 rolls the act's own transaction back; what tells of the call lies outside of it."""
    clue = f.submitted(district)
    manager = sign_in(district.manager)
    for _ in range(2):
        answer = manager.post(f"/api/v1/cases/transfers/{clue.pk}/accept/", GATE, content_type="application/json", headers={"Idempotency-Key": "a-1"})
    refused = manager.post(f"/api/v1/cases/transfers/{clue.pk}/accept/", GATE, content_type="application/json", headers={"Idempotency-Key": "a-2"})

    assert (answer["Idempotency-Replayed"], refused.status_code) == ("true", 409)
    assert [entry.data["status"] for entry in calls()] == [200, 200, 409]
    assert AuditEntry.objects.filter(event="cases.transfer.accept").count() == 1


def test_a_fault_of_ours_is_told(district, monkeypatch):
    def broken(*_args, **_options):
        raise RuntimeError("坏了")

    # No service of ours fails in this way by itself.
    monkeypatch.setattr("pengjiang.api.views.account.codes", broken)

    assert sign_in(district.manager).get("/api/v1/account/").status_code == 500
    assert [(entry.data["status"], entry.actor_name) for entry in calls()] == [(500, "朱镕之")]


def test_a_token_that_opens_nothing_is_told_without_an_actor(district):
    client = town_client(district)
    secret = token_of(client, by=district.system_admin)
    revoke_token(client.tokens.get(), actor=district.system_admin)

    Caller(secret).get("account/")
    Caller("pj_" + "x" * 43).get("account/")
    Caller("password").get("account/")

    told = calls()
    assert [tell(entry).sentence for entry in told] == [
        f"拒绝接口调用：GET /api/v1/account/，令牌已被吊销，请向系统管理员申请新的令牌。（令牌尾号{secret[-4:]}）",
        "拒绝接口调用：GET /api/v1/account/，令牌不存在，请核对是否完整复制。（令牌尾号xxxx）",
        "拒绝接口调用：GET /api/v1/account/，令牌不存在，请核对是否完整复制。（令牌尾号不明）",
    ]
    assert [(entry.actor, entry.ok, entry.target) for entry in told] == [("", False, f"api.client:{client.pk}"), ("", False, ""), ("", False, "")]


def test_a_forged_post_is_told_without_an_actor(district):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(district.manager, backend=BACKEND)

    answer = browser.post("/api/v1/cases/transfers/1/accept/", GATE, content_type="application/json")

    (entry,) = calls()
    assert (answer.status_code, entry.actor, entry.data["reason"]) == (403, "", "没有页面凭据（CSRF）")


def test_guessing_is_stopped_and_told_no_more(district, noon):
    program, good = Caller("pj_" + "x" * 43), caller(district)
    answers = [program.get("account/") for _ in range(REFUSALS + 2)]

    assert [answer.status_code for answer in answers] == [401] * REFUSALS + [429] * 2
    assert answers[-1]["Retry-After"] == "40"
    assert len(calls()) == REFUSALS
    # A valid token from the same address is not in question.
    assert good.get("account/").status_code == 200


def test_the_audit_page_words_calls(district):
    caller(district).get("account/")

    page = sign_in(district.audit_admin).get("/console/audit/?area=api").content.decode()

    assert "接口调用：GET /api/v1/account/（200，" in page
    assert "数据接口" in page


def test_a_caller_is_slowed_down_by_the_minute(district, noon, settings):
    settings.API_PER_MINUTE = 3
    program, other = caller(district), caller(district, name="另一平台")

    answers = [program.get("account/") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit"] for answer in answers] == ['"minute";r=2;t=40', '"minute";r=1;t=40', '"minute";r=0;t=40', '"minute";r=0;t=40']
    last = answers[-1]
    assert (last["RateLimit-Policy"], last["Retry-After"], last["Content-Type"]) == ('"minute";q=3;w=60', "40", "application/problem+json")
    assert last.json()["detail"] == "调用太频繁，40 秒后可以再试。"
    # The 429 is in the trail with its actor; others are not held up.
    assert (calls()[-1].data["status"], calls()[-1].actor_name) == (429, "李堃")
    assert other.get("account/").status_code == 200


def test_the_next_minute_begins_anew(district, travel, settings):
    settings.API_PER_MINUTE = 1
    travel("2026-03-16T12:00:59+08:00", tick=False)
    manager = sign_in(district.manager)
    assert [manager.get("/api/v1/account/").status_code for _ in range(2)] == [200, 429]

    travel("2026-03-16T12:01:00+08:00", tick=False)
    assert manager.get("/api/v1/account/").status_code == 200


def test_nobody_known_is_counted_by_address(noon, settings):
    settings.API_PER_MINUTE = 2
    browser = Browser()

    assert [browser.get("/api/v1/account/").status_code for _ in range(3)] == [401, 401, 429]


def test_counts_and_answers_are_forgotten(district, travel):
    travel("2026-03-16T12:00:20+08:00", tick=False)
    rates.count("one", most=1)
    KeptAnswer.objects.create(caller="x", key="k", fingerprint="0", status=200, body="{}", made_at=rates.clock.actual())
    assert (forget_rate_counts(), forget_answers()) == (0, 0)

    travel("2026-03-17T12:00:21+08:00", tick=False)
    assert (forget_rate_counts(), forget_answers()) == (1, 1)
    assert (forget_rate_counts(), forget_answers()) == (0, 0)
    assert not RateCount.objects.exists()

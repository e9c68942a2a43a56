"""Signing in: the way in, the lock, the idle time-out, what the trail keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from pengjiang.accounts import services
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db

PASSWORD = "Shijing-2026-tian"


@pytest.fixture
def chen():
    user = services.create_user(username="pj-chen", name="陈明远", password=PASSWORD, actor=None, must_change_password=False)
    services.grant_role(user, organisation=organisation("procuratorate"), role=Role.PROCURATOR, since=date(2024, 1, 1), actor=None)
    return user


def sign_in(client, username="pj-chen", password=PASSWORD, **more):
    return client.post(reverse("accounts:sign-in"), {"username": username, "password": password, **more})


def test_right_password_opens_the_page_asked_for(client, chen):
    response = sign_in(client, next="/calendar/")

    assert (response.status_code, response["Location"]) == (302, "/calendar/")
    assert AuditEntry.objects.filter(event="accounts.signed_in", actor=f"accounts.user:{chen.pk}").count() == 1


def test_next_never_leads_elsewhere(client, chen):
    assert sign_in(client, next="https://example.cn/")["Location"] == "/"


def test_wrong_password_says_how_many_tries_are_left(client, chen):
    response = sign_in(client, password="Cuowu-2026-mima")

    assert response.status_code == 422
    assert "账号或密码不对，还可再试4次；连续错5次锁定30分钟。" in response.content.decode()
    assert AuditEntry.objects.filter(event="accounts.sign_in_failed", ok=False).count() == 1


def test_unknown_name_reads_the_same(client, chen):
    known = sign_in(client, password="x").content.decode().replace("pj-chen", "")
    unknown = sign_in(client, username="nobody", password="x").content.decode().replace("nobody", "")

    assert "账号或密码不对，还可再试4次" in known
    assert "账号或密码不对，还可再试4次" in unknown


def test_five_failures_lock_the_name_and_the_right_password_does_not_open_it(client, chen):
    for _ in range(5):
        response = sign_in(client, password="Cuowu-2026-mima")
    locked = sign_in(client)

    assert response.status_code == locked.status_code == 403
    assert "账号“pj-chen”连续输错，已锁定，请30分钟后再试，或者请安全管理员解除锁定。" in locked.content.decode()
    assert AuditEntry.objects.filter(event="accounts.locked_out").count() == 1


def test_security_administrator_lifts_the_lock(client, chen):
    for _ in range(5):
        sign_in(client, password="Cuowu-2026-mima")
    services.unlock(username="pj-chen", actor=person("security_admin"))

    assert sign_in(client).status_code == 302


def test_disabled_person_stays_outside(client, chen):
    services.set_active(chen, active=False, actor=person("security_admin"))

    assert sign_in(client).status_code == 422


def test_person_whose_role_has_ended_stays_outside(client, chen):
    services.end_role(chen.memberships.get(), until=clock.today() - timedelta(days=1), actor=person("security_admin"))

    assert sign_in(client).status_code == 422


def test_idle_time_out_is_told_after_a_session_and_only_then(client, chen):
    first = client.get(reverse("accounts:sign-in")).content.decode()
    sign_in(client)
    client.cookies.pop("sessionid")
    later = client.get(reverse("accounts:sign-in")).content.decode()

    assert "30 分钟未操作" not in first
    assert "30 分钟未操作或会话已结束" in later


def test_sign_out_by_post_ends_the_session(client, chen):
    sign_in(client)

    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert client.post(reverse("accounts:sign-out"))["Location"] == reverse("accounts:sign-in")
    assert client.get("/")["Location"] == "/sign-in/?next=/"
    assert AuditEntry.objects.filter(event="accounts.signed_out").count() == 1


def test_first_password_must_be_changed_before_anything_else(client, chen):
    services.reset_password(chen, password="Chushi-2026-mima", actor=person("security_admin"))
    sign_in(client, password="Chushi-2026-mima")

    assert client.get("/calendar/")["Location"] == "/account/password/?next=%2Fcalendar%2F"
    answer = client.post(
        "/account/password/",
        {"old_password": "Chushi-2026-mima", "password": "Xinde-2026-mima!", "again": "Xinde-2026-mima!", "next": "/calendar/"},
    )
    assert answer["Location"] == "/calendar/"
    assert client.get("/calendar/").status_code == 200


def test_old_password_leads_to_its_change(client, chen):
    User.objects.filter(pk=chen.pk).update(password_changed_at=clock.now() - timedelta(days=91))
    sign_in(client)

    assert client.get("/")["Location"].startswith("/account/password/")
    assert "密码已使用超过90天" in client.get("/account/password/").content.decode()


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("Bushi-2026-mima", "Xinde-2026-mima!", "Xinde-2026-mima!", "现密码不对，请重新输入。"),
        (PASSWORD, "Xinde-2026-mima!", "Xinde-2026-mima?", "两次输入的新密码不一致。"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码不能与原密码相同，请另设一个。"),
        (PASSWORD, "xindemima2026", "xindemima2026", "密码须含大写字母、小写字母、数字、符号中的至少三种。"),
    ],
    ids=["现密码不对", "两次不一致", "与原密码相同", "字符种类不足"],
)
def test_password_is_refused_beside_its_field(client, chen, old, new, again, sentence):
    client.force_login(chen)
    response = client.post("/account/password/", {"old_password": old, "password": new, "again": again})

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_person_chooses_the_digest(client, chen):
    client.force_login(chen)
    client.post("/account/", {})

    chen.refresh_from_db()
    assert chen.wants_digest is False

"""The second factor: demanded by role, bound once, shown at every sign-in."""

from __future__ import annotations

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from pengjiang.accounts import services
from pengjiang.audit.models import AuditEntry
from tests.support.district import person

pytestmark = pytest.mark.django_db


def code_of(user) -> str:
    return f"{totp(TOTPDevice.objects.get(user=user).bin_key):06d}"


@pytest.fixture
def chief(client):
    user = person("chief")
    services.require_second_factor(role="chief", required=True, actor=person("security_admin"))
    client.force_login(user)
    return user


def test_role_leads_to_binding_with_a_code_to_scan(client, chief):
    assert client.get("/calendar/")["Location"] == "/account/second-factor/?next=%2Fcalendar%2F"
    page = client.get("/account/second-factor/").content.decode()

    assert "绑定动态口令" in page
    assert 'src="data:image/svg+xml' in page


def test_bound_device_opens_and_is_asked_at_the_next_sign_in(client, chief):
    client.get("/account/second-factor/")
    answer = client.post("/account/second-factor/", {"token": code_of(chief), "next": "/calendar/"})
    opened = client.get("/calendar/").status_code
    client.logout()
    client.force_login(chief)

    assert answer["Location"] == "/calendar/"
    assert opened == 200
    assert client.get("/").status_code == 302
    assert "输入动态口令" in client.get("/account/second-factor/").content.decode()
    assert AuditEntry.objects.filter(event="accounts.second_factor_enabled").count() == 1


def test_wrong_code_is_refused_and_kept_in_the_trail(client, chief):
    client.get("/account/second-factor/")
    client.post("/account/second-factor/", {"token": code_of(chief)})
    client.logout()
    client.force_login(chief)
    response = client.post("/account/second-factor/", {"token": "000000"})

    assert response.status_code == 422
    assert "动态口令不对，请输入手机上当前显示的6位数字。" in response.content.decode()
    assert AuditEntry.objects.get(event="accounts.sign_in_failed").data["reason"] == "动态口令不对"


def test_fragments_and_api_are_closed_too(client, chief):
    fragment = client.get("/notices/", headers={"HX-Request": "true"})
    api = client.post("/notices/read/", headers={"Accept": "application/json"})

    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/account/second-factor/")
    assert (api.status_code, api.json()["detail"], api["Content-Type"]) == (403, "请先通过动态口令验证。", "application/problem+json")


def test_password_page_is_no_way_around(client, chief):
    assert client.get("/account/password/").status_code == 302


def test_other_roles_are_not_asked(client):
    services.require_second_factor(role="chief", required=True, actor=person("security_admin"))
    client.force_login(person("clerk"))

    assert client.get("/calendar/").status_code == 200


def test_lost_telephone_means_binding_anew(client, chief):
    client.get("/account/second-factor/")
    client.post("/account/second-factor/", {"token": code_of(chief)})
    services.remove_second_factor(chief, actor=person("security_admin"))
    client.logout()
    client.force_login(chief)

    assert "绑定动态口令" in client.get("/account/second-factor/").content.decode()

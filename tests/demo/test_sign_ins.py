"""The sign-ins that a demonstration offers, on the command line and on its sign-in page."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from pengjiang.accounts.enums import Role
from pengjiang.demo.organisations import seed_organisations, seed_people
from pengjiang.demo.people import PASSWORD
from pengjiang.demo.sign_ins import sign_ins


@pytest.fixture
def people(db):
    return seed_people(seed_organisations())


def test_one_sign_in_per_role(people):
    rows = sign_ins()

    assert [row.role for row in rows] == [role.label for role in Role]
    assert {row.unit for row in rows} == {"蓬江区检察院", "蓬江区司法局", "杜阮镇"}


def test_the_command_prints_a_table_and_the_password(people):
    out = StringIO()

    call_command("demo_sign_ins", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0].split() == ["角色", "姓名", "登录名", "单位"]
    assert lines[1].split() == ["检察长", "沈望川", "jianchazhang", "蓬江区检察院"]
    assert PASSWORD in lines[-1]


def test_without_people_the_command_says_what_to_run(db):
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("demo_sign_ins")


def test_the_sign_in_page_of_a_demonstration_offers_them(people, client):
    page = client.get(reverse("accounts:sign-in")).content.decode()

    assert page.count("<code>") == len(Role)
    assert PASSWORD in page


def test_the_sign_in_page_elsewhere_offers_nothing(people, client, settings):
    settings.DEMO = False

    page = client.get(reverse("accounts:sign-in")).content.decode()

    assert PASSWORD not in page


def test_an_offered_sign_in_works(people, client):
    answer = client.post(reverse("accounts:sign-in"), {"username": "duruan-zhifa1", "password": PASSWORD})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(people["duruan-zhifa1"].pk)

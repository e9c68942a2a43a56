"""Who may open which page of the console: the three administrators separately, nobody else."""

from __future__ import annotations

import pytest

from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db
PAGES = {
    "system_admin": [
        "organisations/",
        "organisations/new/",
        "calendar/",
        "calendar/new/",
        "calendar/2026/",
        "reference/",
        "reference/names/",
        "outbox/",
        "mail/",
    ],
    "security_admin": ["people/", "people/new/", "security/"],
    "audit_admin": ["audit/", "audit/verifications/"],
}
EVERYBODYS = ["limits/"]


@pytest.mark.parametrize("role", [*PAGES, "chief", "bureau_leader", "town_head"])
def test_each_opens_their_own_pages_and_no_others(client, role):
    organisation("duruan")
    client.force_login(person(role))
    found = {page: client.get(f"/console/{page}").status_code for pages in PAGES.values() for page in pages}
    expected = {page: 200 if owner == role else 403 for owner, pages in PAGES.items() for page in pages}

    assert found == expected


@pytest.mark.parametrize("page", EVERYBODYS)
def test_limits_and_laws_are_everybodys(client, page):
    client.force_login(person("town_officer"))

    assert client.get(f"/console/{page}").status_code == 200


def test_refusal_says_whose_business_it_is(client):
    client.force_login(person("chief"))

    assert "“维护人员与任职”由安全管理员办理，您的身份是检察长。" in client.get("/console/people/").content.decode()


def test_menu_shows_only_ones_own(client):
    client.force_login(person("audit_admin"))
    page = client.get("/").content.decode()

    assert "/console/audit/" in page
    assert "/console/people/" not in page


def test_limit_table_has_every_timer_with_its_article(client):
    client.force_login(person("clerk"))
    page = client.get("/console/limits/").content.decode()

    assert [number for number in range(1, 47) if f'id="TM{number:02}' not in page] == []
    assert "《人民检察院检察建议工作规定》第十九条" in page
    assert "TM01" in client.get("/library/laws/行政处罚法/60/").content.decode()

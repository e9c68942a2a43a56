"""Law data and organisations: the system administrator's forms."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.accounts.models import Organisation
from pengjiang.console.tables import TITLES
from pengjiang.law.models import ReferenceRow
from pengjiang.law.reference import TABLES
from pengjiang.law.stored import stored
from tests.support.district import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def admin(client):
    user = person("system_admin")
    client.force_login(user)
    return user


def test_every_table_has_its_page_and_its_form(client):
    assert sorted(TITLES) == sorted(TABLES)
    assert {
        (client.get(f"/console/reference/{kind}/").status_code, client.get(f"/console/reference/{kind}/new/").status_code)
        for kind in TITLES
    } == {(200, 200)}


def test_every_stored_row_is_saved_unchanged_by_its_form(client):
    """The form loses nothing: opened and sent back, the reference is the same."""
    before = stored()
    for kind in TITLES:
        row = ReferenceRow.objects.filter(kind=kind).first()
        if row is None:
            continue
        address = f"/console/reference/{kind}/{row.pk}/"
        form = client.get(address).context["form"]
        values = {name: form[name].value() for name in form.fields}
        values = {name: field.prepare_value(values[name]) for name, field in form.fields.items()}
        answer = client.post(address, {name: value for name, value in values.items() if value is not None})
        assert answer.status_code == 303, (kind, answer.context["form"].errors)

    assert stored() == before


def test_new_threshold_is_in_force_at_once(client):
    answer = client.post(
        "/console/reference/thresholds/new/",
        {
            "v_code": "hearing.person",
            "v_title": "个人听证罚款数额",
            "v_value": "3000",
            "v_unit": "元",
            "v_inclusive": "true",
            "v_citations": "《中华人民共和国行政处罚法》第六十三条",
            "since": "2099-01-01",
            "confidence": "R?",
        },
    )

    assert answer.status_code == 303
    assert stored().threshold("hearing.person", date(2099, 6, 1)) is not None


def test_unreadable_row_is_refused_with_a_sentence(client):
    response = client.post("/console/reference/courts/new/", {"v_body": "duruan", "confidence": "V"})

    assert response.status_code == 422
    assert "内容不完整或格式不对" in response.content.decode()


def test_unknown_table_is_not_found(client):
    assert client.get("/console/reference/nothing/").status_code == 404


def test_organisation_is_added_and_changed(client):
    client.post(
        "/console/organisations/new/", {"code": "duruan", "kind": "town", "name": "蓬江区杜阮镇", "short_name": "杜阮", "order": "3"}
    )
    town = Organisation.objects.get(code="duruan")
    client.post(f"/console/organisations/{town.pk}/", {"name": "蓬江区杜阮镇", "short_name": "杜阮镇", "order": "3", "is_active": "on"})

    town.refresh_from_db()
    assert (town.short_name, town.kind, town.is_active) == ("杜阮镇", "town", True)

"""Law data and organisations: the system administrator's forms."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.accounts.models import Organisation
from pengjiang.audit.models import AuditEntry
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
            "v_code": "hearing.trial",
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
    assert stored().threshold("hearing.trial", date(2099, 6, 1)) is not None


def test_unreadable_row_is_refused_beside_its_fields(client):
    response = client.post("/console/reference/courts/new/", {"v_body": "duruan", "v_purpose": "suit", "v_citations": "第十八条", "confidence": "V"})

    assert response.status_code == 422
    errors = response.context["form"].errors
    assert errors["v_name"] == ["请填写名称。"]
    page = client.post(
        "/console/reference/courts/new/", {"v_body": "duruan", "v_purpose": "suit", "v_name": "某法院", "v_citations": "第十八条", "confidence": "V"}
    )
    assert "没有用书名号写明法律名称" in page.context["form"].errors["v_citations"][0]
    assert "某法院" in page.content.decode()


def test_overlapping_dates_are_refused_beside_the_field(client):
    row = ReferenceRow.objects.get(kind="courts", body="duruan", value__purpose="suit", until=None)
    answer = client.post(
        "/console/reference/courts/new/",
        {"v_body": "duruan", "v_purpose": "suit", "v_name": "某法院", "since": "2027-01-01", "confidence": "V"},
    )
    assert answer.status_code == 422
    assert "日期重叠" in answer.context["form"].errors["since"][0]

    client.post(f"/console/reference/courts/{row.pk}/end/", {"until": "2026-12-31"})
    again = client.post(
        "/console/reference/courts/new/",
        {"v_body": "duruan", "v_purpose": "suit", "v_name": "某法院", "since": "2027-01-01", "confidence": "V"},
    )
    assert again.status_code == 303
    assert stored().court("duruan", date(2027, 1, 1)).name == "某法院"
    assert stored().court("duruan", date(2026, 12, 31)).name == row.value["name"]
    assert AuditEntry.objects.filter(event="law.reference.changed", fields=["until"]).get().version.values == {"until": [None, "2026-12-31"]}


STANDARD = {"v_code": "urban.trial", "v_kind": "benchmark", "v_name": "试验裁量基准", "v_field": "urban", "since": "2026-01-01", "confidence": "SYN"}


def steps(*rows):
    filled = {f"v_steps-{at}-{name}": text for at, row in enumerate(rows) for name, text in row.items()}
    return {"v_steps-rows": str(len(rows)), **filled}


def test_a_standard_is_edited_with_its_steps_in_one_form(client):
    light = {"item": "CG001", "name": "较轻", "circumstances": "初次", "low": "0", "low_inclusive": "1", "high": "6000", "high_inclusive": "1"}
    heavy = {"item": "CG001", "name": "较重", "low": "6000", "high": "20000", "high_inclusive": "1"}
    client.post("/console/reference/standards/new/", STANDARD | steps(light, {"low_inclusive": "1"}, heavy))
    row = ReferenceRow.objects.get(kind="standards", key="urban.trial")

    assert row.value["steps"] == [
        {"item": "CG001", "name": "较轻", "circumstances": "初次", "low": 0, "high": 6000},
        {"item": "CG001", "name": "较重", "low": 6000, "high": 20000, "low_inclusive": False},
    ]
    page = client.get(f"/console/reference/standards/{row.pk}/").content.decode()
    assert 'value="较重"' in page
    assert page.count("-circumstances") == 2 * 5


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ({"low": "1"}, "第1行没有写阶次（事项）的名称。"),
        ({"name": "较轻", "low": "九", "high": "1"}, "第1行的下限、上限：应为数字"),
        ({"name": "较轻", "low": "9", "high": "1"}, "第1行的下限高于上限。"),
    ],
)
def test_a_wrong_step_is_named_and_nothing_typed_is_lost(client, step, says):
    answer = client.post("/console/reference/standards/new/", STANDARD | steps(step))

    assert answer.status_code == 422
    assert says in answer.context["form"].errors["v_steps"][0]
    assert "试验裁量基准" in answer.content.decode()
    for text in step.values():
        assert f'value="{text}"' in answer.content.decode()


def test_a_field_without_a_standard_and_a_leniency_list_can_be_entered(client):
    for kind in ("none", "exemption"):
        assert client.post("/console/reference/standards/new/", STANDARD | {"v_code": kind, "v_kind": kind}).status_code == 303

    assert {row.kind for row in stored().standards if row.field == "urban"} >= {"none", "exemption"}


def test_others_may_read_but_not_edit(client):
    row = ReferenceRow.objects.filter(kind="courts").first()
    for role in ("security_admin", "audit_admin", "procurator", "town_head"):
        client.force_login(person(role))
        for address in (f"/console/reference/courts/{row.pk}/", f"/console/reference/courts/{row.pk}/end/", "/console/reference/courts/new/"):
            assert client.get(address).status_code == 403
            assert client.post(address, {}).status_code == 403
        assert client.get(f"/library/data/courts/{row.pk}/").status_code == 200


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

"""What an office sets: number schemes, series, and the settings of a document type — through the pages."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.accounts.enums import Role
from pengjiang.documents.models import NumberScheme
from pengjiang.documents.services import add_scheme, approval_chain, number_source, setting_for, take_number
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client):
    client.force_login(person(Role.SYSTEM_ADMIN), backend="pengjiang.accounts.backends.PersonBackend")
    return client


@pytest.fixture
def manager(client):
    client.force_login(person(Role.CASE_MANAGER), backend="pengjiang.accounts.backends.PersonBackend")
    return client


def test_a_new_scheme_gives_numbers_in_its_own_form(system):
    response = system.post(
        "/documents/numbers/new/",
        {"name": "催办函文号", "code": "urging_letter", "prefix": "江蓬检行催", "suffix": "号", "since": "2026-01-01"},
    )

    assert response.status_code == 303
    assert take_number("urging_letter", actor=person(Role.PROCURATOR), on=date(2026, 5, 11)) == "江蓬检行催〔2026〕1号"


def test_a_year_may_begin_at_any_serial_but_not_once_numbers_are_taken(system):
    scheme = add_scheme(code="case", name="案号", prefix="江蓬检行违监", actor=None, since=date(2026, 1, 1))

    assert system.post(f"/documents/numbers/{scheme.pk}/series/", {"year": "2026", "first_serial": "38"}).status_code == 303
    assert take_number("case", actor=person(Role.PROCURATOR), on=date(2026, 5, 11)) == "江蓬检行违监〔2026〕38号"

    response = system.post(f"/documents/numbers/{scheme.pk}/series/", {"year": "2026", "first_serial": "50"})
    assert response.status_code == 422
    assert "2026年的文号已用到38号，不能再改起始序号。" in response.content.decode()


def test_a_prefix_in_use_stays(system):
    scheme = add_scheme(code="case", name="案号", prefix="江蓬检行违监", actor=None, since=date(2026, 1, 1))
    take_number("case", actor=person(Role.PROCURATOR), on=date(2026, 5, 11))

    response = system.post(
        f"/documents/numbers/{scheme.pk}/", {"name": "案号", "code": "case", "prefix": "另一字头", "suffix": "号", "since": "2026-01-01"}
    )

    assert response.status_code == 422
    assert "该方案已有文号，字头字尾不能再改；请设置停用日期并另建方案。" in response.content.decode()
    assert NumberScheme.objects.get(pk=scheme.pk).prefix == "江蓬检行违监"


def test_the_chain_and_the_source_of_the_recommendation_are_data_of_the_office(manager):
    office = organisation("procuratorate")
    values = {
        "since": "2026-11-01",
        "number_source": "own",
        "contact": "陈喆宁",
        "rung_0": Role.DEPT_HEAD.value,
        "when_0": "always",
        "rung_1": Role.CHIEF.value,
        "when_1": "always",
    }

    assert manager.post("/documents/types/recommendation/", values).status_code == 303

    on = date(2026, 11, 2)
    assert number_source("recommendation", organisation=office, on=on) == "own"
    assert [rung["role"] for rung in approval_chain("recommendation", organisation=office, on=on)] == ["dept_head", "chief"]
    assert setting_for("recommendation", organisation=office, on=on).contact == "陈喆宁"
    assert number_source("recommendation", organisation=office, on=date(2026, 10, 31)) == "unified"


def test_a_chain_without_rungs_is_refused_beside_the_field(manager):
    response = manager.post("/documents/types/recommendation/", {"since": "2026-11-01"})

    assert response.status_code == 422
    assert "至少保留一个审批环节。" in response.content.decode()


def test_nobody_else_sets_numbers_or_texts(client):
    client.force_login(person(Role.TOWN_OFFICER), backend="pengjiang.accounts.backends.PersonBackend")

    for address in ("/documents/numbers/", "/documents/types/", "/documents/types/recommendation/"):
        assert client.get(address).status_code == 403

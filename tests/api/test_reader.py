"""The document for people: every operation is there, with what goes in and what comes out."""

from __future__ import annotations

import pytest

from pengjiang.api.document import kept
from pengjiang.api.reading import rooms
from tests.support.walk import sign_in


def test_every_operation_stands_in_its_room():
    told = {one.id for operations in rooms().values() for one in operations}

    assert told == {operation["operationId"] for item in kept()["paths"].values() for operation in item.values()}


def test_an_operation_tells_its_fields_in_chinese():
    accept = next(one for one in rooms()["cases"] if one.id == "cases_transfer_accept")
    told = {member.name: member for member in accept.body}

    assert (accept.method, accept.path) == ("POST", "/api/v1/cases/transfers/{pk}/accept/")
    assert told["origin"].text.startswith("监督职责来源。取值：litigation 行政诉讼监督案件中发现；")
    assert '"origin": "litigation"' in accept.call
    assert {"Idempotency-Key", "If-Match"} <= {one.name for one in accept.parameters}
    assert dict(accept.statuses)["409"] == "目前不能这样办理"
    assert "curl -X POST" in accept.call


def test_a_list_tells_the_members_of_its_rows():
    listed = next(one for one in rooms()["cases"] if one.id == "cases_transfers_list")

    assert "results[].title" in {member.name for member in listed.answer}


@pytest.mark.django_db
def test_the_pages_open_and_what_is_not_there_is_404(district):
    client = sign_in(district.officer)

    assert client.get("/library/interface/cases/cases_transfer_accept/").status_code == 200
    assert client.get("/library/interface/nowhere/").status_code == 404
    assert client.get("/library/interface/cases/nothing/").status_code == 404

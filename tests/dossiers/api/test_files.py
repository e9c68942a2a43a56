"""Enforcement files over the API: registered, read masked, changed only on the version that was read."""

from __future__ import annotations

import json

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.checks.validation import schema
from pengjiang.dossiers.models import Dossier
from tests import factories as f
from tests.api.calls import many, pointers, post
from tests.support.queries import assert_constant_queries
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ID = "440799198001010014"
DOCUMENT = {
    "format": "dossier/1",
    "number": "蓬杜综执罚决〔2026〕21号",
    "body": "duruan",
    "file_type": "P_GEN",
    "field": "urban",
    "parties": [{"type": "person", "name": "欧阳某", "id_no": ID}],
    "decision": {"dated_on": "2026-03-05", "penalties": ["fine"], "fine": "500.50"},
}


@pytest.fixture
def town(district):
    return sign_in(district.officer)


@pytest.fixture
def made(town):
    return post(town, "/api/v1/dossiers/?cause=占道经营", DOCUMENT)


def put(client, address, body, **headers):
    return client.put(address, json.dumps(body, ensure_ascii=False), content_type="application/json", headers=headers)


def test_a_document_becomes_a_file(made, town):
    dossier = Dossier.objects.get()
    read = town.get(made["Location"])

    assert (made.status_code, made["Location"], made["ETag"]) == (201, f"/api/v1/dossiers/{dossier.pk}/", read["ETag"])
    assert (dossier.document(), dossier.cause, dossier.source) == (DOCUMENT, "占道经营", "interface")
    assert {name: made.json()[name] for name in ("number", "fine", "decided_on", "cause", "revision")} == {
        "number": DOCUMENT["number"], "fine": "500.5000", "decided_on": "2026-03-05", "cause": "占道经营", "revision": 1,
    }  # fmt: skip
    assert ID not in made.content.decode()


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"fiel": 1}, {"/fiel": "没有“fiel”这个字段。"}),
        ({"decision": {"dated_on": "2026-02-30"}}, {"/decision/dated_on": '日历上没有 "2026-02-30" 这一天（或这一刻）。'}),
        ({"body": "nowhere"}, {"/body": "“nowhere”不是本区的镇街代码。"}),
        ({"number": " 甲"}, {"/number": "案号前后不能有空格，且不超过80个字。"}),
        ({"parties": [{"name": 5}]}, {"/parties/0/name": "应为文字，现在是 5。"}),
    ],
)
def test_what_is_wrong_is_named_by_its_place_and_nothing_stored(town, changes, errors):
    answer = post(town, "/api/v1/dossiers/", {**DOCUMENT, **changes})

    assert (answer.status_code, pointers(answer), Dossier.objects.count()) == (422, errors, 0)


def test_a_number_is_used_once_in_a_town(made, town):
    again = post(town, "/api/v1/dossiers/", DOCUMENT)

    assert (again.status_code, again.json()["detail"]) == (409, f"杜阮镇已有案号为{DOCUMENT['number']}的案卷，请核对案号。")


def test_who_may_not_register_may_not_here(district):
    other, office = post(sign_in(district.stranger), "/api/v1/dossiers/", DOCUMENT), post(sign_in(district.procurator), "/api/v1/dossiers/", DOCUMENT)

    assert (other.status_code, other.json()["detail"], office.status_code, Dossier.objects.count()) == (409, "镇街只能导入本单位的台账。", 403, 0)


def test_facts_are_read_masked_and_come_back_whole(made, town):
    address = f"{made['Location']}facts/"
    read = town.get(address)
    document = read.json()

    changed = put(town, address, {**document, "title": "占道经营案"}, **{"If-Match": read["ETag"]})

    dossier = Dossier.objects.get()
    assert document["parties"][0]["id_no"] == "440799********14"
    assert (changed.status_code, changed.json()["revision"], dossier.document()) == (200, 2, {**DOCUMENT, "title": "占道经营案"})
    assert changed["ETag"] == town.get(address)["ETag"] != read["ETag"]


def test_a_stale_version_loses_nothing(made, town):
    address = f"{made['Location']}facts/"
    first = put(town, address, {**DOCUMENT, "title": "甲"}, **{"If-Match": made["ETag"]})

    stale = put(town, address, {**DOCUMENT, "title": "乙"}, **{"If-Match": made["ETag"]})
    blind = put(town, address, {**DOCUMENT, "title": "乙"})

    assert (first.status_code, stale.status_code, stale["ETag"], blind.status_code) == (200, 412, first["ETag"], 428)
    assert Dossier.objects.get().title == "甲"


def test_facts_that_are_no_document_change_nothing(made, town):
    answers = [put(town, f"{made['Location']}facts/", body, **{"If-Match": "*"}) for body in ([], {**DOCUMENT, "body": "tangxia"}, {**DOCUMENT, "x": 1})]

    assert [(one.status_code, list(pointers(one))) for one in answers] == [(422, [""]), (422, ["/body"]), (422, ["/x"])]
    assert Dossier.objects.get().document() == DOCUMENT


def test_full_numbers_are_shown_to_the_town_with_an_entry(made, town, district):
    address = f"{made['Location']}ids/"

    shown, refused, unknown = town.post(address), sign_in(district.bureau_clerk).post(address), sign_in(district.stranger).post(address)

    assert shown.json()["parties"] == [{"position": 0, "name": "欧阳某", "id_no": ID, "uscc": ""}]
    assert (shown["Cache-Control"], refused.status_code, unknown.status_code) == ("no-store", 403, 404)
    assert AuditEntry.objects.filter(event="dossiers.id_revealed").count() == 1


def test_the_list_takes_the_registers_filters(made, district, town):
    f.dossier(district)

    def numbers(query):
        return [row["number"] for row in town.get(f"/api/v1/dossiers/?{query}").json()["results"]]

    assert numbers("fine_from=500&type=P_GEN") == [DOCUMENT["number"]]
    assert numbers("complete=no&fields=number") == ["杜阮综执罚字〔2026〕15号"]
    assert town.get("/api/v1/dossiers/?complete=maybe").status_code == 400
    assert sign_in(district.stranger).get("/api/v1/dossiers/").json()["count"]["number"] == 0


def test_the_list_asks_as_often_for_many_rows(district, town, made):
    assert_constant_queries(town, "/api/v1/dossiers/", lambda count: many(Dossier.objects.first(), count, number=lambda n: f"第{n}号"))


def test_the_format_is_published(town):
    assert town.get("/api/v1/dossiers/schema/").json() == schema()

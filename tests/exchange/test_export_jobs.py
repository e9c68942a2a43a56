"""Ledgers written by a worker: ordered over the API, followed, fetched by a link that needs no session and does not last."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import openpyxl
import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.exchange.models import ExportJob
from pengjiang.exchange.tasks import write_export
from tests import factories as f
from tests.api.calls import pointers, post
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db]
ADDRESS = "/api/v1/exchange/exports/"
NOW = datetime(2026, 3, 16, 9, 0)


@pytest.fixture
def town(district, travel):
    travel(NOW, tick=False)
    for number in range(3):
        f.dossier(district, number=f"第{number}号", decision={"fine": number * 100})
    return sign_in(district.officer)


def order(client, **body):
    return post(client, ADDRESS, {"ledger": "penalties", "filters": {"fine_from": "100", "field": ["urban", "health"]}, "sort": "fine", **body})


def fetched(client, link) -> bytes:
    answer = client.get(link)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def test_a_job_is_followed_to_its_file(town, client):
    ordered = order(town)
    before = town.get(ordered["Location"]).json()
    write_export(ExportJob.objects.get().pk)
    after = town.get(ordered["Location"]).json()

    rows = list(openpyxl.load_workbook(io.BytesIO(fetched(client, after["link"]))).active.iter_rows(min_row=4, values_only=True))
    assert (ordered.status_code, before["state"], before["total"], before["link"]) == (202, "waiting", 2, None)
    assert (after["state"], after["position"], after["link_until"]) == ("done", 2, "2026-03-16T09:15")
    assert [row[1] for row in rows] == ["第1号", "第2号"]
    taken = AuditEntry.objects.get(event="files.downloaded")
    assert (taken.actor_name, AuditEntry.objects.filter(event="exchange.exported").count()) == ("李堃", 1)


@pytest.mark.parametrize(("kind", "begins"), [("csv", "\ufeff序号,案号,"), ("ndjson", '{"序号": 1, "案号": "第1号"')])
def test_other_formats(town, client, kind, begins):
    ordered = order(town, format=kind)
    write_export(ExportJob.objects.get().pk)

    assert fetched(client, town.get(ordered["Location"]).json()["link"]).decode().startswith(begins)


def test_a_link_ends_and_cannot_be_made(town, client, travel, district):
    ordered = order(town)
    write_export(ExportJob.objects.get().pk)
    link = town.get(ordered["Location"]).json()["link"]

    good = client.get(link).status_code
    forged = client.get(link.replace("/files/", "/files/9")).status_code
    travel(NOW + timedelta(minutes=15, seconds=1), tick=False)
    late = client.get(link).status_code

    assert (good, forged, late) == (200, 404, 404)


def test_a_link_ends_with_its_person(town, client, district):
    ordered = order(town)
    write_export(ExportJob.objects.get().pk)
    link = town.get(ordered["Location"]).json()["link"]
    type(district.officer).objects.filter(pk=district.officer.pk).update(is_active=False)

    assert client.get(link).status_code == 404


def test_another_persons_job_does_not_exist(town, district):
    ordered = order(town)

    assert sign_in(district.town_head).get(ordered["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ({"format": "pdf"}, 422, ["/format"]),
        ({"filters": {"fine_from": 5}}, 422, ["/filters/fine_from"]),
        ({"colour": 1}, 422, ["/colour"]),
        ({"filters": {"colour": "red"}}, 400, []),
        ({"filters": {"fine_from": "many"}}, 400, []),
        ({"sort": "ugly"}, 400, []),
        ({"ledger": "unknown"}, 404, []),
        ({"filters": {"fine_from": "9999"}}, 422, []),
    ],
)
def test_bad_orders_are_refused_and_nothing_queued(town, body, status, where):
    answer = order(town, **body)

    assert (answer.status_code, list(pointers(answer)), ExportJob.objects.count()) == (status, where, 0)


def test_ledgers_are_listed_with_their_columns(town):
    found = {one["ledger"]: one for one in town.get("/api/v1/exchange/ledgers/").json()["results"]}

    assert set(found) == {"penalties", "inspections", "recommendations", "reviews", "archive"}
    assert (found["penalties"]["columns"][:2], found["inspections"]["href"]) == (["序号", "案号"], "/api/v1/exchange/ledgers/inspections/")
    assert "fine_from" in found["penalties"]["filters"]

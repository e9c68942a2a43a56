"""What was said in mediation: its handlers alone, on every page, in the search, in exports, papers, files and timelines."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from disputes.models import Dispute, Measure, Meeting, Plan
from disputes.services import intake
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry, AuditVersion
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.services import drain
from pengjiang.files.models import StoredFile
from pengjiang.search.models import ComparableEntry, SearchEntry
from pengjiang.search.queries import search
from tests import factories as f
from tests.disputes import steps as s
from tests.support.walk import BACKEND, api_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
WORDS = (s.SECRET, s.SECRET_OF_TOWN, "走访时的私话")
OTHERS = ("chief", "head", "other_procurator", "clerk", "bureau_leader", "bureau_officer", "town_head", "officer", "stranger")
HANDLERS = ("procurator", "assistant", "reconsiderer")
TABS = ("overview", "mediation", "similar", "agreement", "leniency", "support", "closing", "papers", "timeline")


@pytest.fixture
def dispute(district):
    dispute = s.mediating_(district)
    s.meeting(district, dispute, files=[f.photo("签名笔录.jpg", "笔录")])
    s.measure(district, dispute, kind="visit", means="comfort", content="走访时的私话", result="情绪平稳")
    s.measure(district, dispute, kind="apology", means="correct", content="公开道歉书")
    dispute = s.visiting(district, s.fulfil(district, s.agreed(district, dispute)))
    while drain():
        pass
    return dispute


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def pages(dispute: Dispute) -> list[str]:
    meeting, record = Meeting.objects.get(), IssuedDocument.objects.filter(type_code__in=["mediation_record", "dispute_plan"])
    urls = [f"{dispute.get_absolute_url()}?tab={tab}" for tab in TABS]
    urls += [reverse("documents:detail", args=[row.pk]) for row in record]
    urls += [reverse("files:download", args=[file.uuid]) for file in StoredFile.objects.of(meeting)]
    return [*urls, *api(dispute), "/disputes/", f"/search/?q={s.SECRET[:6]}", "/", "/disputes/statistics/"]


def api(dispute: Dispute) -> list[str]:
    """Every address of the room by the API, with everything expanded: lists, the dispute, its parts, the forms of what can be done."""
    found = []
    for address in api_addresses():
        if not address.name.startswith(("v1:disputes", "v1:documents", "v1:files")) or "get" not in address.view.operations():
            continue
        declared = getattr(address.view, "resource", None)
        expanded = f"?expand={','.join(declared.expand)}" if declared is not None and declared.expand else ""
        if not address.arguments:
            found.append(f"{address.url()}{expanded}")
            continue
        model = declared.model if declared is not None else getattr(getattr(address.view, "page", None), "model", None)
        if model is not None and address.arguments == ("pk",):
            keys = [dispute.pk] if model is Dispute else list(model._default_manager.values_list("pk", flat=True))
            found += [f"{address.url(pk=pk)}{expanded}" for pk in keys]
    files = [f"/api/v1/files/{file.uuid}/" for file in StoredFile.objects.of(Meeting.objects.get())]
    return [*found, *files]


def test_the_walk_of_the_api_would_find_it(district, dispute):
    client = browser(district.procurator)
    read = "".join(client.get(url).content.decode() for url in api(dispute) if "meetings" in url or "plans" in url or "measures" in url)

    assert [word for word in WORDS if word not in read] == []


@pytest.mark.parametrize("post", OTHERS)
def test_nobody_else_reads_it_anywhere(district, dispute, post):
    client = browser(district.people[post])
    for url in pages(dispute):
        response = client.get(url, follow=True)
        body = b"".join(response.streaming_content).decode(errors="ignore") if response.streaming else response.content.decode()
        assert not [word for word in WORDS if word in body], url
        assert "笔录" not in body or response.status_code in {403, 404} or "files" not in url, url
    user = district.people[post]
    assert not Meeting.objects.visible_to(user).exists()
    assert not Plan.objects.visible_to(user).exists()
    assert not Measure.objects.visible_to(user).filter(kind="visit").exists()
    for file in StoredFile.objects.of(Meeting.objects.get()):
        assert client.get(reverse("files:download", args=[file.uuid])).status_code == 404
    for row in IssuedDocument.objects.filter(type_code__in=["mediation_record", "dispute_plan"]):
        assert client.get(reverse("documents:detail", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("post", HANDLERS)
def test_its_handlers_read_it(district, dispute, post):
    page = browser(district.people[post]).get(f"{dispute.get_absolute_url()}?tab=mediation").content.decode()

    assert [word for word in WORDS if word not in page] == []
    assert Meeting.objects.visible_to(district.people[post]).count() == 1


def test_the_other_side_sees_what_was_handed_over(district, dispute):
    page = browser(district.town_head).get(f"{dispute.get_absolute_url()}?tab=mediation").content.decode()

    assert "公开道歉书" in page
    assert "限联合承办人查阅" in page


def test_another_town_s_dispute_does_not_exist(district, dispute):
    assert browser(district.stranger).get(dispute.get_absolute_url()).status_code == 404


def test_neither_search_nor_comparison_nor_trail_holds_it(district, dispute):
    stored = [*SearchEntry.objects.values_list("text", flat=True), *map(str, ComparableEntry.objects.values_list("title", "outcome"))]
    told = [*map(str, AuditEntry.objects.values_list("data", flat=True)), *map(str, AuditVersion.objects.values())]

    assert not [word for word in WORDS for text in (*stored, *told) if word in text]
    assert [str(hit.url) for hit in search(district.other_procurator, "一百万元", kind="disputes.dispute")] == [dispute.get_absolute_url()]
    assert search(district.procurator, s.SECRET[:6]) == []
    assert search(district.stranger, "一百万元", kind="disputes.dispute") == []


def test_the_export_of_the_list_leaves_it_out(district, dispute):
    response = browser(district.other_procurator).post("/disputes/", {"do": "export"}, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]

    assert dispute.number in cells
    assert not [word for word in WORDS for cell in cells if word in cell]


def test_who_is_recused_loses_it_at_once(district, dispute):
    other = s.mediating_(district)
    s.meeting(district, other)
    intake.recuse(other, actor=district.head, person=district.procurator, ground="interest")
    page = browser(district.procurator).get(f"{other.get_absolute_url()}?tab=mediation").content.decode()
    assert s.SECRET not in page

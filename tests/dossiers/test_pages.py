import io
import json

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from pengjiang.audit.models import AuditEntry
from pengjiang.dossiers.models import Dossier
from tests.support.district import person
from tests.support.dossiers import ID, dossier, facts

pytestmark = pytest.mark.django_db
BACKEND = "pengjiang.accounts.backends.PersonBackend"
LIST = "/dossiers/"


@pytest.fixture
def officer(client):
    user = person("town_officer")
    client.force_login(user, backend=BACKEND)
    return user


def form_data(client, made):
    """What the browser would send from the untouched form."""
    response = client.get(reverse("dossiers:edit", args=[made.pk]))
    form = response.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, "", []):
            data[bound.html_name] = value
    return data | {f"rows:{pointer}": count for pointer, count in form.counts.items()}


def test_list_is_empty_then_filled_then_narrowed(client, officer):
    assert "还没有执法案卷" in client.get(LIST).content.decode()
    made = dossier(actor=officer)
    dossier("baisha")

    page = client.get(LIST).content.decode()
    none = client.get(LIST, {"q": "没有这个"}).content.decode()

    assert made.number in page
    assert page.count("蓬试罚") < 6
    assert "没有符合条件的记录" in none


def test_list_costs_the_same_for_one_and_thirty(client, constant_queries):
    user = person("bureau_reviewer")
    client.force_login(user, backend=BACKEND)
    actor = person("town_officer")

    constant_queries(LIST, lambda count: [dossier(actor=actor) for _ in range(count)])


@pytest.mark.parametrize(
    "query", ["sort=;drop", "fine_from=abc", "decided_on_from=2026-02-30", "at=zzz", "town=x&field=y", "view=999", "size=100000"]
)
def test_list_bears_bad_addresses(client, officer, query):
    dossier(actor=officer)

    assert client.get(f"{LIST}?{query}").status_code == 200


def test_list_exports_the_ledger(client, officer):
    made = dossier(actor=officer, title="=1+1案")

    response = client.post(LIST, {"do": "export"})

    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[2][:6] == ("序号", "案号", "案件名称", "当事人", "统一社会信用代码/身份证号", "案由")
    assert rows[3][:6] == (1, made.number, "'=1+1案", "欧阳某", "440799********14", "占道经营")
    assert (rows[3][10].date().isoformat(), rows[3][13]) == ("2026-03-05", 500)
    assert AuditEntry.objects.get(event="exchange.exported").data == {"title": "行政处罚台账", "count": 1}


def test_bulk_marks_the_whole_filter(client, officer):
    for _ in range(3):
        dossier(actor=officer, complete=False)

    asked = client.post(f"{LIST}?complete=no", {"do": "bulk:complete", "whole": "1"})
    keys = ",".join(str(pk) for pk in Dossier.objects.values_list("pk", flat=True))
    client.post(f"{LIST}?complete=no", {"do": "bulk:complete", "confirmed": "1", "keys": keys})

    assert asked.status_code == 200
    assert Dossier.objects.filter(complete=True).count() == 3


@pytest.mark.parametrize("tab", ["overview", "files", "facts", "timeline", "nonsense"])
def test_detail_shows_every_tab(client, officer, tab):
    made = dossier(actor=officer)

    page = client.get(f"{LIST}{made.pk}/", {"tab": tab}).content.decode()

    assert made.number in page
    assert ID not in page


def test_others_do_not_find_it(client):
    made = dossier()
    client.force_login(person("town_officer", "baisha"), backend=BACKEND)

    for name in ("detail", "edit", "facts", "ids", "upload-facts"):
        assert client.get(reverse(f"dossiers:{name}", args=[made.pk])).status_code == 404


def test_the_procurator_reads_but_does_not_edit(client):
    made = dossier()
    client.force_login(person("procurator"), backend=BACKEND)

    assert client.get(f"{LIST}{made.pk}/").status_code == 200
    assert client.get(reverse("dossiers:edit", args=[made.pk])).status_code == 403


def test_create_goes_on_to_the_facts(client, officer):
    response = client.post(
        reverse("dossiers:create"),
        {
            "organisation": officer.organisation.pk,
            "number": "蓬试罚〔2026〕900号",
            "file_type": "P_SUM",
            "field": "urban",
            "party": "林某",
            "cause": "占道",
        },
    )

    made = Dossier.objects.get()
    assert response["Location"] == reverse("dossiers:edit", args=[made.pk])
    assert made.document() == {
        "format": "dossier/1", "complete": False, "number": "蓬试罚〔2026〕900号", "body": "duruan",
        "file_type": "P_SUM", "field": "urban", "parties": [{"name": "林某"}],
    }  # fmt: skip


def test_the_untouched_form_changes_nothing(client, officer):
    document = facts(
        services=[{"document": "CFJD", "on": "2026-03-08", "servers": ["甲", "乙"], "signed": True}],
        case={"discovered_at": "2026-03-01T09:10", "extensions": [{"days": 30}]},
        decision={
            "violated": [{"law": "某法", "article": "42"}],
            "procedure_cited": ["某法第一条"],
            "penalties": ["fine"],
            "fine": "100.50",
            "remedy": {"suit_value": 6},
        },
    )
    made = dossier(actor=officer, **document)

    response = client.post(reverse("dossiers:edit", args=[made.pk]), form_data(client, made))

    assert response.status_code == 303
    made.refresh_from_db()
    assert made.document() == document
    assert made.revision == 1


def test_the_form_writes_what_was_typed(client, officer):
    made = dossier(actor=officer)
    data = form_data(client, made) | {
        "/decision/fine": "0.5万元",
        "/case/harm": "否",
        "/hearing/host": "",
        "rows:/services": "1",
        "/services/0/document": "CFJD",
        "/services/0/servers": "甲、乙",
    }

    client.post(reverse("dossiers:edit", args=[made.pk]), data)

    document = Dossier.objects.get().document()
    assert document["decision"]["fine"] == 5000
    assert document["case"] == {"harm": False}
    assert document["services"] == [{"document": "CFJD", "servers": ["甲", "乙"]}]
    assert "hearing" not in document
    assert document["parties"][0]["id_no"] == ID


def test_faults_stand_beside_their_fields_and_nothing_is_lost(client, officer):
    made = dossier(actor=officer)
    data = form_data(client, made) | {"/case/filed_on": "2026-02-30", "/decision/pay_days": "十五", "/case/violation_place": "江杜中路"}

    response = client.post(reverse("dossiers:edit", args=[made.pk]), data)

    form = response.context["form"]
    assert response.status_code == 422
    assert set(form.errors) == {"/case/filed_on", "/decision/pay_days"}
    page = response.content.decode()
    assert 'value="2026-02-30"' in page
    assert "江杜中路" in page


def test_rows_are_added_and_removed_without_script(client, officer):
    made = dossier(actor=officer)
    url = reverse("dossiers:edit", args=[made.pk])
    data = form_data(client, made) | {"rows:/officers": "3", "/officers/0/name": "甲", "/officers/1/name": "乙", "/officers/2/name": "丙"}

    more = client.post(url, data | {"add": "/officers"}).context["form"]
    less = client.post(url, data | {"drop": "/officers/1"}).context["form"]

    assert (more.counts["/officers"], more["/officers/2/name"].value()) == (4, "丙")
    assert less.counts["/officers"] == 2
    assert [less[f"/officers/{n}/name"].value() for n in range(2)] == ["甲", "丙"]
    assert Dossier.objects.get().revision == 1


def test_facts_come_and_go_as_a_file(client, officer):
    made = dossier(actor=officer)
    text = b"".join(client.get(reverse("dossiers:facts", args=[made.pk])))
    document = json.loads(text)
    assert document == made.document()
    document["title"] = "占道经营案"
    url = reverse("dossiers:upload-facts", args=[made.pk])

    good = client.post(url, {"file": ContentFile(json.dumps(document).encode(), name="facts.json")})
    bad = client.post(url, {"text": json.dumps(document | {"case": {"filed_on": "昨天"}})})
    broken = client.post(url, {"text": "{"})

    assert (good.status_code, bad.status_code, broken.status_code) == (303, 422, 422)
    assert Dossier.objects.get().title == "占道经营案"
    assert "/case/filed_on" in bad.content.decode()


def test_ids_are_shown_only_after_asking(client, officer):
    made = dossier(actor=officer)
    url = reverse("dossiers:ids", args=[made.pk])

    assert ID not in client.get(url).content.decode()
    assert ID in client.post(url).content.decode()
    assert AuditEntry.objects.filter(event="dossiers.id_revealed").count() == 1

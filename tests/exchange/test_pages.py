import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from pengjiang.common.errors import NotAllowed
from pengjiang.dossiers.models import Dossier
from pengjiang.exchange.models import ExportJob, ImportBatch
from pengjiang.exchange.services import exports
from pengjiang.exchange.spec import EXPORTS
from pengjiang.exchange.tasks import go_on_with_import, sweep_exchange, write_export
from pengjiang.files.models import StoredFile
from pengjiang.files.services import read_bytes
from tests.support.district import district, person
from tests.support.dossiers import dossier

pytestmark = pytest.mark.django_db
BACKEND = "pengjiang.accounts.backends.PersonBackend"
LEDGER = (Path(__file__).parents[1] / "data" / "penalty-ledger-2026q1.xlsx").read_bytes()
NEW = "/exchange/imports/new/dossiers.penalties/"


@pytest.fixture
def clerk(client):
    district()
    user = person("bureau_clerk")
    client.force_login(user, backend=BACKEND)
    return user


def upload(client, content=LEDGER, name="台账.xlsx"):
    return client.post(NEW, {"workbook": ContentFile(content, name=name)})


def columns(batch):
    return {f"column-{at}": batch.mapping.get(header.lower(), "") for at, header in enumerate(batch.headers)} | {"keep": "1"}


def test_from_upload_to_result(client, clerk):
    address = upload(client)["Location"]
    batch = ImportBatch.objects.get()
    mapping = client.get(address).content.decode()
    client.post(address, columns(batch))
    preview = client.get(address).content.decode()
    client.post(reverse("exchange:confirm", args=[batch.pk]))
    working = client.get(address).content.decode()
    go_on_with_import(batch.pk)
    result = client.get(address).content.decode()
    refused = client.get(reverse("exchange:refused", args=[batch.pk]))

    assert "表头在第 3 行，数据 186 行" in mapping
    assert "证件号码丢失末位" in preview
    assert "蓬杜阮罚决字〔2026〕1号" in preview
    assert "正在导入" in working
    assert "165 行在册，21 行退回" in result
    assert Dossier.objects.count() == 165
    assert openpyxl.load_workbook(io.BytesIO(refused.content)).active.max_row == 24
    history = client.get("/exchange/imports/").content.decode()
    assert "已导入" in history


def test_no_page_shows_an_id_number_of_the_sheet(client, clerk):
    address = upload(client)["Location"]
    batch = ImportBatch.objects.get()
    client.post(address, columns(batch))

    assert "440703198411120230" not in client.get(address).content.decode()
    assert "440703198411120230" not in str(list(ImportBatch.objects.values()))


def test_wrong_mapping_is_explained(client, clerk):
    address = upload(client)["Location"]
    batch = ImportBatch.objects.get()

    twice = client.post(address, columns(batch) | {"column-0": "party"})
    missing = client.post(address, columns(batch) | {"column-1": ""})

    assert (twice.status_code, missing.status_code) == (422, 422)
    assert "对应了两列" in twice.content.decode()
    assert "请指明哪一列是“案号”" in missing.content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.4", "扫描.pdf"), (b"", "空.xlsx"), (b"PK\x03\x04", "坏.xlsx"), (LEDGER, "台账.csv")],
    ids=["PDF", "空", "坏", "改名"],
)
def test_what_is_no_ledger_stays_on_the_form(client, clerk, content, name):
    assert upload(client, content, name).status_code == 422
    assert ImportBatch.objects.count() == 0


def test_another_unit_does_not_find_the_batch(client, clerk):
    address = upload(client)["Location"]
    client.force_login(person("town_officer"), backend=BACKEND)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["committee_secretary", "town_leader", "system_admin"])
def test_who_may_not_import_is_told(client, role):
    client.force_login(person(role), backend=BACKEND)

    assert client.get(NEW).status_code == 403
    assert client.get("/exchange/imports/").status_code == 403


def test_a_procurator_enters_old_cases_but_no_ledger_of_penalties(client):
    client.force_login(person("procurator"), backend=BACKEND)

    assert client.get("/exchange/imports/").status_code == 200
    assert upload(client).status_code == 403
    assert ImportBatch.objects.count() == 0


def test_giving_up_stores_nothing(client, clerk):
    address = upload(client)["Location"]
    batch = ImportBatch.objects.get()

    client.post(reverse("exchange:drop", args=[batch.pk]))

    assert "已放弃" in client.get(address).content.decode()
    assert client.post(reverse("exchange:confirm", args=[batch.pk])).status_code == 409
    assert Dossier.objects.count() == 0


def test_sweep_goes_on_with_what_was_left(client, clerk, travel):
    address = upload(client)["Location"]
    batch = ImportBatch.objects.get()
    client.post(address, columns(batch))
    client.post(reverse("exchange:confirm", args=[batch.pk]))
    ImportBatch.objects.update(updated_at="2026-01-01T00:00:00Z")

    assert sweep_exchange() == 1
    assert ImportBatch.objects.get().state == "done"
    assert sweep_exchange() == 0


def test_history_costs_the_same(client, clerk, constant_queries):
    def make(count):
        ImportBatch.objects.bulk_create(
            [ImportBatch(spec="dossiers.penalties", organisation=clerk.organisation, actor=clerk, name=f"{n}.xlsx") for n in range(count)]
        )

    constant_queries("/exchange/imports/", make)


def test_large_exports_go_to_a_worker(client, clerk, monkeypatch):
    made = [dossier() for _ in range(3)]
    monkeypatch.setattr(exports, "AT_ONCE", 2)

    address = client.post("/dossiers/", {"do": "export"})["Location"]
    waiting = client.get(address).content.decode()
    job = ExportJob.objects.get()
    write_export(job.pk)
    write_export(job.pk)
    done = client.get(address).content.decode()

    assert "正在生成" in waiting
    file = StoredFile.objects.of(job).get()
    assert reverse("files:download", args=[file.uuid]) in done
    rows = list(openpyxl.load_workbook(io.BytesIO(read_bytes(file))).active.iter_rows(min_row=4, values_only=True))
    assert {row[1] for row in rows} == {one.number for one in made}
    client.force_login(person("bureau_reviewer"), backend=BACKEND)
    assert client.get(address).status_code == 404
    assert client.get(reverse("files:download", args=[file.uuid])).status_code == 404


def test_an_export_leaves_out_what_may_no_longer_be_seen():
    officer = person("town_officer")
    own, other = dossier(actor=officer), dossier("baisha")

    job = exports.order_export(EXPORTS.get("dossiers.list"), keys=[own.pk, other.pk], actor=officer)
    file = exports.run_export(job)

    rows = list(openpyxl.load_workbook(io.BytesIO(read_bytes(file))).active.iter_rows(min_row=4, values_only=True))
    assert [row[1] for row in rows] == [own.number]


def test_administrators_do_not_export():
    with pytest.raises(NotAllowed):
        exports.order_export(EXPORTS.get("dossiers.list"), keys=[], actor=person("system_admin"))

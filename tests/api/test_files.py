"""The files of an object over the API: seen, added, arranged and taken away by whom the pages let."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.base import ContentFile

from pengjiang.files.models import StoredFile
from pengjiang.files.services import process, store_upload
from tests import factories as f
from tests.api.calls import many, pointers, post, upload
from tests.support.papers import pdf
from tests.support.queries import assert_constant_queries
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAPER = pdf(2)


@pytest.fixture
def town(district):
    return sign_in(district.officer)


@pytest.fixture
def address(district):
    return f"/api/v1/files/of/dossiers.dossier:{f.dossier(district).pk}/volume/"


def add(client, address, content=PAPER, name="决定书.pdf", **body):
    return post(client, address, {"upload": upload(client, content, name=name), **body})


def names(answer):
    return [one["name"] for one in answer.json()["files"]]


def test_an_upload_joins_the_volume(town, address):
    added = add(town, address, name="扫描.pdf")
    process(StoredFile.objects.get())

    file, listed = town.get(added["Location"]).json(), town.get(address).json()
    assert added.status_code == 201, added.content
    assert {key: file[key] for key in ("name", "media_type", "size", "sha256", "state", "uploaded_by")} == {
        "name": "扫描.pdf", "media_type": "application/pdf", "size": len(PAPER), "sha256": hashlib.sha256(PAPER).hexdigest(), "state": "ready", "uploaded_by": "李堃",
    }  # fmt: skip
    assert [one["id"] for one in listed["files"]] == [file["id"]]


def test_content_comes_whole_or_in_ranges(town, address):
    content = f"{add(town, address)['Location']}content/"
    unchecked = town.get(content).status_code
    process(StoredFile.objects.get())

    whole, part, beyond = town.get(content), town.get(content, headers={"Range": "bytes=5-9"}), town.get(content, headers={"Range": "bytes=999999-"})

    assert unchecked == 404
    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, PAPER)
    assert (part.status_code, b"".join(part.streaming_content), part["Content-Range"]) == (206, PAPER[5:10], f"bytes 5-9/{len(PAPER)}")
    assert beyond.status_code == 416


def test_files_are_arranged_turned_and_taken_away(town, address):
    first, second = (add(town, address, pdf(number), f"{number}.pdf")["Location"] for number in (1, 2))

    moved = post(town, f"{second}up/", {})
    turned = post(town, f"{second}turn/", {})
    unexplained, removed = post(town, f"{first}remove/", {"reason": " "}), post(town, f"{first}remove/", {"reason": "误传"})

    assert (names(moved), turned.json()["files"][0]["turn"]) == (["2.pdf", "1.pdf"], 90)
    assert (unexplained.status_code, pointers(unexplained)) == (422, {"/reason": "请写明删除理由。"})
    assert (names(removed), town.get(first).status_code) == (["2.pdf"], 404)


def test_what_the_page_refuses_is_refused_in_its_words(town, address):
    add(town, address)

    twin, program = add(town, address, name="又一份.pdf"), add(town, address, b"MZ\x90\x00" * 9, "程序.pdf")
    strange = post(town, address, {"upload": "7f0e9d0e-0000-4000-8000-000000000000", "size": 1})

    assert (twin.status_code, twin.json()["detail"]) == (409, "《又一份.pdf》与已上传的《决定书.pdf》内容完全相同，没有重复保存。")
    assert (program.status_code, list(pointers(program))) == (422, ["/file"])
    assert (strange.status_code, list(pointers(strange))) == (422, ["/size"])
    assert StoredFile.objects.count() == 1


def test_readers_read_and_strangers_know_nothing(district, town, address):
    file = add(town, address)["Location"]
    process(StoredFile.objects.get())
    reader, stranger = sign_in(district.procurator), sign_in(district.stranger)

    assert [reader.get(address).status_code, reader.get(file).status_code, post(reader, f"{file}turn/", {}).status_code] == [200, 200, 409]
    assert post(reader, address, {"upload": upload(reader, PAPER)}).status_code == 403
    assert [stranger.get(address).status_code, stranger.get(file).status_code, stranger.get(f"{file}content/").status_code] == [404, 404, 404]
    assert post(stranger, f"{file}remove/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("ref", ["dossiers.dossier:x", "dossiers.dossier:99999999999999999999", "nothing", "no.thing:1", "accounts.user:1", "dossiers.dossier:-1"])
def test_references_to_nothing(town, ref):
    assert town.get(f"/api/v1/files/of/{ref}/volume/").status_code == 404


def test_a_volume_asks_as_often_for_many_files(district, town, address):
    dossier = f.dossier(district, number="第2号")
    store_upload(ContentFile(PAPER, name="甲.pdf"), actor=district.officer, target=dossier, kind="volume")

    assert_constant_queries(town, f"/api/v1/files/of/dossiers.dossier:{dossier.pk}/volume/", lambda count: many(StoredFile.objects.last(), count, uuid=_uuid))


def _uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from pengjiang.audit.models import AuditEntry
from pengjiang.files import services
from pengjiang.files.models import StoredFile
from pengjiang.files.ranges import parse_range
from pengjiang.files.tasks import process_file
from tests.support.district import person
from tests.support.dossiers import dossier
from tests.support.papers import jpg, pdf

pytestmark = pytest.mark.django_db
BACKEND = "pengjiang.accounts.backends.PersonBackend"


@pytest.fixture
def officer(client):
    user = person("town_officer")
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def file(officer):
    stored = services.store_upload(ContentFile(pdf(2), name="卷宗.pdf"), actor=officer, target=dossier(actor=officer), kind="volume")
    process_file(stored.pk)
    stored.refresh_from_db()
    return stored


def test_script_upload_answers_in_json(client, officer):
    url = reverse("files:upload", args=[f"dossiers.dossier:{dossier(actor=officer).pk}", "volume"])

    scan = pdf()

    good = client.post(url, {"file": ContentFile(scan, name="卷.pdf")}, headers={"accept": "application/json"})
    twice = client.post(url, {"file": ContentFile(scan, name="卷.pdf")}, headers={"accept": "application/json"})
    bad = client.post(url, {"file": ContentFile(b"MZ", name="卷.pdf")}, headers={"accept": "application/json"})

    assert (good.status_code, good.json()["name"]) == (201, "卷.pdf")
    assert (twice.status_code, bad.status_code) == (409, 422)
    assert "不是可接受的类型" in bad.json()["error"]


def test_plain_form_takes_several_and_joins_pictures(client, officer):
    target = dossier(actor=officer)
    url = reverse("files:upload", args=[f"dossiers.dossier:{target.pk}", "volume"])

    several = client.post(url, {"files": [ContentFile(pdf(), name="一.pdf"), ContentFile(jpg(9), name="二.jpg")]})
    joined = client.post(url, {"files": [ContentFile(jpg(1), name="甲.jpg"), ContentFile(jpg(2), name="乙.jpg")], "join": "1"})

    assert several.status_code == joined.status_code == 303
    assert list(StoredFile.objects.of(target).values_list("name", flat=True)) == ["一.pdf", "二.jpg", "甲.pdf"]


def test_volume_page_shows_the_asked_page(client, officer, file):
    response = client.get(reverse("files:volume", args=[file.target, "volume"]), {"page": "2"})

    assert response.status_code == 200
    assert reverse("files:page", args=[file.uuid, 2]) in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999999999", "二", ""])
def test_volume_page_bears_bad_numbers(client, officer, file, page):
    assert client.get(reverse("files:volume", args=[file.target, "volume"]), {"page": page}).status_code == 200


def test_page_image_and_download_are_noted(client, officer, file):
    image = client.get(reverse("files:page", args=[file.uuid, 1]))
    whole = client.get(reverse("files:download", args=[file.uuid]))

    assert (image.status_code, image["Content-Type"]) == (200, "image/webp")
    assert b"".join(whole.streaming_content) == services.read_bytes(file)
    assert whole["Content-Security-Policy"] == "sandbox"
    assert AuditEntry.objects.filter(event="files.downloaded").count() == 1


def test_range_requests(client, officer, file):
    url = reverse("files:download", args=[file.uuid])

    part = client.get(url, headers={"range": "bytes=5-9"})
    beyond = client.get(url, headers={"range": f"bytes={file.size}-"})

    assert part.status_code == 206
    assert b"".join(part.streaming_content) == services.read_bytes(file)[5:10]
    assert part["Content-Range"] == f"bytes 5-9/{file.size}"
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{file.size}")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=9-1", None),
        ("lines=1-2", None),
        ("bytes=1-2,4-5", None),
    ],
)
def test_parse_range(header, expected):
    assert parse_range(header, 100) == expected


@pytest.mark.parametrize("role", ["procurator", "bureau_reviewer"])
def test_other_sides_read_but_do_not_write(client, file, role):
    client.force_login(person(role), backend=BACKEND)

    assert client.get(reverse("files:volume", args=[file.target, "volume"])).status_code == 200
    assert client.get(reverse("files:remove", args=[file.uuid])).status_code == 403
    assert client.post(reverse("files:remove", args=[file.uuid]), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize(("role", "code"), [("town_officer", "baisha"), ("system_admin", "")], ids=["其他镇街", "系统管理员"])
def test_for_strangers_nothing_exists(client, file, role, code):
    client.force_login(person(role, code), backend=BACKEND)

    for name, args in [
        ("volume", [file.target, "volume"]),
        ("download", [file.uuid]),
        ("remove", [file.uuid]),
        ("list", [file.target, "volume"]),
    ]:
        assert client.get(reverse(f"files:{name}", args=args)).status_code == 404
    assert client.get(reverse("files:page", args=[file.uuid, 1])).status_code == 404


def test_without_session_the_script_is_told(client):
    url = reverse("files:upload", args=["dossiers.dossier:1", "volume"])

    assert client.post(url, headers={"accept": "application/json"}).status_code == 401
    assert client.get(reverse("files:volume", args=["dossiers.dossier:1", "volume"])).status_code == 302


@pytest.mark.parametrize("ref", ["x", "nothing.here:1", "accounts.user:1", "dossiers.dossier:x", "dossiers.dossier:999999"])
def test_bad_references_are_not_found(client, officer, ref):
    assert client.get(reverse("files:volume", args=[ref, "volume"])).status_code == 404


def test_removal_asks_for_the_reason(client, officer, file):
    empty = client.post(reverse("files:remove", args=[file.uuid]), {"reason": " "})
    done = client.post(reverse("files:remove", args=[file.uuid]), {"reason": "传错了"})

    assert (empty.status_code, done.status_code) == (422, 303)
    assert "请写明删除理由" in empty.content.decode()

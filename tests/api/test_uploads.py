"""A file in several calls: what was cut off goes on, what is not the caller's or not whole is refused, and it is used once."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.storage import default_storage
from django.db import connections

from cases.services.rectifications import plan_item
from pengjiang.api.models import Upload
from pengjiang.api.tasks import sweep_uploads
from pengjiang.common import clock
from pengjiang.files.models import StoredFile
from tests import factories as f
from tests.api.calls import append, begin_upload, pointers, post, upload
from tests.support.walk import sign_in

CONTENT = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40
ADDRESS = "/api/v1/files/uploads/"
transactional = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caller(db, district, today):
    return sign_in(district.officer)


def stored(row: Upload) -> bytes:
    return b"".join(default_storage.open(part.content.name).read() for part in row.parts.all())


def test_a_cut_upload_goes_on_where_it_ended(caller):
    begun = begin_upload(caller, CONTENT)
    address = begun["Location"]
    append(caller, address, CONTENT[:4000], 0)

    head = caller.head(address)
    rest = append(caller, address, CONTENT[4000:], head["Upload-Offset"])

    row = Upload.objects.get()
    assert (begun.status_code, begun["Upload-Offset"], head.status_code, head["Upload-Offset"], head["Upload-Length"]) == (201, "0", 200, "4000", str(len(CONTENT)))
    assert (rest.status_code, rest.json()["state"], rest.json()["offset"]) == (200, "ready", len(CONTENT))
    assert (stored(row), row.parts.count()) == (CONTENT, 2)


@pytest.mark.parametrize("offset", [0, 3999, 4001, 99999])
def test_a_piece_at_another_place_is_refused_with_the_true_one(caller, offset):
    address = begin_upload(caller, CONTENT)["Location"]
    append(caller, address, CONTENT[:4000], 0)

    answer = append(caller, address, CONTENT[4000:], offset)

    assert (answer.status_code, answer["Upload-Offset"], Upload.objects.get().position) == (409, "4000", 4000)
    assert answer.json()["detail"] == f"应从第 4000 字节继续，不是 {offset}。"


def test_what_does_not_match_its_sum_is_dropped(caller):
    address = begin_upload(caller, CONTENT, sha256="0" * 64)["Location"]

    answer = append(caller, address, CONTENT, 0)

    row = Upload.objects.get()
    assert (answer.status_code, answer.json()["detail"]) == (422, "这个文件的 SHA-256 与声明不符，已丢弃，请重新上传。")
    assert (row.state, row.parts.count()) == ("refused", 0)


def test_more_than_announced_is_refused_and_nothing_of_it_kept(caller):
    address = begin_upload(caller, CONTENT)["Location"]

    answer = append(caller, address, CONTENT + b"x", 0)

    assert (answer.status_code, Upload.objects.get().position) == (413, 0)


@pytest.mark.parametrize(
    ("offset", "content_type", "status"), [("", "application/offset+octet-stream", 400), ("-1", "application/offset+octet-stream", 400), ("0", "application/json", 415)]
)
def test_a_piece_says_where_it_begins_and_what_it_is(caller, offset, content_type, status):
    address = begin_upload(caller, CONTENT)["Location"]

    assert append(caller, address, CONTENT, offset, content_type=content_type).status_code == status


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"size": 0}, "/size"),
        ({"size": "12"}, "/size"),
        ({"sha256": "abc"}, "/sha256"),
        ({"name": ""}, "/name"),
        ({"media_type": "不是类型"}, "/media_type"),
        ({"owner": 1}, "/owner"),
    ],
)
def test_bad_announcements_are_named_by_their_place(caller, changes, pointer):
    answer = begin_upload(caller, CONTENT, **changes)

    assert (answer.status_code, list(pointers(answer))) == (422, [pointer])
    assert Upload.objects.count() == 0


def test_a_file_beyond_the_limit_is_not_begun(caller, settings):
    settings.UPLOAD_MAX_MB = 1

    answer = begin_upload(caller, CONTENT, size=1024 * 1024 + 1)

    assert (answer.status_code, answer.json()["detail"]) == (413, "文件超过 1 MB，请分册上传。")


def test_another_callers_upload_does_not_exist(caller, district):
    address = begin_upload(caller, CONTENT)["Location"]
    other = sign_in(district.town_head)

    assert [other.get(address).status_code, append(other, address, CONTENT, 0).status_code, other.delete(address).status_code] == [404, 404, 404]


def test_a_cancelled_upload_leaves_nothing(caller):
    address = begin_upload(caller, CONTENT)["Location"]
    append(caller, address, CONTENT[:10], 0)

    assert caller.delete(address).status_code == 204
    assert (Upload.objects.count(), caller.get(address).status_code) == (0, 404)


@transactional
def test_a_day_later_it_is_gone_with_its_bytes(district):
    with clock.at(f.TODAY):
        caller = sign_in(district.officer)
        upload(caller, CONTENT)
        path = Upload.objects.get().parts.get().content.name
    with clock.at(f.TODAY + timedelta(hours=24)):
        kept = default_storage.exists(path)
        gone = sweep_uploads()

    assert (kept, gone, Upload.objects.count(), default_storage.exists(path)) == (True, 1, 0, False)


@transactional
def test_two_pieces_at_once_do_not_both_go_in(district):
    with clock.at(f.TODAY):
        address = begin_upload(sign_in(district.officer), CONTENT)["Location"]
    together = Barrier(2)

    def send(_):
        with clock.at(f.TODAY):
            client = sign_in(district.officer)
            together.wait()
            try:
                return append(client, address, CONTENT[:5000], 0).status_code
            finally:
                connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(send, range(2)))

    row = Upload.objects.get()
    assert (answers, row.position, stored(row)) == ([200, 409], 5000, CONTENT[:5000])


class TestTaken:
    """By an act that asks for files: the proof of a rectification."""

    @pytest.fixture
    def item(self, caller, district):
        return plan_item(f.served(district).items.first(), actor=district.officer, measure="重新告知。", person="李堃")

    def submit(self, client, item, *tokens):
        body = {"note": "已组织专题培训，签到表附后。", "files": list(tokens)}
        return post(client, f"/api/v1/cases/rectifications/{item.pk}/submit/", body)

    def test_it_becomes_the_acts_file_once(self, caller, item):
        token = upload(caller, CONTENT)
        first, second = self.submit(caller, item, token), self.submit(caller, item, token)

        file = StoredFile.objects.get(name="材料.jpg")
        assert (first.status_code, second.status_code) == (200, 422), first.content
        assert (file.sha256, file.content.read()) == (hashlib.sha256(CONTENT).hexdigest(), CONTENT)
        assert pointers(second) == {"/files/0": "这个文件已经在办理中使用过，请重新上传。"}

    def test_an_act_that_is_refused_leaves_it_to_be_used(self, caller, item):
        token = upload(caller, CONTENT)
        address = f"/api/v1/cases/rectifications/{item.pk}/submit/"

        refused = post(caller, address, {"note": "", "files": [token]})

        assert (refused.status_code, Upload.objects.get().state, stored(Upload.objects.get())) == (422, "ready", CONTENT)
        assert self.submit(caller, item, token).status_code == 200

    def test_what_is_not_the_callers_or_not_whole_is_named(self, caller, item, district):
        begun = begin_upload(caller, CONTENT)
        append(caller, begun["Location"], CONTENT[:9], 0)
        foreign = upload(sign_in(district.town_head), CONTENT)

        answer = self.submit(caller, item, begun.json()["id"], foreign, "不是编号")

        unknown = "没有这个上传，或者它已满 24 小时被清除，请重新上传。"
        assert pointers(answer) == {"/files/0": f"这个文件还没有传完（已收 9 / {len(CONTENT)} 字节），请从该处继续。"}
        assert [list(pointers(self.submit(caller, item, token)).values()) for token in (foreign, "不是编号")] == [[unknown], [unknown]]

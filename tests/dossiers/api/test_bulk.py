"""Many files at once: each row stands or falls by itself, the same again changes nothing, many are a worker's."""

from __future__ import annotations

import json

import pytest
from django.core.files.storage import default_storage

from pengjiang.api.models import KeptAnswer
from pengjiang.checkups.models import CheckRun
from pengjiang.dossiers.intake import jobs
from pengjiang.dossiers.models import Dossier, IntakeJob, IntakeLine
from pengjiang.dossiers.registry import HOLDS
from pengjiang.dossiers.tasks import go_on_with_intake
from tests.dossiers.api.test_files import DOCUMENT, ID
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ADDRESS = "/api/v1/dossiers/bulk/"
NDJSON = "application/x-ndjson"


def row(number: int, **changes):
    return {**DOCUMENT, "number": f"蓬杜综执罚决〔2026〕{number}号", **changes}


def send(client, rows, *, query="", kind=NDJSON, **headers):
    text = [one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() for one in rows]
    body = b"\n".join(text) if kind == NDJSON else b"[" + b",".join(text) + b"]"
    return client.post(ADDRESS + query, body, content_type=kind, headers=headers)


def outcomes(answer):
    return [one["outcome"] for one in answer.json()["rows"]]


@pytest.fixture
def town(district):
    return sign_in(district.officer)


@pytest.mark.parametrize("kind", [NDJSON, "application/json"])
def test_each_row_stands_or_falls_by_itself(town, kind):
    answer = send(town, [row(1), b"tru", row(2, decision={"dated_on": "2026-13-01"}), b'{"a": 1, "a": 2}', row(3)], kind=kind)

    rows = answer.json()["rows"]
    assert (answer.status_code, outcomes(answer)) == (200, ["created", "refused", "refused", "refused", "created"])
    assert answer.json()["counts"] == {"created": 2, "updated": 0, "unchanged": 0, "refused": 3}
    assert [[one["pointer"] for one in shown["errors"]] for shown in rows] == [[], [""], ["/decision/dated_on"], ["/a"], []]
    assert [shown["number"] for shown in rows] == [row(1)["number"], "", row(2)["number"], "", row(3)["number"]]
    assert sorted(Dossier.objects.values_list("number", flat=True)) == sorted([row(1)["number"], row(3)["number"]])
    assert rows[0]["dossier"] == f"/api/v1/dossiers/{Dossier.objects.get(number=row(1)['number']).pk}/"


def test_the_same_again_changes_nothing_and_a_change_updates(town):
    send(town, [row(1), row(2)])

    again = send(town, [row(1), row(2, title="占道经营案")])

    assert outcomes(again) == ["unchanged", "updated"]
    assert list(Dossier.objects.order_by("number").values_list("revision", "title")) == [(1, ""), (2, "占道经营案")]


def test_masked_numbers_stay_what_they_are(town):
    send(town, [row(1)])
    masked = Dossier.objects.get().document(masked=True)

    assert outcomes(send(town, [masked])) == ["unchanged"]
    assert Dossier.objects.get().document()["parties"][0]["id_no"] == ID


def test_a_town_sends_its_own_and_the_bureau_everybodys(district, town):
    rows = [row(1), row(2, body="tangxia"), row(3, body="nowhere")]

    mine, all_ = send(town, rows), send(sign_in(district.bureau_clerk), rows)

    assert outcomes(mine) == ["created", "refused", "refused"]
    assert [one["errors"] for one in mine.json()["rows"]][1:] == [
        [{"pointer": "", "detail": "镇街只能导入本单位的台账。"}],
        [{"pointer": "/body", "detail": "“nowhere”不是本区的镇街代码。"}],
    ]
    assert outcomes(all_) == ["unchanged", "created", "refused"]
    assert send(sign_in(district.procurator), rows).status_code == 403


def test_a_file_that_is_held_is_not_changed(town, monkeypatch):
    send(town, [row(1)])
    monkeypatch.setitem(HOLDS._entries, "test", lambda _dossier: "此案卷正在评查。")

    answer = send(town, [row(1, title="改"), row(1)])

    assert outcomes(answer) == ["refused", "unchanged"]
    assert answer.json()["rows"][0]["errors"][0]["detail"] == "此案卷正在评查。"


def test_files_are_checked_on_request(town):
    plain, checked = send(town, [row(1)]), send(town, [row(1), b"{}"], query="?check=true")

    found = checked.json()["rows"][0]["check"]
    run = CheckRun.objects.get()
    assert plain.json()["rows"][0]["check"] is None
    assert [found[name] for name in ("veto", "serious", "minor")] == [run.veto, run.serious, run.minor]
    assert sorted(one["rule"] for one in found["faults"]) == sorted(code.partition(":")[0] for code in run.fault_codes) != []
    assert checked.json()["rows"][1]["check"] is None


def test_a_key_is_answered_once(town):
    first, second = (send(town, [row(1)], **{"Idempotency-Key": "a"}) for _ in range(2))
    other = send(town, [row(2)], **{"Idempotency-Key": "a"})

    assert (first.json(), second["Idempotency-Replayed"], KeptAnswer.objects.count()) == (second.json(), "true", 1)
    assert outcomes(second) == ["created"]
    assert (other.status_code, Dossier.objects.count()) == (422, 1)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"\n \n", NDJSON, 422),
        (b"[]", "application/json", 422),
        (b"{}", "application/json", 400),
        (b"[{}", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
    ],
)
def test_bodies_that_are_no_rows(town, body, kind, status):
    answer = town.post(ADDRESS, body, content_type=kind)

    assert (answer.status_code, answer["Content-Type"], Dossier.objects.count()) == (status, "application/problem+json", 0)


def test_a_row_that_is_too_long_is_told_and_the_next_one_stored(town):
    answer = send(town, [row(1, title="长" * 400_000), row(2)])

    assert outcomes(answer) == ["refused", "created"]
    assert answer.json()["rows"][0]["errors"][0]["detail"].startswith("一份案卷不超过 1024 KB")


class TestByAWorker:
    @pytest.fixture
    def sent(self, town, monkeypatch):
        monkeypatch.setattr(jobs, "AT_ONCE", 2)
        return send(town, [row(n) for n in range(1, 24)] + [b"broken"] + [row(1)])

    def test_it_is_a_job_with_progress_and_a_report(self, town, sent, django_capture_on_commit_callbacks):
        before = town.get(sent["Location"]).json()
        path = IntakeJob.objects.get().content.name
        with django_capture_on_commit_callbacks(execute=True):
            go_on_with_intake(IntakeJob.objects.get().pk)
        after = town.get(sent["Location"]).json()
        report = b"".join(town.get(after["report"]).streaming_content).decode().splitlines()

        assert (sent.status_code, before["state"], before["position"], before["total"]) == (202, "waiting", 0, 25)
        assert (after["state"], after["position"], after["counts"]) == ("done", 25, {"created": 23, "updated": 0, "unchanged": 1, "refused": 1})
        assert [json.loads(line)["line"] for line in report] == list(range(1, 26))
        assert (json.loads(report[23])["outcome"], json.loads(report[24])["outcome"]) == ("refused", "unchanged")
        assert (Dossier.objects.count(), IntakeJob.objects.get().content.name, default_storage.exists(path)) == (23, "", False)

    def test_a_report_can_be_narrowed(self, town, sent):
        go_on_with_intake(IntakeJob.objects.get().pk)

        found = b"".join(town.get(sent.json()["report"] + "?outcome=refused").streaming_content).decode().splitlines()

        assert [json.loads(line)["line"] for line in found] == [24]
        assert town.get(sent.json()["report"] + "?outcome=lost").status_code == 400

    def test_a_killed_worker_s_job_goes_on_without_storing_twice(self, sent):
        pk = IntakeJob.objects.get().pk
        go_on_with_intake(pk)
        go_on_with_intake(pk)

        assert (IntakeLine.objects.count(), Dossier.objects.count()) == (25, 23)

    def test_another_persons_job_does_not_exist(self, sent, district):
        other = sign_in(district.town_head)

        assert [other.get(sent["Location"]).status_code, other.get(sent.json()["report"]).status_code] == [404, 404]

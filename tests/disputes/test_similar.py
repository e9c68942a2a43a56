"""类案指引: recall on forty written pairs, the facts that make a case similar, whose eyes, and the marks."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disputes.models import SimilarMark
from pengjiang.events.services import drain
from pengjiang.search.grams import grams
from pengjiang.search.models import ComparableEntry
from pengjiang.search.registry import Compared
from pengjiang.search.services import rebuild_comparables
from pengjiang.search.similar import similar
from tests import factories as f
from tests.disputes import steps as s
from tests.support.walk import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAIRS = [json.loads(line) for line in (Path(__file__).parent / "data" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
PLACES = ("江杜中路", "建设二路", "胜利新村", "白石大道", "港口一路")


def entry(number: int, text: str, **values) -> ComparableEntry:
    given = {"kind": "dossiers.dossier", "title": f"案卷{number}", "sides": ["procuratorate", "bureau"], "terms": grams(text)}
    return ComparableEntry(target=f"dossiers.dossier:{number}", **{**given, **values})


@pytest.fixture
def register(district):
    """The forty cases among three hundred others of the same causes."""
    rows = [entry(number, f"{one['cause']}\n{one['case']}", cause=one["cause"], amount=one["amount"]) for number, one in enumerate(PAIRS)]
    for number in range(300):
        one = PAIRS[number % 40]
        text = f"{one['cause']}\n当事人在{PLACES[number % 5]}{number}号{one['cause']}，执法人员现场检查后责令改正，当事人承认违法事实。"
        rows.append(entry(1000 + number, text, cause=one["cause"], amount=1000 + number * 100))
    ComparableEntry.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {ComparableEntry._meta.db_table}")
    return district


def recall(district, *, with_cause: bool) -> float:
    found = 0
    for number, one in enumerate(PAIRS):
        sought = Compared(one["asked"], cause=one["cause"] if with_cause else "", amount=Decimal(one["asked_amount"]))
        found += f"dossiers.dossier:{number}" in [hit.target for hit in similar(district.procurator, sought, limit=5)]
    return found / len(PAIRS)


def test_there_are_forty_pairs_of_different_words():
    assert len(PAIRS) == 40
    assert all(one["asked"] != one["case"] and one["asked"] not in one["case"] for one in PAIRS)


def test_recall_at_five_with_the_cause_known(register):
    assert recall(register, with_cause=True) >= 0.8


def test_recall_at_five_by_words_alone(register):
    assert recall(register, with_cause=False) >= 0.8


def test_it_says_what_makes_it_similar_and_what_came_of_it(district):
    ComparableEntry.objects.bulk_create(
        [
            entry(
                1,
                "设备故障短时超标排放",
                item="ITEM-1",
                cause="超标排放水污染物",
                amount=90000,
                traits=["初次违法"],
                outcome="不予行政处罚",
            )
        ]
    )
    (hit,) = similar(
        district.procurator, Compared("短时超标排放", "ITEM-1", "超标排放水污染物", "environment", Decimal(100000), ("初次违法", "已改正"))
    )

    assert hit.outcome == "不予行政处罚"
    assert hit.reasons == [
        "同一职权事项",
        "案由相同：超标排放水污染物",
        "金额接近：90,000元",
        "情节相同：初次违法",
        "用语相近：短时超标排放",
    ]


def test_a_kind_may_be_asked_for_alone_and_others_rows_stay_unseen(district):
    ComparableEntry.objects.bulk_create(
        [
            entry(1, "占用盲道", cause="占道"),
            entry(2, "占用盲道", cause="占道", kind="disputes.dispute"),
            entry(3, "占用盲道", cause="占道", sides=[]),
        ]
    )
    sought = Compared("占用盲道", cause="占道")

    assert len(similar(district.procurator, sought)) == 2
    assert [hit.target for hit in similar(district.procurator, sought, kinds=["disputes.dispute"])] == ["dossiers.dossier:2"]
    assert similar(district.officer, sought) == []


def test_closed_files_and_disputes_come_in_by_themselves(district):
    f.dossier(district, decision={"dated_on": "2026-02-10", "fine": "12000", "penalties": ["fine"]})
    f.dossier(district, number="杜阮综执罚字〔2026〕16号")
    s.performed(district)
    while drain():
        pass
    rows = {row.kind: row for row in ComparableEntry.objects.all()}

    assert set(rows) == {"dossiers.dossier", "disputes.dispute"}
    assert rows["dossiers.dossier"].outcome == "罚款12,000元"
    assert rows["disputes.dispute"].outcome == "达成和解并履行"
    assert rebuild_comparables() == {"disputes.dispute": 1, "dossiers.dossier": 1, "liaison.typicalcase": 0}


def test_a_handler_marks_what_helped(district):
    s.performed(district, cause="超标排放水污染物")
    while drain():
        pass
    dispute = s.mediating_(district, cause="超标排放水污染物")
    client = Client()
    client.force_login(district.procurator, backend=BACKEND)
    page = client.get(f"{dispute.get_absolute_url()}?tab=similar").content.decode()
    assert "案由相同：超标排放水污染物" in page
    target = ComparableEntry.objects.get().target
    assert client.post(f"/disputes/{dispute.pk}/mark-similar/", {"target": target, "helped": "on"}).status_code == 303
    assert SimilarMark.objects.get().helped is True
    assert "有参考价值" in client.get(f"{dispute.get_absolute_url()}?tab=similar").content.decode()
    assert client.post(f"/disputes/{dispute.pk}/mark-similar/", {"target": "dossiers.dossier:99", "helped": "on"}).status_code == 422
    assert client.post(f"/disputes/{dispute.pk}/mark-similar/", {"target": "乱写", "helped": "on"}).status_code == 422


def test_the_page_asks_as_often_whatever_the_register_holds(district):
    one = PAIRS[0]
    dispute = s.mediating_(district, cause=one["cause"], facts=one["asked"])
    client = Client()
    client.force_login(district.procurator, backend=BACKEND)
    url = f"{dispute.get_absolute_url()}?tab=similar"

    def asked() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    ComparableEntry.objects.bulk_create([entry(0, one["case"], cause=one["cause"], amount=one["amount"])])
    few = asked()
    ComparableEntry.objects.bulk_create(entry(number, one["case"], cause=one["cause"], amount=number * 100) for number in range(1, 200))
    # Twenty, and one for whether the reader follows the dispute.
    assert asked() == few <= 21

"""Ledgers in the columns that offices keep (domain.md 13): exactly those, days as days, sums as numbers, numbers of people as text."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from urllib.parse import unquote

import openpyxl
import pytest
from django.urls import reverse

from pengjiang.audit.models import AuditEntry
from pengjiang.dossiers.models import Dossier
from pengjiang.exchange.services.writing import csv_lines
from pengjiang.exchange.spec import SERIAL, CellKind, ExportColumn
from tests import factories as f
from tests import volumes
from tests.api.calls import many
from tests.reviews.story import Story
from tests.support.queries import assert_constant_queries
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ADDRESS = "/api/v1/exchange/ledgers/"
PENALTIES = (
    "序号", "案号", "案件名称", "当事人", "统一社会信用代码/身份证号", "案由", "领域", "程序", "立案日期", "告知日期", "决定日期", "决定书文号", "处罚种类",
    "罚款金额(元)", "送达日期", "送达方式", "缴款日期", "是否复议", "是否诉讼", "结案日期", "承办人", "备注",
)  # fmt: skip
INSPECTIONS = ("序号", "检查时间", "检查对象", "检查事项", "检查方式", "检查人员", "结果", "是否责令改正", "复查结果")
RECOMMENDATIONS = ("序号", "文号", "被建议单位", "类型", "主要问题", "发出日期", "送达日期", "回复期限", "回复日期", "采纳情况", "整改情况", "跟进措施")
REVIEWS = ("序号", "单位", "案卷名称", "类别", "领域", "得分", "等次", "主要问题", "整改时限", "整改情况")
ARCHIVE = ("序号", "档号", "案件名称", "案号", "统一受案号", "案件类别", "办结日期", "归档日期", "保管期限", "正卷页数", "副卷页数")
PENALTY = {
    "title": "占道经营案",
    "number": "蓬杜综执罚决〔2026〕5号",
    "parties": [{"type": "legal_person", "name": "江门某公司", "uscc": "911111111111111111"}, {"type": "person", "name": "欧阳某", "id_no": "440799198001010014"}],
    "case": {"filed_on": "2026-02-02", "closed_on": "2026-03-12"},
    "notice": {"dated_on": "2026-02-20"},
    "decision": {"dated_on": "2026-03-05", "penalties": ["warning", "fine"], "fine": "1200.50"},
    "documents": [{"type": "CFJD", "number": "蓬杜综执罚决〔2026〕5号"}],
    "services": [{"document": "CFJD", "on": "2026-03-06", "method": "direct"}],
    "payment": {"paid_on": "2026-03-10"},
    "remedies_used": [{"kind": "复议"}],
    "officers": [{"name": "李堃", "role": "officer"}],
}
INSPECTION = {
    "file_type": "INSP",
    "number": "杜阮检〔2026〕1号",
    "title": "消防检查",
    "inspection": {"started_on": "2026-03-02", "kind": "双随机", "problems_found": True, "follow_up": "order"},
    "correction_order": {"rechecked_on": "2026-03-12", "complied": True},
    "officers": [{"name": "李堃"}, {"name": "阮明"}],
}


def book(content: bytes):
    """(header, rows) below the title."""
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows())
    return tuple(cell.value for cell in rows[2]), rows[3:]


def fetch(client, ledger: str, query: str = "") -> bytes:
    answer = client.get(f"{ADDRESS}{ledger}/?{query}")
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def values(row) -> list:
    return [cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in row]


@pytest.fixture
def town(district):
    return sign_in(district.officer)


@pytest.fixture
def files(district):
    return f.dossier(district, **PENALTY), f.dossier(district, **INSPECTION)


def test_penalties(town, files):
    header, rows = book(fetch(town, "penalties"))

    assert header == PENALTIES
    assert [values(row) for row in rows] == [
        [
            1, PENALTY["number"], "占道经营案", "江门某公司、欧阳某", "911111111111111111、440799********14", None, "城市管理", "普通程序", date(2026, 2, 2), date(2026, 2, 20),
            date(2026, 3, 5), PENALTY["number"], "警告、罚款", 1200.5, date(2026, 3, 6), "直接送达", date(2026, 3, 10), "是", "否", date(2026, 3, 12), "李堃", "杜阮镇",
        ]
    ]  # fmt: skip
    kinds = {PENALTIES[at]: (cell.data_type, cell.is_date) for at, cell in enumerate(rows[0])}
    assert [kinds[name] for name in ("罚款金额(元)", "决定日期", "统一社会信用代码/身份证号")] == [("n", False), ("d", True), ("s", False)]


def test_inspections(town, files):
    header, rows = book(fetch(town, "inspections"))

    assert header == INSPECTIONS
    assert [values(row) for row in rows] == [[1, date(2026, 3, 2), "蓬江区某建材经营部", "消防检查", "双随机", "李堃、阮明", "发现问题", "是", "2026-03-12复查，已改正"]]


def test_recommendations(district):
    made = f.replied(district)
    f.drafted(district, number="杜阮综执罚字〔2026〕16号")

    header, rows = book(fetch(sign_in(district.procurator), "recommendations"))
    theirs = book(fetch(sign_in(district.officer), "recommendations"))[1]

    assert header == RECOMMENDATIONS
    assert [values(row) for row in rows] == [
        [1, made.number, "杜阮镇", made.get_kind_display(), made.unlawful_text, made.issued_on, f.TODAY, date(2026, 5, 18), f.TODAY, None, "2项，已整改0项", None]
    ]
    assert [values(row)[1] for row in theirs] == [made.number]
    assert book(fetch(sign_in(district.stranger), "recommendations"))[1] == []


def test_reviews_tell_final_scores_only(district):
    story = Story.of(district).register(2).consulted(size=4)
    before = book(fetch(sign_in(district.bureau_officer), "reviews"))
    story.agree_all().grade()

    header, rows = book(fetch(sign_in(district.bureau_officer), "reviews"))
    theirs = book(fetch(sign_in(district.officer), "reviews"))[1]

    file = story.round.files.get(town=district.town, order=min(story.round.files.filter(town=district.town).values_list("order", flat=True)))
    shown = next(values(row) for row in rows if values(row)[2] == file.dossier.name)
    assert (header, before[0], before[1]) == (REVIEWS, REVIEWS, [])
    assert shown[1:7] == ["杜阮镇", file.dossier.name, file.get_file_type_display(), file.get_field_display(), float(file.score), file.get_grade_display()]
    assert shown[7] == "；".join(file.findings.order_by("code").values_list("title", flat=True)) != ""
    assert shown[9] == f"{file.findings.count()}项，已整改0项"
    assert ({values(row)[1] for row in rows}, {values(row)[1] for row in theirs}) == ({"杜阮镇", "棠下镇"}, {"杜阮镇"})


def test_archive(district):
    volume = volumes.unprinted(district, 1)

    header, rows = book(fetch(sign_in(district.clerk), "archive"))

    assert header == ARCHIVE
    assert [values(row) for row in rows] == [
        [
            1, volume.number, "某镇程序违法监督案", "江蓬检行违监〔2021〕1号", None, volume.case.get_case_type_display(), date(2021, 9, 30), volume.archived_on,
            volume.retention, volume.main_pages, volume.inner_pages,
        ]
    ]  # fmt: skip


def test_csv_and_ndjson_say_the_same(town, files):
    text = fetch(town, "penalties", "format=csv")
    objects = fetch(town, "penalties", "format=ndjson").decode().splitlines()

    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert text.startswith(b"\xef\xbb\xbf")
    assert (tuple(rows[0]), len(rows), rows[1][0], rows[1][10], rows[1][13]) == (PENALTIES, 2, "1", "2026-03-05", "1200.5")
    assert len(objects) == 1
    assert '"罚款金额(元)": "1200.5"' in objects[0]
    assert '"决定日期": "2026-03-05"' in objects[0]


def test_csv_keeps_long_numbers_and_runs_nothing():
    columns = (SERIAL, ExportColumn("甲", lambda row: row), ExportColumn("乙", lambda row: None, CellKind.DAY))

    lines = list(csv_lines(columns, ["911111111111111111", "=1+1", 'a,"b']))

    assert lines == ["\ufeff序号,甲,乙\r\n", "1,\t911111111111111111,\r\n", "2,'=1+1,\r\n", '3,"a,""b",\r\n']


def test_filters_and_order_are_those_of_the_list(town, district):
    for number in range(3):
        f.dossier(district, **{**PENALTY, "number": f"第{number}号", "decision": {"fine": number * 100}})

    rows = book(fetch(town, "penalties", "fine_from=100&sort=-fine"))[1]

    assert [values(row)[:2] for row in rows] == [[1, "第2号"], [2, "第1号"]]
    assert town.get(f"{ADDRESS}penalties/?colour=red").json()["parameters"] == [{"parameter": "colour", "detail": "没有这个参数。"}]
    assert [town.get(f"{ADDRESS}{path}").status_code for path in ("penalties/?format=pdf", "unknown/", "penalties/?sort=ugly")] == [400, 404, 400]


def test_who_may_not_export_is_told(district):
    answer = sign_in(district.system_admin).get(f"{ADDRESS}penalties/")

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_a_ledger_asks_as_often_for_many_rows(town, files):
    assert_constant_queries(town, f"{ADDRESS}penalties/?format=csv", lambda count: many(Dossier.objects.first(), count, number=lambda n: f"第{n}号"))


def test_pages_offer_their_ledgers(town, files):
    page = town.get("/dossiers/").content.decode()
    answer = town.post("/dossiers/?type=INSP", {"do": "export", "ledger": "inspections.csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")

    assert [name in page for name in ("行政处罚台账（Excel）", "行政检查台账（CSV）", "检察建议台账")] == [True, True, False]
    assert unquote(answer["Content-Disposition"]).endswith("行政检查台账-20260316-0900.csv")
    assert text.splitlines()[0] == ",".join(INSPECTIONS)
    assert AuditEntry.objects.get(event="exchange.exported").data == {"title": "行政检查台账", "count": 1}
    assert town.post("/dossiers/", {"do": "export", "ledger": "recommendations.csv"}).status_code == 404


@pytest.mark.parametrize(("post", "address", "ledger"), [("procurator", "cases:recommendations", "检察建议台账（Excel）"), ("clerk", "cases:volumes", "归档目录（CSV）"), ("bureau_officer", "reviews:rounds", "案卷评查台账（Excel）")])
def test_the_other_lists_offer_theirs(district, post, address, ledger):
    assert ledger in sign_in(district.people[post]).get(reverse(address)).content.decode()

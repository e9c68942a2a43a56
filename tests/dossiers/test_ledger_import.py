"""The sample ledger gives exactly what the sample's README says."""

import io
import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from django.core.files.base import ContentFile

from pengjiang.audit.models import AuditEntry
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.dossiers.exchange.ledger_in import LedgerRows
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import change_facts
from pengjiang.exchange.models import ImportBatch
from pengjiang.exchange.services import imports
from pengjiang.exchange.services.reading import judged_rows, sheet_of
from pengjiang.exchange.services.refusals import refused_workbook
from pengjiang.law.models import ReferenceRow
from pengjiang.law.services import save_row, seed_reference
from tests.support.district import district, person

DATA = Path(__file__).parents[1] / "data"
EXPECTED = json.loads((DATA / "penalty-ledger-2026q1.expected.json").read_text(encoding="utf-8"))
LEDGER = (DATA / "penalty-ledger-2026q1.xlsx").read_bytes()

pytestmark = pytest.mark.django_db


def preview(actor, content=LEDGER):
    district()
    batch = imports.start_import(ContentFile(content, name="2026年第一季度处罚台账.xlsx"), spec="dossiers.penalties", actor=actor)
    return imports.map_columns(batch, actor=actor, mapping=batch.mapping)


def run(actor, content=LEDGER):
    batch = imports.confirm_import(preview(actor, content), actor=actor)
    return imports.run_import(batch)


def kinds(batch):
    first = {}
    for fault in batch.faults:
        first.setdefault(fault["row"], fault["kind"])
    return [{"row": row, "kind": kind} for row, kind in sorted(first.items())]


def test_preview_of_the_district_names_every_faulty_row_and_kind():
    batch = preview(person("bureau_clerk"))

    assert batch.header_row == 3
    assert batch.counts == {"rows": EXPECTED["rows"], "good": EXPECTED["good"], "warned": 3, "refused": 21}
    assert kinds(batch) == EXPECTED["problems"]
    assert Dossier.objects.count() == 0


def test_import_of_the_district_lands_each_row_in_its_town():
    batch = run(person("bureau_clerk"))

    assert batch.state == ImportBatch.State.DONE
    assert batch.counts == {"rows": 186, "good": 162, "warned": 3, "refused": 21, "new": 165, "updated": 0, "unchanged": 0}
    assert kinds(batch) == EXPECTED["problems"]
    assert Dossier.objects.count() == 165
    by_town = Counter(Dossier.objects.values_list("organisation__code", flat=True))
    assert set(by_town) == {"tangxia", "hetang", "duruan", "huanshi", "chaolian", "baisha"}
    assert all(dossier.facts["body"] == dossier.organisation.code for dossier in Dossier.objects.select_related("organisation"))


def test_import_reads_the_cells():
    run(person("bureau_clerk"))

    dossier = Dossier.objects.get(number="蓬白罚决字〔2026〕3号")
    assert dossier.document() == {
        "format": "dossier/1",
        "complete": False,
        "number": "蓬白罚决字〔2026〕3号",
        "body": "baisha",
        "file_type": "P_GEN",
        "field": "urban",
        "title": "欧阳喆艳擅自占用城市道路案",
        "parties": [{"type": "person", "name": "欧阳喆艳", "id_no": "440703198411120230", "id_kind": "id_card"}],
        "officers": [{"name": "丁", "role": "officer"}, {"name": "戊", "role": "officer"}],
        "case": {"filed_on": "2026-03-05", "closed_on": "2026-04-20"},
        "notice": {"dated_on": "2026-03-18"},
        "decision": {"dated_on": "2026-03-29", "penalties": ["fine"], "fine": 1000},
        "payment": {"paid_on": "2026-04-04"},
        "documents": [{"type": "CFJD", "number": "蓬白罚决字〔2026〕3号", "dated_on": "2026-03-29"}],
        "services": [{"document": "CFJD", "number": "蓬白罚决字〔2026〕3号", "on": "2026-04-02", "method": "leave"}],
    }
    assert dossier.party_masked == "欧阳某"
    assert "id_no" not in dossier.facts["parties"][0]
    assert dossier.cause == "擅自占用城市道路"


def test_importing_again_changes_nothing():
    clerk = person("bureau_clerk")
    run(clerk)
    before = list(Dossier.objects.order_by("pk").values())
    entries = AuditEntry.objects.filter(event__startswith="dossiers.").count()

    batch = run(clerk)

    assert (batch.counts["new"], batch.counts["updated"], batch.counts["unchanged"]) == (0, 0, 165)
    assert list(Dossier.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.filter(event__startswith="dossiers.").count() == entries


def test_a_town_keeps_its_own_rows_and_learns_nothing_of_the_others():
    run(person("bureau_clerk"))
    standing = Dossier.objects.exclude(organisation__code="duruan").count()

    batch = run(person("town_officer"))

    sheet = openpyxl.load_workbook(io.BytesIO(LEDGER)).active
    noted = {row[0].row: row[21].value for row in sheet.iter_rows(min_row=4) if isinstance(row[0].value, int | float)}
    own = {row for row, note in noted.items() if note == "杜阮镇"}
    faulty = {problem["row"]: problem["kind"] for problem in EXPECTED["problems"]}
    expected = [
        {"row": row, "kind": faulty[row] if faulty.get(row) == "unknown_town_field" or row in own else "other_body"}
        for row in noted
        if row not in own or row in faulty
    ]
    assert kinds(batch) == expected
    assert batch.counts["unchanged"] == len(own) - len([row for row in own if row in faulty and faulty[row] != "decision_before_filing"])
    assert batch.counts["new"] == 0
    assert Dossier.objects.exclude(organisation__code="duruan").count() == standing
    assert {fault["message"] for fault in batch.faults if fault["kind"] == "other_body"} == {"此行属于其他单位，请由该单位导入。"}


def test_a_changed_row_changes_only_what_changed():
    clerk, officer = person("bureau_clerk"), person("town_officer")
    run(clerk)
    dossier = Dossier.objects.get(number="蓬杜阮罚决字〔2026〕1号")
    facts = dossier.document() | {"complete": True}
    facts["case"]["violation_place"] = "杜阮镇江杜中路12号"
    facts["officers"][0]["cert_no"] = "19070300001"
    change_facts(dossier, facts=facts, actor=officer)
    book = openpyxl.load_workbook(io.BytesIO(LEDGER))
    sheet = book.active
    assert sheet["B4"].value == "蓬杜阮罚决字〔2026〕1号"
    sheet["N4"] = "6万元"
    out = io.BytesIO()
    book.save(out)

    batch = run(clerk, out.getvalue())

    assert (batch.counts["updated"], batch.counts["unchanged"]) == (1, 164)
    facts["decision"]["fine"] = 60000
    dossier.refresh_from_db()
    assert dossier.document() == facts
    assert dossier.fine == 60000


def test_the_same_ledger_does_not_undo_what_the_town_corrected():
    clerk, officer = person("bureau_clerk"), person("town_officer")
    run(clerk)
    dossier = Dossier.objects.get(number="蓬杜阮罚决字〔2026〕1号")
    facts = dossier.document()
    facts["decision"]["fine"] = 40000
    change_facts(dossier, facts=facts, actor=officer)

    batch = run(clerk)

    assert batch.counts["unchanged"] == 165
    dossier.refresh_from_db()
    assert dossier.fine == 40000


def test_a_name_the_administrator_adds_is_recognised():
    """Whose a row is follows the rows that are kept, not what came with the program."""
    seed_reference()
    row = ReferenceRow.objects.get(kind="bodies", body="duruan")
    assert LedgerRows(person("bureau_clerk"), "台账").finder.by_note("杜阮综合行政执法办") is None

    save_row(
        row,
        kind=row.kind,
        value=row.value | {"place_names": [*row.value["place_names"], "杜阮综合行政执法办"]},
        since=row.since,
        until=row.until,
        source=row.source,
        confidence=row.confidence,
        actor=person("bureau_clerk"),
    )

    assert LedgerRows(person("bureau_clerk"), "台账").finder.by_note("杜阮综合行政执法办").code == "duruan"


def test_refused_rows_come_back_with_their_reason_and_can_be_mended():
    clerk = person("bureau_clerk")
    batch = run(clerk)

    book = openpyxl.load_workbook(io.BytesIO(refused_workbook(batch, actor=clerk)))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))

    assert rows[0][0] == "原行号"
    assert rows[0][-1] == "原因"
    assert [int(row[0]) for row in rows[1:]] == [p["row"] for p in EXPECTED["problems"] if p["kind"] != "decision_before_filing"]
    assert "2026年2月30日" in next(row[-1] for row in rows if row[0] == "191")
    again = run(clerk, refused_workbook(batch, actor=clerk))
    assert again.counts["rows"] == 21
    assert again.counts["refused"] == 21


def test_a_worker_killed_in_the_middle_goes_on_where_it_stood():
    clerk = person("bureau_clerk")
    batch = imports.confirm_import(preview(clerk), actor=clerk)
    handler = batch.declared.handler(clerk, batch.name)
    rows = [row for _, row in judged_rows(batch, sheet_of(batch), handler)]
    imports._store_chunk(batch, handler, rows[:50])
    batch.save()

    batch = imports.run_import(batch)

    assert batch.counts["new"] == 165
    assert Dossier.objects.count() == 165


def test_mapping_is_kept_for_the_unit_and_a_column_is_taken_once():
    clerk = person("bureau_clerk")
    district()
    batch = imports.start_import(ContentFile(LEDGER, name="台账.xlsx"), spec="dossiers.penalties", actor=clerk)
    assert batch.mapping["当事人"] == "party"
    changed = batch.mapping | {"案由": "", "案件名称": "cause"}

    imports.map_columns(batch, actor=clerk, mapping=changed)

    again = imports.start_import(ContentFile(LEDGER, name="台账2.xlsx"), spec="dossiers.penalties", actor=clerk)
    assert again.mapping["案件名称"] == "cause"
    assert again.mapping["案由"] == ""


def test_confirming_twice_is_refused():
    clerk = person("bureau_clerk")
    batch = preview(clerk)
    imports.confirm_import(batch, actor=clerk)

    with pytest.raises(Conflict):
        imports.confirm_import(batch, actor=clerk)


def test_the_procuratorate_does_not_import():
    with pytest.raises(NotAllowed):
        preview(person("procurator"))


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "空.xlsx"), (b"PK\x03\x04broken", "坏.xlsx"), (b"a,b\n1,2\n", "无表头.csv"), (b"%PDF-1.4", "扫描.pdf")],
    ids=["空文件", "损坏", "没有表头", "不是表格"],
)
def test_what_is_no_ledger_is_refused_with_a_sentence(content, name):
    with pytest.raises(DomainError) as refusal:
        imports.start_import(ContentFile(content, name=name), spec="dossiers.penalties", actor=person("bureau_clerk"))

    assert refusal.value.message.endswith("。")
    assert ImportBatch.objects.count() == 0

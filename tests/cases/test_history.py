"""补录, 并案, 串案, 拆分, and a wrong click taken back."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.base import ContentFile

from cases.models import Recommendation, SupervisionCase, Transfer
from cases.services import combining, history, own_cases, supervision, transfers
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument, NumberScheme
from pengjiang.documents.services import start_series
from pengjiang.events.services import drain
from pengjiang.exchange.services import imports
from pengjiang.notifications.models import Notice
from pengjiang.workflow.undoing import undo, undoable
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
OLD = {
    "number": "江蓬检行违监〔2022〕7号",
    "case_type": "unlawful_act",
    "channel": "complaint",
    "title": "某镇违建处罚程序违法监督案",
    "docketed_on": date(2022, 3, 1),
    "closed_on": date(2022, 9, 30),
    "result": "recommendation",
    "handled_by_name": "林某（已退休）",
}
LETTER = {"number": "江蓬检行建〔2022〕2号", "issued_on": date(2022, 5, 6), "served_on": date(2022, 5, 10), "replied_on": date(2022, 7, 1), "adoption": "full", "problem": "未告知陈述申辩权利。"}


def entered(d, **values) -> SupervisionCase:
    return history.enter_history(actor=d.manager, **{**OLD, "subject": d.town, "recommendation": dict(LETTER), **values})


def test_history_counts_keeps_its_numbers_and_reminds_of_nothing(district):
    case = entered(district)
    while drain():
        pass

    assert (case.state, case.number, case.is_history) == ("closed", "江蓬检行违监〔2022〕7号", True)
    letter = case.recommendations.get()
    assert (letter.number, letter.state, letter.addressee, letter.adoption) == ("江蓬检行建〔2022〕2号", "closed", district.town, "full")
    assert not Deadline.objects.exists()
    assert not Notice.objects.exists()
    assert not IssuedDocument.objects.exists()
    rows = SupervisionCase.objects.visible_to(district.chief)
    assert rows.filter(docketed_on__year=2022).count() == 1
    page = sign_in(district.manager).get("/cases/supervision/?is_history=1").content.decode()
    assert "江蓬检行违监〔2022〕7号" in page
    detail = sign_in(district.procurator).get(case.get_absolute_url()).content.decode()
    assert "林某（已退休）" in detail


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": " "}, "number"),
        ({"docketed_on": date(2019, 12, 31)}, "docketed_on"),
        ({"closed_on": date(2022, 2, 1)}, "closed_on"),
        ({"closed_on": date(2027, 1, 1)}, "closed_on"),
        ({"result": "suit"}, "result"),
        ({"subject": None}, "subject"),
        ({"recommendation": LETTER | {"issued_on": date(2022, 1, 1)}}, "issued_on"),
        ({"recommendation": LETTER | {"replied_on": date(2022, 5, 1)}}, "replied_on"),
        ({"recommendation": LETTER | {"adoption": "partly"}}, "adoption_reason"),
    ],
)
def test_history_that_cannot_be_stores_nothing(district, values, field):
    refused(lambda: entered(district, **values), field=field)
    assert not SupervisionCase.objects.exists()
    assert not Recommendation.objects.exists()


def test_numbers_neither_repeat_nor_run_into_the_series(district):
    entered(district)
    refused(lambda: entered(district, recommendation=None), field="number")
    refused(lambda: entered(district, number="江蓬检行违监〔2022〕8号"), field="recommendation_number")
    year = {"docketed_on": date(2026, 1, 5), "closed_on": date(2026, 2, 5), "recommendation": None}
    f.docketed(district)
    assert "起始序号" in refused(lambda: entered(district, number="江蓬检行违监〔2026〕5号", **year), field="number")
    scheme = NumberScheme.objects.get(code="case", variant="dispute")
    start_series(scheme, year=2026, first_serial=9, actor=district.system_admin)
    case = entered(district, number=scheme.text(2026, 8), case_type="dispute", result="settled", **year)
    assert case.number == "江蓬检行化〔2026〕8号"
    assert f.docketed(district, number="丙1", case_type="dispute").number == "江蓬检行化〔2026〕9号"
    refused(lambda: history.enter_history(actor=district.clerk, **OLD, subject=district.town), kind=NotAllowed)


def sheet(*rows: dict) -> ContentFile:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet()
    heads = ("案号", "案件名称", "案件类别", "被监督单位", "立案日期", "办结日期", "办理结果", "检察建议书文号", "签发日期", "送达日期", "采纳情况")
    page.write_row(0, 0, heads)
    for place, row in enumerate(rows, start=1):
        page.write_row(place, 0, [row.get(head, "") for head in heads])
    book.close()
    return ContentFile(stream.getvalue(), name="历史案件.xlsx")


ROW = {"案件名称": "某镇程序违法监督案", "案件类别": "行政违法行为监督", "被监督单位": "杜阮镇", "立案日期": "2021-03-01", "办结日期": "2021年9月1日", "办理结果": "终结审查"}


def brought_in(d, *rows):
    """Uploaded, its columns taken as proposed, confirmed and run."""
    batch = imports.start_import(sheet(*rows), spec="cases.history", actor=d.manager)
    batch = imports.map_columns(batch, actor=d.manager, mapping=dict(batch.mapping))
    refused_rows = {fault["row"]: fault["kind"] for fault in batch.faults}
    imports.run_import(imports.confirm_import(batch, actor=d.manager))
    return refused_rows


def test_workbook_of_old_cases(district):
    letter = {"检察建议书文号": "江蓬检行建〔2021〕1号", "签发日期": "2021-05-01", "送达日期": "2021-05-08", "采纳情况": "采纳", "办理结果": "提出检察建议"}
    rows = (
        ROW | {"案号": "江蓬检行违监〔2021〕1号"},
        ROW | letter | {"案号": "江蓬检行违监〔2021〕2号", "被监督单位": "江门市某局"},
        ROW | {"案号": "江蓬检行违监〔2021〕2号"},
        ROW | {"案号": "江蓬检行违监〔2021〕4号", "案件类别": "别的"},
        ROW | {"案号": "江蓬检行违监〔2021〕5号", "办结日期": "2020-01-01"},
        ROW | letter | {"案号": "江蓬检行违监〔2021〕6号", "采纳情况": ""},
    )
    assert brought_in(district, *rows) == {4: "duplicate", 5: "unknown_case_type", 6: "refused", 7: "incomplete"}
    assert set(SupervisionCase.objects.values_list("number", flat=True)) == {"江蓬检行违监〔2021〕1号", "江蓬检行违监〔2021〕2号"}
    assert Recommendation.objects.get().addressee_name == "江门市某局"
    assert not Deadline.objects.exists()


def test_merged_case_goes_on_in_the_other_alone(district):
    first, second = f.investigating(district, number="丁1", case_type="execution"), f.investigating(district, number="丁2")

    first = combining.merge_case(first, actor=district.procurator, other=second, note="同一当事人、同一行为。")
    assert (first.state, first.merged_into) == ("merged", second)
    assert second.dossiers.count() == 2
    assert list(second.joined.all()) == [first.transfer]
    assert set(Deadline.objects.open().values_list("target", flat=True)) == {f"cases.supervisioncase:{second.pk}"}
    assert first not in SupervisionCase.objects.open()
    refused(lambda: supervision.write_report(first, actor=district.procurator, process="x"), kind=NotAllowed)
    page = sign_in(district.procurator).get(second.get_absolute_url()).content.decode()
    assert "已并入本案" in page


def test_merging_has_its_bounds(district):
    first = f.investigating(district, number="丁3")
    refused(lambda: combining.merge_case(first, actor=district.procurator, other=first, note="x"), field="other")
    elsewhere = own_cases.open_case(actor=district.other_procurator, case_type="unlawful_act", channel="complaint", title="另案", origin="来访。", subject=district.town)
    refused(lambda: combining.merge_case(first, actor=district.procurator, other=elsewhere, note="x"), field="other")
    drafted = f.drafted(district, number="丁4").case
    refused(lambda: combining.merge_case(drafted, actor=district.procurator, other=first, note="x"), kind=NotAllowed)


def test_related_cases_know_of_each_other(district):
    first, second = f.docketed(district, number="戊1"), f.docketed(district, number="戊2")
    combining.relate_case(first, actor=district.procurator, other=second, note="同一工地。")

    assert list(second.related.all()) == [first]
    refused(lambda: combining.relate_case(second, actor=district.procurator, other=first, note="同一工地。"), field="other")


def test_split_case_takes_its_files_findings_and_the_first_day_along(district):
    case = f.investigating(district, case_type="execution")
    extra = f.dossier(district, number="己2")
    own_cases.join_to_case(case, actor=district.procurator, dossiers=[extra])
    first, second = case.dossiers.order_by("pk")
    for dossier in (first, second):
        f.found(district, case, dossier=dossier)
    with clock.at(date(2026, 4, 1)):
        refused(lambda: combining.split_case(case, actor=district.procurator, dossiers=[first, second], title="另案", note="x"), field="dossiers")
        part = combining.split_case(case, actor=district.procurator, dossiers=[second], title="另案监督案", note="当事人不同。")

    assert (list(part.dossiers.all()), list(case.dossiers.all())) == ([second], [first])
    assert (part.findings.get().dossier, case.findings.get().order, part.split_from) == (second, 1, case)
    assert set(Deadline.objects.filter(limit="TM23").values_list("due_on", flat=True)) == {date(2026, 6, 16)}
    assert IssuedDocument.objects.of(part).get().type_code == "docket_form"


def test_wrong_click_is_taken_back_on_the_same_day_by_who_made_it(district):
    transfer = f.accepted(district)
    transfers.assign_transfer(transfer, actor=district.head, holder=district.other_procurator)
    transfer = undo(w.again(transfer), actor=district.head)
    assert (transfer.holder, transfer.assigned_on, transfer.state) == (None, None, "accepted")
    assert undoable(transfer, district.head)[0] is None

    transfer = transfers.assign_transfer(transfer, actor=district.head, holder=district.procurator)
    filed = transfers.file_transfer(transfer, actor=district.procurator, answer="误点。")
    assert refused(lambda: undo(filed, actor=district.head), kind=NotAllowed) == "没有可以撤销的操作。"
    with clock.at(date(2026, 3, 17)):
        assert refused(lambda: undo(filed, actor=district.procurator), kind=NotAllowed) == "只能在办理当日撤销。"
    back = undo(filed, actor=district.procurator)
    assert (back.state, back.answer) == ("accepted", "")


def test_clock_that_the_act_stopped_runs_on(district):
    case = f.investigating(district)
    supervision.settle_case(case, actor=district.procurator, note="误点。")
    assert Deadline.objects.get(limit="TM19").state == "met"

    case = undo(w.again(case), actor=district.procurator)
    assert (case.state, case.result_note) == ("investigating", "")
    assert Deadline.objects.get(limit="TM19").state == "running"


def test_what_made_a_paper_is_not_undone(district):
    case = w.ended(district)
    assert refused(lambda: undo(case, actor=district.procurator), kind=NotAllowed) == "没有可以撤销的操作。"
    assert Transfer.objects.get().state == "docketed"


def test_pages_of_undoing(district):
    case = supervision.review_case(f.docketed(district), actor=district.procurator)
    client = sign_in(district.procurator)
    assert "撤销“开始审查”" in client.get(case.get_absolute_url()).content.decode()
    assert sign_in(district.head).post(f"{case.get_absolute_url()}undo/").status_code == 422
    assert client.post(f"{case.get_absolute_url()}undo/").status_code == 303
    case.refresh_from_db()
    assert case.state == "accepted"

"""归档: bound, read only for everybody, lent with approval, transferred after four checks, destroyed after two approvals."""

from __future__ import annotations

import io
import itertools
import json
import zipfile
from datetime import date

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import (
    Borrowing,
    Dispatch,
    Extension,
    Finding,
    Hearing,
    Recommendation,
    RectificationItem,
    Recusal,
    SupervisionCase,
)
from cases.permissions import ArchivePermission
from cases.retention import retention_of
from cases.services import hearings, supervision
from cases.services.archive import binding, destroying, loans, packages, volumes
from cases.services.corrections import correct_day
from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import draft, issue, withdraw
from pengjiang.documents.services.making import make_one
from pengjiang.files.models import StoredFile
from pengjiang.files.services import store_bytes
from pengjiang.workflow.services import fire
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused
from tests.support.papers import jpg, pdf
from tests.support.walk import addresses, sign_in
from tests.volumes import old

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LATER = date(2058, 1, 5)


def archived(d, **values) -> SupervisionCase:
    """A case with its recommendation, closed and archived."""
    recommendation = f.closed(d, **values)
    case = supervision.close_case(recommendation.case, actor=d.procurator, result="recommendation")
    return volumes.archive_case(case, actor=d.clerk)


def content(file) -> bytes:
    with file.open("rb") as stream:
        return stream.read()


def test_volume_is_bound_with_cover_list_pages_and_end_sheet(district):
    case = archived(district)
    volume = case.volume
    assert (volume.number, volume.retention, volume.keep_until) == ("2026-行违监-30年-0001", "30年", date(2056, 12, 31))
    IssuedDocument.objects.exclude(type_code__in=["recommendation", "docket_form"]).update(making="failed")
    assert binding.bind_volume(volume.pk) is None
    for paper in IssuedDocument.objects.filter(type_code__in=["recommendation", "docket_form"]):
        make_one(paper.pk)
    StoredFile.objects.update(state="ready")

    volume = binding.bind_volume(volume.pk)
    assert volume.state == "kept"
    titles = {part: [row["title"] for row in volume.entries if row["part"] == part] for part in ("main", "inner")}
    assert any(title.startswith("检察建议书（") for title in titles["main"])
    assert any(title.startswith("立案审批表") for title in titles["inner"])
    assert not any(title.startswith("立案审批表") for title in titles["main"])
    with pikepdf.open(io.BytesIO(content(volume.main_pdf))) as opened:
        # Cover, list and end sheet round the pages.
        assert len(opened.pages) == volume.main_pages + 3
    firsts = [(row["first"], row["pages"]) for row in volume.entries if row["part"] == "main" and row["bound"]]
    assert all(first + pages == following for (first, pages), (following, _) in itertools.pairwise(firsts))
    assert binding.bind_volume(volume.pk) is None


def test_files_are_bound_as_pages_or_listed_as_electronic(district):
    volume = old(district)
    supplement = volumes.add_supplement(volume, actor=district.clerk, title="市院批复", part="inner", reason="归档后收到。", files=[f.photo("批复.jpg", "x")])
    StoredFile.objects.all().delete()
    for name, body in (("批复.jpg", jpg()), ("附件.pdf", pdf(2)), ("附表.xlsx", None)):
        if body is not None:
            store_bytes(body, name=name, actor=None, target=supplement)
    StoredFile.objects.update(state="ready")

    volume = binding.bind_volume(volume.pk)
    assert sorted((row["title"], row["pages"], row["bound"]) for row in volume.entries) == [("批复.jpg", 1, True), ("附件.pdf", 2, True)]
    assert (volume.main_pages, volume.inner_pages) == (0, 3)


ARCHIVED_MODELS = (SupervisionCase, Recommendation, RectificationItem, Dispatch, Hearing, Extension)


def rows_of(case) -> str:
    """Every row of the case's tables, as one text."""
    with connection.cursor() as cursor:
        texts = []
        for table in ("supervisioncase", "recommendation", "finding", "investigationrecord", "rectificationitem", "reply", "delivery", "advice", "approvalstep", "dispatch", "contact", "hearing"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, '|' ORDER BY id), '') FROM cases_{table} t")
            texts.append(cursor.fetchone()[0])
        # Papers as they are read; making their files goes on.
        cursor.execute("SELECT string_agg(concat(id, standing, number, title, blocks::text), '|' ORDER BY id) FROM documents_issueddocument")
        texts.append(cursor.fetchone()[0])
    return "\n".join(texts)


def test_archived_case_refuses_every_write_through_pages_services_and_shell(district):
    case = archived(district)
    before = rows_of(case)
    recommendation = case.recommendations.get()
    known = {SupervisionCase: case, Recommendation: recommendation, RectificationItem: recommendation.items.first()}

    # Pages: every address with one of its objects in it, posted to by everybody who might.
    posted = 0
    for person in (district.procurator, district.chief, district.head, district.clerk, district.officer):
        client = sign_in(person)
        for address in addresses():
            obj = known.get(address.model)
            if obj is None or address.arguments != ("pk",):
                continue
            values = {"note": "试", "answer": "试", "reason": "试", "content": "试", "officers": "试", "persons": "试", "result": "ended", "field": "closed_on", "day": "2026-03-15"}
            status = client.post(address.url(pk=obj.pk), values).status_code
            posted += 1
            assert status in {403, 404, 405, 409, 422}, (person.username, address.name, status)
    assert posted > 200
    assert rows_of(case) == before

    # Services.
    for act in (
        lambda: supervision.write_report(case, actor=district.procurator, process="x"),
        lambda: supervision.reopen_case(case, actor=district.chief, note="x"),
        lambda: supervision.save_finding(case, actor=district.procurator, category="procedure", fact="x", problem="x", citations=[f.ARTICLE]),
        lambda: supervision.remove_finding(case.findings.first(), actor=district.procurator),
        lambda: correct_day(case, actor=district.procurator, field="closed_on", day=f.TODAY, reason="x", files=[f.photo()]),
        lambda: store_bytes(pdf(), name="补.pdf", actor=district.procurator, target=case.records.first()),
        lambda: store_bytes(pdf(), name="补.pdf", actor=district.officer, target=recommendation.reply),
    ):
        with pytest.raises((NotAllowed, DomainError, Conflict)), transaction.atomic():
            act()
    assert rows_of(case) == before

    # Shell: rows written by hand.
    finding, item = case.findings.first(), recommendation.items.first()
    for act in (
        lambda: SupervisionCase.objects.filter(pk=case.pk).update(title="改名"),
        lambda: SupervisionCase.objects.filter(pk=case.pk).update(state="closed"),
        case.save,
        case.dossiers.clear,
        finding.save,
        finding.delete,
        lambda: Finding.objects.filter(pk=finding.pk).update(fact="改"),
        lambda: Finding.objects.create(case=case, order=9, category="procedure", fact="x", problem="x", citations=[]),
        recommendation.save,
        lambda: recommendation.advices.update(text="改"),
        lambda: recommendation.deliveries.update(place="改"),
        recommendation.reply.save,
        item.save,
        lambda: item.rounds.update(note="改"),
        lambda: recommendation.rounds.first().steps.update(opinion="改"),
        lambda: recommendation.versions.update(number=9),
        lambda: case.records.update(content="改"),
    ):
        with pytest.raises(IntegrityError, match="案件已归档，只读"), transaction.atomic():
            act()
    assert rows_of(case) == before
    other = f.docketed(district, number="另案")
    SupervisionCase.objects.filter(pk=other.pk).update(title="可以改")


def test_archived_case_gets_no_papers_and_loses_none(district):
    hearing = w.hearing_arranged(district)
    hearings.cancel_hearing(hearing, actor=district.chief, note="当事人撤回申请。")
    letter = w.sent(district, hearing.case, "police_lead")
    supervision.end_case(hearing.case, actor=district.procurator, note="已自行纠正。")
    case = supervision.close_case(SupervisionCase.objects.get(pk=hearing.case_id), actor=district.procurator, result="ended")
    case = volumes.archive_case(case, actor=district.clerk)
    letter, person = Dispatch.objects.get(pk=letter.pk), hearing.persons.first()
    paper = IssuedDocument.objects.of(case).first()
    before = rows_of(case)

    # Service: issue, draft, supersede, withdraw; of the case and of each kind of part.
    for act in (
        lambda: issue("docket_form", case, actor=district.procurator),
        lambda: issue("docket_form", case, actor=district.procurator, supersedes=paper),
        lambda: issue("intake_register", case.transfer, actor=district.manager),
        lambda: issue("hearing_plan", Hearing.objects.get(), actor=district.procurator),
        lambda: issue("hearing_notice", person, actor=district.procurator),
        lambda: issue("investigation_record", case.records.first(), actor=district.procurator),
        lambda: issue(letter.type.document, letter, actor=district.procurator),
        lambda: draft("docket_form", case, actor=district.procurator),
        lambda: withdraw(paper, actor=district.procurator, reason="错"),
    ):
        with pytest.raises(NotAllowed, match="案件已归档，只能查阅"), transaction.atomic():
            act()
    # Shell: rows written by hand.
    rows = IssuedDocument.objects.filter(pk=paper.pk)
    for act in (
        lambda: rows.update(standing="withdrawn", withdrawn_on=f.TODAY, withdrawal_reason="错"),
        lambda: rows.update(number="改号"),
        lambda: rows.update(blocks=[]),
        paper.delete,
        lambda: IssuedDocument.objects.create(type_code="docket_form", organisation=district.office, target_kind="cases.supervisioncase", target_pk=case.pk, title="伪造", standing="draft"),
        lambda: IssuedDocument.objects.create(type_code="hearing_notice", organisation=district.office, target_kind="cases.hearingperson", target_pk=person.pk, title="伪造", standing="draft"),
    ):
        with pytest.raises(IntegrityError, match="案件已归档，只读"), transaction.atomic():
            act()
    assert rows_of(case) == before
    # What was issued before is still made into files, and the archive makes its own papers.
    assert make_one(paper.pk).making == "ready"
    volume = fire(case.volume, "bind", actor=None, data={"main": 0, "inner": 0})
    loan = loans.ask_borrowing(volume, actor=district.procurator, purpose="办理关联案件参考。", due_on=f.TODAY)
    loans.lend(loan, actor=district.head)
    assert IssuedDocument.objects.of(loan).get().type_code == "borrowing_slip"
    # Another case is none of its business.
    assert issue("docket_form", f.docketed(district, number="另案"), actor=district.procurator).standing == "issued"


def test_loan_is_asked_approved_by_another_and_ends(district):
    volume = old(district)
    reader, head = sign_in(district.procurator), sign_in(district.head)
    inner, main = f"{volume.get_absolute_url()}inner.pdf", f"{volume.get_absolute_url()}main.pdf"
    assert [reader.get(url).status_code for url in (main, inner)] == [403, 403]
    assert sign_in(district.clerk).get(inner).status_code == 200
    assert sign_in(district.officer).get(main).status_code == 404

    given = {"actor": district.procurator, "purpose": "办理关联案件参考。"}
    refused(lambda: loans.ask_borrowing(volume, due_on=date(2026, 6, 1), **given), field="due_on")
    loan = loans.ask_borrowing(volume, due_on=date(2026, 3, 20), **given)
    refused(lambda: loans.ask_borrowing(volume, due_on=date(2026, 3, 20), **given), field="purpose")
    assert head.post(f"/cases/borrowings/{loan.pk}/lend/", {"note": "同意。"}).status_code == 303
    assert "麦志远" in str(IssuedDocument.objects.of(loan).get().blocks)
    assert [reader.get(url).status_code for url in (main, inner)] == [200, 403]
    assert "麦志远" in reader.get(volume.get_absolute_url()).content.decode()
    with clock.at(date(2026, 3, 21)):
        assert not can(district.procurator, ArchivePermission.READ_MAIN, volume).ok
    assert refused(lambda: loans.give_back(Borrowing.objects.get(), actor=district.assistant), kind=NotAllowed).startswith("由借阅人")
    loans.give_back(Borrowing.objects.get(), actor=district.procurator)
    assert reader.get(main).status_code == 403

    own = loans.ask_borrowing(volume, actor=district.head, purpose="查阅。", due_on=date(2026, 3, 20), inner=True)
    assert refused(lambda: loans.lend(own, actor=district.head), kind=NotAllowed) == "借阅须由他人审批。"


def test_how_long_is_kept_follows_type_result_and_the_day_of_closing():
    assert retention_of("judgment", "protest", date(2026, 1, 1)).label == "永久"
    assert retention_of("judgment", "ended", date(2026, 1, 1)).label == "30年"
    assert [retention_of("support_suit", "supported", day).years for day in (date(2023, 12, 31), date(2024, 1, 1))] == [30, 10]
    with pytest.raises(LookupError):
        retention_of("unknown", "ended", date(2026, 1, 1))


def test_package_passes_four_checks_and_takes_the_volumes_away(district):
    volume = old(district)
    package = packages.make_package(actor=district.clerk, volumes=[volume], receiver="蓬江区档案馆")
    assert package.passed, package.checks
    assert list(package.checks) == ["真实性", "完整性", "可用性", "安全性"]
    with zipfile.ZipFile(io.BytesIO(content(package.file))) as archive:
        assert {name.rpartition("/")[2] for name in archive.namelist()} == {"案卷目录.xlsx", "四性检测报告.json", "正卷.pdf", "副卷.pdf", "SHA256SUMS"}
        assert json.loads(archive.read("四性检测报告.json")) == package.checks
    refused(lambda: packages.hand_package(package, actor=district.clerk, received_by="甲", handed_on=date(2026, 4, 1)), field="handed_on")

    packages.hand_package(package, actor=district.clerk, received_by="谭某", handed_on=f.TODAY)
    volume.refresh_from_db()
    assert volume.state == "transferred"
    assert "谭某" in str(IssuedDocument.objects.of(package).get().blocks)
    refused(lambda: packages.make_package(actor=district.clerk, volumes=[volume], receiver="x"), field="volumes")
    refused(lambda: packages.make_package(actor=district.procurator, volumes=[volume], receiver="x"), kind=NotAllowed)


def test_volume_that_was_touched_does_not_pass(district):
    volume = old(district)
    with volume.main_pdf.storage.open(volume.main_pdf.name, "wb") as stream:
        stream.write(content(volume.inner_pdf)[:-200])
    package = packages.make_package(actor=district.clerk, volumes=[volume], receiver="蓬江区档案馆")

    assert not package.passed
    assert [row["ok"] for row in package.checks["真实性"] if "摘要一致" in row["check"]] == [False, True]
    assert refused(
        lambda: packages.hand_package(package, actor=district.clerk, received_by="谭某", handed_on=f.TODAY), kind=NotAllowed
    ) == "四性检测未通过，请处理后重新生成移交包。"
    assert packages.drop_package(package, actor=district.clerk, note="重新装订。").state == "dropped"


def test_destruction_needs_the_time_and_two_people(district):
    volume = old(district)
    refused(lambda: destroying.list_for_destruction(actor=district.clerk, volumes=[volume], opinion="无保存价值。"), field="volumes")
    with clock.at(LATER):
        made = destroying.list_for_destruction(actor=district.clerk, volumes=[volume], opinion="期满，无继续保存价值。")
        refused(lambda: destroying.list_for_destruction(actor=district.clerk, volumes=[volume], opinion="再列。"), field="volumes")
        refused(lambda: destroying.carry_out(made, actor=district.clerk, witnesses="甲、乙"), kind=NotAllowed)
        refused(lambda: destroying.approve_destruction(made, actor=district.chief), kind=NotAllowed)
        made = destroying.review_destruction(made, actor=district.deputy)
        made = destroying.approve_destruction(made, actor=district.chief)
        refused(lambda: destroying.carry_out(made, actor=district.clerk, witnesses="甲"), field="witnesses")
        made = destroying.carry_out(made, actor=district.clerk, witnesses="甲、乙")
    volume.refresh_from_db()
    assert (made.state, volume.state, volume.main_pdf.name) == ("done", "destroyed", "")
    blocks = str(IssuedDocument.objects.of(made).get().blocks)
    assert all(words in blocks for words in ("区嘉敏", "梁晓峰", "甲、乙", volume.number))
    assert sign_in(district.clerk).get(f"{volume.get_absolute_url()}main.pdf").status_code == 404


def test_destruction_may_be_refused_at_each_step(district):
    first = old(district)
    with clock.at(LATER):
        for until, person in (("listed", "deputy"), ("reviewed", "chief")):
            made = destroying.list_for_destruction(actor=district.clerk, volumes=[first], opinion="期满。")
            if until == "reviewed":
                made = destroying.review_destruction(made, actor=district.deputy)
            assert destroying.refuse_destruction(made, actor=district.people[person], note="有参考价值。").state == "refused"
    first.refresh_from_db()
    assert first.state == "kept"
    assert not Recusal.objects.exists()

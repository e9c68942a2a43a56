"""Runs of one file: kept, told, compared, answered."""

import json
from datetime import date

import pytest
from django.core.files.base import ContentFile

from pengjiang.audit.models import AuditEntry
from pengjiang.checkups.enums import Answer
from pengjiang.checkups.models import CheckRun, Checkup, Finding, FindingAnswer
from pengjiang.checkups.queries.runs import changes_between
from pengjiang.checkups.services.answers import answer_finding
from pengjiang.checkups.services.runs import attach_check, run_check
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import change_facts
from tests.checkups.files import late_summary, lawful, make, wrong_organ
from tests.factories import photo
from tests.support.district import person

pytestmark = pytest.mark.django_db
WRONG_ID = "440703198001011236"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(date(2026, 9, 1)):
        yield


@pytest.fixture
def officer():
    return person("town_officer")


def test_a_lawful_file_has_no_finding(officer):
    run = run_check(make(lawful(), actor=officer), actor=officer)

    assert (run.number, run.fault_count, run.veto, run.serious, run.minor) == (1, 0, 0, 0, 0)
    assert Finding.objects.count() == 0
    assert run.passed > 40


def test_a_wrong_organ_is_found_with_all_that_explains_it(officer):
    run = run_check(make(wrong_organ(), actor=officer), actor=officer)

    row = run.of("JJ01")
    assert [fault.rule for fault in run.faults] == ["JJ01"]
    assert (row.outcome, row.severity, row["rule"]) == ("fail", "serious", "JJ01")
    assert "蓬江区司法局" in row.message
    assert "蓬江区人民政府申请行政复议" in row.correct_text
    assert row.citations[0].startswith("《中华人民共和国行政复议法》第二十四条")
    assert row.documents[0]["name"] == "行政处罚决定书"
    assert row.steps[0]["version"].startswith("《行政复议法》2024-01-01")
    finding = Finding.objects.get()
    assert (finding.rule, finding.answer, finding.first_run, finding.is_open) == ("JJ01", Answer.PENDING, run, True)
    assert Checkup.objects.get().pending == 1


def test_a_finding_points_to_the_paper_and_its_first_page(officer):
    papers = [{"type": "LASP", "pages": 2}, {"type": "GZS", "pages": 3}, {"type": "CFJD", "pages": 4}]
    wrong = lawful(documents=papers, services__1__receiver="邻居张某", services__1__receiver_kind="other", decision__remedy__reconsider_days=30)

    run = run_check(make(wrong, actor=officer), actor=officer)

    assert run.of("JJ02").papers == [{"name": "行政处罚决定书", "page": 6}]
    assert run.of("SD04").papers[0] == {"name": "送达回证", "page": None}


def test_the_same_facts_are_one_run(officer):
    file = make(wrong_organ(), actor=officer)

    assert run_check(file, actor=officer) == run_check(file, actor=person("procurator"))
    assert CheckRun.objects.count() == 1
    assert AuditEntry.objects.filter(event="checkups.ran").count() == 1


def test_id_numbers_are_never_stored(officer):
    run = run_check(make(lawful(parties__0__id_no=WRONG_ID, parties__0__id_kind="id_card"), actor=officer), actor=officer)

    text = json.dumps([run.stored, list(AuditEntry.objects.values_list("data", flat=True)), list(Finding.objects.values("message"))], ensure_ascii=False)
    assert WRONG_ID not in text
    assert "440703********36校验不通过" in text


def test_what_is_put_right_is_told_as_gone_and_may_come_back(officer):
    file = make(wrong_organ(), actor=officer)
    first = run_check(file, actor=officer)
    change_facts(file, facts=lawful(), actor=officer)

    second = run_check(Dossier.objects.get(pk=file.pk), actor=officer)

    finding = Finding.objects.get()
    assert (second.number, finding.gone_run, finding.is_open) == (2, second, False)
    assert Checkup.objects.get().pending == 0
    changes = changes_between(first, second)
    assert [change.code for change in changes.gone] == ["JJ01"]
    assert changes.new == []
    change_facts(Dossier.objects.get(pk=file.pk), facts=wrong_organ(), actor=officer)
    again = run_check(Dossier.objects.get(pk=file.pk), actor=officer)
    assert again == first
    assert Finding.objects.get().is_open


def test_another_towns_file_does_not_exist(officer):
    with pytest.raises(NotAllowed):
        run_check(make(lawful(), code="tangxia"), actor=officer)
    assert CheckRun.objects.count() == 0


def test_corrected_needs_proof_and_disputed_a_reason(officer):
    run_check(make(wrong_organ(), actor=officer), actor=officer)
    finding = Finding.objects.get()

    with pytest.raises(DomainError) as without_proof:
        answer_finding(finding, actor=officer, answer=Answer.CORRECTED)
    with pytest.raises(DomainError) as without_reason:
        answer_finding(finding, actor=officer, answer=Answer.DISPUTED, reason=" 不对 ")

    assert (without_proof.value.field, without_reason.value.field) == ("files", "reason")
    assert FindingAnswer.objects.count() == 0


def test_answers_are_kept_one_after_the_other(officer):
    run_check(make(wrong_organ(), actor=officer), actor=officer)
    finding = Finding.objects.get()

    answer_finding(finding, actor=officer, answer=Answer.DISPUTED, reason="司法局是收件地址。")
    answer_finding(finding, actor=officer, answer=Answer.CORRECTED, reason="已送达更正函。", files=[photo("更正函.jpg")])

    finding.refresh_from_db()
    assert finding.answer == Answer.CORRECTED
    assert [row.answer for row in finding.answers.all()] == [Answer.CORRECTED, Answer.DISPUTED]
    assert Checkup.objects.get().pending == 0


def test_a_refused_proof_is_said_beside_its_field_and_nothing_is_stored(officer):
    run_check(make(wrong_organ(), actor=officer), actor=officer)

    with pytest.raises(DomainError) as refused:
        answer_finding(Finding.objects.get(), actor=officer, answer=Answer.CORRECTED, files=[ContentFile(b"MZ", name="a.exe")])

    assert refused.value.field == "files"


@pytest.mark.parametrize("role", ["procurator", "bureau_clerk", "town_leader"])
def test_only_the_towns_desk_answers(officer, role):
    run_check(make(wrong_organ(), actor=officer), actor=officer)

    with pytest.raises(NotAllowed):
        answer_finding(Finding.objects.get(), actor=person(role), answer=Answer.DISPUTED, reason="理由写在这里。")


def test_a_run_goes_along_with_something_once(officer):
    file = make(late_summary(), actor=officer)

    run = attach_check(file, to=officer.organisation, actor=officer)
    attach_check(file, to=officer.organisation, actor=officer)

    assert run.attached.count() == 1
    assert run.of("CX18").is_fault

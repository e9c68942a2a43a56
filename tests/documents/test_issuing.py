"""Issuing, drafts, superseding, withdrawing, settings."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError
from pengjiang.documents.enums import Making, NumberSource, Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import (
    approval_chain,
    change_setting,
    discard_draft,
    draft,
    issue,
    issue_draft,
    number_source,
    preview,
    take_number,
    withdraw,
)
from pengjiang.documents.text import plain_text
from tests.documents import measuring as measure
from tests.documents.conftest import CHAIN, TODAY


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


def issue_letter(scene, **options) -> IssuedDocument:
    return issue("test_letter", scene.matter, actor=scene.procurator, **options)


def test_issue_freezes_number_day_and_text(scene):
    document = issue_letter(scene)

    assert (document.number, document.serial, document.issued_on) == ("江蓬检行函〔2026〕1号", 1, TODAY)
    assert (document.standing, document.making, document.organisation) == (Standing.ISSUED, Making.QUEUED, scene.procuratorate)
    text = plain_text(document.tree)
    assert "检察建议书面回复期限已于9月1日届满。请尽快回复。" in text
    assert "（联系人：陈喆，联系电话：19900000001）" in text
    scene.matter.title = "改过的名称"
    scene.matter.save()
    assert plain_text(IssuedDocument.objects.get().tree) == text


def test_issue_is_told_once(scene):
    document = issue_letter(scene)

    entry = AuditEntry.objects.get(event="documents.document.issued")
    assert entry.target == f"deadlines.deadline:{scene.matter.pk}"
    assert entry.data == {"title": "催办函", "number": "江蓬检行函〔2026〕1号", "type": "test_letter"}
    assert f"documents.issueddocument:{document.pk}" in entry.refs


def test_demonstration_is_marked_in_the_frozen_tree(scene):
    assert issue_letter(scene).tree.demo is True


def test_unified_number_must_be_entered(scene):
    with pytest.raises(DomainError, match="统一业务应用系统") as refused:
        issue("test_recommendation", scene.matter, actor=scene.procurator)

    assert refused.value.field == "number"
    assert (
        issue("test_recommendation", scene.matter, actor=scene.procurator, number=" 江蓬检行建〔2026〕4号 ").number
        == "江蓬检行建〔2026〕4号"
    )


def test_number_taken_before_keeps_its_serial(scene):
    number = take_number("test_letter", actor=scene.procurator)

    document = issue("test_recommendation", scene.matter, actor=scene.procurator, number=number)

    assert (document.number, document.serial, document.scheme) == ("江蓬检行函〔2026〕1号", 1, scene.scheme)


def test_number_is_used_once(scene):
    issue("test_recommendation", scene.matter, actor=scene.procurator, number="江蓬检行建〔2026〕4号")

    with pytest.raises(DomainError, match="已用于另一份文书"):
        issue("test_recommendation", scene.matter, actor=scene.procurator, number="江蓬检行建〔2026〕4号")
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedDocument.objects.filter(pk=issue_letter(scene).pk).update(number="江蓬检行建〔2026〕4号")


def test_text_that_cannot_be_printed_is_refused_before_a_number_is_gone(scene):
    scene.matter.title = "张\U0010fffd某"

    with pytest.raises(DomainError, match="无法打印的字符"):
        issue_letter(scene)

    scene.matter.title = "张\u200b某"
    assert issue_letter(scene).serial == 1


def test_paper_without_scheme_has_no_number(scene):
    document = issue("test_form", scene.matter, actor=scene.procurator)

    assert (document.number, document.serial) == ("", None)


def test_code_has_140_bits_and_no_letters_that_look_alike(scene):
    code = issue_letter(scene).code

    assert len(code) == 28
    assert not set(code) & set("ILOU")


def test_correction_supersedes(scene):
    first = issue_letter(scene)

    second = issue_letter(scene, supersedes=first)

    first.refresh_from_db()
    assert (first.standing, second.standing, second.number) == (Standing.SUPERSEDED, Standing.ISSUED, "江蓬检行函〔2026〕2号")
    with pytest.raises(Conflict, match="已被取代"):
        issue_letter(scene, supersedes=first)


def test_withdrawal_needs_a_reason_and_happens_once(scene):
    document = issue_letter(scene)

    with pytest.raises(DomainError, match="理由"):
        withdraw(document, actor=scene.procurator, reason=" ")
    document = withdraw(document, actor=scene.procurator, reason="事实认定有误")
    assert (document.standing, document.withdrawn_on) == (Standing.WITHDRAWN, TODAY)
    with pytest.raises(Conflict, match="已撤回"):
        withdraw(document, actor=scene.procurator, reason="再撤")


def test_draft_takes_no_number_and_is_one_per_key(scene):
    first = draft("test_letter", scene.matter, key="deadline:1", context={"extra": "限十日。"})
    again = draft("test_letter", scene.matter, key="deadline:1", context={"extra": "限十五日。"})
    other = draft("test_letter", scene.matter, key="deadline:2")

    assert (first.pk, first.number, first.code) == (again.pk, "", None)
    assert other.pk != first.pk
    assert "限十五日。" in plain_text(again.tree)
    assert again.tree.draft is True
    assert AuditEntry.objects.filter(event="documents.document.drafted").count() == 2


def test_signing_a_draft_numbers_it_and_builds_it_anew(scene):
    document = draft("test_letter", scene.matter, key="deadline:1", context={"extra": "限十日。"})
    scene.matter.title = "更正后的名称"
    scene.matter.save()

    signed = issue_draft(document, actor=scene.procurator, context={"extra": "限十五日。"})

    assert (signed.pk, signed.number, signed.standing, signed.tree.draft) == (document.pk, "江蓬检行函〔2026〕1号", Standing.ISSUED, False)
    assert "更正后的名称已于9月1日届满。请尽快回复。限十五日。" in plain_text(signed.tree)
    with pytest.raises(Conflict, match="刷新"):
        issue_draft(document, actor=scene.procurator)


def test_discarded_draft_is_gone_and_issued_paper_stays(scene):
    document = draft("test_letter", scene.matter)
    discard_draft(document, actor=scene.procurator, reason="已回复")

    assert IssuedDocument.objects.count() == 0
    issued = issue_letter(scene)
    with pytest.raises(Conflict):
        discard_draft(issued, actor=scene.procurator)


def test_preview_is_marked_and_stores_nothing(scene):
    shown = preview("test_letter", scene.matter, actor=scene.procurator)

    assert "草" in measure.pages_of(shown.pdf)[0].extract_text()
    assert IssuedDocument.objects.count() == 0
    assert take_number("test_letter", actor=scene.procurator).serial == 1


def test_office_changes_its_texts_from_a_day_on(scene):
    change_setting(
        "test_letter", actor=scene.procurator, organisation=scene.procuratorate, texts={"closing": "请于三日内回复。"}, contact="李某"
    )
    change_setting(
        "test_letter",
        actor=scene.procurator,
        organisation=scene.procuratorate,
        since=date(2026, 10, 1),
        texts={"closing": "请于五日内回复。"},
    )

    now = plain_text(issue_letter(scene).tree)
    with clock.at(date(2026, 10, 8)):
        later = plain_text(issue_letter(scene).tree)

    assert "请于三日内回复。" in now
    assert "请于五日内回复。" in later
    assert "联系人：李某" in now
    assert "联系人：李某" in later


def test_number_source_is_data(scene):
    assert number_source("test_recommendation") == NumberSource.UNIFIED

    change_setting("test_recommendation", actor=scene.procurator, number_source=NumberSource.OWN)

    assert number_source("test_recommendation") == NumberSource.OWN
    assert issue("test_recommendation", scene.matter, actor=scene.procurator).serial == 1


def test_chain_comes_from_the_setting_or_the_type(scene):
    assert [rung["role"] for rung in approval_chain("test_letter")] == ["dept_head", "policy_reviewer", "chief"]
    assert approval_chain("test_letter")[2]["when"] == "always"

    change_setting("test_letter", actor=scene.procurator, chain=[CHAIN[0]])

    assert approval_chain("test_letter") == [CHAIN[0]]


def test_reader_sees_what_its_type_and_object_allow(scene):
    letter, form = issue_letter(scene), issue("test_form", scene.matter, actor=scene.procurator)
    open_draft = draft("test_letter", scene.matter)

    def seen_by(user):
        return set(IssuedDocument.objects.visible_to(user))

    assert seen_by(scene.procurator) == {letter, form, open_draft}
    assert seen_by(scene.officer) == {letter}
    assert seen_by(scene.stranger) == set()

"""Making: exactly one result, whatever happens to the workers."""

import hashlib
from datetime import timedelta

import pytest
import zxingcpp

from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.documents import blocks as b
from pengjiang.documents import codec
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import draft, issue, issue_draft, making, retry
from pengjiang.documents.text import plain_text
from tests.documents import measuring as measure
from tests.documents.test_docx import text_of


@pytest.fixture
def document(scene):
    return issue("test_letter", scene.matter, actor=scene.procurator)


def rendered_entries() -> int:
    return AuditEntry.objects.filter(event="documents.document.rendered").count()


def age(document: IssuedDocument, **values) -> None:
    """Let claim or queueing be long ago."""
    IssuedDocument.objects.filter(pk=document.pk).update(
        **{name: clock.actual() - timedelta(seconds=seconds) for name, seconds in values.items()}
    )


def test_files_say_what_was_frozen(document):
    made = making.make_one(document.pk)

    pdf = made.pdf.open("rb").read()
    assert (made.making, made.pages, made.attempts) == (Making.READY, 1, 1)
    assert made.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    assert measure.text_of(pdf) == measure.squeezed(plain_text(document.tree))
    assert text_of(made.docx.open("rb").read()) == measure.squeezed(plain_text(document.tree))
    assert made.html.startswith("<!DOCTYPE html>")


def test_qr_code_leads_to_the_public_page(document, settings):
    settings.SITE_URL = "https://pj.example"
    made = making.make_one(document.pk)

    picture = measure.picture(made.pdf.open("rb").read())

    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [f"https://pj.example/verify/{document.code}/"]
    assert document.spoken_code in measure.pages_of(made.pdf.open("rb").read())[0].extract_text()


def test_second_run_changes_nothing(document):
    first = making.make_one(document.pk)

    assert making.make_one(document.pk) is None
    assert IssuedDocument.objects.get().pdf.name == first.pdf.name
    assert rendered_entries() == 1


def test_sweep_leaves_a_fresh_row_and_takes_an_old_one(document):
    assert making.make_next() is None

    age(document, queued_at=10)

    assert making.make_next() == document
    assert making.make_next() is None


def test_killed_worker_is_taken_over(document):
    """A worker claimed the row and died: nobody touches it while it may live, then the next one does."""
    claimed = making._claim(making.Q(pk=document.pk))

    assert making.make_next() is None
    age(document, claimed_at=121)
    made = making.make_next()

    assert (made.making, made.attempts) == (Making.READY, 2)
    assert made.claim != claimed.claim
    assert rendered_entries() == 1


def test_slow_worker_that_was_taken_over_throws_its_result_away(document):
    slow = making._claim(making.Q(pk=document.pk))
    age(document, claimed_at=121)
    made = making.make_next()

    assert making._make(slow) is None

    assert IssuedDocument.objects.get().pdf.name == made.pdf.name
    assert rendered_entries() == 1


def test_character_that_cannot_be_printed_fails_with_a_sentence(document, scene):
    tree = b.Tree(b.Form.PLAIN, "催办函", (b.Paragraph("张\U0010fffd"),))
    IssuedDocument.objects.update(blocks=codec.to_data(tree))

    assert making.make_one(document.pk) is None

    failed = IssuedDocument.objects.get()
    assert (failed.making, failed.attempts) == (Making.FAILED, 1)
    assert failed.error.startswith("字体缺少")
    assert AuditEntry.objects.get(event="documents.document.failed").ok is False


def test_failed_paper_can_be_tried_again(document, scene):
    good = document.blocks
    IssuedDocument.objects.update(making=Making.FAILED, error="字体缺少", attempts=1)

    retry(document, actor=scene.procurator)

    assert making.make_one(document.pk).blocks == good


def test_unknown_fault_is_kept_raised_and_given_up_after_five(document):
    IssuedDocument.objects.update(blocks={"block": "Unknown"})

    for _ in range(making.MAX_ATTEMPTS):
        with pytest.raises(KeyError):
            making.make_one(document.pk)
    assert making.make_one(document.pk) is None

    failed = IssuedDocument.objects.get()
    assert (failed.making, failed.attempts, failed.error) == (Making.FAILED, 5, "'Unknown'")


def test_signed_draft_is_printed_anew_and_its_draft_files_go(scene, django_capture_on_commit_callbacks):
    document = draft("test_letter", scene.matter)
    drafted = making.make_one(document.pk)
    assert "草稿" in drafted.file_name

    issue_draft(document, actor=scene.procurator)
    with django_capture_on_commit_callbacks(execute=True):
        made = making.make_one(document.pk)

    assert made.pdf.name != drafted.pdf.name
    assert not drafted.pdf.storage.exists(drafted.pdf.name)
    assert "草" not in measure.text_of(made.pdf.open("rb").read())

"""Card, page, files and the public page, as people meet them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pengjiang.audit.models import AuditEntry
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.queries import documents_of
from pengjiang.documents.services import issue, withdraw
from pengjiang.documents.services.making import make_one


@pytest.fixture
def document(scene):
    return issue("test_letter", scene.matter, actor=scene.procurator)


def signed_in(client, user):
    client.force_login(user, backend="pengjiang.accounts.backends.PersonBackend")
    return client


def test_card_asks_again_until_the_paper_is_there(client, scene, document):
    signed_in(client, scene.procurator)

    waiting = client.get(f"/documents/{document.pk}/card/").content.decode()
    make_one(document.pk)
    ready = client.get(f"/documents/{document.pk}/card/").content.decode()

    assert f'hx-get="/documents/{document.pk}/card/"' in waiting
    assert "等待排版" in waiting
    assert "hx-get" not in ready
    assert "江蓬检行函〔" in ready
    assert "1页" in ready
    assert f'href="/documents/{document.pk}/docx/"' in ready


def test_town_reads_what_is_addressed_to_it_and_others_find_nothing(client, scene, document):
    make_one(document.pk)

    assert signed_in(client, scene.officer).get(f"/documents/{document.pk}/pdf/").status_code == 200
    assert signed_in(client, scene.stranger).get(f"/documents/{document.pk}/pdf/").status_code == 404
    assert signed_in(client, scene.stranger).get(f"/documents/{document.pk}/").status_code == 404


def test_nobody_reads_without_signing_in(client, document, settings):
    make_one(document.pk)

    response = client.get(f"/documents/{document.pk}/pdf/")

    assert (response.status_code, response["Location"]) == (302, f"{reverse(settings.LOGIN_URL)}?next=/documents/{document.pk}/pdf/")


@pytest.mark.parametrize(("path", "disposition"), [("pdf", "attachment"), ("docx", "attachment"), ("preview", "inline")])
def test_every_opening_is_an_entry_of_the_trail(client, scene, document, path, disposition):
    make_one(document.pk)

    response = signed_in(client, scene.officer).get(f"/documents/{document.pk}/{path}/")

    assert response["Content-Disposition"].startswith(disposition)
    assert b"".join(response.streaming_content)[:2] in {b"%P", b"PK"}
    entry = AuditEntry.objects.get(event="documents.document.downloaded")
    assert (entry.actor_name, entry.target) == ("李堃", f"documents.issueddocument:{document.pk}")


def test_page_lists_the_versions(client, scene, document):
    make_one(document.pk)
    newer = issue("test_letter", scene.matter, actor=scene.procurator, supersedes=document)
    make_one(newer.pk)

    page = signed_in(client, scene.procurator).get(f"/documents/{document.pk}/").content.decode()

    assert "本件已被新文书取代" in page
    assert f'id="document-{newer.pk}"' in page


def test_failed_paper_says_why(client, scene, document):
    IssuedDocument.objects.update(making="failed", error="字体缺少“𰻞”")

    card = signed_in(client, scene.procurator).get(f"/documents/{document.pk}/card/").content.decode()

    assert "生成失败：字体缺少“𰻞”" in card


def test_public_page_tells_validity_without_signing_in(client, scene, document):
    page = client.get(f"/verify/{document.code}/").content.decode()

    assert "现行有效" in page
    assert document.number in page
    assert "江门市蓬江区人民检察院" in page
    assert scene.town.name not in page
    withdraw(document, actor=scene.procurator, reason="内部理由")
    page = client.get(f"/verify/{document.code}/").content.decode()
    assert "现已失效" in page
    assert "内部理由" not in page


def test_public_page_compares_a_file(client, document):
    content = make_one(document.pk).pdf.open("rb").read()
    address = f"/verify/{document.code}/"

    same = client.post(address, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    other = client.post(address, {"file": SimpleUploadedFile("a.pdf", content[:-1] + b"x")}).content.decode()

    assert "完全相同" in same
    assert "不一致" in other


def test_typed_code_leads_to_its_page(client, document):
    response = client.post("/verify/", {"code": document.spoken_code.lower()})

    assert (response.status_code, response["Location"]) == (303, f"/verify/{document.code}/")
    assert client.get("/verify/ABC/").status_code == 404


def test_guessing_is_slowed_down(client, document):
    answers = [client.get(f"/verify/{'0' * 28}/", REMOTE_ADDR="10.9.9.9").status_code for _ in range(22)]

    assert answers[:20] == [404] * 20
    assert answers[20:] == [429, 429]


def test_papers_of_an_object_take_one_query_however_many(client, scene, django_assert_max_num_queries):
    for _ in range(3):
        issue("test_letter", scene.matter, actor=scene.procurator)

    with django_assert_max_num_queries(2):  # the reader's memberships, the papers
        found = documents_of(scene.matter, scene.officer)

    assert len(found) == 3

import stat

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from pengjiang.audit.models import AuditEntry
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.files import services
from pengjiang.files.enums import FileKind, FileState
from pengjiang.files.models import PageImage, StoredFile
from pengjiang.files.queries import page_counts, volume_of
from pengjiang.files.tasks import process_file, sweep_files
from tests.support.district import person
from tests.support.dossiers import dossier
from tests.support.papers import jpg, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("town_officer")


@pytest.fixture
def file_of(officer):
    target = dossier(actor=officer)

    def store(content=None, name="卷宗.pdf", **values):
        content = pdf(3) if content is None else content
        return services.store_upload(
            ContentFile(content, name=name), actor=officer, target=values.pop("target", target), kind=FileKind.VOLUME
        )

    store.target = target
    return store


def test_upload_is_stored_hashed_and_told(file_of):
    file = file_of()

    assert (file.state, file.content_type, file.order) == (FileState.CHECKING, "application/pdf", 1)
    assert len(file.sha256) == 64
    assert file.name not in file.content.name
    entry = AuditEntry.objects.get(event="files.uploaded")
    assert entry.target == f"dossiers.dossier:{file_of.target.pk}"


def test_pages_are_made_once_and_missing_ones_are_mended(file_of):
    file = file_of()

    process_file(file.pk)
    PageImage.objects.filter(file=file, number=2).delete()
    StoredFile.objects.filter(pk=file.pk).update(pages_made=False)
    process_file(file.pk)
    process_file(file.pk)

    file.refresh_from_db()
    assert (file.state, file.pages, file.pages_made) == (FileState.READY, 3, True)
    assert list(file.images.values_list("number", "width")) == [(1, 1240), (2, 1240), (3, 1240)]


def test_sweep_processes_what_no_worker_took(file_of):
    file_of()

    assert sweep_files() == 1
    assert sweep_files() == 0


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.pdf", "空文件"),
        (b"MZ program", "病毒.pdf", "不是可接受的类型"),
        (jpg(), "照片.pdf", "与扩展名不符"),
        (b"a,b\n1,2", "表.csv", "不是可接受的类型"),
    ],
    ids=["空", "程序", "改名", "不收的类型"],
)
def test_bad_uploads_are_refused_with_a_sentence(file_of, content, name, words):
    with pytest.raises(DomainError, match=words):
        file_of(content, name)

    assert StoredFile.objects.count() == 0


def test_too_big_is_refused(file_of, settings):
    settings.UPLOAD_MAX_MB = 0

    with pytest.raises(DomainError, match="分册上传"):
        file_of()


def test_the_same_content_is_noticed(file_of):
    file_of(name="卷一.pdf")

    with pytest.raises(Conflict, match="卷一"):
        file_of(name="卷二.pdf")


def test_broken_pdf_is_refused_by_the_worker_and_its_content_goes(file_of, django_capture_on_commit_callbacks):
    file = file_of(b"%PDF-1.4 broken", "坏.pdf")
    storage, name = file.content.storage, file.content.name

    with django_capture_on_commit_callbacks(execute=True):
        process_file(file.pk)

    file.refresh_from_db()
    assert file.state == FileState.REFUSED
    assert "无法打开" in file.refusal
    assert not storage.exists(name)


def test_scanner_refuses(file_of, settings, tmp_path):
    scanner = tmp_path / "scanner.sh"
    scanner.write_text('#!/bin/sh\ngrep -q PDF "$1" && exit 1\nexit 0\n')
    scanner.chmod(scanner.stat().st_mode | stat.S_IEXEC)
    settings.UPLOAD_SCANNER = str(scanner)
    file = file_of()

    process_file(file.pk)

    file.refresh_from_db()
    assert file.state == FileState.REFUSED


def test_volume_runs_through_the_files_in_order(file_of, officer):
    first, second, third = file_of(pdf(2), "一.pdf"), file_of(jpg(), "二.jpg"), file_of(pdf(3, shade=200), "三.pdf")
    for file in (first, second, third):
        process_file(file.pk)

    services.move_file(third, actor=officer, up=True)

    volume = volume_of(file_of.target)
    assert [(s.file.name, s.first, s.last) for s in volume.sections] == [("一.pdf", 1, 2), ("三.pdf", 3, 5), ("二.jpg", 6, 6)]
    assert (volume.total_pages, volume.page(4).within, volume.page(7)) == (6, 2, None)
    assert page_counts([file_of.target]) == {file_of.target.pk: 6}


def test_pictures_are_joined_in_order(file_of, officer):
    for number in range(3):
        process_file(file_of(jpg(100 + number), f"照片{number}.jpg").pk)

    joined = services.join_images(file_of.target, actor=officer)

    process_file(joined.pk)
    volume = volume_of(file_of.target)
    assert [(file.name, file.pages) for file in volume.files] == [("照片0.pdf", 3)]


def test_removal_needs_reason_and_right(file_of, officer, django_capture_on_commit_callbacks):
    file = file_of()
    storage, name = file.content.storage, file.content.name
    with pytest.raises(DomainError, match="理由"):
        services.remove_file(file, actor=officer, reason=" ")
    with pytest.raises(NotAllowed):
        services.remove_file(file, actor=person("procurator"), reason="不需要")

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_file(file, actor=officer, reason="传错了案卷")

    assert not storage.exists(name)
    assert volume_of(file_of.target).files == ()
    with pytest.raises(Conflict):
        services.remove_file(file, actor=officer, reason="再删")


def test_another_town_cannot_upload(file_of):
    with pytest.raises(NotAllowed):
        services.store_upload(ContentFile(pdf(), name="卷.pdf"), actor=person("town_officer", "baisha"), target=file_of.target)


def test_database_refuses_a_removal_without_reason(file_of):
    file = file_of()

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(state=FileState.REMOVED)

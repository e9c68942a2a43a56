"""With a real worker, Redis and Postgres: killed, cut off, and still each paper is there exactly once."""

import time

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue, making
from tests.documents.conftest import make_scene


def issue_form(scene) -> IssuedDocument:
    return issue("test_letter", scene.matter, actor=scene.procurator)


def wait_until_ready(count: int, *, within: float = 60) -> None:
    end = time.monotonic() + within
    while IssuedDocument.objects.filter(making=Making.READY).count() < count:
        assert time.monotonic() < end, list(IssuedDocument.objects.values_list("making", "attempts", "error"))
        time.sleep(0.1)


def each_was_made_once(count: int) -> None:
    assert AuditEntry.objects.filter(event="documents.document.rendered").count() == count
    for document in IssuedDocument.objects.all():
        assert document.pdf.storage.exists(document.pdf.name)


def test_worker_makes_what_is_issued(worker):
    scene = make_scene()

    for _ in range(3):
        issue_form(scene)

    wait_until_ready(3)
    each_was_made_once(3)


def test_redis_down_while_issuing_loses_nothing(worker, redis):
    scene = make_scene()
    redis.stop()

    document = issue_form(scene)

    assert document.making == Making.QUEUED
    redis.start()
    IssuedDocument.objects.update(queued_at=document.queued_at - making.GRACE)
    while made := making.make_next():
        assert made.making == Making.READY
    wait_until_ready(1)
    each_was_made_once(1)


def test_worker_killed_in_the_middle_leaves_one_result(worker):
    scene = make_scene()
    for _ in range(8):
        issue_form(scene)
    end = time.monotonic() + 30
    while not IssuedDocument.objects.exclude(making=Making.QUEUED).exists() and time.monotonic() < end:
        time.sleep(0.01)

    worker.kill()

    IssuedDocument.objects.filter(making=Making.RENDERING).update(claimed_at=making.clock.actual() - making.STALE_AFTER * 2)
    IssuedDocument.objects.filter(making=Making.QUEUED).update(queued_at=making.clock.actual() - making.GRACE * 2)
    worker.start()
    while making.make_next():
        pass
    wait_until_ready(8)
    each_was_made_once(8)


@pytest.fixture(autouse=True)
def _clean(transactional_db):
    """Each test begins on an empty database of its own."""

"""What fails in the middle of the work leaves each paper, notice, reminder and letter exactly once: real worker, Redis, Postgres, SMTP."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest

from cases.services import recommendations
from pengjiang.audit import services as audit
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.deadlines.models import Deadline, Reminder
from pengjiang.deadlines.tasks import sweep_deadlines
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import making
from pengjiang.documents.tasks import sweep_documents
from pengjiang.events.models import OutboxRow
from pengjiang.notifications.models import MailRow, Notice
from pengjiang.notifications.tasks import send_mail
from tests import factories as f
from tests.scenarios.stage import demo_district, wait_until
from tests.support.smtp import MailServer

START = date(2026, 5, 11)
# Two months from 11 May roll to 13 July; seven days before it is a Monday.
SEVEN_BEFORE = date(2026, 7, 6)
AT_ONCE_S = 3


@pytest.fixture
def d(travel):
    travel(START)
    return demo_district()


def all_done() -> bool:
    return not OutboxRow.objects.exclude(state=OutboxRow.State.DONE).exists()


def outbox() -> list:
    return list(OutboxRow.objects.exclude(state=OutboxRow.State.DONE).values_list("subscriber", "state", "error"))


def settle_papers() -> None:
    """What was prepared is printed; only what the test adds is left to the worker."""
    for pk in IssuedDocument.objects.exclude(making=Making.READY).values_list("pk", flat=True):
        making.make_one(pk)


def once_each(documents, *, printed: int = 1) -> None:
    """Ready, told once for each printing, one PDF and one DOCX in its folder."""
    for document in documents:
        assert (document.making, document.error) == (Making.READY, "")
        storage = document.pdf.storage
        folder = document.pdf.name.rpartition("/")[0]
        claim = str(document.claim)
        assert sorted(name for name in storage.listdir(folder)[1] if claim in name) == [f"{claim}.docx", f"{claim}.pdf"]
        assert AuditEntry.objects.filter(event="documents.document.rendered", refs__contains=[f"documents.issueddocument:{document.pk}"]).count() == printed


def test_worker_killed_in_the_middle_of_a_paper(d, idle_worker, travel):
    recommendation = f.approved(d)
    settle_papers()
    idle_worker.start(at=START)
    wait_until(all_done, telling=outbox)

    recommendation = recommendations.seal_recommendation(recommendation, actor=d.clerk, number="江蓬检行建〔2026〕4号")
    paper = IssuedDocument.objects.of(recommendation).filter(type_code="recommendation")
    wait_until(lambda: paper.filter(making=Making.RENDERING).exists())
    idle_worker.kill()
    held = paper.get()
    first_claim = held.claim
    assert (held.making, held.attempts) == (Making.RENDERING, 1)
    assert str(first_claim) not in held.pdf.name, "what is left is at most the copy printed at the approval"

    # The next worker starts when the dead one's claim has grown old.
    later = clock.actual() + making.STALE_AFTER + timedelta(seconds=5)
    travel(later)
    idle_worker.start(at=later.replace(tzinfo=None))
    for _ in range(3):
        sweep_documents.delay()
    wait_until(lambda: paper.get().making == Making.READY and all_done(), telling=lambda: (paper.values_list("making", "error"), outbox()))

    made = paper.get()
    assert (made.number, made.attempts, made.standing) == ("江蓬检行建〔2026〕4号", 2, "issued")
    assert made.claim != first_claim
    folder = made.pdf.name.rpartition("/")[0]
    assert not [name for name in made.pdf.storage.listdir(folder)[1] if str(first_claim) in name]
    once_each([made], printed=2)  # the copy of the approval, then the paper itself
    assert Notice.objects.filter(title="检察建议书江蓬检行建〔2026〕4号已签发，请送达").count() == 1
    assert audit.verify().broken is None


def test_redis_down_while_a_recommendation_is_approved(d, idle_worker, redis, travel):
    f.served(d, on=START, unified="江蓬检行建〔2026〕3号")
    waiting = f.agree(d, f.approving(d, number="杜阮综执罚字〔2026〕16号"), until="chief")
    settle_papers()
    Deadline.objects.exclude(limit="TM20").delete()
    travel(SEVEN_BEFORE)
    idle_worker.start(at=SEVEN_BEFORE)
    wait_until(all_done, telling=outbox)
    before = Notice.objects.count()

    redis.stop()
    begun = time.perf_counter()
    approved = recommendations.decide_step(waiting, actor=d.chief, approve=True, opinion="同意。")
    sealed = recommendations.seal_recommendation(approved, actor=d.clerk, number="江蓬检行建〔2026〕4号")
    took = time.perf_counter() - begun
    assert took < AT_ONCE_S
    assert (sealed.state, sealed.serial) == ("issued", "江蓬检建登〔2026〕2号")
    assert Notice.objects.count() == before

    redis.start()
    for _ in range(3):
        sweep_deadlines.delay()
    paper = IssuedDocument.objects.of(sealed).filter(type_code="recommendation")
    wait_until(lambda: paper.get().making == Making.READY and Reminder.objects.exists() and all_done(), telling=lambda: (paper.get().making, outbox()))

    once_each([paper.get()])
    fresh = Notice.objects.order_by("pk")[before:]
    told = sorted((notice.title, notice.person.username) for notice in fresh)
    # By the time Redis is back the seal is set: the clerks are not sent to what is done.
    assert told == sorted(
        [
            ("检察建议已批准（江蓬检建登〔2026〕2号）", "jianchaguan1"),
            ("检察建议书江蓬检行建〔2026〕4号已签发，请送达", "jianchaguan1"),
            *(("检察建议回复还剩7天，末日2026年7月13日", name) for name in ("duruan-neiqin", "duruan-zhifa1", "duruan-zhifa2", "duruan-zhuren")),
        ]
    )
    assert Reminder.objects.count() == 4
    assert audit.verify().broken is None


@pytest.fixture
def mail_server(monkeypatch):
    server = MailServer()
    monkeypatch.setenv("TEST_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("EMAIL_PORT", str(server.port))
    yield server
    server.close()


def test_refusing_mail_server_gets_every_letter_once_when_it_accepts(d, idle_worker, mail_server, travel):
    f.approving(d)
    settle_papers()
    idle_worker.start(at=START)
    wait_until(all_done, telling=outbox)
    send_mail.delay()
    wait_until(lambda: MailRow.objects.filter(attempts__gt=0).exists())
    rows = MailRow.objects.count()
    assert rows >= 5
    assert set(MailRow.objects.values_list("state", flat=True)) == {"queued"}
    assert "554" in MailRow.objects.filter(attempts__gt=0).first().error
    assert (mail_server.letters, mail_server.callers > 0) == ([], True)

    mail_server.mood = "breaking"
    send_mail.delay()
    wait_until(lambda: MailRow.objects.filter(attempts__gt=0, error__startswith="SMTPServerDisconnected").exists())
    assert set(MailRow.objects.values_list("state", flat=True)) == {"queued"}

    mail_server.mood = "accepting"
    later = clock.now() + timedelta(minutes=5)
    travel(later)
    idle_worker.restart(at=later.replace(tzinfo=None))
    for _ in range(3):
        send_mail.delay()
    wait_until(lambda: not MailRow.objects.exclude(state="sent").exists(), telling=lambda: list(MailRow.objects.values_list("state", "error")))

    sent = [(letter["To"], letter["Subject"].strip(), letter["Message-ID"]) for letter in mail_server.letters]
    assert sorted(sent) == sorted((row.address, row.subject, f"<jzpt-mail-{row.pk}@pengjiang.example>") for row in MailRow.objects.all())
    assert len(sent) == rows
    assert ("buzhang@pengjiang.example", "【即办】检察建议书待您审批") in [(to, subject) for to, subject, _ in sent]
    body = next(letter for letter in mail_server.letters if letter["To"] == "buzhang@pengjiang.example").get_content()
    assert "处罚前未告知" not in body

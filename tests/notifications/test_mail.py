"""Digests and the queue: a refusing server loses nothing, and nothing is sent twice."""

from __future__ import annotations

import smtplib
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from pengjiang.common import clock
from pengjiang.events.services import emit
from pengjiang.notifications import services, tasks
from pengjiang.notifications.models import MailRow, Notice
from tests.support.district import person

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 23)


class Refusing(EmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise ConnectionRefusedError(111, "Connection refused")


class Choosy(EmailBackend):
    """A mail server that knows no ``gone@example.cn``."""

    def send_messages(self, messages):
        if messages[0].to == ["gone@example.cn"]:
            raise smtplib.SMTPRecipientsRefused({"gone@example.cn": (550, b"unknown")})
        return super().send_messages(messages)


@pytest.fixture
def reader():
    def make(address="chen@example.cn"):
        user = person("procurator", name="陈明远")
        user.email = address
        user.save()
        return user

    return make


def told(user, moment, title="棠下镇已书面回复", **more):
    entry = emit("deadlines.calendar.entered", actor=None, data={"year": 2027, "notice": "x"})
    return Notice.objects.create(entry=entry, person=user, kind="x", title=title, url="/calendar/", created_at=moment, **more)


def at(day, hour=9, minute=0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.ZONE)


def queue_on(day, hour=7, minute=30):
    with clock.at(at(day, hour, minute)):
        return tasks.queue_digests()


def send_on(day, hour=8):
    with clock.at(at(day, hour)):
        return tasks.send_mail()


def test_digest_lists_what_came_since_the_last_one(reader):
    chen = reader()
    told(chen, at(DAY - timedelta(days=1), 16), "第一条")
    queue_on(DAY)
    told(chen, at(DAY, 10), "第二条")
    queue_on(DAY + timedelta(days=1))
    send_on(DAY + timedelta(days=1))

    assert [message.subject for message in mail.outbox] == ["9月23日通知摘要：1条未读", "9月24日通知摘要：1条未读"]
    assert "1. 第一条" in mail.outbox[0].body
    assert "1. 第二条" in mail.outbox[1].body
    assert "第一条" not in mail.outbox[1].body
    assert mail.outbox[0].to == ["chen@example.cn"]


def test_digest_comes_once_a_day_however_often_the_task_runs(reader):
    told(reader(), at(DAY - timedelta(days=1)))
    queue_on(DAY)
    queue_on(DAY, 8)
    queue_on(DAY, 9)

    assert MailRow.objects.filter(kind="digest").count() == 1


def test_no_digest_before_its_hour(reader):
    told(reader(), at(DAY - timedelta(days=1)))

    assert [queue_on(DAY, 7, 0), queue_on(DAY, 7, 30)] == [0, 1]


def test_beat_that_slept_over_a_day_leaves_nobody_out(reader):
    chen = reader()
    told(chen, at(DAY - timedelta(days=2)), "周一的通知")
    queue_on(DAY)

    assert "周一的通知" in MailRow.objects.get().body


@pytest.mark.parametrize("case", ["已读", "不要摘要", "没有邮箱", "已即时发信"])
def test_no_digest(reader, case):
    chen = reader("" if case == "没有邮箱" else "chen@example.cn")
    chen.wants_digest = case != "不要摘要"
    chen.save()
    told(chen, at(DAY - timedelta(days=1)), is_urgent=case == "已即时发信", read_at=clock.now() if case == "已读" else None)
    queue_on(DAY)

    assert MailRow.objects.count() == 0


def test_refusing_server_keeps_every_letter_and_each_is_sent_once(reader, settings):
    for number in range(3):
        told(reader(f"p{number}@example.cn"), at(DAY - timedelta(days=1)))
    queue_on(DAY)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    refused = send_on(DAY)
    states = set(MailRow.objects.values_list("state", flat=True))
    tried = sorted(MailRow.objects.values_list("attempts", flat=True))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sent = send_on(DAY, 9) + send_on(DAY, 10)

    assert (refused, states, tried) == (0, {"queued"}, [0, 0, 1])
    assert sent == 3
    assert sorted(message.to[0] for message in mail.outbox) == ["p0@example.cn", "p1@example.cn", "p2@example.cn"]
    assert set(MailRow.objects.values_list("state", flat=True)) == {"sent"}


def test_refused_recipient_holds_up_nobody(reader, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    for address in ("gone@example.cn", "chen@example.cn"):
        told(reader(address), at(DAY - timedelta(days=1)))
    queue_on(DAY)
    send_on(DAY)

    assert dict(MailRow.objects.values_list("address", "state")) == {"gone@example.cn": "queued", "chen@example.cn": "sent"}
    assert "SMTPRecipientsRefused" in MailRow.objects.get(address="gone@example.cn").error


def test_given_up_letter_can_be_tried_again(reader, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    told(reader(), at(DAY - timedelta(days=1)))
    queue_on(DAY)
    for hours in range(8, 8 + services.MAX_ATTEMPTS):
        with clock.at(at(DAY) + timedelta(hours=hours)):
            services.send_due()
    given_up = MailRow.objects.get()
    services.retry_mail(given_up, actor=person("system_admin"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    services.send_due()

    assert given_up.state == "failed"
    assert MailRow.objects.get().state == "sent"


def test_letter_has_the_same_message_id_each_time(reader):
    told(reader(), at(DAY - timedelta(days=1)))
    queue_on(DAY)
    send_on(DAY)

    assert mail.outbox[0].extra_headers["Message-ID"] == f"<jzpt-mail-{MailRow.objects.get().pk}@pengjiang.example>"

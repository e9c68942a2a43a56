"""The outbox and the letters, with their retry."""

from __future__ import annotations

import pytest

from pengjiang.common import clock
from pengjiang.events.models import OutboxRow
from pengjiang.events.services import emit
from pengjiang.notifications.models import MailRow
from tests.support.district import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = person("system_admin")
    client.force_login(user)
    return user


def failed(count=1):
    for _ in range(count):
        entry = emit("deadlines.calendar.entered", actor=None, data={"year": 2027, "notice": "x"})
        OutboxRow.objects.create(entry=entry, subscriber="documents.render", state="failed", attempts=8, error="OSError: 磁盘已满")


def test_failed_rows_are_shown_and_put_back(client, admin):
    failed()
    row = OutboxRow.objects.get()
    page = client.get("/console/outbox/?view=failed&state=failed").content.decode()
    desk = client.get("/").content.decode()
    chosen = {"do": "bulk:retry", "id": str(row.pk), "on-page": str(row.pk), "confirmed": "1"}
    client.post("/console/outbox/", chosen)

    assert "OSError: 磁盘已满" in page
    assert "1项后台工作已停止重试" in desk
    assert OutboxRow.objects.get(pk=row.pk).state == "pending"


def test_mail_page_says_what_the_server_said(client, admin):
    MailRow.objects.create(
        person=admin,
        day=clock.today(),
        kind="digest",
        address="a@example.cn",
        subject="摘要",
        body="x",
        state="failed",
        error="ConnectionRefusedError",
    )

    assert "ConnectionRefusedError" in client.get("/console/mail/").content.decode()
    assert "1封邮件未能发出" in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/console/outbox/?size=50"])
def test_outbox_asks_as_often_for_thirty(client, admin, constant_queries, address):
    constant_queries(address, failed)

"""emit() writes entry and outbox row in one transaction; a worker handles each row once, and keeps trying with pauses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from pengjiang.accounts.models import Membership, Organisation
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.events import services
from pengjiang.events.models import OutboxRow
from pengjiang.events.services import drain, emit, retry
from pengjiang.events.types import EVENT_TYPES, SUBSCRIBERS, Audience, event_type, subscriber
from tests.support.district import organisation, person

EVENT = "tests.happened"
NAME = "tests.listener"


@pytest.fixture
def heard():
    """What a subscriber of this test has handled; ``heard.fault`` makes it fail. Search does not listen to events for the audit page."""

    class Heard(list):
        fault: Exception | None = None

    listener = Heard()
    event_type(EVENT, "发生了{what}", audience=Audience.SECURITY)

    @subscriber(NAME, label="听取", events=[EVENT])
    def handle(entry):
        Organisation.objects.create(code=f"heard-{len(listener)}", name=f"听到{len(listener)}", short_name="听", kind="town")
        if listener.fault:
            raise listener.fault
        listener.append(entry.pk)

    yield listener
    SUBSCRIBERS._entries.pop(NAME)
    EVENT_TYPES._entries.pop(EVENT)


def row() -> OutboxRow:
    return OutboxRow.objects.get(subscriber=NAME)


def happen(what: str = "一件事") -> AuditEntry:
    return emit(EVENT, actor=None, data={"what": what})


@pytest.mark.django_db
def test_event_that_is_not_declared_is_refused(heard):
    with pytest.raises(LookupError, match="no entry"):
        emit("tests.unknown", actor=None)

    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db
def test_entry_and_row_come_with_the_transaction_or_not_at_all(heard):
    with transaction.atomic():
        happen()
        transaction.set_rollback(True)

    assert (AuditEntry.objects.count(), OutboxRow.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_drained_twice_has_one_effect(heard):
    entry = happen()

    assert drain() == 1
    assert drain() == 0
    assert heard == [entry.pk]
    assert (row().state, row().attempts, row().error) == ("done", 1, "")


@pytest.mark.django_db
def test_subscriber_hears_only_what_it_asked_for(heard):
    emit("accounts.signed_in", actor=person("clerk"))
    drain()

    assert heard == []
    assert not OutboxRow.objects.filter(subscriber=NAME).exists()


@pytest.mark.django_db
def test_failure_undoes_the_subscriber_s_writes_and_waits_longer_each_time(heard):
    heard.fault = ValueError("收件箱写不进去")
    begin = datetime(2026, 3, 16, 9, tzinfo=clock.ZONE)
    moment, pauses = begin, []
    with clock.at(begin):
        happen()
    for _ in range(services.MAX_ATTEMPTS - 1):
        with clock.at(moment):
            assert drain() == 1
        pauses.append((row().next_try_at - moment).total_seconds())
        with clock.at(row().next_try_at - timedelta(seconds=1)):
            assert drain() == 0
        moment = row().next_try_at

    assert pauses == [10, 20, 40, 80, 160, 320, 640]
    assert not Organisation.objects.filter(code__startswith="heard").exists()
    assert (row().state, row().attempts, row().error) == ("pending", 7, "ValueError: 收件箱写不进去")

    with clock.at(moment):
        drain()
    assert (row().state, row().attempts) == ("failed", 8)
    with clock.at(moment + timedelta(days=30)):
        assert drain() == 0


@pytest.mark.django_db
def test_row_that_fails_holds_nobody_up(heard):
    heard.fault = ValueError("一次")
    happen("第一件")
    with clock.at(clock.now() + timedelta(seconds=1)):
        drain()
        heard.fault = None
        second = happen("第二件")
        drain()

    assert heard == [second.pk]


@pytest.mark.django_db
def test_retry_puts_a_failed_row_back_and_says_so(heard):
    administrator = person("system_admin")
    happen()
    OutboxRow.objects.filter(subscriber=NAME).update(state="failed", attempts=8, error="ValueError: 旧错误")

    retry(row(), actor=administrator)

    assert (row().state, row().attempts) == ("pending", 0)
    told = AuditEntry.objects.get(event="events.outbox.retried")
    assert (told.actor_name, told.data) == ("系统管理员", {"subscriber": NAME})
    assert drain() >= 1
    assert row().state == "done"


@pytest.mark.django_db
def test_retry_leaves_a_handled_row_alone(heard):
    happen()
    drain()

    retry(row(), actor=person("system_admin"))

    assert row().state == "done"
    assert not AuditEntry.objects.filter(event="events.outbox.retried").exists()


@pytest.mark.django_db(transaction=True)
def test_fault_that_postgres_finds_at_commit_is_kept_like_any_other(heard):
    """A foreign key to nothing is found at commit; the row must not come back at once for ever."""
    body = organisation("duruan")

    def dangling(entry):
        Membership.objects.create(user_id=987654, organisation=body, role="town_clerk", since=clock.today())

    happen()
    SUBSCRIBERS._entries[NAME] = type(SUBSCRIBERS.get(NAME))(NAME, "听取", dangling, SUBSCRIBERS.get(NAME).wants)

    assert drain() == 1
    assert (row().state, row().attempts) == ("pending", 1)
    assert row().error.startswith("django.db.utils.IntegrityError")


@pytest.mark.django_db(transaction=True)
def test_broker_gone_loses_nothing(heard, redis):
    """The change commits, the row waits, and the next sweep handles it."""
    redis.stop()

    entry = happen()

    assert row().state == "pending"
    redis.start()
    drain()
    assert heard == [entry.pk]


@pytest.mark.django_db(transaction=True)
def test_worker_is_woken_once_for_a_whole_transaction(heard, monkeypatch):
    woken = []
    monkeypatch.setattr(services, "nudge", lambda: woken.append(1))

    with transaction.atomic():
        for number in range(5):
            happen(f"第{number}件")

    assert len(woken) == 1
    assert OutboxRow.objects.filter(subscriber=NAME).count() == 5

"""Events are pushed to whom they concern: signed, in order, each once, however long the receiver is away."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from docs.api_client import is_genuine
from pengjiang.api.addresses import check_address
from pengjiang.api.models import Delivery, Hook
from pengjiang.api.pushing import choosable, may_know
from pengjiang.api.services import deliveries, hooks
from pengjiang.api.services.clients import switch_client
from pengjiang.api.tasks import forget_deliveries, sweep_deliveries
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.events.models import OutboxRow
from pengjiang.events.services import drain
from tests import factories as f
from tests.api.doors import caller, town_client
from tests.api.receiver import Receiver, wait_for
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db]
SECRET = "k" * 40
EVENTS = ["cases.transfer.submit", "cases.transfer.accept", "cases.transfer.return"]


@pytest.fixture
def receiver():
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def hook(district, receiver, today):
    return hooks.create_hook(town_client(district), url=receiver.url, events=EVENTS, secret=SECRET, actor=district.system_admin)


def push() -> int:
    """What a worker does."""
    drain()
    return sweep_deliveries()


def refer(district, count=1):
    """Referrals of the town, submitted one after another."""
    return [f.submitted(district, number=f"杜阮综执罚字〔2026〕{700 + Delivery.objects.count() + place}号") for place in range(count)]


def test_an_event_is_pushed_signed_and_says_no_more_than_it_may(district, hook, receiver):
    (clue,) = refer(district)
    push()

    ((headers, body),) = receiver.came
    delivery = Delivery.objects.get()
    assert json.loads(body) == {
        "id": str(delivery.uid),
        "event": "cases.transfer.submit",
        "target": {"kind": "cases.transfer", "id": clue.pk, "href": f"/api/v1/cases/transfers/{clue.pk}/"},
        "happened_at": "2026-03-16T09:00",
        "on": "2026-03-16",
    }
    assert (headers["X-Pengjiang-Event"], headers["X-Pengjiang-Delivery"]) == ("cases.transfer.submit", str(delivery.uid))
    sent = int(headers["X-Pengjiang-Timestamp"])
    assert is_genuine(SECRET, headers, body, now=sent + 299)
    assert (delivery.state, delivery.attempts, delivery.status) == ("sent", 1, 204)


def test_the_example_refuses_what_is_replayed_or_changed(district, hook, receiver):
    refer(district)
    push()

    ((headers, body),) = receiver.came
    sent = int(headers["X-Pengjiang-Timestamp"])
    assert not is_genuine(SECRET, headers, body, now=sent + 301)
    assert not is_genuine(SECRET, headers, body + b" ", now=sent)
    assert not is_genuine("x" * 40, headers, body, now=sent)
    assert not is_genuine(SECRET, {**headers, "X-Pengjiang-Timestamp": str(sent + 60)}, body, now=sent + 60)
    assert not is_genuine(SECRET, {}, body)


def test_a_receiver_away_for_an_hour_gets_everything_in_order_once(district, hook, receiver):
    receiver.stop()
    start = clock.now()
    clues = refer(district)
    tries = 0
    for minutes in range(0, 61, 2):
        with clock.at(start + timedelta(minutes=minutes)):
            if minutes in (10, 40):
                clues += refer(district)
            tries += push()
    assert receiver.came == []
    assert set(Delivery.objects.filter(attempts__gt=0).values_list("error", flat=True)) == {"连接不上对方"}
    # 0, 0.5, 1.5, 3.5 … minutes: only the first is tried meanwhile.
    assert 5 <= tries <= 8
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, tries]

    receiver.start()
    with clock.at(start + timedelta(hours=2, minutes=10)):
        push()
        push()
        assert [json.loads(body)["target"]["id"] for _, body in receiver.came] == [clue.pk for clue in clues]
        assert len({headers["X-Pengjiang-Delivery"] for headers, _ in receiver.came}) == 3
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    receiver.stop()
    receiver.start()


@pytest.mark.parametrize(("status", "why"), [(500, "对方应答 500"), (404, "对方应答 404"), (302, "对方应答 302，推送不跟随转向")])
def test_only_2xx_counts(district, hook, receiver, status, why):
    receiver.status, receiver.location = status, receiver.url if status == 302 else ""
    refer(district)
    push()

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.error, len(receiver.came)) == ("pending", status, why, 1)
    assert delivery.next_try_at == clock.now() + timedelta(seconds=30)


def test_waits_double_up_to_a_day_and_end(district, hook, receiver):
    receiver.status = 503
    refer(district)
    drain()
    moment, waits = clock.now(), []
    for _ in range(deliveries.MAX_ATTEMPTS):
        with clock.at(moment):
            assert sweep_deliveries() == 1
            delivery = Delivery.objects.get()
            waits.append((delivery.next_try_at - moment).total_seconds())
            moment = delivery.next_try_at

    assert waits[:4] == [30, 60, 120, 240]
    assert max(waits) == 24 * 3600
    assert Delivery.objects.get().state == "failed"
    # What was given up holds nothing up, and is pushed again when somebody says so.
    receiver.status = 200
    refer(district)
    with clock.at(moment):
        push()
        assert set(Delivery.objects.values_list("state", flat=True)) == {"failed", "sent"}
        deliveries.retry(Delivery.objects.get(state="failed"), actor=district.system_admin)
        push()
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    with pytest.raises(DomainError, match="已送达，不再重发"):
        deliveries.retry(Delivery.objects.first(), actor=district.system_admin)


def test_what_is_not_made_out_yet_is_waited_for(district, hook, receiver):
    """Two workers on the outbox: the later event must not overtake the earlier."""
    refer(district, 2)
    first = OutboxRow.objects.filter(subscriber=deliveries.SUBSCRIBER).order_by("entry_id").first()
    OutboxRow.objects.filter(pk=first.pk).update(next_try_at=clock.now() + timedelta(minutes=1))

    assert push() == 0
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert push() == 2
    assert [json.loads(body)["id"] for _, body in receiver.came] == [str(row.uid) for row in Delivery.objects.order_by("entry_id")]


def test_another_organisation_is_told_nothing(district, hook, receiver):
    other = hooks.create_hook(
        town_client(district, person=district.stranger), url=receiver.url, events=EVENTS, secret=SECRET, actor=district.system_admin
    )
    refer(district)
    push()

    assert [row.hook_id for row in Delivery.objects.all()] == [hook.pk]
    assert other.deliveries.count() == 0


def test_the_offices_inner_life_is_not_told_to_a_town(district, hook):
    office = town_client(district, person=district.manager, name="院内系统")
    clue = f.assigned(district)
    told = {entry.event: (may_know(hook.client, entry), may_know(office, entry)) for entry in AuditEntry.objects.filter(target=f"cases.transfer:{clue.pk}")}

    assert told["cases.transfer.accept"] == (True, True)
    assert told["cases.transfer.assign"] == (False, True)
    assert "cases.transfer.assign" not in {kind.code for kind in choosable(hook.client)}
    assert "cases.transfer.assign" in {kind.code for kind in choosable(office)}
    # What is for the audit page alone can be chosen by nobody.
    assert not {kind.code.partition(".")[0] for kind in choosable(hook.client)} & {"api", "accounts", "console"}
    assert "dossiers.id_revealed" not in {kind.code for kind in choosable(hook.client)}


def test_a_client_without_the_scope_chooses_nothing_of_a_room(district, receiver, today):
    client = town_client(district, scopes=["dossiers:read", "webhooks:write"])

    with pytest.raises(DomainError, match="没有相应的读取授权") as refusal:
        hooks.create_hook(client, url=receiver.url, events=EVENTS, secret=SECRET, actor=district.system_admin)
    assert refusal.value.field == "events"


def test_what_nobody_chose_costs_no_row(district, today):
    refer(district)

    assert not OutboxRow.objects.filter(subscriber=deliveries.SUBSCRIBER).exists()


def test_a_client_that_is_stopped_is_told_nothing_until_it_goes_on(district, hook, receiver):
    refer(district)
    drain()
    switch_client(hook.client, active=False, actor=district.system_admin)
    assert push() == 0

    switch_client(hook.client, active=True, actor=district.system_admin)
    assert push() == 1


def test_old_deliveries_are_forgotten(district, hook, receiver):
    refer(district)
    push()
    assert forget_deliveries() == 0

    with clock.at(clock.now() + timedelta(days=91)):
        assert (forget_deliveries(), forget_deliveries()) == (1, 0)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://10.1.2.3/x", "http://"),
        ("http://user:pass@10.1.2.3/", "账号"),
        ("http://127.0.0.1:8000/x", "机器自身"),
        ("http://[::1]/x", "机器自身"),
        ("http://[::ffff:127.0.0.1]/", "机器自身"),
        ("http://0.0.0.0/", "机器自身"),
        ("http://169.254.169.254/latest/meta-data/", "云平台"),
        ("http://[fd00:ec2::254]/", "云平台"),
        ("http://[fe80::1]/", "链路本地"),
        ("http://8.8.8.8/", "不在内网地址段"),
        ("http://100.100.100.200/", "云平台"),
        ("http://不存在的主机.invalid/", "找不到主机"),
        ("http://[1/", "写法不对"),
        ("http://10.1.2.3:99999/", "写法不对"),
    ],
)
def test_addresses_that_nothing_is_pushed_to(settings, url, words):
    settings.DEMO = False

    with pytest.raises(DomainError, match=words) as refusal:
        check_address(url)
    assert refusal.value.field == "url"


def test_addresses_of_the_intranet_and_of_the_list(settings):
    settings.DEMO = False
    assert check_address("https://10.12.3.4:8443/hooks") == "10.12.3.4"
    assert check_address("http://[fd12::5]/hooks") == "fd12::5"

    settings.WEBHOOK_HOSTS = ["203.0.113.9"]
    assert check_address("https://203.0.113.9/hooks") == "203.0.113.9"
    with pytest.raises(DomainError, match="不在允许推送的名单内"):
        check_address("https://10.12.3.4/hooks")


def test_an_address_is_judged_again_when_it_is_pushed_to(district, hook, receiver, settings):
    """The name may lead elsewhere by then."""
    refer(district)
    settings.WEBHOOK_HOSTS = ["10.0.0.1"]
    push()

    assert receiver.came == []
    assert "不在允许推送的名单内" in Delivery.objects.get().error


def test_the_client_looks_after_its_own_by_the_api(district, receiver, today):
    program, other = caller(district), caller(district, person=district.stranger)
    body = {"url": receiver.url, "events": EVENTS[:1], "secret": SECRET}
    codes = [one["code"] for one in program.get("webhooks/events/").json()["results"]]
    assert "cases.transfer.submit" in codes

    made = program.post("webhooks/hooks/", body, **{"Idempotency-Key": "k1"})
    again = program.post("webhooks/hooks/", body, **{"Idempotency-Key": "k1"})
    assert (made.status_code, again.json(), Hook.objects.count()) == (201, made.json(), 1)
    assert SECRET not in made.content.decode()
    address, tag = made["Location"].removeprefix("/api/v1/"), made["ETag"]
    assert other.get(address).status_code == 404

    changed = program.send("PATCH", address, {"events": EVENTS}, **{"If-Match": tag})
    stale = program.send("PATCH", address, {"is_active": False}, **{"If-Match": tag})
    assert (changed.json()["events"], stale.status_code) == (sorted(EVENTS), 412)
    assert program.post(f"{address}test/").status_code == 202
    refer(district)
    push()
    rows = program.get("webhooks/deliveries/?state=sent").json()
    assert [(row["event"], row["status"]) for row in rows["results"]] == [("cases.transfer.submit", 204), ("api.hook_tested", 204)]
    assert program.post(f"webhooks/deliveries/{rows['results'][0]['id']}/retry/").status_code == 422
    assert other.post(f"webhooks/deliveries/{rows['results'][0]['id']}/retry/").status_code == 404
    assert other.get("webhooks/deliveries/").json()["results"] == []
    assert program.send("DELETE", address).status_code == 204
    assert not Hook.objects.exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"url": "http://8.8.8.8/", "events": EVENTS, "secret": SECRET}, "/url"),
        ({"url": "http://127.0.0.1/", "events": ["api.called"], "secret": SECRET}, "/events"),
        ({"url": "http://127.0.0.1/", "events": EVENTS, "secret": "short"}, "/secret"),
        ({"url": "http://127.0.0.1/", "events": EVENTS, "secret": SECRET, "name": "x"}, "/name"),
    ],
)
def test_what_cannot_be_is_said_beside_the_member(district, today, body, pointer):
    answer = caller(district).post("webhooks/hooks/", body)

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])
    assert not Hook.objects.exists()


def test_a_session_has_the_pages_instead(district, today):
    answer = sign_in(district.officer).get("/api/v1/webhooks/hooks/")

    assert (answer.status_code, "系统管理员请在“接口客户端”页面办理" in answer.json()["detail"]) == (403, True)


def test_the_administrator_does_it_on_the_pages(district, receiver, today):
    client, browser = town_client(district), sign_in(district.system_admin)
    new = f"/console/clients/{client.pk}/hooks/new/"
    refused = browser.post(new, {"url": "http://8.8.8.8/", "events": EVENTS})
    assert (refused.status_code, "不能推送到外网" in refused.content.decode()) == (422, True)

    page = browser.post(new, {"url": receiver.url, "events": EVENTS}).content.decode()
    hook = Hook.objects.get()
    assert hook.secret in page
    assert hook.secret not in browser.get(client.get_absolute_url()).content.decode()
    renewed = browser.post(f"/console/clients/hooks/{hook.pk}/secret/").content.decode()
    hook.refresh_from_db()
    assert hook.secret in renewed
    browser.post(f"/console/clients/hooks/{hook.pk}/test/")
    push()
    receiver.status = 500
    refer(district)
    push()
    listed = browser.get(f"/console/clients/{client.pk}/deliveries/").content.decode()
    assert all(word in listed for word in ("试发", "对方应答 500", "待推送", "已送达", "重新推送"))
    receiver.status = 200
    waiting = Delivery.objects.get(state="pending")
    browser.post(f"/console/clients/{client.pk}/deliveries/", {"do": "bulk:retry", "id": str(waiting.pk), "on-page": str(waiting.pk), "confirmed": "1"})
    push()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("sent", 1)
    browser.post(f"/console/clients/hooks/{hook.pk}/switch/")
    browser.post(f"/console/clients/hooks/{hook.pk}/remove/")
    assert not Hook.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_pushes_by_itself(district, receiver, idle_worker):
    hooks.create_hook(town_client(district), url=receiver.url, events=EVENTS, secret=SECRET, actor=district.system_admin)
    idle_worker.start()

    receiver.stop()
    clues = refer(district)
    wait_for(lambda: Delivery.objects.filter(attempts=1).exists())
    receiver.start()
    clues += refer(district)
    for delivery in Delivery.objects.filter(state="pending", attempts__gt=0):
        deliveries.retry(delivery, actor=district.system_admin)

    wait_for(lambda: Delivery.objects.filter(state="sent").count() == 2)
    assert [json.loads(body)["target"]["href"] for _, body in receiver.came] == [f"/api/v1/cases/transfers/{clue.pk}/" for clue in clues]

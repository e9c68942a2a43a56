"""The audit administrator's pages: find, read, export, verify, anchor."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.accounts import services
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.services import seal_pending
from pengjiang.common import clock
from pengjiang.console.models import VerificationRun
from pengjiang.console.services import anchors, verification
from pengjiang.console.views.audit import _harmless
from pengjiang.notifications.models import MailRow
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = person("audit_admin", name="审计之")
    client.force_login(user)
    return user


@pytest.fixture
def changed():
    """An entry with values before and after."""
    return services.change_organisation(organisation("duruan"), actor=person("system_admin", name="何系统"), telephone="0750-1234567")


def test_trail_is_found_by_person_event_object_and_day(client, admin, changed):
    entry = AuditEntry.objects.get(event="accounts.organisation_changed")
    services.set_active(person("clerk"), active=False, actor=person("security_admin", name="安守正"))
    addresses = {
        "person": "person=何系统",
        "area": "area=accounts&event=accounts.organisation_changed",
        "object": f"target={entry.target}",
        "day": f"recorded_from={clock.today()}&recorded_to={clock.today()}&person=何系统",
    }
    pages = {name: client.get(f"/console/audit/?{query}").content.decode() for name, query in addresses.items()}

    assert {name: "修改单位蓬江区杜阮镇" in page for name, page in pages.items()} == dict.fromkeys(addresses, True)
    assert [name for name, page in pages.items() if "停用人员" in page and "option" not in name and "停用人员书记员" in page] == []


def test_entry_shows_before_and_after(client, admin, changed):
    entry = AuditEntry.objects.get(event="accounts.organisation_changed")
    page = client.get(f"/console/audit/{entry.pk}/").content.decode()

    assert "0750-1234567" in page
    assert entry.body_digest in page
    assert "telephone" in page


def test_list_asks_as_often_for_thirty(client, admin, constant_queries):
    constant_queries("/console/audit/?size=50", lambda count: [person("clerk") and organisation_changed() for _ in range(count)])


def organisation_changed():
    number = AuditEntry.objects.count()
    return services.change_organisation(organisation("duruan"), actor=person("system_admin"), telephone=f"0750-{number}")


def test_export_is_harmless_and_itself_an_entry(client, admin):
    services.change_user(person("clerk"), actor=person("security_admin"), name="=1+1")
    text = b"".join(client.get("/console/audit/?export=csv&area=accounts")).decode()

    assert text.startswith("\ufeff序号,记录时间,业务日期,操作人")
    assert "修改人员=1+1" in text
    entry = AuditEntry.objects.get(event="console.audit.exported")
    assert (entry.data["count"], entry.data["filter"]) == (1, "类别 账号与任职")


def test_export_opens_no_formula():
    assert [_harmless(value) for value in ("=1+1", "+1", "-1", "@a", "甲", 5)] == ["'=1+1", "'+1", "'-1", "'@a", "甲", 5]


def test_verification_is_asked_on_the_page_and_done_by_the_worker(client, admin, changed, settings, tmp_path):
    settings.VAR = tmp_path
    seal_pending()
    client.post("/console/audit/verify/")
    client.post("/console/audit/verify/")
    waiting = client.get("/console/audit/verifications/").content.decode()
    run = verification.verify_next()

    assert VerificationRun.objects.count() == 1
    assert 'hx-trigger="every 2s"' in waiting
    assert (run.state, run.checked) == ("whole", AuditEntry.objects.exclude(link=None).count())
    assert "完整" in client.get("/console/audit/verifications/").content.decode()
    assert verification.verify_next() is None


def test_anchor_that_does_not_fit_breaks_the_verification(client, admin, changed, settings, tmp_path):
    settings.VAR = tmp_path
    seal_pending()
    anchors.anchors_file().parent.mkdir()
    anchors.anchors_file().write_text(f"1 {'a' * 64} 2026-09-22\n", encoding="utf-8")
    verification.ask_verification(actor=admin)
    run = verification.verify_next()

    assert (run.state, run.broken, run.reason) == ("broken", 1, "与留存的链首摘要不一致")
    assert "审计链在第1条断裂" in client.get("/").content.decode()


def test_anchor_is_kept_once_a_day_and_mailed(admin, changed, settings, tmp_path):
    settings.VAR = tmp_path
    admin.email = "audit@example.cn"
    admin.save()
    seal_pending()
    with clock.at(date(2026, 9, 23)):
        first, second = anchors.keep_anchor(), anchors.keep_anchor()
    seal_pending()
    with clock.at(date(2026, 9, 24)):
        third = anchors.keep_anchor()

    assert second is None
    assert [line.split()[2] for line in anchors.anchors_file().read_text(encoding="utf-8").splitlines()] == ["2026-09-23", "2026-09-24"]
    assert anchors.read_anchors() == [first, third]
    assert list(MailRow.objects.order_by("day").values_list("kind", "address")) == [("anchor", "audit@example.cn")] * 2
    assert first[1] in MailRow.objects.get(day=date(2026, 9, 23)).body

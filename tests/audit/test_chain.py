"""The chain is linked by the database at commit; what was changed, deleted or slipped in behind its back is named by its number."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from pengjiang.audit import services as audit
from pengjiang.audit.models import AuditEntry, AuditLink
from pengjiang.common import clock
from pengjiang.events.services import emit
from script.lib.postgres import Cluster
from tests.support.district import organisation, person

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def behind_the_back():
    """A cursor of the database's superuser, triggers off: what nobody but an intruder on the server can do."""
    with closing(Cluster("test").connect(connections["default"].settings_dict["NAME"])) as raw, raw.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor


def entry_of(number: int) -> int:
    return AuditLink.objects.get(number=number).entry_id


def test_untouched_trail_holds(trail):
    verdict = audit.verify()

    assert (verdict.checked, verdict.broken) == (6, None)
    assert (verdict.checked, verdict.digest) == audit.head()
    assert list(AuditLink.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_entry_keeps_who_what_when(trail):
    town = organisation("duruan")
    entry = AuditEntry.objects.get(pk=entry_of(4))

    assert (entry.actor_name, entry.organisation, entry.target) == ("冯雪", "procuratorate", f"accounts.organisation:{town.pk}")
    assert (entry.fields, entry.version.values) == (["name"], {"name": ["杜阮镇", "杜阮镇人民政府"]})
    assert entry.business_on == clock.today()


def test_business_day_may_differ_from_the_day_of_recording(trail):
    with clock.at(date(2026, 3, 16)):
        entry = emit("accounts.organisation_changed", actor=trail, target=organisation("duruan"), data={"name": "补记"}, on=date(2026, 3, 2))

    assert (entry.business_on, entry.happened_at.date()) == (date(2026, 3, 2), date(2026, 3, 16))
    assert entry.recorded_at.date() == clock.actual().date()


def test_changed_entry_is_named(trail):
    with behind_the_back() as cursor:
        cursor.execute("UPDATE audit_auditentry SET actor_name = '无名氏' WHERE id = %s", [entry_of(3)])

    verdict = audit.verify()
    assert (verdict.checked, verdict.broken, verdict.reason) == (2, 3, "记录内容被改动")


def test_changed_entry_whose_own_digest_was_mended_is_named(trail):
    entry = AuditEntry.objects.get(pk=entry_of(3))
    entry.actor_name = "无名氏"
    with behind_the_back() as cursor:
        cursor.execute("UPDATE audit_auditentry SET actor_name = '无名氏', body_digest = %s WHERE id = %s", [entry.digest_body(), entry.pk])

    assert (audit.verify().broken, audit.verify().reason) == (3, "链摘要不符")


def test_changed_values_are_named(trail):
    with behind_the_back() as cursor:
        cursor.execute("""UPDATE audit_auditversion SET "values" = '{"name": ["甲", "乙"]}'""")

    assert (audit.verify().broken, audit.verify().reason) == (4, "变更前后值被改动")


@pytest.mark.parametrize(("number", "reason"), [(1, "序号不连续，有记录被删除"), (4, "序号不连续，有记录被删除"), (6, "记录被删除")])
def test_deleted_entry_is_named(trail, number, reason):
    with behind_the_back() as cursor:
        cursor.execute("DELETE FROM audit_auditversion WHERE entry_id = %s", [entry_of(number)])
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [entry_of(number)])

    assert (audit.verify().broken, audit.verify().reason) == (number, reason)


def test_entry_deleted_with_its_link_is_named(trail):
    with behind_the_back() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [entry_of(2)])
        cursor.execute("DELETE FROM audit_auditlink WHERE number = 2")

    assert (audit.verify().broken, audit.verify().reason) == (2, "序号不连续，有记录被删除")


def test_entry_slipped_in_beside_the_chain_is_named(trail):
    source = AuditEntry.objects.get(pk=entry_of(5))
    columns = ", ".join(f'"{column.column}"' for column in AuditEntry._meta.concrete_fields if column.name != "id")
    with behind_the_back() as cursor:
        cursor.execute(f"INSERT INTO audit_auditentry ({columns}) SELECT {columns} FROM audit_auditentry WHERE id = %s", [source.pk])

    verdict = audit.verify()
    assert (verdict.checked, verdict.broken) == (6, 7)
    assert verdict.reason == f"记录{AuditEntry.objects.order_by('-id').first().pk}不在链上"


def test_last_entries_cut_off_are_found_by_the_kept_head(trail):
    """Nothing inside the database can tell that the end is missing; the head kept elsewhere can."""
    kept = audit.head()
    with behind_the_back() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [entry_of(6)])
        cursor.execute("DELETE FROM audit_auditlink WHERE number = 6")

    assert audit.verify().broken is None
    verdict = audit.verify(anchors=[kept])
    assert (verdict.broken, verdict.reason) == (6, "留存的链首至第6条，现仅有5条")


def test_rewritten_chain_is_found_by_the_kept_head(trail):
    """Somebody who changes an entry and reckons the whole chain anew is betrayed by the first head kept before."""
    kept = [(link.number, link.digest) for link in AuditLink.objects.all()]
    previous = audit.GENESIS
    with behind_the_back() as cursor:
        for link in AuditLink.objects.select_related("entry"):
            entry = link.entry
            if link.number == 2:
                entry.data = {"name": "改写"}
                cursor.execute("UPDATE audit_auditentry SET data = '{\"name\": \"改写\"}', body_digest = %s WHERE id = %s", [entry.digest_body(), entry.pk])
            previous = audit.link_digest(previous, entry.digest_body())
            cursor.execute("UPDATE audit_auditlink SET digest = %s WHERE number = %s", [previous, link.number])

    assert audit.verify().broken is None
    verdict = audit.verify(anchors=[kept[3], kept[5]])
    assert (verdict.broken, verdict.reason) == (4, "与留存的链首摘要不一致")


def test_two_heads_kept_for_one_number_must_both_agree(trail):
    """A forged head added after the true one does not cover it up, nor the other way round."""
    number, digest = audit.head()

    for anchors in ([(number, digest), (number, "f" * 64)], [(number, "f" * 64), (number, digest)]):
        verdict = audit.verify(anchors=anchors)
        assert (verdict.broken, verdict.reason) == (number, "与留存的链首摘要不一致")
    assert audit.verify(anchors=[(number, digest), (number, digest)]).broken is None


def test_command_says_what_it_checked(trail, capsys, tmp_path):
    number, digest = audit.head()
    anchors = tmp_path / "heads.txt"
    anchors.write_text(f"{number} {digest} 2026-03-16\n", encoding="utf-8")

    call_command("verify_audit", anchor=[str(anchors)])

    assert capsys.readouterr().out.strip() == f"已核验6条，链首摘要 {digest}"


def test_command_names_the_broken_entry(trail):
    with behind_the_back() as cursor:
        cursor.execute("UPDATE audit_auditentry SET actor_name = '无名氏' WHERE id = %s", [entry_of(5)])

    with pytest.raises(CommandError, match="审计链在第5条断裂：记录内容被改动") as refused:
        call_command("verify_audit")
    assert refused.value.returncode == 1


def test_transactions_side_by_side_make_one_chain():
    """Links are made at commit, one after another, whoever began first."""
    actor = person("clerk")
    ready = threading.Barrier(4)

    def work() -> None:
        try:
            ready.wait()
            for number in range(5):
                with transaction.atomic():
                    emit("accounts.organisation_changed", actor=actor, data={"name": f"{number}甲"})
                    emit("accounts.organisation_changed", actor=actor, data={"name": f"{number}乙"})
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)

    assert (audit.verify().checked, audit.verify().broken) == (40, None)

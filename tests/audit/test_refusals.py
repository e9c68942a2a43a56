"""Postgres itself refuses to change the trail: by right for the application's role, by trigger for everybody else."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from pengjiang.audit import services as audit
from pengjiang.audit.models import AuditEntry, AuditLink, AuditVersion
from pengjiang.settings import env
from script.lib.postgres import Cluster

COLUMNS = {"audit_auditentry": "actor_name", "audit_auditlink": "digest", "audit_auditversion": "values"}
STATEMENTS = ('UPDATE {table} SET "{column}" = "{column}"', "DELETE FROM {table}", "TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_application_may_not_change_the_trail(trail, table, statement):
    audit.seal_pending()

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, column=COLUMNS[table]))

    assert (AuditEntry.objects.count(), AuditLink.objects.count(), AuditVersion.objects.count()) == (6, 6, 1)


def test_trigger_refuses_even_the_superuser(db):
    """Who has the right is told no by the trigger, in words."""
    with closing(Cluster("test").connect(connections["default"].settings_dict["NAME"])) as raw, raw.cursor() as cursor:
        raw.autocommit = False
        for table, column in COLUMNS.items():
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = ANY(%s) AND tgenabled = 'O'",
                [table, [f"{table}_rows", f"{table}_all"]],
            )
            assert cursor.fetchone() == (2,)
            with pytest.raises(Exception, match=f"审计记录只增不改：TRUNCATE {table} 被拒绝"):
                cursor.execute(STATEMENTS[2].format(table=table, column=column))
            raw.rollback()


def test_triggers_refuse_rows(db):
    with closing(Cluster("test").connect(connections["default"].settings_dict["NAME"])) as raw, raw.cursor() as cursor:
        raw.autocommit = False
        for statement, word in zip(STATEMENTS[:2], ("UPDATE", "DELETE"), strict=True):
            # A row of this transaction alone; it is rolled back with it.
            cursor.execute("INSERT INTO audit_auditlink (number, entry_id, digest) VALUES (1, 1, 'x')")
            with pytest.raises(Exception, match=f"审计记录只增不改：{word} audit_auditlink 被拒绝"):
                cursor.execute(statement.format(table="audit_auditlink", column="digest"))
            raw.rollback()


def test_role_of_the_application_is_not_the_owner(db):
    assert env.APPLICATION_ROLE != env.OWNER_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'audit_auditentry'")
        assert cursor.fetchone() == (env.APPLICATION_ROLE, env.OWNER_ROLE)


def test_command_refuses_a_file_that_is_no_list_of_heads(tmp_path):
    file = tmp_path / "heads.txt"
    file.write_text("第一条 abc\n", encoding="utf-8")

    with pytest.raises(CommandError, match="链首文件第1行应为“序号 摘要”"):
        call_command("verify_audit", anchor=[str(file)])

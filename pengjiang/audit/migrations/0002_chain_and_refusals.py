"""The chain's trigger, and the refusal of UPDATE, DELETE and TRUNCATE by trigger and by role."""

from django.db import migrations

CHAIN = """
CREATE FUNCTION audit_link_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    -- Taken at commit (deferred), so always the last lock of a transaction and held for an instant.
    PERFORM pg_advisory_xact_lock(440703);
    SELECT number, digest INTO last FROM audit_auditlink ORDER BY number DESC LIMIT 1;
    INSERT INTO audit_auditlink (number, entry_id, digest) VALUES (
        coalesce(last.number, 0) + 1,
        NEW.id,
        encode(sha256(convert_to(coalesce(last.digest, repeat('0', 64)) || NEW.body_digest, 'UTF8')), 'hex')
    );
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_entry_is_linked AFTER INSERT ON audit_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_link_entry();
"""

UNCHAIN = """
DROP TRIGGER audit_entry_is_linked ON audit_auditentry;
DROP FUNCTION audit_link_entry();
"""

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '审计记录只增不改：% % 被拒绝', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""

TABLES = ("audit_auditentry", "audit_auditlink", "audit_auditversion")


def refuse(schema_editor, table):
    schema_editor.execute(
        f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse();"
        f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();",
        params=None,
    )


def forwards(apps, schema_editor):
    schema_editor.execute(REFUSE, params=None)
    for table in TABLES:
        refuse(schema_editor, table)
        # The application's role, where the installation has one apart from the owner.
        schema_editor.execute(
            "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'pengjiang' AND rolname <> current_user) THEN "
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM pengjiang; GRANT SELECT, INSERT ON {table} TO pengjiang; END IF; END $$;",
            params=None,
        )


def backwards(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_all ON {table};", params=None)
    schema_editor.execute("DROP FUNCTION audit_refuse();", params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunPython(forwards, backwards),
    ]

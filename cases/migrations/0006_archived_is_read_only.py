"""What is archived refuses every write, whoever writes: the database itself says no."""

from django.db import migrations

# Table and how a row of it names its case.
TABLES = {
    "cases_supervisioncase": "self",
    "cases_supervisioncase_dossiers": "supervisioncase_id",
    "cases_supervisioncase_joined": "supervisioncase_id",
    "cases_supervisioncase_related": "from_supervisioncase_id",
    "cases_finding": "case_id",
    "cases_investigationrecord": "case_id",
    "cases_recommendation": "case_id",
    "cases_dispatch": "case_id",
    "cases_hearing": "case_id",
    "cases_contact": "case_id",
    "cases_correction": "case_id",
    "cases_hearingperson": "hearing_id",
    "cases_advice": "recommendation_id",
    "cases_recommendationversion": "recommendation_id",
    "cases_approvalround": "recommendation_id",
    "cases_delivery": "recommendation_id",
    "cases_extension": "recommendation_id",
    "cases_objection": "recommendation_id",
    "cases_reply": "recommendation_id",
    "cases_rectificationitem": "recommendation_id",
    "cases_proofround": "item_id",
    "cases_approvalstep": "round_id",
    "cases_remark": "step_id",
}
FUNCTION = """
CREATE FUNCTION cases_archived_is_read_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind text := TG_ARGV[0];
    candidate jsonb;
    case_key bigint;
    link bigint;
BEGIN
    IF kind = 'self' THEN
        IF OLD.state = 'archived' THEN
            RAISE EXCEPTION '案件已归档，只读' USING ERRCODE = 'check_violation';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    FOREACH candidate IN ARRAY ARRAY[
        CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END,
        CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END
    ] LOOP
        CONTINUE WHEN candidate IS NULL;
        link := (candidate ->> kind)::bigint;
        case_key := CASE kind
            WHEN 'hearing_id' THEN (SELECT case_id FROM cases_hearing WHERE id = link)
            WHEN 'recommendation_id' THEN (SELECT case_id FROM cases_recommendation WHERE id = link)
            WHEN 'item_id' THEN (SELECT r.case_id FROM cases_rectificationitem i JOIN cases_recommendation r ON r.id = i.recommendation_id WHERE i.id = link)
            WHEN 'round_id' THEN (SELECT r.case_id FROM cases_approvalround a JOIN cases_recommendation r ON r.id = a.recommendation_id WHERE a.id = link)
            WHEN 'step_id' THEN (
                SELECT r.case_id FROM cases_approvalstep s JOIN cases_approvalround a ON a.id = s.round_id
                JOIN cases_recommendation r ON r.id = a.recommendation_id WHERE s.id = link
            )
            ELSE link
        END;
        IF EXISTS (SELECT 1 FROM cases_supervisioncase WHERE id = case_key AND state = 'archived') THEN
            RAISE EXCEPTION '案件已归档，只读' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


def trigger(table: str, kind: str) -> migrations.RunSQL:
    acts = "UPDATE OR DELETE" if kind == "self" else "INSERT OR UPDATE OR DELETE"
    return migrations.RunSQL(
        f"CREATE TRIGGER archived_is_read_only BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION cases_archived_is_read_only('{kind}');",
        f"DROP TRIGGER archived_is_read_only ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_archive")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION cases_archived_is_read_only();"),
        *(trigger(table, kind) for table, kind in TABLES.items()),
    ]

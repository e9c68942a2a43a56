-- Roles and rights of the database: run once as superuser, connected to the database (script/up does it for its own).
-- pengjiang_owner makes and changes the tables (manage.py migrate); pengjiang is the application, which reads and writes rows.
-- What the application may not do to the audit trail is taken from it by the trail's own migration.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pengjiang_owner') THEN CREATE ROLE pengjiang_owner LOGIN; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pengjiang') THEN CREATE ROLE pengjiang LOGIN; END IF;
END
$$;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER SCHEMA public OWNER TO pengjiang_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO pengjiang;
ALTER DEFAULT PRIVILEGES FOR ROLE pengjiang_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pengjiang;
ALTER DEFAULT PRIVILEGES FOR ROLE pengjiang_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pengjiang;

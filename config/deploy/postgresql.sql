-- Two roles and a database, made once by PostgreSQL's own user:
--   runuser -u postgres -- psql -v ON_ERROR_STOP=1 -f /opt/skillgap/config/deploy/postgresql.sql
-- skillgap_owner makes and changes tables (manage.py prepare). skillgap, as which the site runs, reads and writes rows
-- and can make, change or drop no table. Neither is a superuser. On one machine both come by the socket, as the system's
-- users of these names; from other machines give them passwords or certificates.
CREATE ROLE skillgap_owner LOGIN;
CREATE ROLE skillgap LOGIN;
CREATE DATABASE skillgap OWNER skillgap_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE skillgap FROM PUBLIC;
GRANT CONNECT ON DATABASE skillgap TO skillgap;

\connect skillgap
ALTER SCHEMA public OWNER TO skillgap_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO skillgap;
-- What is there, for a database that began with one role for all; and what its owner will make.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO skillgap;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO skillgap;
ALTER DEFAULT PRIVILEGES FOR ROLE skillgap_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO skillgap;
ALTER DEFAULT PRIVILEGES FOR ROLE skillgap_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO skillgap;

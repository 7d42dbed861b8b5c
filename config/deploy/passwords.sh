# For compose.yaml: once, when the database is made. They come from the environment and stand in no file of the image.
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v site="$SITE_PASSWORD" <<'SQL'
ALTER ROLE skillgap_owner PASSWORD :'owner';
ALTER ROLE skillgap PASSWORD :'site';
SQL

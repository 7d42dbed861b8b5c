"""People log in by their address, and Django's own table of users has no index on it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0005_keys_of_a_browser"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS assessment_user_by_address ON auth_user (email)",
            "DROP INDEX IF EXISTS assessment_user_by_address",
        )
    ]

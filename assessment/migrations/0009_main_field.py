"""An attempt says by which rules it is scored, and may name a main field. All there are so far are scored by rules 2."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0008_no_last_used")]

    operations = [
        migrations.AddField(
            "assessment",
            "main",
            models.JSONField(
                "main field",
                blank=True,
                default=dict,
                help_text="By group the member that was named, empty for none, and its revision.",
            ),
        ),
        migrations.AddField(
            "assessment",
            "rules_version",
            models.PositiveSmallIntegerField("rules version", default=2),
            preserve_default=False,
        ),
    ]

"""A cookie may open several attempts, and says which cookie took its place; a resume link can be shown again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0004_one_spelling_and_sealed_secrets")]

    operations = [
        migrations.AlterField("accesskey", "digest", models.CharField("digest", max_length=64)),
        migrations.AddConstraint(
            "accesskey",
            models.UniqueConstraint(fields=["digest", "assessment"], name="assessment_accesskey_one_per_attempt"),
        ),
        migrations.AddField(
            "accesskey",
            "replaced_by",
            models.CharField(
                "replaced by",
                max_length=64,
                blank=True,
                help_text="The digest of the cookie that the browser was given instead; it goes once that one comes back.",
            ),
        ),
        migrations.AddField(
            "accesskey",
            "seed",
            models.CharField(
                "seed", max_length=22, blank=True, help_text="With our secret key it gives the resume link again."
            ),
        ),
    ]

"""`form` is called `kind`, and the areas of a re-check are a list."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def split(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for assessment in apps.get_model("assessment", "Assessment").objects.exclude(areas_asked="").iterator():
        assessment.areas = assessment.areas_asked.split()
        assessment.save(update_fields=["areas"])


def join(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for assessment in apps.get_model("assessment", "Assessment").objects.exclude(areas=[]).iterator():
        assessment.areas_asked = " ".join(assessment.areas)
        assessment.save(update_fields=["areas_asked"])


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_plans_and_history")]

    operations = [
        migrations.RemoveConstraint("assessment", "assessment_assessment_form_is_known"),
        migrations.RenameField("assessment", "form", "kind"),
        migrations.AlterField(
            "assessment",
            "kind",
            models.CharField(
                "kind",
                max_length=8,
                choices=[("full", "all questions"), ("quick", "quick check"), ("recheck", "re-check of some areas")],
                default="full",
            ),
        ),
        migrations.AddConstraint(
            "assessment",
            models.CheckConstraint(
                condition=models.Q(kind__in=["full", "quick", "recheck"]), name="assessment_assessment_kind_is_known"
            ),
        ),
        migrations.RenameField("assessment", "areas", "areas_asked"),
        migrations.AddField(
            "assessment",
            "areas",
            models.JSONField("areas asked again", default=list, blank=True, help_text="Keys; empty for all."),
        ),
        migrations.RunPython(split, join, elidable=True),
        migrations.RemoveField("assessment", "areas_asked"),
    ]

"""Spans become a row for each step. Their hours covered are 0 until somebody enters what the provider states."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import F


def expand(apps, schema_editor):
    rows = apps.get_model("catalog", "ResourceStep").objects.using(schema_editor.connection.alias)
    seen = set()
    # By now `step` is what was the end of the span.
    for span in list(rows.order_by("pk")):
        same = {"resource_id": span.resource_id, "skill_id": span.skill_id}
        steps = [step for step in range(span.from_step + 1, span.step + 1) if (*same.values(), step) not in seen]
        seen.update((*same.values(), step) for step in steps)
        span.delete()
        rows.bulk_create(rows.model(**same, from_step=step - 1, step=step) for step in steps)


def as_spans(apps, schema_editor):
    rows = apps.get_model("catalog", "ResourceStep").objects.using(schema_editor.connection.alias)
    rows.update(from_step=F("step") - 1)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0005_keys_within_a_framework")]

    operations = [
        migrations.AddField(
            model_name="area",
            name="counts_in",
            field=models.CharField(
                choices=[("hours", "hours"), ("months", "months")],
                default="hours",
                help_text="Months where a skill grows with time in a role more than with hours of study, such as leading.",
                max_length=6,
                verbose_name="counts in",
            ),
        ),
        migrations.AddField(
            model_name="scalestep",
            name="months",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="For areas that count in months. 0 where that is not meant.",
                verbose_name="months from the step below",
            ),
        ),
        migrations.RemoveConstraint("resourcestep", "catalog_resourcestep_one_per_skill_and_start"),
        migrations.RemoveConstraint("resourcestep", "catalog_resourcestep_goes_up"),
        migrations.RenameField("resourcestep", "to_step", "step"),
        migrations.AlterField(
            model_name="resourcestep",
            name="step",
            field=models.PositiveSmallIntegerField(
                help_text="The step that it helps to reach from the one below.",
                validators=[MinValueValidator(1), MaxValueValidator(9)],
                verbose_name="step",
            ),
        ),
        migrations.AlterField(
            model_name="resourcestep", name="from_step", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="resourcestep",
            name="covers_hours",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Hours of this step's study, by the provider's own figure. 0 where it states none.",
                verbose_name="covers hours",
            ),
        ),
        migrations.AddField(
            model_name="resourcestep",
            name="start_here",
            field=models.BooleanField(
                default=False, help_text="The one that we would begin this step with.", verbose_name="start here"
            ),
        ),
        migrations.RunPython(expand, as_spans),
    ]

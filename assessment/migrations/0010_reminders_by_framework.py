import django.db.models.deletion
from django.db import migrations, models


def name_frameworks(apps, schema_editor):
    """Give each reminder the framework of its owner's last attempt at the role; where that is gone, one that has such a
    role, or any: the letter then leads to the list of roles."""
    database = schema_editor.connection.alias
    Assessment, Reminder = (apps.get_model("assessment", name) for name in ("Assessment", "Reminder"))
    Framework, PublishedRole = (apps.get_model("catalog", name) for name in ("Framework", "PublishedRole"))
    for reminder in Reminder.objects.using(database).order_by("pk").iterator():
        attempts = Assessment.objects.using(database).filter(owner=reminder.owner_id, role=reminder.role)
        published = PublishedRole.objects.using(database).filter(slug=reminder.role)
        reminder.framework_id = (
            attempts.order_by("-started_at").values_list("edition__framework", flat=True).first()
            or published.order_by("pk").values_list("framework", flat=True).first()
            or Framework.objects.using(database).order_by("pk").values_list("pk", flat=True).first()
        )
        reminder.save(using=database, update_fields=["framework"])


def framework(**more):
    return models.ForeignKey(
        "catalog.framework",
        django.db.models.deletion.CASCADE,
        db_index=False,
        related_name="+",
        verbose_name="framework",
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0009_main_field"), ("catalog", "0008_index")]

    operations = [
        migrations.RemoveConstraint("reminder", "assessment_reminder_one_waiting_per_role"),
        migrations.AddField("reminder", "framework", framework(null=True)),
        migrations.RunPython(name_frameworks, migrations.RunPython.noop),
        migrations.AlterField("reminder", "framework", framework()),
        migrations.AddConstraint(
            "reminder",
            models.UniqueConstraint(
                condition=models.Q(sent_at=None),
                fields=("owner", "framework", "role"),
                name="assessment_reminder_one_waiting_per_role",
            ),
        ),
    ]

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

OWNED = {"area": "framework", "resource": "framework", "role": "framework", "skill": "framework"}
OWNED |= {"rolenote": "role", "salaryrange": "role"}


def follow_areas(apps, schema_editor):
    """Give each skill the framework of its area."""
    Area, Skill = (apps.get_model("catalog", name) for name in ("Area", "Skill"))
    database = schema_editor.connection.alias
    framework = Area.objects.using(database).filter(pk=OuterRef("area")).values("framework")
    Skill.objects.using(database).update(framework=Subquery(framework))


def framework_of_skill(**more):
    return models.ForeignKey(
        "catalog.framework",
        django.db.models.deletion.CASCADE,
        editable=False,
        related_name="skills",
        verbose_name="framework",
        **more,
    )


def key():
    return models.CharField(
        max_length=64,
        validators=[
            django.core.validators.RegexValidator(
                "^[a-z0-9]+(?:[-_][a-z0-9]+)*\\Z", "Use lower-case letters, digits, - and _."
            )
        ],
        verbose_name="key",
    )


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_pay_may_have_no_year")]

    operations = [
        migrations.AddField("skill", "framework", framework_of_skill(null=True)),
        migrations.RunPython(follow_areas, migrations.RunPython.noop),
        migrations.AlterField("skill", "framework", framework_of_skill()),
        *(migrations.AlterField(name, "slug", key()) for name in OWNED),
        *(
            migrations.AddConstraint(
                name,
                models.UniqueConstraint(fields=(owner, "slug"), name=f"catalog_{name}_one_per_{owner}_and_key"),
            )
            for name, owner in OWNED.items()
        ),
    ]

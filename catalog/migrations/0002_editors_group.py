"""The group of catalogue editors: everything in the catalogue, no rights over users."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUP = "Catalogue editors"
EDITED = (
    "framework", "scalestep", "practiceperson", "area", "skill", "anchor", "prerequisite", "role", "rolelevel",
    "requirement", "rolenote", "salaryrange", "resource", "resourcestep", "externallink",
)  # fmt: skip
RIGHTS = {
    **{model: ("add", "change", "delete", "view") for model in EDITED},
    "edition": ("view", "publish"),
    "publication": ("view",),
}


def make_group(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for model, actions in RIGHTS.items():
        kind, _created = ContentType.objects.get_or_create(app_label="catalog", model=model)
        name = apps.get_model("catalog", model)._meta.verbose_name
        for action in actions:
            permission, _created = Permission.objects.get_or_create(
                content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {name}"}
            )
            group.permissions.add(permission)


def drop_group(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_first_models"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, drop_group)]

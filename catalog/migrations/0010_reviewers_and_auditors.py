"""Two more groups, of reviewers and of auditors: they read the catalogue and its log. Editors read the log, too."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from catalog import rights

READ = (
    "framework", "scalestep", "practiceperson", "area", "skill", "anchor", "prerequisite", "role", "rolelevel",
    "requirement", "rolenote", "salaryrange", "resource", "resourcestep", "externallink", "edition", "publication",
)  # fmt: skip


def make_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    read = dict.fromkeys(READ, ("view",))
    log = {"auditentry": ("view",)}
    rights.grant(apps, {rights.REVIEWERS: read | log, rights.AUDITORS: read | log, rights.EDITORS: log})


def drop_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=[rights.REVIEWERS, rights.AUDITORS]).delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_audit_log"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, drop_groups)]

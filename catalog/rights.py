"""The groups of those who work on the catalogue, as migrations make them. None of them has rights over people.

An installation may give a group more or less than this: what is granted here is granted once, when its table comes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

EDITORS, REVIEWERS, AUDITORS = "Catalogue editors", "Catalogue reviewers", "Catalogue auditors"


def grant(apps: Any, rights: Mapping[str, Mapping[str, Iterable[str]]], app: str = "catalog") -> None:
    """Give groups rights: for each group, the tables of `app` by their lower-case names, with what it may do there.

    `apps` are those of a migration. A group or a permission that is not there yet is made: Django itself makes them only
    when all migrations are done.
    """
    kinds, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    for name, tables in rights.items():
        group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for table, actions in tables.items():
            kind, _made = kinds.objects.get_or_create(app_label=app, model=table)
            words = apps.get_model(app, table)._meta.verbose_name
            for action in actions:
                right, _made = permissions.objects.get_or_create(
                    content_type=kind, codename=f"{action}_{table}", defaults={"name": f"Can {action} {words}"}
                )
                group.permissions.add(right)

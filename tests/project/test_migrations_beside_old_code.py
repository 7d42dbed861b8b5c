"""A migration runs while the version before it still answers (docs/operations.md, "A new version"): it only adds what old
code need not know. One that cannot do so says in `stops_old_code` why, and the changelog tells operators."""

import pytest
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader

# The newest migration of the version that is out, by app; whoever publishes a version writes them here. None is out yet,
# so there is no old code that could run beside a migration.
OUT: dict[str, str] = {}
TAKES_AWAY = (
    operations.RemoveField, operations.DeleteModel, operations.RenameField, operations.RenameModel,
    operations.AlterModelTable, operations.AddConstraint, operations.AlterField,
)  # fmt: skip


def stops(operation: operations.base.Operation) -> bool:
    """Whether old code would stumble over what an operation leaves: something gone, or a column that it must fill."""
    if isinstance(operation, operations.AddField):
        field = operation.field
        return not (field.null or field.many_to_many or field.db_default is not models.NOT_PROVIDED)
    return isinstance(operation, TAKES_AWAY)


def new(app: str, newest: str) -> list[Migration]:
    loader = MigrationLoader(connection)
    return [each for (label, name), each in loader.disk_migrations.items() if label == app and name > newest]


def test_what_is_new_since_the_version_that_is_out_lets_old_code_run_on(db):
    found = [
        f"{each.app_label}.{each.name}: {operation.describe()}"
        for app, newest in OUT.items()
        for each in new(app, newest)
        for operation in each.operations
        if stops(operation) and not getattr(each, "stops_old_code", "")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (operations.AddField("a", "b", models.IntegerField(default=1)), True),
        (operations.AddField("a", "b", models.IntegerField(null=True)), False),
        (operations.AddField("a", "b", models.IntegerField(db_default=1)), False),
        (operations.AddField("a", "b", models.ManyToManyField("a.c")), False),
        (operations.AlterField("a", "b", models.IntegerField()), True),
        (operations.RemoveField("a", "b"), True),
        (operations.RenameField("a", "b", "c"), True),
        (operations.DeleteModel("a"), True),
        (operations.CreateModel("a", []), False),
        (operations.AddIndex("a", models.Index(fields=["b"], name="c")), False),
        (operations.RunPython(operations.RunPython.noop), False),
    ],
    ids=map(str, range(11)),
)
def test_what_takes_away_or_must_be_filled_is_noticed(operation, expected):
    assert stops(operation) is expected


def test_migrations_of_before_hold_what_would_be_noticed(db):
    """So the rule looks at real ones: ours, from before anything was out, hold some."""
    assert [each for each in new("catalog", "") for operation in each.operations if stops(operation)]

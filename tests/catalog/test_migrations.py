"""Migrations that move rows, on rows as they were before."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps
from pytest_django.plugin import DjangoDbBlocker

from assessment.account.actions import ask
from assessment.attempts import actions as attempts_actions
from assessment.models import Answer, Assessment, Reminder
from catalog.models import PublishedRole, PublishedSkill
from tests.assessment.account.conftest import ann  # noqa: F401
from tests.conftest import NOW
from tests.factories import publish_framework

pytestmark = pytest.mark.slow

# Takes the tables of apps to migrations of theirs, and gives the models as they are there.
Migrate = Callable[..., StateApps]


@pytest.fixture
def older(db: None, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """An empty database, or a schema of its own where the suite runs on PostgreSQL."""
    here: dict[str, Any]
    if connection.vendor == "postgresql":
        here = {"OPTIONS": {**connection.settings_dict["OPTIONS"], "options": "-c search_path=older"}}
    else:
        here = {"NAME": str(tmp_path / "older.sqlite3")}
    connections.settings["older"] = {**connection.settings_dict, **here}
    with django_db_blocker.unblock():
        other = connections["older"]
        if connection.vendor == "postgresql":
            with other.cursor() as cursor:
                cursor.execute("CREATE SCHEMA older")
        yield other
        if connection.vendor == "postgresql":
            with other.cursor() as cursor:
                cursor.execute("DROP SCHEMA older CASCADE")
        other.close()
    del connections["older"], connections.settings["older"]


@pytest.fixture
def migrate(older: BaseDatabaseWrapper) -> Migrate:
    def to(*targets: tuple[str, str]) -> StateApps:
        executor = MigrationExecutor(older)
        executor.migrate(list(targets))
        return executor.loader.project_state(list(targets)).apps

    return to


def add(there: StateApps, model: str, /, **fields: Any) -> Any:
    return there.get_model("catalog", model)._default_manager.using("older").create(**fields)


def test_each_skill_gets_the_framework_of_its_area(migrate):
    before = migrate(("catalog", "0004_pay_may_have_no_year"))
    for slug in ("one", "two"):
        framework = add(before, "Framework", slug=slug, name=slug)
        area = add(before, "Area", framework=framework, slug=f"{slug}-area", name="Area", position=1)
        add(before, "Skill", area=area, slug=f"{slug}-skill", name="Skill", definition="Do.", position=1)
    after = migrate(("catalog", "0005_keys_within_a_framework"))
    skills = after.get_model("catalog", "Skill").objects.using("older").order_by("slug")
    assert list(skills.values_list("slug", "framework__slug")) == [("one-skill", "one"), ("two-skill", "two")]
    # Now a key may stand in both.
    area = after.get_model("catalog", "Area").objects.using("older").get(slug="two-area")
    add(after, "Skill", area=area, framework=area.framework, slug="one-skill", name="x", definition="x", position=2)


def test_spans_become_a_row_for_each_step_and_go_back(migrate):
    before = migrate(("catalog", "0005_keys_within_a_framework"))
    framework = add(before, "Framework", slug="f", name="F")
    area = add(before, "Area", framework=framework, slug="area", name="Area", position=1)
    a, b = (
        add(before, "Skill", area=area, framework=framework, slug=slug, name=slug, definition="Do.", position=1)
        for slug in ("a", "b")
    )
    book = add(before, "Resource", framework=framework, slug="r", title="R", kind="practice", hours=9)
    for skill, start, goal in ((a, 0, 2), (a, 1, 4), (b, 3, 4)):
        add(before, "ResourceStep", resource=book, skill=skill, from_step=start, to_step=goal)

    found = rows(migrate(("catalog", "0007_steps_instead_of_spans")))
    steps = [("a", 1), ("a", 2), ("a", 3), ("a", 4), ("b", 4)]
    assert list(found.values_list("skill__slug", "step")) == steps
    assert set(found.values_list("covers_hours", "start_here")) == {(0, False)}

    back = rows(migrate(("catalog", "0005_keys_within_a_framework")))
    assert list(back.values_list("skill__slug", "from_step", "to_step")) == [
        (skill, step - 1, step) for skill, step in steps
    ]


def rows(there: StateApps) -> Any:
    return there.get_model("catalog", "ResourceStep").objects.using("older").order_by("skill__slug", "pk")


def test_the_index_is_filled_as_publishing_fills_it(edition, migrate):
    before = migrate(("catalog", "0007_steps_instead_of_spans"))
    framework = add(before, "Framework", slug="workshop", name="Another name by now")
    add(before, "Framework", slug="draft", name="Never published")
    for digest, payload in (("a" * 64, "{}"), (edition.digest, edition.payload)):
        stored = add(
            before, "Edition", framework=framework, digest=digest, payload=payload, label="x", published_at=NOW
        )
        newest = add(before, "Publication", edition=stored, at=NOW)
    after = migrate(("catalog", "0008_index"))
    for live in (PublishedRole, PublishedSkill):
        names = [field.name for field in live._meta.concrete_fields if not field.is_relation and not field.primary_key]
        moved = after.get_model("catalog", live.__name__).objects.using("older")
        assert set(moved.values_list(*names)) == set(live._default_manager.values_list(*names))
        assert set(moved.values_list("framework", "publication")) == {(framework.pk, newest.pk)}


def test_a_reminder_gets_the_framework_of_the_last_attempt(edition, ann):  # noqa: F811
    """Where that is gone, of one that has such a role; else of any, and the letter leads to the list of roles."""
    other = publish_framework(slug="made")
    for number, published in enumerate((edition, other)):
        at = NOW + timedelta(days=number)
        attempts_actions.start(edition_id=published.pk, role="both", target="", owner_id=ann.user.pk, at=at)
    for role in ("both", "made-role", "gone"):
        ask(owner_id=ann.user.pk, framework_id=edition.framework_id, role=role, due_on=NOW.date(), at=NOW)
    moving = import_module("assessment.migrations.0010_reminders_by_framework")
    moving.name_frameworks(apps, SimpleNamespace(connection=connection))
    found = Reminder.objects.order_by("pk").values_list("role", "framework__slug")
    assert list(found) == [("both", "made"), ("made-role", "made"), ("gone", "workshop")]


def test_of_attempts_from_before_those_are_answered_here_of_which_that_is_sure(edition):
    names = {"open": {}, "here": {}, "carried": {}, "skipped": {}, "imported": {"imported_at": NOW}}
    for name, more in names.items():
        found = Assessment.objects.create(
            edition=edition, role="maker", rules_version=2, person_name=name, started_at=NOW, changed_at=NOW, **more
        )
        carried_at = NOW if name in {"carried", "skipped"} else None
        Answer.objects.create(
            assessment=found,
            skill="cut",
            step=None if name == "skipped" else 2,
            saved_at=NOW,
            carried_at=carried_at,
        )
    Assessment.objects.exclude(person_name="open").update(submitted_at=NOW)
    moving = import_module("assessment.migrations.0015_who_answered_here")
    moving.tell(apps, SimpleNamespace(connection=connection))
    signed = Assessment.objects.filter(answered_here=True).values_list("person_name", flat=True)
    assert sorted(signed) == ["here", "skipped"]
    imported = Answer.objects.filter(imported=True).values_list("assessment__person_name", flat=True)
    assert sorted(imported) == ["carried", "imported", "skipped"]

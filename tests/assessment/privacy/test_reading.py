"""Every field of every model says what it holds of people, where it is declared."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey

from assessment.models import AccessKey, Answer, Assessment, PlanTick
from assessment.privacy import reading
from assessment.privacy.elsewhere import MODELS, TABLES
from catalog.core.privacy import About, nobodys


@pytest.fixture
def changed(monkeypatch):
    """Give a model another table; what was read of models is forgotten before and after."""

    def forget():
        reading.classifications.cache_clear()
        reading.way.cache_clear()

    def change(model, table):
        monkeypatch.setattr(model, "privacy", table)
        forget()

    yield change
    monkeypatch.undo()
    forget()


def test_every_field_is_classified():
    assert reading.unclassified() == []


def test_a_table_speaks_of_fields_that_there_are():
    assert reading.strays() == []


def test_a_field_that_nobody_classified_is_named(changed):
    changed(Answer, {name: held for name, held in Answer.privacy.items() if name != "evidence"})
    assert reading.unclassified() == ["assessment.Answer.evidence"]


def test_a_name_that_is_no_field_is_named(changed):
    changed(Answer, Answer.privacy | nobodys("mood"))
    assert reading.strays() == ["assessment.Answer.mood"]


def test_every_table_of_the_database_is_a_models_or_classified_besides(db):
    ours = {model._meta.db_table for model in reading.models()} | set(TABLES)
    assert sorted(set(connection.introspection.table_names()) - ours) == []


def test_the_columns_of_tables_that_are_no_models_are_all_there(db):
    with connection.cursor() as cursor:
        for name, table in TABLES.items():
            columns = connection.introspection.get_table_description(cursor, name)
            assert {column.name for column in columns} == set(table)


def test_what_is_classified_for_others_is_of_models_that_there_are_or_of_an_app_that_waits():
    waiting = {label for label in MODELS if not apps.is_installed(f"allauth.{label.partition('.')[0]}")}
    missing = set(MODELS) - {model._meta.label for model in reading.models()}
    assert missing <= waiting


def test_what_points_at_a_person_tells_of_one():
    owners = {apps.get_model(table.label) for table in reading.tables() if table.is_of_owners and "." in table.label}
    assert Assessment in owners
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in reading.models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.related_model in owners
        and reading.classifications(model)[field.name].about == About.NOBODY
    ]
    assert wrong == []


def test_whose_a_row_is_follows_from_what_it_belongs_to():
    assert reading.way(Answer, reading.TO_ACCOUNT) == "assessment__owner"
    assert reading.way(PlanTick, reading.TO_ATTEMPT) == "assessment"
    assert reading.way(AccessKey, reading.TO_ATTEMPT) == "assessment"
    assert reading.way(Assessment, reading.TO_ATTEMPT) == "pk"
    assert reading.way(apps.get_model("catalog.Skill"), reading.TO_ACCOUNT) is None


def test_the_number_of_a_row_is_what_its_row_is():
    assert reading.classifications(Answer)["id"].about == About.TECHNICAL
    assert reading.classifications(apps.get_model("catalog.Skill"))["id"].about == About.NOBODY


def test_what_stands_between_two_is_what_its_list_is():
    between = apps.get_model("auth.User").groups.through
    held = reading.classifications(apps.get_model("auth.User"))["groups"]
    assert set(reading.classifications(between).values()) == {held}

"""A person's copy has every personal column of all that is theirs, and nothing of anybody else's."""

import json
from typing import Any

import pytest
from django.db.models import ForeignKey, ManyToManyField

from assessment.privacy import collecting, reading
from assessment.privacy.renderers import copies
from assessment.report.renderers import document
from catalog.core.privacy import Export
from tests.assessment.privacy.person import Person, owned, planted
from tests.assessment.report.renderers.pdf_tree import read
from tests.conftest import NOW

ANN, BEN = "ann-canary-7c1f", "ben-canary-9e2d"


@pytest.fixture
def ann(edition) -> Person:
    return Person(ANN, edition)


@pytest.fixture
def ben(edition) -> Person:
    return Person(BEN, edition)


def copy_of(person: Person) -> dict[str, Any]:
    copy = collecting.of_account(person.user, NOW)
    return json.loads(copies.to_json(copy, reading.wording(), reading.periods()))


def test_every_column_of_every_row_is_in_the_copy_or_named_as_withheld(ann, ben):
    tables = {table["table"]: table for table in copy_of(ann)["tables"]}
    missing = []
    for table, model in owned():
        told = tables[table.label]
        assert len(told["rows"]) == len(ann.rows(model)), table.label
        for field in reading.fields_of(model):
            held = reading.classifications(model)[field.name]
            names = {each["name"] for each in told["withheld" if held.export == Export.WITHHELD else "fields"]}
            if field.name not in names:
                missing.append(f"{table.label}.{field.name}")
            if held.export == Export.GIVEN:
                assert all(field.name in row for row in told["rows"]), f"{table.label}.{field.name}"
    assert missing == []


def test_each_text_is_there_as_it_is_stored_and_what_is_withheld_is_not(ann, ben):
    told = json.dumps(copy_of(ann), ensure_ascii=False)
    texts, sealed = [], []
    for _table, model in owned():
        for row in ann.rows(model):
            for field in planted(model):
                is_sealed = reading.classifications(model)[field.name].export == Export.WITHHELD
                (sealed if is_sealed else texts).append(str(getattr(row, field.name)))
    assert len(texts) > 15
    assert [text for text in texts if text not in told] == []
    assert len(sealed) > 3
    assert [text for text in sealed if text in told] == []
    assert f"{ANN}-sealed" not in told
    assert BEN not in told


def test_numbers_and_days_are_as_stored_and_what_is_of_the_catalogue_is_named(ann, edition):
    tables = {table["table"]: table["rows"] for table in copy_of(ann)["tables"]}
    [first, second] = tables["assessment.Assessment"]
    assert (first["edition"], first["started_at"]) == (edition.digest, NOW.isoformat())
    assert second["carried_from"] == first["id"]
    assert (first["main"], first["areas"]) == ({"group": {"member": ANN, "rev": 1}}, [ANN])
    assert tables["assessment.Answer"][0]["step"] == 3
    assert tables["assessment.Reminder"][0]["due_on"] == "2027-01-31"
    assert tables["auth.User"][0]["groups"] == ["A group"]
    assert tables["sessions.Session"][0]["session_data"] == {"_auth_user_id": str(ann.user.pk), "at": ANN}
    assert tables["django_tasks_database.DBTaskResult"][0]["args_kwargs"]["args"] == [ann.address]


def test_the_pdf_is_tagged_and_says_the_same(ann, ben):
    copy = collecting.of_account(ann.user, NOW)
    pdf = read(document.render(copies.document(copy, reading.wording(), reading.periods())))
    said = "".join(page.extract_text() for page in pdf.reader.pages).replace("\n", "").replace(" ", "")
    assert pdf.root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert pdf.loose == []
    for _table, model in owned():
        for row in ann.rows(model):
            for field in planted(model):
                is_given = reading.classifications(model)[field.name].export == Export.GIVEN
                assert (str(getattr(row, field.name)).replace(" ", "") in said) is is_given, field
    assert BEN not in said


def test_the_copy_of_an_attempt_has_all_of_it_and_no_other(ann, ben):
    copy = collecting.of_attempt(ann.attempt.pk, NOW)
    told = json.loads(copies.to_json(copy, reading.wording(), reading.periods()))
    rows = {table["table"]: table["rows"] for table in told["tables"]}
    assert set(rows) == {
        f"assessment.{name}" for name in ("Assessment", "Answer", "AccessKey", "PlanTick", "ShareLink")
    }
    assert {len(each) for each in rows.values()} == {1}
    assert rows["assessment.Assessment"][0]["public_id"] == ann.attempt.public_id
    assert BEN not in json.dumps(told)


def test_what_is_of_people_whom_we_can_tell_is_found():
    """By a foreign key, or by a finder; else a copy would leave it out."""
    lost = [
        table.label
        for table, model in owned()
        if not reading.way(model, reading.TO_ACCOUNT) and model not in collecting.FINDERS
    ]
    assert lost == []


def test_every_kind_of_field_is_known_to_the_copy():
    """Lists of others are told by their names, and what points into the catalogue by its key."""
    kinds = {type(field) for _table, model in owned() for field in reading.fields_of(model)}
    assert {ForeignKey, ManyToManyField} <= kinds

"""Bringing a JSON report along: a dry run that stores nothing, then an attempt that gives the same report."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment, Throttle
from assessment.words.texts import NAME_LIMIT
from assessment.words.texts import NAME_LIMIT as STORED_NAME_LIMIT
from catalog.models import Edition
from tests.assessment.attempts.past import EVIDENCE, attempt
from tests.assessment.test_query_counts import cost
from tests.conftest import NOW, signed_in
from tests.factories import publish_framework
from tests.pages import Page, links, read, text
from tests.workshop import MET, ROLE

STEPS = {skill: step for skill, step in MET["senior"].items() if skill != "measure"}


@pytest.fixture(autouse=True)
def after_the_story(monkeypatch):
    """The clock stands a day after NOW, so that what was handed in on NOW is of the past."""
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1))


@pytest.fixture
def exported(alice: Client, edition: Edition) -> bytes:
    done = attempt(alice, edition, STEPS, role=ROLE, evidence={"cut": EVIDENCE}, submitted=False)
    actions.save_answers(assessment=done, saves=[Save("teach", 2, True, "", 1)], at=NOW)
    actions.submit(assessment=done, person_name="Zoë <b>Ångström</b>", at=NOW)
    return alice.get(f"/a/{done.public_id}/report.json?level=senior").content


def look(client: Client, content: bytes, name: str = "report.json"):
    return client.post("/import/", {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00", b"%PDF-1.7\n\xe2\xe3"], ids=["picture", "pdf"])
def test_a_file_that_holds_no_text_is_told_as_such(alice, content):
    response = look(alice, content)
    assert response.status_code == 422
    assert "This is no text file. Choose the JSON file" in response.content.decode()


def take(client: Client, checked) -> Assessment:
    form = Page(checked.content).form("/import/")
    response = client.post("/import/", form.fields)
    assert response.status_code == 303
    found = Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])
    assert response.headers["Location"] == f"/a/{found.public_id}/report/"
    return found


def edited(exported: bytes, **fields) -> bytes:
    return json.dumps({**json.loads(exported), **fields}).encode()


def elsewhere(exported: bytes, **fields) -> bytes:
    """The same report, scored by an edition that is not here."""
    return edited(exported, edition={**json.loads(exported)["edition"], "digest": "0" * 64}, **fields)


def test_an_exported_report_comes_back_the_same(bob, exported):
    found = take(bob, look(bob, exported))

    # All but the signature: what came with a file is not signed here.
    again = bob.get(f"/a/{found.public_id}/report.json?level=senior").content
    assert again == re.sub(rb',\n  "signature": {[^}]*}', b"", exported) != exported
    assert (found.submitted_at, found.imported_at) == (
        datetime(2026, 11, 23, tzinfo=UTC),
        NOW + timedelta(days=1),
    )
    assert (found.kind, found.owner, found.carried_from) == ("full", None, None)


def test_the_dry_run_tells_what_fits_and_stores_nothing(bob, exported):
    before = Assessment.objects.count(), Answer.objects.count(), Throttle.objects.count()

    response = look(bob, exported)

    words = text(Page(response.content))
    assert response.status_code == 200
    assert "5 answers can be taken. Nothing is stored yet." in words
    assert "This site has the edition that scored it (First), so the report will be the same." in words
    assert "It was finished on 23 November 2026." in words
    assert "Name on the report: Zoë <b>Ångström</b>" in words
    assert "Not taken" not in words
    assert (Assessment.objects.count(), Answer.objects.count(), Throttle.objects.count()) == before


def test_an_unknown_edition_is_matched_by_the_keys_of_skills(bob, exported, edition):
    answers = json.loads(exported)["answers"]
    answers["old_skill"] = answers["cut"]
    answers["cut"] = {**answers["cut"], "step": 9}

    checked = look(bob, elsewhere(exported, answers=answers))
    words = text(Page(checked.content))
    found = take(bob, checked)

    assert "This site does not have the edition that scored it (First)." in words
    assert "Not taken To cut: its step is not on this scale old_skill: not asked here" in words
    assert (found.edition, found.answers.count()) == (edition, 4)


def test_a_day_that_cannot_be_right_gives_way_to_today(bob, exported):
    checked = look(bob, edited(exported, submitted_on="2999-01-01", target="chief"))
    assert "The file has no day that can be right" in text(Page(checked.content))
    found = take(bob, checked)
    assert (found.submitted_at, found.target) == (NOW + timedelta(days=1), "")


def test_an_account_owns_what_it_brings(exported, django_user_model):
    user = django_user_model.objects.create_user("carol")
    client = signed_in(user)
    assert take(client, look(client, exported)).owner == user


def test_nobody_else_sees_it(alice, bob, exported):
    found = take(bob, look(bob, exported))
    assert alice.get(f"/a/{found.public_id}/report/").status_code == 404


def test_it_stands_in_the_history_and_can_be_compared(bob, exported, edition):
    found = take(bob, look(bob, exported))
    later = attempt(bob, edition, STEPS, role=ROLE, days=90)
    assert "imported" in text(read("/history/", bob))
    assert "imported" in text(read(f"/a/{found.public_id}/report/", bob))
    assert bob.get(f"/a/{found.public_id}/compare/{later.public_id}/").status_code == 200


@pytest.mark.parametrize(("last_used", "is_told"), [("longer", True), ("", False)])
def test_when_a_skill_was_last_used_stands_in_older_files_and_is_not_taken(bob, exported, last_used, is_told):
    document = json.loads(exported) | {"format": "skillgap-report/1"}
    document["answers"]["cut"]["last_used"] = last_used
    page = look(bob, json.dumps(document).encode())
    assert ("That is not asked any more, so it is not taken." in text(Page(page.content))) is is_told
    assert take(bob, page).answers.get(skill="cut").evidence == EVIDENCE


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"no JSON", "This file is not JSON, or it was cut off."),
        (b'{"a": "\x00"}', "This file is not JSON, or it was cut off."),
        (b"%PDF-1.7 \xff\xfe\x00", "This is no text file. Choose the JSON file that you downloaded from a report."),
        ('{"format": "x"}'.encode("utf-16"), "This is no text file."),
        (b'{"format": "other"}', "This is JSON, but no Skillgap report."),
        (b'{"a": "' + b"x" * 400_000 + b'"}', "This file is larger than any report."),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(bob, db, content, words):
    response = look(bob, content)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_no_file_at_all_is_refused_with_a_sentence(bob, db):
    response = bob.post("/import/")
    assert response.status_code == 422
    assert "Choose the JSON file of a report first." in response.content.decode()


def test_only_a_file_may_hold_other_bytes_than_text(bob, exported):
    """What stands beside it is stored, so it is read strictly: a mended byte would change a person's words."""
    part = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    file = part % (b"file", b'; filename="r.json"', b"\xff\x00") + b"--x--"
    found = [
        bob.generic("POST", "/import/", part % (b"other", b"", other) + file, "multipart/form-data; boundary=x")
        for other in (b"words", b"\xff", b"\x00", b"\xff\x00")  # the last is what the file holds, too
    ]
    assert [response.status_code for response in found] == [422, 400, 400, 400]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"role": "other-role"}, "The report is about the role “other-role”, which is not offered here."),
        ({"answers": {"old": {"step": 1, "unsure": False, "evidence": ""}}}, "None of the answers"),
        ({"person_name": 5}, "“person_name”"),
        ({"edition": {"digest": "0" * 64, "label": "", "framework": "other"}}, "which is not offered here"),
    ],
)
def test_a_report_that_does_not_belong_here_is_refused(bob, exported, fields, words):
    response = look(bob, edited(exported, **fields))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_what_is_confirmed_is_read_as_strictly_as_the_file(bob, exported):
    before = Assessment.objects.count()
    for content in ("{}", elsewhere(exported, role="../x").decode(), exported.decode()[:-9], "\udcff"):
        response = bob.post("/import/", {"content": content.encode("utf-8", "replace").decode()})
        assert response.status_code == 422
    assert Assessment.objects.count() == before


def test_it_counts_as_a_start(bob, exported):
    fields = Page(look(bob, exported).content).form("/import/").fields
    # One form is taken once; these are many.
    del fields["csrfmiddlewaretoken"]
    assert [bob.post("/import/", fields).status_code for _count in range(31)] == [303] * 30 + [429]
    assert Assessment.objects.count() == 2, "the one that was exported, and it taken in once"


def test_the_same_report_is_taken_in_once(alice, bob, exported):
    found = take(bob, look(bob, exported))
    again = look(bob, exported)
    page = Page(again.content)

    assert again.status_code == 200
    assert "You have this one already" in text(page)
    assert f"/a/{found.public_id}/report/" in links(page)
    assert "Take it in" not in text(page)
    sent = bob.post("/import/", {"content": exported.decode()})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/a/{found.public_id}/report/")
    assert "You have this one already" in text(Page(look(alice, exported).content)), "where it came from"
    assert Assessment.objects.count() == 2


@pytest.mark.parametrize("fields", [{"person_name": "Another"}, {"submitted_on": "2026-11-01"}, {"answers": {}}])
def test_another_report_is_another(bob, exported, fields):
    take(bob, look(bob, exported))
    if "answers" in fields:
        answers = json.loads(exported)["answers"]
        fields = {"answers": {**answers, "cut": {**answers["cut"], "evidence": "Another"}}}
    assert "You have this one already" not in text(Page(look(bob, edited(exported, **fields)).content))


def test_an_account_is_asked_too(exported, django_user_model):
    client = signed_in(django_user_model.objects.create_user("carol"))
    found = take(client, look(client, exported))
    assert f"/a/{found.public_id}/report/" in links(Page(look(client, exported).content))


def test_a_report_of_a_later_format_is_told_so(bob, exported):
    response = look(bob, edited(exported, format="skillgap-report/3"))
    assert response.status_code == 422
    assert "This report is from a newer Skillgap" in text(Page(response.content))


def test_a_report_of_the_first_format_is_taken_in_and_says_which_rules_score_it(bob, exported):
    old = edited(exported, format="skillgap-report/1", rules_version=1)

    checked = look(bob, old)
    told = text(Page(checked.content))
    assert "It was scored by rules version 1. Here it is scored by rules version 2, as its report will say" in told
    assert "so the report will be the same" not in told
    found = take(bob, checked)

    assert "rules version 2" in text(read(f"/a/{found.public_id}/report/", bob))
    again = bob.get(f"/a/{found.public_id}/report.json").json()
    assert (again["format"], again["rules_version"]) == ("skillgap-report/2", 2)
    assert again["answers"] == json.loads(old)["answers"]


def test_a_main_field_comes_along(bob, exported):
    found = take(bob, look(bob, edited(exported, main={"joint": "weld"})))

    assert found.named == {"joint": "weld"}
    assert bob.get(f"/a/{found.public_id}/report.json").json()["main"] == {"joint": "weld"}
    assert "You have this one already" in text(Page(look(bob, edited(exported, main={"joint": "weld"})).content))
    assert "You have this one already" not in text(Page(look(bob, edited(exported, main={"joint": "glue"})).content))


def test_a_main_field_that_cannot_be_is_not_taken(bob, exported):
    checked = look(bob, edited(exported, main={"joint": "cut"}))

    assert "To cut: no main field that can be named here" in text(Page(checked.content))
    assert take(bob, checked).main == {}


def test_a_report_of_today_says_nothing_of_other_rules(bob, exported):
    assert "rules version" not in text(Page(look(bob, exported).content))


def test_an_old_report_is_kept_as_long_as_a_new_one(bob, exported):
    found = take(bob, look(bob, edited(exported, submitted_on="2024-01-01")))
    day = timedelta(days=1)
    for finished_before, goes in ((found.imported_at - day, 0), (found.imported_at + day, 1)):
        before = {"empty_before": NOW - 99 * day, "unfinished_before": NOW - 99 * day}
        expired = Assessment.objects.expired(**before, finished_before=finished_before)
        assert expired.filter(pk=found.pk).count() == goes


def test_home_and_history_lead_to_it(alice, db):
    assert ["/import/" in links(read(path, alice)) for path in ("/", "/history/")] == [True, True]


def test_the_name_in_a_file_may_be_as_long_as_one_that_is_typed():
    assert NAME_LIMIT == STORED_NAME_LIMIT


@pytest.mark.parametrize("skills", [1, 50])
def test_it_costs_the_same_for_one_answer_and_for_fifty(alice, db, skills):
    edition = publish_framework(skills)
    done = attempt(alice, edition, {f"made-skill-{n}": n % 5 for n in range(skills)})
    content = edited(alice.get(f"/a/{done.public_id}/report.json").content, person_name="Another")
    assert cost(lambda: alice.get("/import/")) == 0
    # The id of the edition, and what this browser has.
    assert cost(lambda: look(alice, content)) == 2
    names = (f"Somebody {number}" for number in range(9))

    def take_another() -> Any:
        return alice.post("/import/", {"content": edited(content, person_name=next(names)).decode()})

    # The same two, the count of starts twice, the attempt, its answers and its key.
    assert cost(take_another, 303) == 7

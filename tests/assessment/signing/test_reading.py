"""Which attempts are signed, and by which key: those whose every answer was given here, by the key of today."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.attempts import actions as attempts_actions
from assessment.models import Answer, Assessment
from assessment.signing import reading
from assessment.signing.core.keys import SigningKey, made_of
from catalog.models import Edition
from tests.assessment.attempts.past import attempt, republish
from tests.conftest import NOW, answer
from tests.pages import Page
from tests.workshop import MET, PLACE, ROLE

OLD, NEW = (
    "an-older-secret-key-0123456789-abcdefghijklmnopqrstuvwxyz",
    "a-newer-one-of-the-same-strength-0123456789-abcdefg",
)
KEY = SigningKey(b"\x01" * 32)


@pytest.fixture(autouse=True)
def after_the_story(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=1))


def file_of(client: Client, found: Assessment, query: str = "") -> dict[str, Any]:
    return json.loads(client.get(f"/a/{found.public_id}/report.json{query}").content)


def is_signed(client: Client, found: Assessment) -> bool:
    signed = "signature" in file_of(client, found)
    assert signed == found.answered_here
    return signed


def imported(client: Client, edition: Edition, answers: Mapping[str, int]) -> Assessment:
    """A report that was made in another browser, brought in by its file."""
    other = Client()
    found = attempt(other, edition, answers, role=ROLE)
    content = other.get(f"/a/{found.public_id}/report.json").content
    checked = client.post("/import/", {"file": SimpleUploadedFile("report.json", content)})
    response = client.post("/import/", Page(checked.content).form("/import/").fields)
    return Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])


def again(client: Client, found: Assessment) -> Assessment:
    """A new attempt that begins from the answers of another."""
    response = client.post(f"/a/{found.public_id}/again/", {"prefill": "1"})
    return Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])


def handed_in(found: Assessment, *changed: str) -> Assessment:
    """Hand an attempt in, with these skills answered in another way."""
    saves = [Save(skill, 6, False, None, found.answers.get(skill=skill).rev) for skill in changed]
    actions.save_answers(assessment=found, saves=saves, at=NOW)
    actions.submit(assessment=found, person_name="", at=NOW)
    found.refresh_from_db()
    return found


def test_an_attempt_that_was_answered_here_is_signed_in_every_form_of_its_file(alice, edition):
    found = attempt(alice, edition, MET["senior"], role=ROLE)
    assert is_signed(alice, found)
    plain, planned = file_of(alice, found), file_of(alice, found, "?what=everything&level=lead")
    assert plain["signature"]["value"] != planned["signature"]["value"]
    assert (
        alice.get(f"/a/{found.public_id}/report.json").content == alice.get(f"/a/{found.public_id}/report.json").content
    )


def test_what_was_carried_over_from_an_attempt_here_is_signed(alice, edition):
    found = attempt(alice, edition, MET["senior"], role=ROLE)
    assert is_signed(alice, handed_in(again(alice, found), "cut"))


def test_an_imported_report_is_not_signed(alice, edition):
    found = imported(alice, edition, MET["senior"])
    assert found.imported_at
    assert not is_signed(alice, found)


def test_one_answer_from_an_import_is_enough_for_no_signature(alice, edition):
    brought = imported(alice, edition, MET["senior"])
    *all_but_one, last = MET["senior"]
    once = handed_in(again(alice, brought), *all_but_one)
    assert not is_signed(alice, once)
    # Nor through a second attempt, and not when the import is gone.
    twice = again(alice, once)
    attempts_actions.delete(assessment=brought)
    attempts_actions.delete(assessment=once)
    third = again(alice, handed_in(twice))
    assert not is_signed(alice, twice)
    # Once it is said here, it is of here.
    assert Answer.objects.get(assessment=third, skill=last).imported
    assert is_signed(alice, handed_in(third, last))


def test_an_import_that_is_brought_to_another_role_is_not_signed(alice, three_roles):
    brought = imported(alice, three_roles, MET["senior"])
    start = f"/roles/{PLACE.replace(ROLE, 'smith')}/start/"
    response = alice.post(start, {"bring": "1", "start": "Start"})
    found = Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])
    assert found.answers.filter(imported=True).exists()
    assert brought.pk != found.pk
    assert not is_signed(alice, handed_in(found))


def test_an_import_that_goes_on_on_a_newer_edition_is_not_signed(alice, edition):
    brought = imported(alice, edition, MET["senior"])
    still_open = again(alice, brought)
    republish(reword="cut", slug="workshop")
    response = alice.post(f"/a/{still_open.public_id}/newer/", {"go": "1"})
    found = Assessment.objects.get(public_id=response.headers["Location"].split("/")[2])
    assert found.edition_id != still_open.edition_id
    answer(found, {"cut": 2})
    assert not is_signed(alice, handed_in(found))


def test_an_answer_that_was_taken_back_does_not_count(alice, edition):
    found = again(alice, imported(alice, edition, {"cut": 3, "ask": 2}))
    ask = found.answers.get(skill="ask")
    actions.save_answers(assessment=found, saves=[Save("ask", None, False, "", ask.rev)], at=NOW)
    assert is_signed(alice, handed_in(found, "cut"))


def test_nothing_but_the_file_of_an_attempt_is_signed(alice, edition):
    assert "signature" not in json.loads(alice.get(f"/roles/{PLACE}/sample/report.json").content)


def names(**settings: object) -> list[str]:
    with override_settings(**settings):
        assert next(iter(reading.public_keys())) == reading.signing_key().public.name
        return list(reading.public_keys())


def test_a_key_of_its_own_wins_and_nothing_made_of_the_secret_is_believed():
    mine, made, older = (key.public.name for key in (KEY, made_of(NEW), made_of(OLD)))
    here = {"SECRET_KEY": NEW, "SECRET_KEY_FALLBACKS": [OLD]}
    assert names(**here) == [made, older]
    assert names(**here, SIGNING_KEY=KEY.text) == [mine]
    assert names(**here, SIGNING_KEY=KEY.text, SIGNING_OLD_KEYS=[made_of(OLD).public.text]) == [mine, older]


def test_keys_rotate(alice, edition):
    found = attempt(alice, edition, MET["senior"], role=ROLE)
    path = f"/a/{found.public_id}/report.json"

    def state(content: bytes) -> list[str]:
        response = alice.post("/verify/", {"file": SimpleUploadedFile("report.json", content)})
        return Page(response.content).texts("h2", id="result")

    with override_settings(SECRET_KEY=OLD, SECRET_KEY_FALLBACKS=[]):
        first = alice.get(path).content
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[OLD]):
        second = alice.get(path).content
        assert [state(first), state(second)] == [["Made here"], ["Made here"]]
    with override_settings(SIGNING_KEY=KEY.text, SIGNING_OLD_KEYS=[made_of(NEW).public.text]):
        third = alice.get(path).content
        unknown = ["Signed by a key that we do not know"]
        assert [state(each) for each in (first, second, third)] == [unknown, ["Made here"], ["Made here"]]
    documents = [json.loads(each) for each in (first, second, third)]
    assert len({each.pop("signature")["value"] for each in documents}) == 3
    assert documents[0] == documents[1] == documents[2]

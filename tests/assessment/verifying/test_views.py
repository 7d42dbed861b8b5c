"""The page on which anybody checks a report: what it says of each kind of file, and that it keeps nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from assessment.answering import actions
from assessment.models import Press, Throttle
from assessment.signing.core.keys import SigningKey
from assessment.verifying.forms import FILE_LIMIT
from catalog import editions
from tests.all_rows import Rows, all_rows
from tests.assessment.signing.core.values import changes
from tests.conftest import NOW
from tests.pages import Page, links, text
from tests.test_reading_grade import hard
from tests.workshop import MET, PLACE

ROOT = Path(__file__).parents[3]


@pytest.fixture
def report(alice, begin) -> bytes:

    found = begin(alice, MET["senior"])
    actions.submit(assessment=found, person_name="Zoë <b>Ångström</b>", at=NOW)
    return alice.get(f"/a/{found.public_id}/report.json?level=lead").content


def look(client: Client, content: bytes):
    return client.post("/verify/", {"file": SimpleUploadedFile("report.json", content)})


def heading(response) -> list[str]:
    return Page(response.content).texts("h2", id="result")


def test_a_report_that_was_made_here(bob, report):
    response = look(bob, report)
    page = Page(response.content)
    assert response.status_code == 200
    assert heading(response) == ["Made here"]
    words = text(page)
    assert (
        "from these answers, which were handed in on 23 November 2026. Nothing in the file was changed since." in words
    )
    assert "Role Maker Handed in 23 November 2026 Edition First" in words
    assert "Zoë <b>Ångström</b> (as it was typed; nobody checked it)" in words
    assert "says nothing about whether it is true" in words
    assert hard(page) == {}


def test_a_file_that_was_saved_anew_with_the_same_values(bob, report):
    document = json.loads(report)
    shuffled = dict(sorted(document.items(), reverse=True))
    for content in (json.dumps(shuffled), json.dumps(document, indent=7, ensure_ascii=False)):
        assert heading(look(bob, b"\xef\xbb\xbf" + content.encode())) == ["Made here"]


def test_some_changes_of_a_file(bob, report):
    """All of them, of parsed values, are in tests/assessment/signing/core/test_signatures.py."""
    document: dict[str, Any] = json.loads(report)
    every = list(changes(document))
    with override_settings(LIMITS_AN_HOUR={"verify": 1000}):
        for changed in every[:: len(every) // 20]:
            response = look(bob, json.dumps(changed).encode())
            assert response.status_code == 422
            assert heading(response) != ["Made here"]
    document["answers"]["cut"]["step"] += 1
    response = look(bob, json.dumps(document).encode())
    assert heading(response) == ["Not as it was made here"]
    assert "Zoë" not in response.content.decode()
    assert hard(Page(response.content)) == {}


def test_a_file_without_a_signature(bob, report):
    document = json.loads(report)
    del document["signature"]
    sample = bob.get(f"/roles/{PLACE}/sample/report.json").content
    for content in (json.dumps(document).encode(), sample):
        response = look(bob, content)
        assert (response.status_code, heading(response)) == (422, ["Not signed"])
        assert hard(Page(response.content)) == {}


def test_a_file_of_another_site(bob, report):
    with override_settings(SIGNING_KEY=SigningKey(b"\x05" * 32).text):
        response = look(bob, report)
    assert (response.status_code, heading(response)) == (422, ["Signed by a key that we do not know"])
    assert hard(Page(response.content)) == {}


@pytest.mark.parametrize("content", [b"%PDF-1.7\n\xe2\xe3", b"{}", b"[" * 100_000, b"\x00", b"null"])
def test_a_file_that_is_no_report(bob, db, content):
    response = look(bob, content)
    assert (response.status_code, heading(response)) == (422, ["This is no report"])
    assert hard(Page(response.content)) == {}


def test_no_file_an_empty_one_and_one_that_is_too_large(bob, db):
    for sent, said in (
        ({}, "Choose the JSON file of a report first."),
        ({"file": SimpleUploadedFile("a.json", b"")}, "This file is empty."),
        ({"file": SimpleUploadedFile("a.json", b" " * (FILE_LIMIT + 1))}, "This file is larger than any report."),
    ):
        response = bob.post("/verify/", sent)
        assert response.status_code == 422
        assert said in text(Page(response.content))
    assert look(bob, b" " * 1_000_001).status_code == 413


def test_the_edition_is_linked_where_it_is_here(bob, report, monkeypatch):
    link = f"/editions/{json.loads(report)['edition']['digest']}/"
    assert links(Page(look(bob, report).content))[link] == "First"
    monkeypatch.setattr(editions, "find_id", lambda digest: None)
    page = Page(look(bob, report).content)
    assert link not in links(page)
    assert "Role Maker Handed in 23 November 2026 Edition First" in text(page)


def rows() -> Rows:
    return all_rows(model for model in apps.get_models() if model not in {Throttle, Press})


def test_nothing_that_is_brought_is_kept(report, tmp_path):
    client = Client(enforce_csrf_checks=True)
    form = Page(client.get("/verify/").content).forms[0]
    before = rows()
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        response = client.post("/verify/", {**form.fields, "file": SimpleUploadedFile("report.json", report)})
    assert heading(response) == ["Made here"]
    assert rows() == before
    assert Press.objects.count() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_network_may_check_so_often_and_no_more(bob, db, report):
    with override_settings(LIMITS_AN_HOUR={"verify": 2}):
        assert [look(bob, report).status_code for _each in range(3)] == [200, 200, 429]
        assert bob.get("/verify/").status_code == 200


def test_the_public_keys_are_for_everybody(bob, db):
    response = bob.get("/verify/keys.json")
    [key] = response.json()["keys"]
    assert set(key) == {"kid", "kty", "crv", "x", "use", "alg"}
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert "private" not in response.content.decode()


def test_the_program_of_the_documents_checks_a_report_and_refuses_a_changed_one(bob, report, tmp_path, monkeypatch):
    text_of = (ROOT / "docs" / "api.md").read_text()
    program = text_of.partition("## Checking a report without us")[2].partition("```python\n")[2].partition("```")[0]
    assert 8 <= len(program.strip().splitlines()) <= 12
    monkeypatch.chdir(tmp_path)
    Path("keys.json").write_bytes(bob.get("/verify/keys.json").content)
    Path("report.json").write_bytes(report)
    exec(compile(program, "api.md", "exec"), {})
    Path("report.json").write_bytes(report.replace(b'"person_name": "Z', b'"person_name": "B'))
    with pytest.raises(InvalidSignature):
        exec(compile(program, "api.md", "exec"), {})

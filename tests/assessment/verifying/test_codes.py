"""The code on the PDF: what it shows to whoever has it, who may make and withdraw it, and that it goes with the attempt."""

import io

import pytest
from django.conf import settings
from django.test import override_settings
from pypdf import PdfReader

from assessment.answering import actions
from assessment.attempts import actions as attempts_actions
from assessment.models import Assessment
from assessment.signing import actions as signing_actions
from assessment.signing import reading
from assessment.signing.core import codes
from tests.conftest import NOW
from tests.pages import Page, read, text
from tests.test_reading_grade import hard
from tests.workshop import MET

EVIDENCE = "canary-evidence"


@pytest.fixture
def done(alice, begin) -> Assessment:
    found = begin(alice, MET["senior"])
    actions.submit(assessment=found, person_name="Zoë Canary", at=NOW)
    found.answers.update(evidence=EVIDENCE)
    found.refresh_from_db()
    return found


def ask(client, code: str):
    return client.post("/verify/", {"code": code})


def heading(response) -> list[str]:
    return Page(response.content).texts("h2", id="result")


def on_paper(client, found: Assessment, query: str = "") -> str:
    """The words of the first page of the PDF, without the spaces, which are also where a line ends."""
    content = client.get(f"/a/{found.public_id}/report.pdf{query}").content
    return "".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def test_the_code_on_the_first_page_shows_its_figures_and_nobody(alice, bob, done):
    code = codes.shown(reading.code_of(done))
    for query in ("", "?pages=1", "?annex=1"):
        assert "cancheckathttp://127.0.0.1:8000/verify/thatitwasmadethere" in on_paper(alice, done, query)
        assert code in on_paper(alice, done, query)
    response = ask(bob, code)
    words = text(Page(response.content))
    assert (response.status_code, heading(response)) == (200, ["Made here"])
    assert "Role Maker Handed in 23 November 2026 Edition First" in words
    head, *levels = Page(response.content).texts("tr")
    assert len(levels) == 3
    assert {head, *levels} <= set(read(f"/a/{done.public_id}/report/", alice).texts("tr"))
    assert "says nothing about whether it is true" in words
    for secret in ("Zoë", EVIDENCE, done.public_id, code):
        assert secret not in response.content.decode()
    assert hard(Page(response.content)) == {}


def test_a_code_is_understood_as_people_type_it(bob, done):
    code = codes.shown(reading.code_of(done)).lower().replace("0", "o").replace("1", "l")
    assert heading(ask(bob, f"  {code.replace('-', ' ')} ")) == ["Made here"]


def test_a_slip_is_told_and_what_was_typed_is_kept(bob, done):
    code = codes.shown(reading.code_of(done))
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    response = ask(bob, wrong)
    assert response.status_code == 422
    assert "There is a slip in this code" in text(Page(response.content))
    assert f'value="{wrong}"' in response.content.decode()
    for nothing in ("", " ", "x" * 61):
        assert ask(bob, nothing).status_code == 422


def test_a_code_that_none_has_counts_as_a_guess(bob, done):
    unknown = codes.made_of(b"somebody guessed")
    with override_settings(LIMITS_AN_HOUR={"verify": 100, "guess": 2}):
        for _each in range(2):
            response = ask(bob, unknown)
            assert (response.status_code, heading(response)) == (422, ["We do not know this code"])
            assert hard(Page(response.content)) == {}
        assert ask(bob, unknown).status_code == 429
        assert ask(bob, reading.code_of(done)).status_code == 429


def test_a_code_goes_with_the_attempt(bob, done):
    code = reading.code_of(done)
    attempts_actions.delete(assessment=done)
    assert heading(ask(bob, code)) == ["We do not know this code"]


def test_the_owner_withdraws_a_code_and_makes_another(alice, bob, done):
    path, code = f"/a/{done.public_id}/data/", reading.code_of(done)
    assert codes.shown(code) in text(read(path, alice))
    assert alice.post(f"{path}code/", {"withdraw": "1"}).headers["Location"] == path
    assert heading(ask(bob, code)) == ["We do not know this code"]
    assert "cancheckat" not in on_paper(alice, done)
    assert "The PDF has no code now." in text(read(path, alice))
    alice.post(f"{path}code/", {"new": "1"})
    done.refresh_from_db()
    another = reading.code_of(done)
    assert another != code
    assert [heading(ask(bob, each)) for each in (code, another)] == [["We do not know this code"], ["Made here"]]
    assert codes.shown(another) in on_paper(alice, done)


def test_nobody_else_may(bob, begin, alice, done):
    path = f"/a/{done.public_id}/data/code/"
    assert bob.post(path).status_code == 404
    still_open = begin(alice, {"cut": 2})
    assert alice.post(f"/a/{still_open.public_id}/data/code/").status_code == 303
    still_open.refresh_from_db()
    assert still_open.code_digest is None
    assert "Let others check it" not in text(read(f"/a/{still_open.public_id}/data/", alice))


def test_an_attempt_that_was_not_answered_here_has_no_code(alice, bob, begin):
    found = begin(alice, {"cut": 2, "ask": 3})
    found.answers.filter(skill="cut").update(imported=True)
    actions.submit(assessment=found, person_name="", at=NOW)
    found.refresh_from_db()
    assert (found.code_digest, found.answered_here) == (None, False)
    assert alice.post(f"/a/{found.public_id}/data/code/").status_code == 404
    signing_actions.make_code(assessment=found)
    assert Assessment.objects.get(pk=found.pk).code_digest is None
    said = "Some of these answers came from a file"
    assert said in text(read(f"/a/{found.public_id}/data/", alice))
    assert said in text(read(f"/a/{found.public_id}/report/", alice))
    assert "cancheckat" not in on_paper(alice, found)


def test_a_code_stays_good_when_the_secret_changes_and_is_shown_as_long_as_the_old_one_is_known(alice, bob, done):
    code, path = reading.code_of(done), f"/a/{done.public_id}/data/"

    old, new = settings.SECRET_KEY, "another-secret-0123456789-abcdefghijklmnopqrstuvwxyz"
    with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=[old]):
        assert reading.code_of(done) == code
    with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=[]):
        assert heading(ask(bob, code)) == ["Made here"]
        assert reading.code_of(done) == ""
        assert "cannot be shown again" in text(read(path, alice))
        assert "cancheckat" not in on_paper(alice, done)


def test_what_the_database_holds_is_no_code(bob, done):
    for stored in (done.code_seed, done.code_digest, done.public_id):
        assert heading(ask(bob, stored)) == []
    assert reading.code_of(done) not in (done.code_seed, done.code_digest)


def test_the_page_of_a_report_says_whether_it_is_signed(alice, bob, done):
    page = read(f"/a/{done.public_id}/report/", alice)
    assert "The JSON is signed" in text(page)
    Assessment.objects.update(answered_here=False, imported_at=NOW)
    said = "This report was brought in from a file, so it is not signed here"
    assert said in text(read(f"/a/{done.public_id}/report/", alice))
    assert said in text(read(f"/a/{done.public_id}/data/", alice))
    assert hard(read(f"/a/{done.public_id}/data/", alice)) == {}

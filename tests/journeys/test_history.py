"""Alice looks back without JavaScript: a re-check, the two side by side, a newer edition, and a report from a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessment.models import Answer, Assessment
from catalog import editions
from catalog.models import Anchor, Framework
from tests.conftest import NOW
from tests.journeys.browser import Browser
from tests.journeys.test_alice import answer_all, answers_of, begin, hand_in
from tests.pages import text


@pytest.fixture
def alice(edition) -> Browser:
    """Alice with her first report before her."""
    alice = Browser()
    answer_all(alice, begin(alice))
    hand_in(alice)
    return alice


def first(alice: Browser) -> str:
    return "/".join(alice.path.split("/")[:3])


def test_alice_checks_some_areas_again_and_sees_what_changed(alice):
    alice.open(f"{first(alice)}/recheck/")
    alice.send(("chosen", "Start the re-check"), areas="prg")
    again = first(alice)
    alice.open(f"{again}/questions/prg/")
    # Rate first: what she said before is not shown.
    assert alice.form(("to", "next")).fields.get("prg_python-step", "") == ""
    alice.send(("to", "next"), **answers_of("prg") | {"prg_python-step": "4"})
    assert alice.path == f"{again}/check/"
    hand_in(alice)

    alice.open("/history/")
    [form] = [form for form in alice.page.forms if form.method == "get"]
    query = "&".join(f"{name}={value}" for name, value in form.fields.items() if name)
    alice.open(f"/history/?{query}")
    assert alice.page.texts("h1") == ["What changed"]
    assert "Both attempts were scored by the same edition" in text(alice.page)
    assert "Python programming" in text(alice.page)


def test_alice_goes_on_with_a_newer_edition_and_keeps_her_answers(edition):
    alice = Browser()
    attempt = begin(alice)
    alice.send(("to", "next"), **answers_of("prg"))
    Anchor.objects.filter(skill__slug="prg_python", step=2).update(text="I write Python another way.")
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW, label="Second")

    alice.open(f"{attempt}/questions/mat/")
    alice.open(f"{attempt}/newer/")
    assert "I write Python another way." in text(alice.page)
    alice.submit(alice.page.form(f"{attempt}/newer/"))
    fresh = Assessment.objects.get(public_id=first(alice).split("/")[2])
    assert first(alice) != attempt
    kept = set(Answer.objects.filter(assessment=fresh).values_list("skill", flat=True))
    before = set(Answer.objects.filter(assessment__public_id=attempt.split("/")[2]).values_list("skill", flat=True))
    assert len(before) > 1
    assert before - kept == {"prg_python"}


def test_alice_brings_her_report_along_to_another_browser(alice):
    content = alice.client.get(f"{first(alice)}/report.json").content
    other = Browser()
    other.open("/")
    other.open("/import/")
    form = other.page.form("/import/")
    other.submit(form, file=SimpleUploadedFile("report.json", content, "application/json"))
    assert other.page.texts("h1") == ["What fits of this report"]
    assert Assessment.objects.count() == 1
    other.submit(other.page.form("/import/"))
    assert other.page.texts("h1") == ["Your gap report"]
    assert Assessment.objects.count() == 2

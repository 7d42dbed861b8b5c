"""Alice looks back without JavaScript: a re-check, the two side by side, a newer edition, and a report from a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessment.models import Answer, Assessment
from catalog import editions
from catalog.models import Anchor, Framework
from tests.conftest import NOW
from tests.journeys.browser import Browser
from tests.journeys.story import attempt, begin, chosen, hand_in, reported
from tests.pages import text
from tests.workshop import MET

STEPS = MET["senior"]


@pytest.fixture
def alice(edition) -> Browser:
    """Alice with her first report before her."""
    return reported(STEPS)


def test_alice_checks_some_areas_again_and_sees_what_changed(alice):
    alice.open(f"{attempt(alice)}/recheck/")
    alice.send(("chosen", "Start the re-check"), areas="craft")
    again = attempt(alice)
    alice.open(f"{again}/questions/craft/")
    # Rate first: what she said before is not shown.
    assert alice.form(("to", "next")).fields.get("cut-step", "") == ""
    alice.send(("to", "next"), **chosen(alice, STEPS | {"cut": 5}))
    assert alice.path == f"{again}/check/"
    hand_in(alice)

    alice.open("/history/")
    [form] = [form for form in alice.page.forms if form.method == "get"]
    query = "&".join(f"{name}={value}" for name, value in form.fields.items() if name)
    alice.open(f"/history/?{query}")
    assert alice.page.texts("h1") == ["What changed"]
    assert "Both attempts were scored by the same edition" in text(alice.page)
    assert "To cut" in text(alice.page)


def test_alice_goes_on_with_a_newer_edition_and_keeps_her_answers(edition):
    alice = Browser()
    old = begin(alice)
    alice.send(("to", "next"), **chosen(alice, STEPS))
    Anchor.objects.filter(skill__slug="cut", step=2).update(text="I cut another way.")
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW, label="Second")

    alice.open(f"{old}/questions/people/")
    alice.open(f"{old}/newer/")
    assert "I cut another way." in text(alice.page)
    alice.submit(alice.page.form(f"{old}/newer/"))
    assert attempt(alice) != old
    before, kept = (
        set(Answer.objects.filter(assessment__public_id=of.split("/")[2]).values_list("skill", flat=True))
        for of in (old, attempt(alice))
    )
    assert before == {"cut", "glue", "weld"}
    assert kept == {"glue", "weld"}


def test_alice_brings_her_report_along_to_another_browser(alice):
    content = alice.client.get(f"{attempt(alice)}/report.json").content
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

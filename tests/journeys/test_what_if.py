"""Alice asks “what if?” without JavaScript: from a gap of her report, by the form, and back; nothing of hers changes."""

import pytest

from assessment.models import Answer
from tests.assessment.report.test_next_steps import section
from tests.journeys.browser import Browser
from tests.journeys.story import reported
from tests.workshop import EVERYTHING


@pytest.fixture
def alice(edition) -> Browser:
    """Alice with her report before her; all is in place for her next level but asking."""
    return reported(EVERYTHING | {"ask": 1})


def suppose(alice: Browser, **fields: str) -> None:
    """Choose steps in the form and press its button, which sends all fields in the address."""
    [form] = [form for form in alice.page.forms if form.method == "get"]
    query = "&".join(f"{name}={value}" for name, value in (form.fields | fields).items())
    alice.open(f"{form.action}?{query}")


def test_alice_supposes_and_takes_it_back(alice):
    report, answers = alice.path, list(Answer.objects.order_by("pk").values())
    downloaded = alice.client.get(report.replace("report/", "report.json")).content

    alice.open(report.replace("report/", "report/?level=junior"))
    [link] = {each["href"] for each in alice.page.all("a") if "2 Learner" in each.text}
    alice.open(f"{report.removesuffix('report/')}{link.removeprefix('../')}")
    assert "The way to Junior: 10 hours less (5 to 20), 1 step less." in section(alice.page, "way")

    suppose(alice, ask="2", teach="3")
    # The address holds what is supposed and no more, so that it can be kept.
    assert alice.path.endswith("/what-if/?ask=2&teach=3&level=junior")
    kept = alice.path
    assert "Nothing is left to take for Junior" in section(alice.page, "way")

    alice.follow("Take it back: To teach")
    assert "To teach:" not in section(alice.page, "supposed")
    alice.follow("Take it back: To ask")
    assert "What you suppose" not in alice.page.texts("h2")
    alice.open(kept)
    assert "To ask: 2 Learner" in section(alice.page, "supposed")

    alice.follow("Report: Maker")
    assert alice.page.texts("h1") == ["Your gap report"]
    assert list(Answer.objects.order_by("pk").values()) == answers
    assert alice.client.get(report.replace("report/", "report.json")).content == downloaded


def test_alice_begins_with_the_button_of_the_report(alice):
    alice.follow("What if?")
    assert alice.page.texts("h1") == ["What if?"]

    suppose(alice, ask="2")
    assert "To ask: 2 Learner, you said 1 New" in section(alice.page, "supposed")

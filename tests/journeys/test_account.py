"""Ann begins without an account, then wants one: sign-up, confirmation, log-in, claim, all without JavaScript."""

import re

import pytest
from django.core import mail

from assessment.models import Assessment
from tests.journeys.browser import Browser
from tests.journeys.story import attempt as attempt_of
from tests.pages import as_elements
from tests.workshop import PLACE

PASSWORD = "four-words-in-a-row"


@pytest.fixture
def ann(edition) -> Browser:
    return Browser()


def button(ann: Browser, words: str, **fields: str) -> None:
    """Press the button with these words in the form that has it."""
    [(form, pressed)] = [
        (form, button.attributes)
        for form, element in zip(ann.page.forms, ann.page.all("form"), strict=True)
        for button in as_elements(element("button"))
        if words in button.text
    ]
    ann.submit(form, **fields, **({pressed["name"]: pressed["value"]} if "name" in pressed else {}))


def test_from_the_first_answer_to_my_assessments(ann):
    ann.open(f"/roles/{PLACE}/start/")
    ann.send(("start", "Start"))
    attempt = attempt_of(ann)
    ann.open(f"{attempt}/questions/craft/")
    ann.send(("to", "next"), **{"cut-step": "2"})

    ann.open(f"{attempt}/data/")
    ann.follow("Log in or sign up")
    ann.follow("Sign up")
    button(ann, "Sign up", email="ann@example.org", password1=PASSWORD)
    assert ann.page.texts("h1") == ["Look into your mailbox"]

    [letter] = mail.outbox
    ann.open(re.search(r"http://testserver(/\S+)", letter.body)[1])
    button(ann, "Yes, confirm it")
    assert ann.page.texts("h1") == ["Log in"]
    assert "Your address is confirmed." in ann.page.texts("p", role="status")[0]
    button(ann, "Log in", login="ann@example.org", password=PASSWORD)

    assert ann.page.texts("h1") == ["My assessments"]
    assert "Begun in this browser, in no account" in ann.page.texts("h2")
    assert Assessment.objects.get().owner is None
    button(ann, "Put it into my account")
    assert "It is in your account now." in ann.page.texts("p", role="status")[0]
    assert "Maker" in ann.page.texts("h2")

    ann.follow("Go on: Maker")
    assert ann.path.startswith(attempt)
    ann.open(f"{attempt}/questions/craft/")
    [form] = [form for form in ann.page.forms if "cut-step" in form.fields]
    assert form.fields["cut-step"] == "2"

    ann.open("/mine/")
    button(ann, "in 3 months")
    assert any(text.startswith("We send you one e-mail on") for text in ann.page.texts("span"))
    button(ann, "Log out")
    assert ann.path == "/"
    assert ann.client.get(f"{attempt}/questions/craft/").status_code == 404

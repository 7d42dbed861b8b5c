"""Alice hands her report on, as a file and on paper; Bob checks both, and what somebody made of them."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from tests.journeys.browser import Browser
from tests.journeys.story import attempt, reported
from tests.pages import Page, text
from tests.workshop import MET


@pytest.fixture
def alice(edition) -> Browser:
    return reported(MET["senior"])


def verdict(bob: Browser, **brought: object) -> str:
    """What the page says of a file or a code that Bob brings to it."""
    bob.open("/")
    bob.follow("Check a report")
    form = bob.form(("look", "Check the file") if "file" in brought else ("find", "Check the code"))
    response = bob.client.post(form.action, form.fields | brought)
    return " ".join(Page(response.content).texts("h2", id="result"))


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("report.json", content)


def test_bob_checks_a_file_and_one_that_was_changed(alice):
    report = alice.client.get(f"{attempt(alice)}/report.json?level=lead").content
    bob = Browser()
    assert verdict(bob, file=file(report)) == "Made here"
    better = json.loads(report)
    better["answers"]["cut"]["step"] = 6
    assert verdict(bob, file=file(json.dumps(better).encode())) == "Not as it was made here"
    del better["signature"]
    assert verdict(bob, file=file(json.dumps(better).encode())) == "Not signed"


def test_bob_checks_a_paper_until_alice_withdraws_its_code(alice):
    paper = PdfReader(io.BytesIO(alice.client.get(f"{attempt(alice)}/report.pdf?pages=1").content)).pages[0]
    [code] = re.findall(r"(?:\w{4}-){5}\w{4}", paper.extract_text())
    bob = Browser()
    assert verdict(bob, code=code) == "Made here"
    alice.open(f"{attempt(alice)}/data/")
    assert code in text(alice.page)
    alice.send(("withdraw", "1"))
    assert verdict(bob, code=code) == "We do not know this code"
    alice.send(("new", "1"))
    assert code not in text(alice.page)
    assert verdict(bob, code=code) == "We do not know this code"

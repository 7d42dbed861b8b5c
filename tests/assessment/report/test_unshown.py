"""Beside the download stands what the PDF cannot show, on both pages that offer it, and nothing where it shows all."""

import pytest

from assessment.models import Answer
from tests.assessment.plan.plan_page import ANSWERS
from tests.assessment.report.test_next_steps import add_resource, publish
from tests.assessment.scripts import SCRIPTS, UNSHOWN
from tests.pages import Page, text

PAGES = ["report/", "plan/?level=lead&what=everything"]


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, ANSWERS, submitted=True)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("words", UNSHOWN.values(), ids=UNSHOWN)
@pytest.mark.parametrize("where", ["name", "evidence"])
def test_what_the_pdf_cannot_show_is_told(attempt, alice, page, words, where):
    if where == "name":
        type(attempt).objects.update(person_name=f"Ann {words}")
    else:
        Answer.objects.filter(skill="cut").update(evidence=f"A paper: {words}")
    found = text(Page(alice.get(f"/a/{attempt.public_id}/{page}").content))
    assert "The PDF cannot show these characters" in found
    assert words[0] in found.partition("The PDF cannot show these characters: ")[2].partition(". It has")[0]
    assert b"pdfuaid" not in alice.get(f"/a/{attempt.public_id}/report.pdf").content


def test_what_a_plan_is_learned_from_is_looked_at_too(attempt, alice):
    add_resource("cut", 2, 3, title="楽しい𠮷野家")
    publish()
    page = text(Page(alice.get(f"/a/{attempt.public_id}/{PAGES[1]}").content))
    assert "The PDF cannot show these characters: 𠮷." in page


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_told_where_all_is_shown(attempt, alice, page):
    type(attempt).objects.update(person_name="Zoë")
    Answer.objects.filter(skill="cut").update(evidence="\n".join(SCRIPTS.values()))
    assert "cannot show these" not in text(Page(alice.get(f"/a/{attempt.public_id}/{page}").content))

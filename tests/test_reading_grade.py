"""The pages people live in are easy to read: their own words, without the names and texts of a catalogue.

The workshop's language is not that of the site, so each of its texts on a page is marked, and can be left out.
"""

import pytest
from bs4.element import NavigableString
from django.test import Client

from catalog.core.readability import grade, words
from config.env import ROOT
from tests.assessment.report.makers import MAKERS, handed_in
from tests.catalog.files import entries
from tests.catalog.test_fixtures import FRAMEWORKS
from tests.pages import Page, read
from tests.workshop import PLACE

HARDEST_PAGE, HARDEST_SENTENCE = 9, 12
# Fewer words are a label or a heading: many of those would make any page look easy.
SENTENCE = 6
# Words in one of these belong together.
BLOCKS = ["caption", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "label", "legend", "li", "p", "summary"]
BLOCKS += ["td", "th", "div", "nav", "section", "main"]
UNREAD = ["svg", "script", "style", "input", "textarea", "select"]


def own_words(page: Page) -> list[str]:
    """What the content of a page says in sentences of the site."""
    [main] = page.all("main")
    for gone in [*main(UNREAD), *main(lang=True)]:
        gone.decompose()
    found: dict[int, list[str]] = {}
    for text in main.find_all(string=True):
        owner = text.find_parent(BLOCKS)
        if type(text) is NavigableString and owner:
            found.setdefault(id(owner), []).append(str(text))
    said = [" ".join("".join(parts).split()) for parts in found.values()]
    return [each for each in said if len(words(each)) >= SENTENCE]


def hard(page: Page) -> dict[str, float]:
    """What is too hard to read: the page as a whole, or one of its sentences by itself."""
    said = own_words(page)
    found = {each: grade(each) for each in said}
    return {each: graded for each, graded in found.items() if graded > HARDEST_SENTENCE} | (
        {"the page": grade(". ".join(said))} if grade(". ".join(said)) > HARDEST_PAGE else {}
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/about/",
        "/privacy/",
        f"/roles/{PLACE}/",
        f"/roles/{PLACE}/about/",
        f"/roles/{PLACE}/start/",
        f"/roles/{PLACE}/sample/",
    ],
)
def test_a_page_for_everybody(edition, path):
    assert hard(read(path)) == {}


@pytest.mark.parametrize("who", ["skips-and-unsure", "everything", "close-to-lead"])
def test_a_report_its_plan_and_the_way_back_to_it(begin, who):
    alice = Client()
    here = f"/a/{handed_in(begin, alice, MAKERS[who]).public_id}"

    pages = {path: read(path, alice) for path in (f"{here}/report/", f"{here}/plan/", "/")}

    assert {path: found for path, page in pages.items() if (found := hard(page))} == {}
    assert len(own_words(pages[f"{here}/report/"])) > 20


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_what_we_ship_of_a_role_is_as_easy(framework):
    told = [row["fields"]["text"] for row in entries("role_notes", framework)]
    roles = [row["fields"] for row in entries("roles", framework)]
    told += [role[said] for role in roles for said in ("summary", "description")]

    assert [text for text in told if grade(text) > HARDEST_PAGE] == []


def test_nothing_that_a_visitor_reads_speaks_of_the_brief():
    """Visitors know no brief; they are told of our source."""
    files = [*ROOT.glob("templates/**/*.*"), *ROOT.glob("fixtures/**/*.yaml"), *ROOT.glob("assessment/**/*.py")]

    texts = {file.relative_to(ROOT): " ".join(file.read_text().lower().split()) for file in files}

    assert len(texts) > 200
    assert [str(file) for file, text in texts.items() if "the brief" in text] == []


def test_what_is_hard_to_read_is_noticed_and_what_a_catalogue_says_is_left_out():
    long = "Heterogeneous organisational competencies necessitate multidimensional characterisation."
    easy = "<h2>Go on</h2><p>You meet <bdi lang='ar'>X</bdi>, and that is good. <a href='/'>Look</a></p>"

    assert own_words(Page(f"<main>{easy}<svg><text>no</text></svg></main>")) == ["You meet , and that is good. Look"]
    assert hard(Page(f"<main>{easy}<p lang='ar'>{long}</p></main>")) == {}
    assert [*hard(Page(f"<main>{easy}<p>{long}</p></main>"))] == [long, "the page"]

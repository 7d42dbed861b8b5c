"""A page is in the language of the site; the catalogue's own texts on it are marked with theirs, and find their direction."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from django.test import Client

from catalog import editions
from catalog.core.snapshot import IMPORTANCES
from tests.assessment.report.makers import MAKERS, handed_in
from tests.assessment.sharing.links import link_to
from tests.pages import Element, Page
from tests.workshop import AREAS, PLACE

PUBLIC = [
    "/",
    f"/roles/{PLACE}/",
    f"/roles/{PLACE}/about/",
    f"/roles/{PLACE}/start/",
    "/skills/workshop/cut/",
    "/roles/",
    "/skills/",
    "/skills/?q=leather",
    "/how-we-score/",
]
OPEN = ["", "practice/", *(f"questions/{area}/" for area in AREAS), "back-it-up/", "check/", "data/"]
QUICK = ["quick/", "quick/cut/"]
DONE = [
    "report/",
    "report/?level=lead",
    "what-if/",
    "what-if/?cut=5",
    "elsewhere/",
    "plan/",
    "plan/?level=lead&what=gaps&hours=4&start=2027-01-01",
    "recheck/",
    "data/",
    "share/",
]
# Words of a picture have a table beside them; a browser draws those of a list to choose from by itself.
UNMARKED = {"text", "option"}
# Not the catalogue's alone: words that our own sentences have too.
SHORTEST = 4


def texts(value: object) -> Iterator[str]:
    """Every text that the catalogue holds for people to read."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))


def spoken(element: Element) -> tuple[str, str]:
    """The language and the direction of an element: its own, or those of what it stands in."""
    around = [element, *element.parents]
    found = [next((str(each.get(name)) for each in around if each.get(name)), "") for name in ("lang", "dir")]
    return found[0], found[1]


@pytest.fixture
def catalogue(edition) -> set[str]:
    snapshot = editions.load(edition.digest)
    parts = [
        snapshot.framework.name,
        snapshot.scale,
        snapshot.areas,
        snapshot.skills,
        snapshot.roles,
        snapshot.practice,
    ]
    codes = {*snapshot.area, *snapshot.skill, *snapshot.role, *IMPORTANCES}
    # The labels of other vocabularies are in the language of those; a year is a number.
    codes |= {text for skill in snapshot.skills for text in texts(skill.links)}
    return {text for part in parts for text in texts(part) if len(text) >= SHORTEST and not text.isdigit()} - codes


@pytest.fixture
def pages(begin, edition):
    """Every page that shows something of the catalogue, as somebody sees it."""
    alice = Client()
    attempt = handed_in(begin, alice, MAKERS["skips-and-unsure"])
    found = [f"/a/{attempt.public_id}/{path}" for path in DONE]
    found += [f"/a/{attempt.public_id}/compare/{handed_in(begin, alice, MAKERS['at-senior']).public_id}/", "/history/"]
    found.append(f"/s/{link_to(attempt, 'name', 'notes', 'plan')}/")
    ongoing = begin(alice, {"cut": 3, "glue": 1, "measure": 1, "teach": 1}, target="senior")
    found += [f"/a/{ongoing.public_id}/{path}" for path in OPEN]
    quick = begin(alice)
    quick.kind = "quick"
    quick.save()
    found += [f"/a/{quick.public_id}/{path}" for path in QUICK]
    found += [*PUBLIC, f"/editions/{edition.digest}/"]
    return {path: Page(alice.get(path, follow=True).content) for path in found}


@pytest.mark.slow
def test_every_page_is_in_the_language_of_the_site_and_marks_what_is_not(pages, catalogue):
    wrong = []
    for path, page in pages.items():
        [html] = page.all("html")
        if html["lang"] != "en" or html.get("dir", "ltr") != "ltr":
            wrong.append((path, "html"))
        for element in page.all("body")[0].inside:
            whole = not any(each.text == element.text for each in element.inside)
            if (
                whole
                and element.name not in UNMARKED
                and element.text in catalogue
                and spoken(element) != ("ar", "auto")
            ):
                wrong.append((path, f"{element.name}.{element.get('class', '')}: {element.text[:40]}"))
    assert wrong == []


@pytest.mark.slow
def test_pages_show_the_catalogue(pages, catalogue):
    """Otherwise the test above proves nothing."""
    shown = {path: sum(text in page.root.get_text(" ") for text in catalogue) for path, page in pages.items()}
    assert [path for path, count in shown.items() if not count and path not in {"/how-we-score/"}] == []

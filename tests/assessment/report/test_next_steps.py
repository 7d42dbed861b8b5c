"""What the report offers to go on with: from the current catalogue, joined to what scored in its own edition."""

from collections.abc import Callable

import pytest
from django.test import Client

from assessment.models import Assessment
from catalog import editions
from catalog.models import Edition, Framework, Publication, Role, Skill
from tests.catalog import pages
from tests.conftest import NOW
from tests.factories import ResourceFactory, serve
from tests.pages import Page, links, read, text
from tests.workshop import EVERYTHING, PLACE

# Cutting is one step short of a must-have of Senior, nothing else is; teaching is a strength.
ANSWERS = EVERYTHING | {"cut": 3, "teach": 5}


@pytest.fixture
def attempt(begin: Callable[..., Assessment], alice: Client) -> Assessment:
    Role.objects.get().notes.all().delete()
    return begin(alice, ANSWERS, submitted=True, target="senior")


@pytest.fixture(name="read")
def report_page(alice, attempt):
    return lambda: read(f"/a/{attempt.public_id}/report/", alice)


def publish() -> Edition:
    return editions.publish(framework=Framework.objects.get(), by="erin", at=NOW, label="Second")


def add_way(*skills: str, **fields: str) -> None:
    found = Skill.objects.filter(slug__in=skills)
    pages.add_note(Role.objects.get(), *found, **{"kind": "transition", "slug": "made-way", **fields})


def add_resource(skill: str, start: int, goal: int, **fields: str) -> None:
    resource = ResourceFactory.create(framework=Framework.objects.get(), **fields)
    serve(resource, Skill.objects.get(slug=skill), start, goal)


def section(page: Page, heading: str) -> str:
    """The words of the section under a heading."""
    [found] = page.all("section", **{"aria-labelledby": heading})
    return found.text


def test_a_way_on_names_the_steps_that_it_builds_on(read):
    add_way("teach", "cut", title="Into teaching", text="Teach what you know.")
    publish()

    page = read()

    assert "Into teaching Teach what you know. You bring: To teach (5 Expert) " in section(page, "where-next")
    assert links(page)[f"/roles/{PLACE}/#next"] == "All ways on from this role"


def test_without_a_strength_the_report_says_what_would_be_one(read):
    add_way("cut")
    publish()
    assert "surely at 5 Expert or higher. There is none yet" in section(read(), "where-next")


def test_without_ways_on_there_is_no_section(read):
    publish()
    assert "where-next" not in {each.attributes.get("id") for each in read().elements}


def test_the_next_step_of_a_gap_comes_with_what_helps(read):
    add_resource("cut", 2, 3, title="Too early")
    add_resource("cut", 3, 4, title="The right book")
    add_resource("cut", 4, 5, title="Too late")
    publish()

    page = read()

    words = section(page, "next")
    assert "The right book" in words
    assert "Too early" not in words
    assert "Too late" not in words
    assert links(page)["/skills/workshop/cut/"] in {"What helps: To cut", "All that helps: To cut"}


def test_a_skipped_question_is_answered_first(begin, alice):
    attempt = begin(alice, {"teach": 5}, submitted=True, target="junior")
    add_resource("cut", 1, 2, title="A book")
    publish()
    assert "A book" not in section(read(f"/a/{attempt.public_id}/report/", alice), "next")


def test_what_helps_is_of_today_and_what_scored_stays(read):
    before = section(read(), "where")
    add_resource("cut", 3, 4, title="A new book")
    Skill.objects.update(name="Changed")
    publish()

    page = read()

    assert "A new book" in section(page, "next")
    assert section(page, "where") == before
    assert "Changed" not in text(page)


def test_a_report_outlives_the_publication_of_its_role(read):
    Publication.objects.all().delete()

    page = read()

    assert "To cut" in section(page, "next")
    assert "/skills/workshop/cut/" not in links(page)

"""The page of a skill: its steps, who asks for it, what it needs and opens, and what helps; at an address that stays."""

from datetime import date

import pytest
from django.test import Client

from catalog.models import Anchor, Framework, ResourceStep, Skill
from tests.catalog import pages
from tests.factories import (
    ExternalLinkFactory,
    PrerequisiteFactory,
    ResourceFactory,
    serve,
)
from tests.pages import links, read, text

PATH = "/skills/made/made-skill-0/"
pytestmark = pytest.mark.django_db


def skill(number: int = 0) -> Skill:
    return Skill.objects.get(slug=f"made-skill-{number}")


def helps(start: int, goal: int, **fields: object) -> None:
    """A resource that serves the first skill."""
    resource = ResourceFactory.create(framework=Framework.objects.get(slug="made"), **fields)
    serve(resource, skill(), start, goal)


def resources(page) -> list[str]:
    return [each.text for each in page.all("li") if "resource" in each.attributes.get("class", "").split()]


def test_a_skill_shows_its_texts():
    pages.make()
    Skill.objects.update(
        definition="Bake bread.", why="People eat.", tips="Weigh.\nWait.", in_demand=True, citations="Bread:1\nBread:2",
        code="B1",
    )  # fmt: skip
    pages.publish()

    page = read(PATH)

    words = text(page)
    assert words.startswith("Role made-role · Area made-area · B1 Skill made-skill-0 Bake bread.")
    assert "in demand Employers look for it." in words
    assert "Why it matters People eat." in words
    assert "Good practice Weigh. Wait." in words
    assert page.texts("p", class_="source") == ["Source: Bread 1–2"]


def test_a_skill_shows_each_step_and_how_to_go_on():
    pages.make()
    Anchor.objects.filter(step=1).update(next_step="Bake a second loaf.")
    Anchor.objects.filter(step=4).delete()
    pages.publish()

    steps = read(PATH).texts("li", class_="rung")

    assert steps[1] == "1 Foundation I do made-skill-0 at 1. To go on: Bake a second loaf."
    assert steps[4] == "4 Expert What expert means."


def test_a_skill_shows_what_each_level_asks():
    pages.make()
    pages.publish()

    assert read(PATH).texts("tr") == [
        "Level Step Importance",
        "Level 1 2 Working must-have",
        "Level 2 3 Practitioner must-have",
    ]


def test_what_a_skill_needs_and_opens_leads_both_ways():
    pages.make(2)
    PrerequisiteFactory(skill=skill(1), step=3, needs=skill(0), needs_step=2)
    pages.publish()

    needed, needing = read(PATH), read("/skills/made/made-skill-1/")

    assert "With 2 Working you can go for Skill made-skill-1 at 3 Practitioner" in text(needed)
    assert links(needed)["/skills/made/made-skill-1/#step-3"] == "Skill made-skill-1"
    assert "Builds on: Skill made-skill-0 at 2 Working" in needing.texts("li", id="step-3")[0]
    assert links(needing)["/skills/made/made-skill-0/#step-2"] == "Skill made-skill-0"


def test_resources_stand_by_step_with_what_is_known_of_them():
    pages.make()
    helps(
        0, 2, title="A book", provider="Press", kind="book", hours=12, licence="CC BY 4.0", description="Read it.",
        checked_on=date(2026, 11, 20), verified=True,
    )  # fmt: skip
    helps(1, 2, title="A course", url="https://example.org/other", cost="partly", hours_estimated=False, language="de")
    helps(1, 2, title="Bake a loaf", kind="practice", url="", hours=3)
    pages.publish()

    page = read(PATH)

    book = (
        "A book Read it. Press book free about 12 h, our estimate English licence CC BY 4.0 looked at 20 November 2026"
    )
    assert resources(page) == [
        book,
        book,
        "A course course partly free 10 h, as the provider states German address not verified",
        "practice task Bake a loaf about 3 h, our estimate",
    ]
    assert links(page)["https://example.org/other"] == "A course"
    # The first of a step is in sight, the others are behind a press.
    assert page.texts("summary") == ["2 more for this step"]
    assert page.texts("h3")[-4:] == [
        "From 0 Not yet to 1 Foundation",
        "From 1 Foundation to 2 Working",
        "From 2 Working to 3 Practitioner",
        "From 3 Practitioner to 4 Expert",
    ]
    assert page.texts("p").count("Nothing is listed for this step yet.") == 2
    assert "This step is mostly practice on real work: nothing to read takes its place." in page.texts("p")


def test_a_step_says_where_to_start_and_what_is_covered():
    pages.make()
    helps(0, 1, title="A song", hours_estimated=False)
    helps(0, 2, title="A course", cost="paid", hours_estimated=False, url="https://example.org/other")
    ResourceStep.objects.filter(resource__title="A course", step=1).update(start_here=True, covers_hours=4)
    pages.publish()

    course = "A course course paid 10 h, as the provider states{} English address not verified"
    song = "A song course free 10 h, as the provider states English address not verified"
    covered = f"start here {course.format(' 4 h of them are study for this step')}"
    assert resources(read(PATH)) == [covered, song, course.format("")]


def test_without_resources_the_page_says_so():
    pages.make()
    pages.publish()
    assert "No learning resource is listed for this skill yet." in read(PATH).texts("p")


def test_codes_of_an_older_edition_stand_for_themselves():
    pages.make()
    helps(0, 1, title="A song", kind="song", cost="barter", language="xx")
    pages.publish()
    assert "A song song barter about 10 h, our estimate xx address not verified" in resources(read(PATH))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example/"])
def test_only_addresses_of_the_web_become_links(address):
    pages.make()
    helps(0, 1, title="A trap", url=address)
    ExternalLinkFactory(skill=skill(), uri=address, label="a trap")
    pages.publish()

    page = read(PATH)

    assert address not in links(page)
    assert "A trap" in text(page)
    assert "a trap" in text(page)


def test_notes_that_name_the_skill_are_listed_with_their_place():
    role = pages.make()
    pages.add_note(role, skill(), kind="duty", slug="bake", title="Bake")
    pages.add_note(role, skill(), kind="market", slug="bread", title="Bread sells")
    pages.add_note(role, skill(), kind="transition", slug="sell", title="Into sales")
    pages.add_note(role, kind="duty", slug="other", title="Other")
    pages.publish()

    found = links(read(PATH))

    assert found["/roles/made/made-role/about/#note-bake"] == "Bake"
    assert found["/roles/made/made-role/about/#note-bread"] == "Bread sells"
    assert found["/roles/made/made-role/#note-sell"] == "Into sales"
    assert [each for each in found if each.endswith("#note-other")] == []


def test_links_to_public_vocabularies_say_how_they_relate_and_whose_they_are():
    pages.make()
    ExternalLinkFactory(skill=skill(), label="bake", relation="broadMatch", scheme_version="1.2")
    ExternalLinkFactory(skill=skill(), scheme="onet", scheme_version="29.0", uri="2.B.3.e", label="Baking")
    pages.publish()

    page = read(PATH)

    words = text(page)
    assert "ESCO 1.2 This skill is part of the wider bake" in words
    assert "This service uses the ESCO classification of the European Commission." in words
    assert "O*NET 29.0 This skill is the same as Baking 2.B.3.e" in words
    assert "O*NET 29.0 Database by the U.S. Department of Labor" in words
    assert links(page)["http://data.europa.eu/esco/skill/1"] == "bake"


def test_a_group_is_named_on_the_page_of_each_member():
    pages.make(3)
    Skill.objects.filter(slug__in=["made-skill-0", "made-skill-2"]).update(any_one_of="best")
    pages.publish()

    first, second = read(PATH), read("/skills/made/made-skill-1/")

    assert "One of a group of which the best answer counts: Skill made-skill-2" in text(first)
    assert "One of a group" not in text(second)


def test_a_retired_skill_keeps_its_page_and_says_so():
    pages.make(2)
    Skill.objects.filter(slug="made-skill-0").update(retired_on=date(2026, 11, 1))
    pages.publish()

    words = text(read(PATH))

    assert "This skill is retired: it is no longer asked for." in words
    assert "What each level asks" not in words


@pytest.mark.parametrize("slug", ["nothing", "made-skill-9", "x" * 300])
def test_a_skill_that_no_current_edition_holds_is_not_there(edition, slug):
    pages.make()
    pages.publish()
    assert Client().get(f"/skills/made/{slug}/").status_code == 404


def test_a_draft_is_nobodys_business():
    pages.make()
    pages.publish()
    Skill.objects.update(name="Draft canary", why="Draft canary")
    assert "Draft canary" not in text(read(PATH))


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize(("cold", "queries"), [(False, 1), (True, 3)])
def test_the_page_costs_the_same_whatever_its_size(size, cold, queries):
    pages.make(size)
    for number in range(size):
        helps(0, 4, title=f"Book {number}")
    pages.publish()
    assert pages.cost(lambda: Client().get(PATH), cold=cold) == queries

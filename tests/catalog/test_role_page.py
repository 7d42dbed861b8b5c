"""The page of a role: what the job is, its levels, what each asks, where it leads; from what was published."""

import pytest
from django.test import Client

from catalog.models import Area, Requirement, RoleLevel, Skill
from tests.catalog import pages
from tests.factories import RequirementFactory, SkillFactory
from tests.pages import Page, links, read, text

PATH = "/roles/made-role/"
pytestmark = pytest.mark.django_db

SECTIONS = {
    "about": "The job",
    "duty": "What the job involves",
    "background": "Background",
    "employer": "What some employers add",
    "transition": "Where next",
    "adjacent": "Adjacent roles",
    "learning": "Keep learning",
}


def headings(page: Page) -> list[str]:
    return page.texts("h2")


def rows(page) -> list[list[str]]:
    """The matrix, row by row; a cell without the name of its level, which only a phone shows."""
    [table] = page.all("table")
    found = []
    for row in (each for each in table.inside if each.tag == "tr"):
        cells = [each for each in row.inside if each.tag in {"td", "th"}]
        found.append([_words(cell) for cell in cells])
    return found


def _words(cell) -> str:
    hidden = "".join(each.text for each in cell.inside if each.attributes.get("class") == "matrix__level")
    return " ".join(cell.text.replace(hidden, "", 1).split())


def test_each_kind_of_note_has_its_section_and_market_notes_have_a_page_of_their_own():
    role = pages.make()
    for kind in [*SECTIONS, "market"]:
        pages.add_note(role, kind=kind, title=f"About {kind}", text=f"Words on {kind}.")
    pages.publish()

    page = read(PATH)

    assert headings(page) == [
        "The job", "What the job involves", "The levels", "What each level asks", "Background",
        "What some employers add", "Where next", "Adjacent roles", "Keep learning",
    ]  # fmt: skip
    words = text(page)
    assert all(f"About {kind} Words on {kind}." in words for kind in SECTIONS)
    assert "Words on market." not in words


def test_sections_that_would_be_empty_are_left_out():
    pages.make()
    pages.publish()

    page = read(PATH)

    assert headings(page) == ["The levels", "What each level asks"]
    [contents] = page.all("nav", **{"aria-label": "On this page"})
    assert contents.text.split() == ["Levels", "Skills"]


def test_every_link_of_the_contents_leads_somewhere():
    role = pages.make()
    for kind in SECTIONS:
        pages.add_note(role, kind=kind)
    pages.publish()

    page = read(PATH)

    ids = {each.attributes.get("id") for each in page.elements}
    inside = [href.removeprefix("#") for href in links(page) if href.startswith("#")]
    assert len(inside) == 7
    assert set(inside) <= ids


def test_a_note_leads_to_its_skills_and_says_where_it_comes_from():
    role = pages.make(2)
    skill = Skill.objects.get(slug="made-skill-1")
    pages.add_note(
        role, skill, kind="duty", slug="plan", source="A brief", as_of="2024", citations="Overview:2\nOverview:3"
    )
    pages.add_note(role, kind="duty", slug="bare", position=1, citations="Overview:9\nOutlook:1")
    pages.add_note(role, kind="duty", slug="short", position=2, source="A brief", citations="Overview:7")
    pages.publish()

    page = read(PATH)

    [note] = page.all("article", id="note-plan")
    assert [each.attributes["href"] for each in note.inside if each.tag == "a"] == ["/skills/made-skill-1/"]
    assert page.texts("p", class_="source") == [
        "Source: A brief, lines 2–3 (stated for 2024)",
        "Source: Overview 9; Outlook 1",
        "Source: A brief, line 7",
    ]


def test_a_level_shows_titles_duties_and_credentials():
    pages.make()
    RoleLevel.objects.filter(slug="level-1").update(
        titles="Intern\nJunior", duties="Helps\nWrites", credentials="A degree", citations="Career:4"
    )
    pages.publish()

    [first, _second] = read(PATH).all("li", class_="ladder__level")

    assert first.text == "Level 1 Intern, Junior Helps Writes Background A degree Source: Career 4"


def test_the_matrix_gives_number_name_and_importance_and_leads_to_each_skill():
    pages.make()
    Requirement.objects.filter(level__slug="level-1").update(importance="helpful")
    RequirementFactory(
        level=RoleLevel.objects.get(slug="level-2"),
        skill=SkillFactory(area=Area.objects.get(slug="made-area"), slug="open", name="Open", any_one_of="best"),
        step=None,
    )
    pages.publish()

    page = read(PATH)

    assert rows(page) == [
        ["Skill", "Level 1", "Level 2"],
        ["Area made-area"],
        ["Skill made-skill-0", "2 Working helpful", "3 Practitioner must-have"],
        ["Open one of a group: the best counts", "not asked", "step not stated must-have"],
    ]
    assert {"/skills/made-skill-0/", "/skills/open/"} <= links(page).keys()


def test_the_matrix_is_sorted_by_plain_links():
    pages.make(2)
    Requirement.objects.filter(skill__slug="made-skill-0").update(importance="important")
    pages.publish()

    page = read(PATH)
    orders = [href for href, words in links(page).items() if words.startswith("By ")]
    sorted_page = read(orders[1].removesuffix("#skills"))

    assert orders == [f"{PATH}?sort=area#skills", f"{PATH}?sort=importance#skills"]
    assert [row[0] for row in rows(page)[1:]] == ["Area made-area", "Skill made-skill-0", "Skill made-skill-1"]
    assert [row[0] for row in rows(sorted_page)[1:]] == [
        "A must-have at one level or more",
        "Skill made-skill-1 Area made-area",
        "Important at one level or more",
        "Skill made-skill-0 Area made-area",
    ]
    assert [page.texts("a", **{"aria-current": "true"}) for page in (page, sorted_page)] == [
        ["By area"],
        ["By importance"],
    ]


@pytest.mark.parametrize("sort", ["", "name", "AREA", "area,importance"])
def test_an_order_that_is_not_there_is_refused(sort):
    pages.make()
    pages.publish()
    assert Client().get(PATH, {"sort": sort}).status_code == 400


def test_the_legend_gives_the_words_for_every_step():
    pages.make()
    pages.publish()

    words = text(read(PATH))

    assert "0 Not yet What not yet means." in words
    assert "4 Expert What expert means." in words
    assert "must-have Decides the level" in words


def test_words_of_editors_are_words():
    role = pages.make()
    pages.add_note(role, kind="about", title="<b>x</b>", text="<script>x()</script>\n\nMore", source="<i>y</i>")
    pages.publish()

    page = read(PATH)

    assert page.all("script") == page.all("b") == page.all("i") == []
    assert "<script>x()</script>" in text(page)


def test_a_draft_is_nobodys_business():
    role = pages.make()
    pages.publish()
    pages.add_note(role, kind="about", title="Draft canary")
    assert "Draft canary" not in text(read(PATH))


@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize(("cold", "queries"), [(False, 1), (True, 2)])
def test_the_page_costs_the_same_whatever_its_size(size, cold, queries):
    role = pages.make(size)
    for number in range(size):
        pages.add_note(role, Skill.objects.first(), kind="duty", slug=f"note-{number}")
    pages.publish()
    assert pages.cost(lambda: Client().get(PATH), cold=cold) == queries

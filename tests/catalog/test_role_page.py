"""The page of a role: what it is, its levels, what each asks, where it leads; from what was published."""

import pytest
from django.test import Client

from catalog.models import Area, Requirement, RoleLevel, Skill
from tests.catalog import pages
from tests.factories import RequirementFactory, SkillFactory
from tests.pages import Page, links, read, text

PATH = "/roles/made/made-role/"
pytestmark = pytest.mark.django_db


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


def test_it_says_what_the_role_is_and_for_whom_the_page_is():
    pages.make()
    pages.publish()

    [lead] = read(PATH).all("div", class_="lead")

    assert lead.text == (
        "Does the work. For people who do this work or want to: see which level your work meets, and what the next "
        "one asks."
    )


def test_the_sample_report_is_behind_the_picture_of_its_ladder():
    pages.make()
    pages.publish()

    [sample] = [each for each in read(PATH).all("a") if each.attributes["href"] == f"{PATH}sample/"]

    assert sample.find("title").get_text() == "A made-up person at each level"
    assert sample.text.endswith("This person is made up. See the whole sample report")


def test_where_it_leads_is_told_behind_each_title_and_all_else_on_a_page_of_its_own():
    role = pages.make()
    for kind in ("about", "duty", "background", "employer", "transition", "adjacent", "learning", "market"):
        pages.add_note(role, kind=kind, title=f"About {kind}", text=f"Words on {kind}.")
    pages.publish()

    page = read(PATH)

    assert headings(page) == ["The levels", "What each level asks", "Where next"]
    assert page.texts("h3")[-2:] == ["Ways on", "Roles close to this one"]
    told = [each.text for each in page.all("details") if "Words" in each.text]
    assert told == ["About transition Words on transition.", "About adjacent Words on adjacent."]


def test_sections_that_would_be_empty_are_left_out():
    pages.make()
    pages.publish()

    page = read(PATH)

    assert headings(page) == ["The levels", "What each level asks"]
    [contents] = page.all("nav", **{"aria-label": "This role"})
    assert [each.text for each in contents.inside if each.tag == "a"] == ["Levels", "Skills"]


def test_every_link_of_the_contents_leads_somewhere():
    role = pages.make()
    pages.add_note(role, kind="transition")
    pages.publish()

    page = read(PATH)

    ids = {each.attributes.get("id") for each in page.elements}
    inside = [href.removeprefix("#") for href in links(page) if href.startswith("#")]
    assert inside == ["levels", "skills", "next"]
    assert set(inside) <= ids


def test_a_note_leads_to_its_skills_and_says_where_it_comes_from():
    role = pages.make(2)
    skill = Skill.objects.get(slug="made-skill-1")
    pages.add_note(
        role, skill, kind="adjacent", slug="plan", source="A list", as_of="2024", citations="Overview:2\nOverview:3"
    )
    pages.add_note(role, kind="adjacent", slug="bare", position=1, citations="Overview:9\nOutlook:1")
    pages.add_note(role, kind="adjacent", slug="short", position=2, source="A list", citations="Overview:7")
    pages.add_note(role, kind="transition", slug="silent", title="Says not", position=3)
    pages.publish()

    page = read(PATH)

    [note] = page.all("div", id="note-plan")
    assert [each.attributes["href"] for each in note.inside if each.tag == "a"] == ["/skills/made/made-skill-1/"]
    assert page.texts("p", class_="source") == ["Stated for 2024"]
    [origins] = page.all("ul", class_="origins")
    assert origins.text == "Market: A list, lines 2–3 Market: Overview 9; Outlook 1 Market: A list, line 7"


def test_a_level_is_a_card_with_its_titles_its_duties_and_what_changes():
    pages.make(2)
    RoleLevel.objects.filter(slug="level-1").update(titles="Intern\nJunior", duties="Helps\nWrites")
    Requirement.objects.filter(level__slug="level-1", skill__slug="made-skill-0").update(importance="helpful")
    Requirement.objects.filter(level__slug="level-1", skill__slug="made-skill-1").delete()
    pages.publish()

    first, second = read(PATH).texts("li", class_="ladder__level")

    assert first == "Level 1 Intern, Junior Helps Writes Skills 1 Must-haves among them 0"
    assert second == (
        "Level 2 Skills 2 Must-haves among them 2 New here 1 Higher step than below 1 2 new must-haves Skill made-skill-0 Skill made-skill-1"
    )


@pytest.mark.parametrize("path", [PATH, f"{PATH}?sort=importance"])
def test_one_level_can_be_picked_and_the_lowest_is_at_first(path):
    pages.make()
    pages.publish()

    page = read(path)

    picks = page.all("input", type="radio")
    assert [each.attributes["id"] for each in picks] == ["pick-0", "pick-1", "pick-all"]
    assert [each.has_attr("checked") for each in picks] == [True, False, False]
    assert page.texts("label") == ["Level 1", "Level 2", "all levels"]
    cells = [each for each in page.all("td") if "at" in each.attributes["class"].split()]
    assert {each.attributes["class"].split()[1] for each in cells} == {"at-0", "at-1"}
    assert page.all("form") == []


def test_where_there_is_one_level_there_is_nothing_to_pick():
    pages.make()
    RoleLevel.objects.filter(slug="level-2").delete()
    pages.publish()

    assert read(PATH).all("input") == []


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
    assert {"/skills/made/made-skill-0/", "/skills/made/open/"} <= links(page).keys()


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
    pages.add_note(role, kind="adjacent", title="<b>x</b>", text="<script>x()</script>\n\nMore", source="<i>y</i>")
    pages.publish()

    page = read(PATH)

    assert page.all("b") == page.all("i") == []
    assert [each.attributes for each in page.all("script")] == [{"type": "application/ld+json"}]
    assert "<script>x()</script>" in text(page)


def test_a_draft_is_nobodys_business():
    role = pages.make()
    pages.publish()
    pages.add_note(role, kind="adjacent", title="Draft canary")
    assert "Draft canary" not in text(read(PATH))


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize(("cold", "queries"), [(False, 1), (True, 3)])
def test_the_page_costs_the_same_whatever_its_size(size, cold, queries):
    role = pages.make(size)
    for number in range(size):
        pages.add_note(role, Skill.objects.first(), kind="adjacent", slug=f"note-{number}")
    pages.publish()
    assert pages.cost(lambda: Client().get(PATH), cold=cold) == queries

"""“About this role”: the work, the way into it, the market and the pay, as sources say it, in sections that fold; pay
never mixed, never tied to anybody's result."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from catalog import editions
from catalog.models import Framework, RoleLevel
from tests.catalog import pages
from tests.factories import SalaryRangeFactory
from tests.pages import links, read, text
from tests.workshop import PLACE, ROLE

PATH = "/roles/made/made-role/about/"
SECTIONS = {
    "about": "The job",
    "duty": "What the job involves",
    "background": "Background",
    "employer": "What some employers add",
    "learning": "Keep learning",
    "market": "The market",
}
pytestmark = pytest.mark.django_db


def tables(page) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.inside if cell.tag in {"td", "th"}] for row in table.inside if row.tag == "tr"]
        for table in page.all("table")
    ]


def test_without_anything_to_say_the_page_says_so():
    role = pages.make()
    pages.add_note(role, kind="transition", title="Told on the page of the role")
    pages.publish()

    page = read(PATH)

    assert "Nothing more is noted about this role yet." in page.texts("p")
    assert page.texts("h2") == []
    assert PATH not in links(read("/roles/made/made-role/"))


def test_market_and_pay_are_promised_only_where_there_is_something_of_them():
    role = pages.make()
    pages.add_note(role, kind="duty")
    pages.publish()
    assert read(PATH).texts("p", class_="lead") == ["The work and the way into it. None of this is scored."]
    assert "About this role: the work and the way into it" in read("/roles/made/made-role/").texts("a")
    SalaryRangeFactory(role=role)
    pages.publish()
    [lead] = read(PATH).texts("p", class_="lead")
    assert lead == "The work, the way into it, the market and the pay. None of this is scored."


def test_each_kind_of_note_has_a_section_that_folds_and_the_first_is_open():
    role = pages.make()
    for kind in [*SECTIONS, "transition", "adjacent"]:
        pages.add_note(role, kind=kind, title=f"About {kind}", text=f"Words on {kind}.")
    pages.publish()

    page = read(PATH)

    folds = page.all("details", class_="fold")
    assert [fold.inside[0].text for fold in folds] == page.texts("h2") == [*SECTIONS.values()]
    assert [fold.has_attr("open") for fold in folds] == [True] + [False] * 5
    for fold, kind in zip(folds, SECTIONS, strict=True):
        assert f"About {kind} Words on {kind}." in fold.text
    assert "Words on transition." not in text(page)


def test_the_role_leads_here_and_the_page_leads_back():
    pages.add_note(pages.make(), kind="learning")
    pages.publish()

    assert "About this role" in links(read("/roles/made/made-role/"))[PATH]
    assert links(read(PATH))["/roles/made/made-role/"] == "Back to the role"


def test_everything_that_is_told_of_a_role_is_told_on_one_of_its_two_pages(edition):
    """The workshop has one of each thing that can be told."""
    role = editions.load(edition.digest).role[ROLE]
    told = [role.name, role.summary, role.description]
    for level in role.levels:
        told += [level.name, *level.titles, *level.duties, *level.credentials]
    for note in role.notes:
        told += [note.title, note.text, note.source, note.as_of]
    for pay in role.salaries:
        told += [pay.title, pay.employer, pay.note, str(pay.year or "")]
    here = text(read(f"/roles/{PLACE}/")) + text(read(f"/roles/{PLACE}/about/"))

    missing = [each for each in told if " ".join(each.split()) not in here]
    assert missing == []
    assert len({each for each in told if each}) > 20


def test_where_market_and_pay_stood_leads_on(client):
    pages.make()
    pages.publish()

    response = client.get("/roles/made/made-role/market/")

    assert (response.status_code, response.headers["Location"]) == (301, PATH)
    assert client.get("/roles/made/nobody/market/").status_code == 404


def test_the_source_is_named_once_and_lines_in_a_disclosure_of_each_section():
    role = pages.make()
    Framework.objects.update(source="What a guild wrote in 2024")
    pages.add_note(role, kind="market", title="Growth", source="What a guild wrote", as_of="2024")
    pages.add_note(role, kind="duty", title="Bake", citations="Bread:2\nBread:3")
    pages.add_note(role, kind="duty", title="Silent", position=1)
    RoleLevel.objects.filter(slug="level-1").update(credentials="A degree", citations="Career:4")
    pages.publish()

    page = read(PATH)

    assert text(page).count("What a guild wrote in 2024") == 1
    assert page.texts("p", class_="source") == ["Stated for 2024"]
    assert page.texts("ul", class_="origins") == ["Bake: Bread 2–3", "Level 1: Career 4", "Growth: What a guild wrote"]


def test_the_background_of_each_level_stands_under_its_name():
    pages.make()
    RoleLevel.objects.filter(slug="level-1").update(credentials="A degree\nA club")
    pages.publish()

    page = read(PATH)

    assert page.texts("div", class_="ladder__level") == ["Level 1 A degree A club"]


def test_pay_is_a_table_for_each_currency():
    role = pages.make()
    SalaryRangeFactory(
        role=role, title="Scientist", employer="Acme", median=150_000, note="One list.", citations="Pay:4"
    )
    SalaryRangeFactory(role=role, title="Analyst", low=320_000, high=None)
    SalaryRangeFactory(role=role, title="Analyst", low=None, high=None, median=90_000, currency="EUR", year=2023)
    SalaryRangeFactory(role=role, title="Baker", low=None, high=None, median=80_000, currency="EUR", year=None)
    pages.publish()

    page = read(PATH)

    heads = ["Title", "Low", "Median or average", "High", "Year"]
    assert page.texts("h3") == ["In EUR, a year", "In USD, a year"]
    assert tables(page) == [
        [heads, ["Analyst", "–", "90,000", "–", "2023"], ["Baker", "–", "80,000", "–", "–"]],
        [
            heads,
            ["Analyst", "320,000", "–", "–", "2024"],
            ["Scientist, Acme", "100,000", "150,000", "200,000", "2024"],
            ["One list."],
        ],
    ]
    assert page.texts("ul", class_="origins") == ["Scientist, Acme: Pay 4"]


def test_the_picture_says_in_words_what_it_draws():
    role = pages.make()
    for title, figures in {
        "A": {"low": 1000, "high": 2000},
        "B": {"low": 1000, "high": None},
        "C": {"low": None, "high": 2000},
        "D": {"low": None, "high": None, "median": 1500},
    }.items():
        SalaryRangeFactory(role=role, title=title, **figures)
    pages.publish()

    html = Client().get(PATH).content.decode()
    svg = ElementTree.fromstring(html[html.index('<svg class="chart"') : html.rindex("</svg>") + 6])

    assert (svg[0].text, svg[1].text) == (
        "Pay a year in USD, as sources state it",
        "A: 1,000–2,000. B: from 1,000. C: up to 2,000. D: about 1,500.",
    )


def test_the_page_says_that_pay_is_nobodys_result():
    SalaryRangeFactory(role=pages.make())
    pages.publish()

    words = text(read(PATH))

    assert "Pay is never tied to a person's result here" in words
    assert "Where two do not agree, both stand here." in words


def test_words_of_editors_are_words():
    SalaryRangeFactory(role=pages.make(), title="<b>x</b>", note="<script>x()</script>", employer="</desc></svg><i>")
    pages.publish()

    page = read(PATH)

    assert page.all("script") == page.all("b") == page.all("i") == []


def test_of_a_role_that_is_not_there_nothing_is_told(edition):
    assert Client().get("/roles/workshop/nothing/about/").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize(("cold", "queries"), [(False, 1), (True, 3)])
def test_the_page_costs_the_same_whatever_its_size(size, cold, queries):
    role = pages.make(size)
    for number in range(size):
        pages.add_note(role, slug=f"note-{number}")
        SalaryRangeFactory(role=role)
    pages.publish()
    assert pages.cost(lambda: Client().get(PATH), cold=cold) == queries

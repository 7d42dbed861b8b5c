"""The page of a market: what sources say, never mixed, never checked, never tied to anybody's result."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.catalog import pages
from tests.factories import SalaryRangeFactory
from tests.pages import read, text

PATH = "/roles/made-role/market/"
pytestmark = pytest.mark.django_db


def tables(page) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.inside if cell.tag in {"td", "th"}] for row in table.inside if row.tag == "tr"]
        for table in page.all("table")
    ]


def test_without_anything_to_say_the_page_says_so():
    pages.make()
    pages.publish()

    page = read(PATH)

    assert "Nothing is noted yet about the market for this role." in page.texts("p")
    assert page.texts("h2") == []


def test_notes_alone_stand_without_a_table():
    role = pages.make()
    pages.add_note(role, title="Growth", text="More posts each year.", source="A brief", as_of="2024")
    pages.add_note(role, kind="about", title="Not here")
    pages.publish()

    page = read(PATH)

    assert (page.texts("h2"), page.texts("h3")) == (["The market"], ["Growth"])
    assert page.texts("p", class_="source") == ["Source: A brief (stated for 2024)"]
    assert "No source that we hold states pay for this role." in page.texts("p")


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
            ["One list. Source: Pay 4."],
        ],
    ]


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
    assert "Where two of them conflict, both stand here." in words


def test_words_of_editors_are_words():
    SalaryRangeFactory(role=pages.make(), title="<b>x</b>", note="<script>x()</script>", employer="</desc></svg><i>")
    pages.publish()

    page = read(PATH)

    assert page.all("script") == page.all("b") == page.all("i") == []


def test_a_role_that_is_not_there_has_no_market(edition):
    assert Client().get("/roles/nothing/market/").status_code == 404


@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize(("cold", "queries"), [(False, 1), (True, 2)])
def test_the_page_costs_the_same_whatever_its_size(size, cold, queries):
    role = pages.make(size)
    for number in range(size):
        pages.add_note(role, slug=f"note-{number}")
        SalaryRangeFactory(role=role)
    pages.publish()
    assert pages.cost(lambda: Client().get(PATH), cold=cold) == queries

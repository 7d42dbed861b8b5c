"""The lists of roles and skills, and the search in them, over frameworks of any scale and language."""

import pytest
from django.test import Client

from catalog import lists, shelves
from catalog.models import Publication, Skill
from tests.catalog import pages
from tests.factories import publish_framework
from tests.pages import Page, links, read, text
from tests.workshop import PLACE, RETIRED, SKILLS


def marks(page: Page) -> set[str]:
    return set(page.texts("mark"))


def test_all_roles_are_listed_by_framework(edition):
    publish_framework(slug="made")
    page = read("/roles/")
    assert page.texts("h2") == ["Framework made", "الورشة"]
    assert [href for href in links(page) if href.startswith("/roles/")] == [
        "/roles/made/made-role/",
        f"/roles/{PLACE}/",
    ]
    assert "Makes what is asked for. Junior · Senior · Lead" in text(page)
    [form] = page.forms
    assert (form.action, form.method, form.fields) == ("/roles/", "get", {"q": ""})


def test_all_skills_are_listed_by_area_and_no_retired_one(edition):
    page = read("/skills/")
    assert page.texts("h3") == ["Craft", "Tools", "الناس"]
    assert set(links(page)) == {"/roles/", *(f"/skills/workshop/{slug}/" for slug in SKILLS)}
    assert RETIRED not in text(page)


def test_a_word_is_found_in_a_title_and_said_where(edition):
    page = read("/roles/?q=LEAD+máker")
    assert f"/roles/{PLACE}/" in links(page)
    assert "1 role has “LEAD máker”." in text(page)
    assert "Titles of Lead: Lead" in text(page)
    assert marks(page) == {"Maker", "Lead"}


def test_a_sentence_is_found_with_its_step(edition):
    page = read("/skills/?q=leather")
    assert [href for href in links(page) if href.startswith("/skills/w")] == ["/skills/workshop/cut/"]
    assert "At step 4 Skilled: I cut leather." in text(page)
    assert marks(page) == {"leather"}
    [hit] = page.all("mark")
    assert next(each["lang"] for each in hit.parents if each.get("lang")) == "ar"


def test_what_the_other_list_has_is_one_press_away(edition):
    page = read("/roles/?q=leather")
    assert links(page)["/skills/?q=leather"] == "Look at 1 skill that has it"
    assert links(read("/skills/?q=maker"))["/roles/?q=maker"] == "Look at 1 role that has it"


def test_nothing_found_says_what_to_try(edition):
    page = read("/skills/?q=leather+unobtainium")
    assert "Nothing here has “leather unobtainium”. Try fewer or shorter words" in text(page)
    assert links(page) == {"/skills/": "All skills"}
    assert page.form("/skills/").fields == {"q": "leather unobtainium"}


def test_nothing_published_is_said(db):
    Publication.objects.all().delete()
    assert "Nothing is published yet." in text(read("/skills/"))


@pytest.mark.parametrize("query", ["", "  ", "\u0301"])
def test_no_word_is_no_search(edition, query):
    assert "/skills/workshop/cut/" in links(Page(Client().get("/skills/", {"q": query}).content))


def test_what_is_typed_is_words_and_no_html(edition):
    page = Client().get("/skills/", {"q": "<b>leather</b>" + "x" * 200})
    assert b"<b>" not in page.content
    assert len(Page(page.content).form("/skills/").fields["q"]) == lists.LONGEST


def test_more_than_can_be_shown_is_said(db, monkeypatch):
    monkeypatch.setattr(lists, "MOST", 2)
    publish_framework(3)
    page = read("/skills/?q=made-skill")
    assert "These are the first 2 of 3." in text(page)
    assert len([href for href in links(page) if href.startswith("/skills/made/")]) == 2


def test_a_search_shows_the_current_edition(edition):
    pages.make()
    pages.publish()
    Skill.objects.filter(slug="made-skill-0").update(name="Weaving")
    assert "Nothing here has “weaving”." in text(read("/skills/?q=weaving"))
    pages.publish()
    assert "1 skill " in text(read("/skills/?q=weaving"))


@pytest.mark.parametrize("path", ["/roles/", "/skills/", "/skills/?q=made", "/roles/?q=made"])
@pytest.mark.parametrize("frameworks", [1, 5])
def test_a_list_costs_one_query_however_many_frameworks(db, path, frameworks):
    for number in range(frameworks):
        publish_framework(2, slug=f"made{number}")
    assert pages.cost(lambda: Client().get(path)) == 1


def test_a_search_keeps_no_edition_and_reads_it_once(edition):
    read("/skills/?q=cut")
    held = shelves.kept(edition.digest)
    assert {type(each).__name__ for each in held} == {"str", "tuple"}
    assert pages.cost(lambda: Client().get("/skills/?q=cut"), cold=True) == 1  # its words are kept

"""The style page: for those who build the site, and nobody else; with each component's states."""

import pytest

from tests.pages import Page, read

PATH = "/style/"


@pytest.mark.parametrize(("debug", "local", "status"), [(0, 0, 404), (0, 1, 200), (1, 0, 200)])
def test_only_who_builds_the_site_sees_it(client, db, settings, debug, local, status):
    settings.DEBUG, settings.LOCAL = bool(debug), bool(local)
    assert client.get(PATH).status_code == status


@pytest.mark.parametrize(("asked", "theme"), [("", []), ("?theme=dark", ["theme--dark"]), ("?theme=%22x", [])])
def test_a_theme_may_be_chosen(client, db, asked, theme):
    [main] = read(PATH + asked, client).all("main")
    assert [name for name in main.attributes["class"].split() if name.startswith("theme--")] == theme


def test_each_state_is_there(client, db):
    page = read(PATH, client)

    assert [len(page.all("svg", role="img")), len(page.all("li", class_="gap"))] == [5, 3]
    marks = {each.attributes["class"] for each in page.all("g") if each.attributes.get("class", "").startswith("mark ")}
    assert marks == {f"mark mark--{name}" for name in ("in_place", "one_short", "further", "open")}
    assert [len(each("input", checked=True)) for each in page.all("fieldset", class_="question")] == [0, 1, 2]
    empty, refused = (Page(str(each)) for each in page.all("form", novalidate=""))
    assert len(empty.all("input")) == len(refused.all("input")) > 8
    wrong = [each for each in refused.elements if "is-invalid" in each.attributes.get("class", "")]
    assert len(wrong) >= 6
    assert page.texts("p", role="status") == ["It was done.", "It was not done."]
    assert [each for each in empty.elements if "is-invalid" in each.attributes.get("class", "")] == []


def test_no_two_elements_share_a_name(client, db):
    named = [each.attributes["id"] for each in read(PATH, client).elements if "id" in each.attributes]
    assert len(named) == len(set(named))

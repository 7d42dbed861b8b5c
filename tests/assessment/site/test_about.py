"""About: what Skillgap is, and whom to write to."""

import pytest

from tests.pages import Page, links, text


def test_the_frame_of_every_page_leads_there_and_to_how_we_handle_data_and_access(client, db):
    page = Page(client.get("/about/").content)

    [head] = page.all("header")
    [foot] = page.all("footer")
    assert [link.text for link in head("a")] == ["Skillgap", "Roles", "How we score", "My assessments"]
    assert [link.text for link in foot("a")] == ["Privacy", "Accessibility", "About", "Check a report", "For programs"]
    for link in foot("a"):
        assert client.get(link["href"]).status_code == 200


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("help@skillgap.example", "mailto:help@skillgap.example"),
        ("https://skillgap.example/tell", "https://skillgap.example/tell"),
    ],
)
def test_it_says_whom_to_write_to(client, db, settings, contact, link):
    settings.CONTACT = contact
    assert links(Page(client.get("/about/").content))[link] == contact


def test_it_says_that_nobody_is_named(client, db, settings):
    settings.CONTACT = ""
    assert "names no address to write to" in text(Page(client.get("/about/").content))

"""The page of the API, for people."""

import pytest
from django.test import Client
from django.urls import set_script_prefix

from catalog.api.document import document
from catalog.core.readability import grade
from tests.pages import Page, links, read, text
from tests.test_reading_grade import HARDEST_PAGE, hard


@pytest.fixture
def page(db) -> Page:
    return read("/api/")


def test_it_tells_of_every_address_with_a_line_to_try(page):
    told = document()
    said = text(page)
    for path, methods in told["paths"].items():
        operation = methods["get"]
        assert f"GET {path}" in said
        assert operation["description"] in " ".join(said.split())
    assert "curl http://127.0.0.1:8000/api/v1/frameworks/ai-ml-research/skills/prg_python" in said


def test_it_tells_of_every_field_and_what_it_is(page):
    said = text(page)
    for words in ("limit · number", "framework · text", "items · list of SkillEntry", "next · text or null"):
        assert words in said
    assert "retired · true or false" in said
    assert "schema · JSON" not in said


def test_its_links_lead_to_its_parts_and_to_the_document(page):
    parts = {each["id"] for each in page.all("h3", id=True)}
    inside = {href[1:] for href in links(page) if href.startswith("#")}
    assert len(inside) > 5
    assert inside <= parts
    assert "/api/openapi.json" in links(page)


def test_every_page_leads_to_it(db):
    assert "/api/" in {each["href"] for each in Page(Client().get("/about/").content).all("a", href=True)}


def test_it_is_easy_to_read(page):
    assert hard(page) == {}
    told = [methods["get"]["description"] for methods in document()["paths"].values()]
    assert grade(" ".join([*told, document()["info"]["description"].replace("**", "")])) <= HARDEST_PAGE


def test_below_a_sub_path_its_addresses_stand_below_it_too(settings):
    settings.SITE_ADDRESS = "https://skillgap.example"
    set_script_prefix("/skills-here/")
    try:
        assert document()["servers"] == [{"url": "https://skillgap.example/skills-here"}]
    finally:
        set_script_prefix("/")

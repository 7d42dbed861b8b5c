"""What programs find: robots.txt, the sitemap, whole addresses, and the pages' data."""

import json
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import set_script_prefix

from catalog.models import Requirement
from tests.catalog import pages
from tests.factories import publish_framework
from tests.pages import Page, read
from tests.workshop import PLACE, RETIRED, SKILLS

pytestmark = pytest.mark.usefixtures("edition")
SITE = settings.SITE_ADDRESS
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
PAGES = [
    "/",
    "/how-we-score/",
    "/privacy/",
    "/accessibility/",
    "/about/",
    "/verify/",
    "/roles/",
    "/skills/",
    f"/roles/{PLACE}/",
    f"/roles/{PLACE}/about/",
    f"/roles/{PLACE}/sample/",
    "/skills/workshop/cut/",
]


def listed() -> list[str]:
    response = Client().get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    return [str(element.text) for element in ElementTree.fromstring(response.content).iter(LOC)]


def canonical(page: Page) -> list[str]:
    return [element.attributes["href"] for element in page.all("link", rel="canonical")]


def test_the_sitemap_lists_each_public_page_once_by_its_canonical_address():
    found = listed()
    assert sorted(found) == sorted([*(f"{SITE}{path}" for path in PAGES), *skills("cut")])
    for address in found:
        assert canonical(read(address.removeprefix(SITE))) == [address]


def skills(but: str) -> list[str]:
    return [f"{SITE}/skills/workshop/{slug}/" for slug in (*SKILLS, RETIRED) if slug != but]


def test_the_sitemap_shows_what_is_published_at_once():
    assert not any("/made/" in address for address in listed())
    publish_framework(slug="made")
    assert f"{SITE}/skills/made/made-skill-0/" in listed()


def test_a_role_that_asks_nothing_has_no_sample_to_list():
    pages.make()
    Requirement.objects.all().delete()
    pages.publish()
    assert [address for address in listed() if "/made-role/" in address] == [
        f"{SITE}/roles/made/made-role/",
        f"{SITE}/roles/made/made-role/about/",
    ]


def test_a_page_has_one_address_however_it_was_asked_for(settings):
    settings.ALLOWED_HOSTS = ["other.example"]
    page = Page(Client().get(f"/roles/{PLACE}/?sort=importance&from=mail", headers={"host": "other.example"}).content)
    assert canonical(page) == [f"{SITE}/roles/{PLACE}/"]


def test_below_a_part_of_a_host_all_addresses_are_there(settings):
    settings.FORCE_SCRIPT_NAME = "/skillgap"
    set_script_prefix("/skillgap/")
    try:
        robots = Client().get("/robots.txt").content.decode()
        assert all(address.startswith(f"{SITE}/skillgap/") for address in listed())
        assert canonical(read(f"/roles/{PLACE}/")) == [f"{SITE}/skillgap/roles/{PLACE}/"]
    finally:
        set_script_prefix("/")
    assert f"Sitemap: {SITE}/skillgap/sitemap.xml" in robots.splitlines()


def test_programs_are_asked_to_leave_searches_alone():
    response = Client().get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /roles/?q=", "Disallow: /skills/?q=", f"Sitemap: {SITE}/sitemap.xml"} <= set(lines)
    [told] = read("/roles/?q=maker").all("meta", name="robots")
    assert told.attributes["content"] == "noindex"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_is_shared_says_what_it_is(path):
    page = read(path)
    said = {
        each.attributes["property"]: each.attributes["content"] for each in page.all("meta") if each.get("property")
    }
    assert said["og:url"] == f"{SITE}{path}"
    assert said["og:title"] in page.texts("title")[0]
    assert said["og:description"]
    assert [each.attributes["content"] for each in page.all("meta", name="description")] == [said["og:description"]]


@pytest.mark.parametrize(
    ("path", "kind"),
    [(f"/roles/{PLACE}/", "Occupation"), ("/skills/workshop/cut/", "DefinedTerm"), ("/skills/", "DefinedTermSet")],
)
def test_a_page_has_its_data(path, kind):
    [block] = read(path).all("script", type="application/ld+json")
    told = json.loads(block.get_text())
    assert (told["@context"], told["@type"], told["inLanguage"]) == ("https://schema.org", kind, "ar")
    assert told["url"].startswith(f"{SITE}{path}")


def test_a_private_page_has_no_address_to_share(begin, alice):
    attempt = begin(alice, {"cut": 3}, submitted=True)
    assert canonical(read(f"/a/{attempt.public_id}/report/", alice)) == []


def test_home_is_checked_again_by_who_has_no_attempt_and_kept_by_nobody_who_has(begin, alice):
    first = Client().get("/")
    assert first.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert first.headers["Vary"] == "Cookie"
    etag = first.headers["ETag"]
    assert Client().get("/", headers={"If-None-Match": etag}).status_code == 304
    begin(alice)
    mine = alice.get("/", headers={"If-None-Match": etag})
    assert (mine.status_code, mine.headers["Cache-Control"]) == (200, "private, no-store")
    assert Client().get("/").content == first.content

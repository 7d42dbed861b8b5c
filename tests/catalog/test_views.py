"""The public catalogue: roles and editions, for everybody, from published editions alone."""

import hashlib

import pytest

from catalog.models import Publication, Role, Skill
from tests.pages import Page
from tests.workshop import PLACE


def test_a_role_shows_its_levels_from_lowest_to_highest(alice, edition):
    page = Page(alice.get(f"/roles/{PLACE}/").content)
    assert page.texts("h1") == ["Maker"]
    headings = [each for level in page.all("li", class_="ladder__level") for each in level.inside if each.tag == "h3"]
    assert [each.text for each in headings] == ["Junior", "Senior", "Lead"]


def test_a_role_is_shown_as_published_and_not_as_edited(alice, edition):
    Role.objects.update(name="Changed")
    assert "Changed" not in alice.get(f"/roles/{PLACE}/").content.decode()


def test_the_bytes_of_an_edition_are_what_its_name_hashes(alice, edition):
    response = alice.get(f"/editions/{edition.digest}.json")
    assert hashlib.sha256(response.content).hexdigest() == edition.digest
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["ETag"] == f'"{edition.digest}"'


def test_an_edition_tells_what_it_holds(alice, edition):
    page = Page(alice.get(f"/editions/{edition.digest}/").content)
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert facts["Content"] == "3 areas, 7 skills, 1 role"
    assert facts["Digest (SHA-256)"] == edition.digest
    assert facts["Published"] == "23 November 2026, 12:00 UTC"


@pytest.mark.parametrize("digest", ["0" * 64, "x", "0" * 300])
@pytest.mark.parametrize("end", ["/", ".json"])
def test_an_edition_that_is_not_there_is_not_there(alice, edition, digest, end):
    assert alice.get(f"/editions/{digest}{end}").status_code == 404


def test_drafts_are_nobodys_business(alice, edition):
    """An unpublished word must not be found on any public page."""
    Skill.objects.update(name="Draft canary", why="Draft canary")
    for path in ("/", f"/roles/{PLACE}/", "/how-we-score/", f"/editions/{edition.digest}/", f"/roles/{PLACE}/start/"):
        assert "Draft canary" not in alice.get(path).content.decode()


@pytest.fixture
def nothing_published(edition) -> None:
    Publication.objects.all().delete()


def test_the_home_page_says_when_nothing_is_published(alice, nothing_published):
    page = Page(alice.get("/").content)
    assert "No role is published yet. An editor can publish one in the admin." in page.texts("p")


@pytest.mark.parametrize(
    ("path", "status"), [("/how-we-score/", 200), (f"/roles/{PLACE}/", 404), (f"/roles/{PLACE}/start/", 404)]
)
def test_the_other_pages_do_without_an_edition_as_far_as_they_can(alice, nothing_published, path, status):
    assert alice.get(path).status_code == status

"""The picture of a role for where its page is shared: drawn once for an edition, and named as any public page is."""

import struct

import pytest
from django.test import Client

from assessment.report.renderers import card
from assessment.slots import slot
from catalog import editions, finished
from catalog.models import Requirement, Role, RoleLevel
from tests.catalog import pages
from tests.conftest import NOW
from tests.pages import Page, read
from tests.workshop import PLACE

PATH = f"/roles/{PLACE}/sample/ladder.png"
pytestmark = pytest.mark.usefixtures("edition")


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def shown(page: Page) -> list[str]:
    return [each.attributes["content"] for each in page.all("meta", property="og:image")]


@pytest.mark.parametrize("path", ["/", f"/roles/{PLACE}/", f"/roles/{PLACE}/sample/"])
def test_pages_of_a_role_show_it_where_they_are_shared(path):
    page = read(path)
    [address] = shown(page)
    assert address.endswith(PATH)
    told = {
        each.attributes["property"]: each.attributes["content"] for each in page.all("meta") if each.get("property")
    }
    assert (told["og:image:width"], told["og:image:height"]) == (str(card.WIDTH), str(card.HEIGHT))


def test_it_is_a_picture_of_the_size_that_is_told():
    response = Client().get(PATH)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert size(response.content) == (card.WIDTH, card.HEIGHT)


@pytest.mark.parametrize("name", ["W" * 120, "أخصائي أبحاث الذكاء الاصطناعي وتعلم الآلة في المختبرات", "#[*x*] $y$ \\"])
def test_any_name_is_drawn_on_one_picture(edition, name):
    Role.objects.update(name=name)
    RoleLevel.objects.update(name=name[:60])
    editions.publish(framework=edition.framework, by="tests", at=NOW)
    assert size(Client().get(PATH).content) == (card.WIDTH, card.HEIGHT)


def test_a_role_that_asks_nothing_has_none():
    pages.make()
    Requirement.objects.all().delete()
    pages.publish()
    assert shown(read("/roles/made/made-role/")) == []
    assert Client().get("/roles/made/made-role/sample/ladder.png").status_code == 409


def test_while_others_are_served_it_is_put_off_and_not_kept(settings):
    settings.PDFS_AT_ONCE = 1
    with slot():
        assert Client().get(PATH).status_code == 503
    assert finished._kept == {}
    assert Client().get(PATH).status_code == 200

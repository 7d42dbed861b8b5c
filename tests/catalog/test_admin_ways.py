"""Ways out of the editor and around in it: to the public page of a thing, and to the rows of one framework alone."""

import pytest

from catalog.admin.public import address_of
from catalog.models import Framework, Role, Skill
from tests import factories as make
from tests.catalog.editor import MODELS, page_of
from tests.pages import Page

PUBLIC = {
    "framework": "/roles/",
    "role": "/roles/workshop/maker/",
    "rolelevel": "/roles/workshop/maker/",
    "rolenote": "/roles/workshop/maker/about/",
    "salaryrange": "/roles/workshop/maker/about/",
    "skill": "/skills/workshop/cut/",
    "resource": "/skills/workshop/cut/",
}


@pytest.mark.parametrize("model", [model for model in MODELS if model not in {"area", "review"}])
def test_each_form_leads_to_the_public_page_of_its_thing(erin, edition, model):
    [link] = Page(erin.get(page_of(model)).content).all("a", class_="viewsitelink")
    expected = PUBLIC.get(model) or f"/editions/{edition.digest}/"
    assert link.attributes["href"] == expected
    assert erin.get(expected).status_code == 200


def test_what_no_visitor_sees_leads_nowhere(edition):
    make.make_framework(slug="draft")
    framework = Framework.objects.get(slug="draft")
    role = framework.roles.get()
    rows = (framework, role, role.levels.all()[0], framework.skills.get(), framework.resources.get())
    assert [address_of(row) for row in rows] == [None] * 5
    assert address_of(make.RoleNoteFactory(role=role)) is None
    assert address_of(make.ResourceFactory(framework=framework)) is None
    assert address_of(framework.areas.get()) is None


def test_a_list_of_one_framework_is_filtered_by_its_own_areas_and_roles(erin, edition):
    other = make.make_framework(slug="other")
    make.AreaFactory(framework=other, slug="second")
    make.RoleFactory(framework=other, slug="second")
    for model, way, own, strange in (
        ("skill", "area__framework", other.areas.all()[0].name, "Craft"),
        ("rolelevel", "role__framework", other.roles.all()[0].name, "Maker"),
    ):
        whole = choices(erin, f"/admin/catalog/{model}/")
        assert {own, strange} <= whole
        some = choices(erin, f"/admin/catalog/{model}/?{way}__id__exact={other.pk}")
        assert own in some
        assert strange not in some
        assert strange in choices(erin, f"/admin/catalog/{model}/?{way}__id__exact=x", 302)


def choices(client, path: str, status: int = 200) -> set[str]:
    response = client.get(path, follow=status != 200)
    return {link.text.strip() for link in Page(response.content).root.select("#changelist-filter a")}


def test_keys_come_from_names(erin, edition):
    for model in ("framework", "area", "skill", "role", "rolelevel", "rolenote", "salaryrange", "resource"):
        text = erin.get(f"/admin/catalog/{model}/add/").content.decode()
        assert "prepopulated" in text, model


def test_the_stock_forms_and_the_list_of_frameworks_lead_to_the_workbench(erin, edition):
    home = f"/admin/catalog/framework/{Framework.objects.get().pk}/workbench/"
    skill, role = Skill.objects.get(slug="cut"), Role.objects.get()
    for page, target in (
        ("/admin/catalog/framework/", home),
        (page_of("framework"), home),
        (page_of("skill"), f"{home}skill/{skill.pk}/"),
        (page_of("role"), f"{home}role/{role.pk}/"),
        (f"/admin/catalog/role/{role.pk}/requirements/", home),
    ):
        assert target in [link.attributes.get("href") for link in Page(erin.get(page).content).all("a")], page

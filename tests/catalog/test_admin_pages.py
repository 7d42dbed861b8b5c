"""The pages of the editor: all open for Erin, every field can be heard, and words stay words."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Area, Framework, Role, Skill
from tests.catalog.editor import MODELS, addresses, page_of
from tests.factories import PrerequisiteFactory, SkillFactory
from tests.pages import Element, Page, as_elements

pytestmark = pytest.mark.slow

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


def test_every_list_can_be_searched_and_filtered(erin):
    searched = {model: erin.get(f"/admin/catalog/{model}/?q=cut").status_code for model in MODELS}
    assert searched == dict.fromkeys(MODELS, 200)


def test_every_page_opens_for_an_editor_and_every_field_has_a_name_that_can_be_heard(erin):
    statuses, nameless = {}, {}
    for name, path in addresses().items():
        response = erin.get(path, follow=True)
        statuses[name] = response.status_code
        page = Page(response.content, with_templates=True)
        labels = {label.get("for"): label for label in page.all("label")}
        if found := [field.get("name", "") for field in fields(page) if not is_named(page, field, labels)]:
            nameless[name] = found
    assert (len(statuses), set(statuses.values()), nameless) == (89, {200}, {})


def test_a_list_a_grid_and_an_outline_cost_twelve_queries_at_most(erin):
    found = addresses()
    pages = [name for name in found if name.endswith(" list")] + ["grid", "workbench", "what is reviewed"]
    cost = {}
    for name in pages:
        erin.get(found[name])
        with CaptureQueriesContext(connection) as asked:
            erin.get(found[name])
        cost[name] = len(asked)
    assert {name: count for name, count in cost.items() if count > 12} == {}


def fields(page: Page) -> list[Element]:
    found = as_elements(page.root(["input", "select", "textarea"]))
    return [field for field in found if field.get("type") not in UNLABELLED]


def is_named(page: Page, field: Element, labels: Mapping[str, Element]) -> bool:
    if field.attributes.get("aria-label", "").strip():
        return True
    if ids := field.attributes.get("aria-labelledby"):
        return all(page.root.find(id=each) for each in ids.split())
    label = labels.get(field.attributes.get("id", "-")) or field.find_parent("label")
    return label is not None and bool(label.text or label.select("[alt]:not([alt=''])"))


@pytest.mark.parametrize(
    ("field", "labels"),
    [
        ("anchors", "Behavioural anchor"),
        ("needs", "Needs skill"),
        ("needs_step", "At least at step"),
        ("DELETE", "Delete"),
    ],
)
def test_the_rows_of_an_inline_table_are_told_apart(erin, field, labels):
    """Cutting has six anchors and, here, two prerequisites."""
    cut, ask = Skill.objects.get(slug="cut"), Skill.objects.get(slug="ask")
    PrerequisiteFactory(skill=cut, step=5, needs=ask)
    page = Page(erin.get(page_of("skill")).content)
    prefix, name = ("anchors", "text") if field == "anchors" else ("prerequisites", field)
    rows = [*range(6 if field == "anchors" else 2), *(() if field == "DELETE" else ("__prefix__",))]
    found = {row: named(page, f"{prefix}-{row}-{name}") for row in rows}
    assert found == {row: f"{labels}, {'new row' if row == '__prefix__' else f'row {row + 1}'}" for row in rows}


def named(page: Page, field: str) -> str:
    [element] = [element for element in fields(page) if element.get("name") == field]
    return element.attributes.get("aria-label", "")


def test_the_list_of_areas_names_its_editable_column(erin):
    page = Page(erin.get("/admin/catalog/area/").content)
    assert [field["aria-label"] for field in page.all("input", type="number")] == ["Position"] * 3


def test_words_of_an_editor_are_shown_as_words(erin):
    canary = '<script>alert("canary")</script>'
    SkillFactory(area=Area.objects.first(), slug="canary", name=canary)
    Framework.objects.update(name=canary)
    Role.objects.update(name=canary)
    for name, path in addresses().items():
        assert canary not in erin.get(path).content.decode(), name

"""The pages of the editor: all open for Erin, every field can be heard, and words stay words."""

import pytest

from catalog.models import Area, Framework, Role
from tests.catalog.editor import MODELS, addresses, page_of
from tests.factories import SkillFactory
from tests.pages import Page

pytestmark = pytest.mark.usefixtures("full_catalogue")
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


def test_every_page_opens_for_an_editor(erin):
    statuses = {name: erin.get(path).status_code for name, path in addresses().items()}
    assert statuses == dict.fromkeys(statuses, 200)
    assert len(statuses) == 50


def test_every_list_can_be_searched_and_filtered(erin):
    searched = {model: erin.get(f"/admin/catalog/{model}/?q=python").status_code for model in MODELS}
    assert searched == dict.fromkeys(MODELS, 200)


def test_every_field_has_a_name_that_can_be_heard(erin):
    nameless = {}
    for name, path in addresses().items():
        page = Page(erin.get(path).content, with_templates=True)
        if found := [field.attributes.get("name", "") for field in fields(page) if not is_named(page, field)]:
            nameless[name] = found
    assert nameless == {}


def fields(page: Page):
    for tag in ("input", "select", "textarea"):
        for element in page.all(tag):
            if element.attributes.get("type") not in UNLABELLED:
                yield element


def is_named(page: Page, field) -> bool:
    if field.attributes.get("aria-label", "").strip():
        return True
    if ids := field.attributes.get("aria-labelledby"):
        return all(any(e.attributes.get("id") == each for e in page.elements) for each in ids.split())
    labels = [*page.all("label", for_=field.attributes.get("id", "-")), *labels_around(page, field)]
    return any(label.text.strip() or has_picture_with_words(page, label) for label in labels)


def labels_around(page: Page, field) -> list:
    return [label for label in page.all("label") if field in label.inside]


def has_picture_with_words(page: Page, label) -> bool:
    return any(element.attributes.get("alt") for element in label.inside)


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
    """Statistics has five anchors and two prerequisites."""
    page = Page(erin.get(page_of("skill", "mat_statistics")).content)
    prefix, name = ("anchors", "text") if field == "anchors" else ("prerequisites", field)
    rows = [*range(5 if field == "anchors" else 2), *(() if field == "DELETE" else ("__prefix__",))]
    found = {row: named(page, f"{prefix}-{row}-{name}") for row in rows}
    assert found == {row: f"{labels}, {'new row' if row == '__prefix__' else f'row {row + 1}'}" for row in rows}


def named(page: Page, field: str) -> str:
    [element] = [element for element in fields(page) if element.attributes.get("name") == field]
    return element.attributes.get("aria-label", "")


def test_the_list_of_areas_names_its_editable_column(erin):
    page = Page(erin.get("/admin/catalog/area/").content)
    assert [field.attributes["aria-label"] for field in page.all("input", type="number")] == ["Position"] * 8


def test_words_of_an_editor_are_shown_as_words(erin):
    canary = '<script>alert("canary")</script>'
    SkillFactory(area=Area.objects.first(), slug="canary", name=canary)
    Framework.objects.update(name=canary)
    Role.objects.update(name=canary)
    for name, path in addresses().items():
        assert canary not in erin.get(path).content.decode(), name

"""The catalogue editor: what Erin changes is changed, and what cannot be is refused in words."""

import pytest

from catalog import audit
from catalog.models import (
    Anchor,
    Area,
    ExternalLink,
    Framework,
    PracticePerson,
    Prerequisite,
    Requirement,
    Resource,
    ResourceStep,
    Role,
    RoleLevel,
    RoleNote,
    SalaryRange,
    ScaleStep,
    Skill,
)
from tests.catalog.editor import add_row, edit, errors, main_form, page_of
from tests.factories import AreaFactory, PrerequisiteFactory
from tests.pages import Page

pytestmark = pytest.mark.slow

CHANGES = [
    ("framework", Framework, "name", "Renamed"),
    ("framework", Framework, "met_percent", "90"),
    ("area", Area, "name", "Renamed"),
    ("skill", Skill, "definition", "Another definition."),
    ("skill", Skill, "tips", "One.\nTwo."),
    ("role", Role, "summary", "Another summary."),
    ("rolelevel", RoleLevel, "duties", "Another duty"),
    ("rolenote", RoleNote, "text", "Another text."),
    ("salaryrange", SalaryRange, "low", "90000"),
    ("resource", Resource, "title", "Another course"),
]


@pytest.mark.parametrize(("model", "kind", "field", "value"), CHANGES, ids=lambda value: str(value)[:12])
def test_a_field_can_be_changed(erin, model, kind, field, value):
    path = page_of(model)
    response = edit(erin, path, **{field: value})
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/catalog/{model}/")
    row = kind.objects.get(pk=path.split("/")[-3])
    assert str(getattr(row, field)) == value
    [entry] = audit.of_page(kind, row.pk).filter(by="erin")
    assert (entry.verb, list(entry.values)) == ("changed", [field])


ROWS = [
    ("skill", Anchor, "anchors-2-text", "I cut another way."),
    ("skill", Anchor, "anchors-2-next_step", "Do it again."),
    ("skill", ExternalLink, "links-0-label", "to cut"),
    ("framework", ScaleStep, "steps-1-meaning", "I know the basics."),
    ("framework", PracticePerson, "practice-0-why", "Because."),
    ("role", RoleLevel, "levels-0-name", "Apprentice"),
    ("resource", ResourceStep, "steps-0-covers_hours", "4"),
]


@pytest.mark.parametrize(("model", "kind", "field", "value"), ROWS, ids=lambda value: str(value)[:14])
def test_a_row_of_an_inline_table_can_be_changed(erin, model, kind, field, value):
    name = field.split("-")[2]
    before = kind.objects.filter(**{name: value}).count()
    assert edit(erin, page_of(model), **{field: value}).status_code == 302
    assert kind.objects.filter(**{name: value}).count() == before + 1


def test_a_prerequisite_can_be_changed(erin):
    need = Prerequisite.objects.get(skill__slug="teach")
    PrerequisiteFactory(skill=need.skill, step=5, needs=need.needs, needs_step=5)
    assert edit(erin, page_of("skill", "teach"), **{"prerequisites-0-needs_step": "2"}).status_code == 302
    found = Prerequisite.objects.filter(skill__slug="teach").order_by("step")
    assert list(found.values_list("step", "needs__slug", "needs_step")) == [(3, "ask", 2), (5, "ask", 5)]


def test_a_row_of_an_inline_table_can_be_added_and_taken_away(erin):
    path = page_of("skill", "glue")
    needs = str(Skill.objects.get(slug="measure").pk)
    assert add_row(erin, path, "prerequisites", step="4", needs=needs, needs_step="1").status_code == 302
    assert Prerequisite.objects.filter(skill__slug="glue").count() == 1
    assert edit(erin, path, **{"prerequisites-0-DELETE": "on"}).status_code == 302
    assert Prerequisite.objects.filter(skill__slug="glue").count() == 0


@pytest.mark.parametrize("bench", [False, True])
def test_a_skill_is_also_part_of_another_area_of_its_framework_and_not_of_its_own(erin, bench):
    skill = Skill.objects.get(slug="cut")
    home = f"/admin/catalog/framework/{skill.framework_id}/workbench/skill/{skill.pk}/"
    path = home if bench else page_of("skill")
    AreaFactory(slug="elsewhere", name="Elsewhere")
    [chooser] = Page(erin.get(path).content).all("select", name="places-__prefix__-area")
    assert "Elsewhere" not in chooser.text
    own, people = (str(Area.objects.get(slug=slug).pk) for slug in ("craft", "people"))
    assert "The skill is in this area already." in add_row(erin, path, "places", area=own).content.decode()
    assert add_row(erin, path, "places", area=people).status_code == 302
    assert list(skill.places.values_list("area__slug", flat=True)) == ["people"]


def test_the_order_of_areas_can_be_changed_in_the_list(erin):
    page = "/admin/catalog/area/"
    fields = next(form for form in Page(erin.get(page).content).forms if "_save" in dict(form.buttons)).fields
    changed = {name: "99" for name in fields if name == "form-0-position"}
    assert erin.post(page, fields | changed | {"_save": "Save"}).status_code == 302
    assert Area.objects.filter(position=99).count() == 1


ADDED = {
    "area": {"slug": "new", "name": "New", "position": "9"},
    "skill": {"slug": "new", "name": "New", "definition": "Do it.", "position": "9", "effort_percent": "100"},
    "role": {"slug": "new", "name": "New", "summary": "Does it.", "position": "1"},
    "rolelevel": {"slug": "new", "name": "New", "rank": "9"},
    "rolenote": {"slug": "new", "kind": "market", "title": "New", "text": "Text.", "position": "1"},
    "salaryrange": {"slug": "new", "title": "New", "low": "1", "currency": "USD", "year": "2024"},
    "resource": {"slug": "new", "title": "New", "kind": "practice", "cost": "free", "hours": "1", "language": "en"},
    "framework": {"slug": "new", "name": "New"},
}


@pytest.mark.parametrize("model", ADDED)
def test_a_row_can_be_added(erin, model):
    parents = {
        "framework": str(Framework.objects.get().pk),
        "role": str(Role.objects.get().pk),
        "area": str(Area.objects.get(slug="craft").pk),
    }
    path = f"/admin/catalog/{model}/add/"
    needed = {name: key for name, key in parents.items() if name in main_form(erin.get(path)).fields}
    erin.raise_request_exception = False
    response = edit(erin, path, **needed, **ADDED[model])
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/catalog/{model}/")


@pytest.mark.parametrize("model", ["rolenote", "salaryrange", "resource"])
def test_a_row_can_be_deleted(erin, model):
    path = page_of(model, page="delete")
    assert erin.post(path, {"post": "yes"}).status_code == 302
    assert erin.get(path.replace("delete", "change")).status_code == 302


def test_a_skill_that_a_level_asks_for_cannot_be_deleted(erin):
    path = page_of("skill", page="delete")
    response = erin.post(path, {"post": "yes"})
    assert Page(response.content).texts("h1")[-1] == "Cannot delete skill"
    assert Skill.objects.filter(slug="cut").count() == 1


def test_a_framework_with_editions_cannot_be_deleted(erin):
    response = erin.post(page_of("framework", page="delete"), {"post": "yes"})
    assert Page(response.content).texts("h1")[-1] == "Cannot delete framework"
    assert (Framework.objects.count(), Requirement.objects.count() > 0) == (1, True)


REFUSED = [
    ("framework", {"close_percent": "90"}, "must not be above that for “met”"),
    ("framework", {"weight_helpful": "0"}, "must weigh at least as much"),
    ("framework", {"met_percent": "101"}, "100"),
    ("area", {"slug": "No Spaces"}, "Use lower-case letters, digits, - and _."),
    ("skill", {"slug": "weld"}, "already exists"),
    ("skill", {"effort_percent": "5"}, "10"),
    ("salaryrange", {"low": "300000"}, "must not be above the high one"),
    ("salaryrange", {"low": "", "high": ""}, "at least one figure"),
    ("salaryrange", {"currency": "usd"}, "valid"),
    ("resource", {"url": "javascript:alert(1)"}, "valid URL"),
    ("resource", {"url": ""}, "only a practice task may do without"),
    ("resource", {"steps-0-step": "0"}, "greater than or equal to 1"),
]


@pytest.mark.parametrize(("model", "changes", "said"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_refused_on_the_page(erin, model, changes, said):
    response = edit(erin, page_of(model), **changes)
    found = errors(response)
    assert found != []
    assert said in " ".join(found)


def test_prerequisites_that_close_a_circle_are_refused_with_the_circle(erin):
    """Teaching at 3 needs asking at 3; so asking at 2 cannot need teaching at 3."""
    needs = str(Skill.objects.get(slug="teach").pk)
    response = add_row(erin, page_of("skill", "ask"), "prerequisites", step="2", needs=needs, needs_step="3")
    assert "These prerequisites close a circle: ask 2 ← teach 3 ← ask 3 ← ask 2" in errors(response)
    assert Prerequisite.objects.filter(skill__slug="ask").count() == 0


def test_a_longer_circle_is_found_as_well(erin):
    """Cutting at 4 needs measuring at 2, that needs teaching at 3, and that asking; so asking cannot need cutting."""
    skills = {skill.slug: skill for skill in Skill.objects.all()}
    PrerequisiteFactory(skill=skills["measure"], step=2, needs=skills["teach"], needs_step=3)
    cut = str(skills["cut"].pk)
    response = add_row(erin, page_of("skill", "ask"), "prerequisites", step="2", needs=cut, needs_step="4")
    [said] = [text for text in errors(response) if "circle" in text]
    assert said.count("ask 2") == 2


@pytest.mark.parametrize(("step", "needs_step"), [("3", "1"), ("1", "1"), ("1", "3")])
def test_a_skill_that_needs_itself_is_refused(erin, step, needs_step):
    itself = str(Skill.objects.get(slug="glue").pk)
    erin.raise_request_exception = False
    response = add_row(erin, page_of("skill", "glue"), "prerequisites", step=step, needs=itself, needs_step=needs_step)
    assert errors(response) != []
    assert Prerequisite.objects.filter(skill__slug="glue").count() == 0


def test_two_anchors_for_one_step_are_refused(erin):
    response = add_row(erin, page_of("skill"), "anchors", step="2", text="I do it twice.", next_step="")
    assert [text for text in errors(response) if "duplicate" in text] != []
    assert Anchor.objects.filter(skill__slug="cut").count() == 6


def test_a_new_skill_may_have_prerequisites_from_the_start(erin):
    needs = Skill.objects.get(slug="cut")
    erin.raise_request_exception = False
    response = add_row(
        erin,
        "/admin/catalog/skill/add/",
        "prerequisites",
        step="2",
        needs=str(needs.pk),
        needs_step="1",
    )
    assert "This field is required." in errors(response)

"""One skill on the workbench: a row for each step, what asks for it, a resource beside it, and two editors of it."""

import re

import pytest

from catalog.models import (
    Anchor,
    Area,
    Requirement,
    Resource,
    RoleLevel,
    ScaleStep,
    Skill,
)
from tests import factories as make
from tests.catalog.bench import of, order
from tests.catalog.editor import main_form
from tests.pages import Page
from tests.workshop import STEPS

SAVE = {"_save": "Save"}


def test_a_new_skill_has_a_row_for_each_step_and_nobody_types_a_number(erin, home):
    erin.post(f"{home}add/", {"new_area": "Joining", "skills": "Solder – Join for good."})
    page = of(home, Skill.objects.get(slug="solder"))
    shown = Page(erin.get(page).content)
    rows = [row.text.split()[:2] for row in shown.all("div", class_="anchors__step")]
    assert rows == [[str(value), name.split()[0]] for value, name in enumerate(STEPS, 1)]
    fields = main_form(erin.get(page)).fields
    typed = {f"anchors-{row}-text": f"I solder {row}." for row in range(len(STEPS))}
    assert erin.post(page, fields | typed | SAVE).status_code == 302
    stored = Anchor.objects.filter(skill__slug="solder").order_by("step").values_list("step", "text")
    assert list(stored) == [(value, f"I solder {value - 1}.") for value in range(1, len(STEPS) + 1)]


def test_a_row_that_is_left_empty_is_no_anchor(erin, home, cut):
    cut.anchors.filter(step=3).delete()
    page = of(home, cut)
    assert erin.post(page, main_form(erin.get(page)).fields | SAVE).status_code == 302
    assert not cut.anchors.filter(step=3).exists()


def test_an_anchor_of_a_step_that_the_scale_lost_is_shown_as_such_and_can_go(erin, home, cut):
    ScaleStep.objects.filter(value=len(STEPS)).delete()
    page = of(home, cut)
    response = erin.get(page)
    assert f"Step {len(STEPS)} is not on the scale any more" in response.content.decode()
    [tick] = [
        name
        for name in (box.attributes["name"] for box in Page(response.content).all("input", type="checkbox"))
        if re.match(r"anchors-\d+-DELETE", name)
    ]
    assert erin.post(page, main_form(response).fields | {tick: "on"} | SAVE).status_code == 302
    assert not cut.anchors.filter(step=len(STEPS)).exists()


@pytest.mark.slow
def test_save_and_next_goes_down_the_outline_and_stays_at_its_end(erin, home):
    skills = list(Skill.objects.order_by("area__position", "position"))
    for skill, onward in ((skills[0], skills[1]), (skills[-1], skills[-1])):
        page = of(home, skill)
        response = erin.post(page, main_form(erin.get(page)).fields | {"_next": "on"})
        assert response.headers["Location"] == of(home, onward)


def test_what_levels_ask_is_changed_beside_the_skill(erin, home, cut):
    page = of(home, cut)
    fields = main_form(erin.get(page)).fields
    assert (
        erin.post(
            page, fields | {"requirements-0-step": "5", "requirements-0-importance": "helpful"} | SAVE
        ).status_code
        == 302
    )
    level = RoleLevel.objects.get(slug="junior")
    assert Requirement.objects.get(level=level, skill=cut).step == 5


def test_a_step_that_the_scale_lost_stays_chosen_until_another_is(erin, home, cut):
    Requirement.objects.filter(skill=cut, level__slug="junior").update(step=9)
    page = of(home, cut)
    assert main_form(erin.get(page)).fields["requirements-0-step"] == "9"
    assert erin.post(page, main_form(erin.get(page)).fields | SAVE).status_code == 302
    assert Requirement.objects.get(skill=cut, level__slug="junior").step == 9


def test_a_resource_is_added_with_the_skill_and_starts_what_nothing_started(erin, home, cut):
    page = of(home, cut)
    typed = {
        "new_title": "Cutting well",
        "new_url": "https://example.org/cutting",
        "new_hours": "8",
        "new_steps": "2-3",
    }
    assert erin.post(page, main_form(erin.get(page)).fields | typed | SAVE).status_code == 302
    added = Resource.objects.get(slug="cutting-well")
    assert (added.kind, added.hours, added.url) == ("course", 8, "https://example.org/cutting")
    assert list(added.steps.order_by("step").values_list("step", "start_here")) == [(2, True), (3, True)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new_title": "Book"}, "Say to which steps of this skill it leads."),
        (
            {"new_title": "Book", "new_steps": "2", "new_hours": "3"},
            "Give an address: only a practice task may do without.",
        ),
        (
            {"new_title": "Book", "new_steps": "9", "new_url": "https://example.org/"},
            "Nothing leads to step 9 of this scale.",
        ),
        ({"new_title": "Book", "new_steps": "two", "new_url": "javascript:1"}, "Write steps, such as 1-3 or 2, 4."),
        ({"new_url": "https://example.org/", "new_steps": "2", "new_hours": "3"}, "This field cannot be blank."),
    ],
)
def test_a_resource_that_cannot_be_keeps_the_skill_from_being_saved(erin, home, cut, typed, said):
    page = of(home, cut)
    before = Resource.objects.count()
    response = erin.post(page, main_form(erin.get(page)).fields | typed | {"name": "To slice"} | SAVE)
    assert said in response.content.decode()
    cut.refresh_from_db()
    assert (cut.name, Resource.objects.count()) == ("To cut", before)


@pytest.mark.slow
def test_two_editors_of_one_skill_see_both_versions(erin, rose, home, cut):
    page = of(home, cut)
    hers, theirs = main_form(erin.get(page)).fields, main_form(rose.get(page)).fields
    assert rose.post(page, theirs | {"anchors-1-text": "I cut with Rose."} | SAVE).status_code == 302
    refused = erin.post(page, hers | {"anchors-1-text": "I cut with Erin."} | SAVE)
    assert refused.status_code == 409
    [table] = Page(refused.content).all("table", class_="changes")
    assert [cell.text.strip() for cell in table.select("td")][-2:] == ["I cut with Rose.", "I cut with Erin."]
    again = main_form_of_conflict(refused)
    assert again["anchors-1-text"] == "I cut with Erin."
    assert erin.post(page, again | SAVE).status_code == 302
    assert cut.anchors.get(step=2).text == "I cut with Erin."


def main_form_of_conflict(response) -> dict[str, str]:
    [form] = [form for form in Page(response.content).forms if form.method == "post" and form.action == ""]
    return form.fields


def test_what_was_typed_of_a_skill_that_is_gone_can_be_added_anew(erin, home):
    lonely = make.SkillFactory(area=Area.objects.get(slug="craft"), slug="lonely", name="Lonely")
    page = of(home, lonely)
    fields = main_form(erin.get(page)).fields
    lonely.delete()
    response = erin.post(page, fields | {"definition": "Alone."} | SAVE)
    assert response.status_code == 409
    assert "Somebody deleted this" in response.content.decode()
    assert erin.get(page).status_code == 404


def test_a_skill_that_changes_its_area_stands_last_there(erin, home, cut):
    page, people = of(home, cut), Area.objects.get(slug="people")
    erin.post(page, main_form(erin.get(page)).fields | {"area": str(people.pk)} | SAVE)
    assert order("people")[-1] == "cut"


def test_prerequisites_stand_both_ways(erin, home, cut):
    text = re.sub(r"\s+", " ", Page(erin.get(of(home, cut)).content).root.get_text())
    assert "For step 4: step 2 of To measure" in text
    other = re.sub(r"\s+", " ", Page(erin.get(of(home, Skill.objects.get(slug="measure"))).content).root.get_text())
    assert "With step 2: step 4 of To cut" in other

"""Associations of a package that say something odd of skills."""

from typing import Any

import pytest

from catalog.core import snapshot as s
from catalog.exchange.core.formats.case.reading import read_value
from catalog.exchange.core.formats.case.writing import build
from tests.catalog.core import mini
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import back, codes

BOOK = {"title": "Rope book", "identifier": p.uuid(60), "uri": "https://example.org/rope"}


def with_book() -> tuple[p.Json, list[p.Json], list[p.Json]]:
    """A package of ours with one resource: it, what it keeps of its resources, and the associations that end at one."""
    package = build(mini.rich())
    kept = package["CFDocument"]["extensions"]["ext:skillgap"]["resources"]
    return package, kept, [each for each in package["CFAssociations"] if each["associationType"] == "exemplar"]


def test_a_requirement_of_a_skill_that_is_not_there_is_kept_and_asks_nothing():
    package = p.crew()
    package["CFAssociations"].append(
        p.joins(30, "isRelatedTo", 6, 999, CFAssociationGroupingURI=p.end(50, title="Requirement: Some / core"))
    )
    found = read_value(package)
    assert set(found.snapshot.roles[0].level["senior"].requirement_of) == {"knots"}
    assert codes(found) == {"case-outside": 1}
    assert p.uuid(1030) in {each["identifier"] for each in back(found)["CFAssociations"]}


@pytest.mark.parametrize("grouping", ["Requirement: Some / core", 5, [], {"title": 5, "identifier": []}, {}])
def test_a_grouping_of_a_wrong_shape_is_told_and_the_skill_is_asked(grouping):
    package = p.crew()
    package["CFAssociations"][9]["CFAssociationGroupingURI"] = grouping
    found = read_value(package)
    need = found.snapshot.roles[0].level["junior"].requirement_of["knots"]
    assert (need.step, need.importance) == (None, s.IMPORTANT)
    assert codes(found) == {"case-requirement-unread": 1}
    back(found)


@pytest.mark.parametrize(
    "kept", [{"step": 1}, {"step": 1, "importance": "very"}, {"step": "1", "importance": "helpful"}]
)
def test_a_requirement_whose_extension_is_odd_asks_what_its_grouping_says(kept):
    package = p.crew()
    package["CFAssociations"][9]["extensions"] = {"ext:skillgap": kept}
    need = read_value(package).snapshot.roles[0].level["junior"].requirement_of["knots"]
    assert (need.step, need.importance) == (1, s.ESSENTIAL)


def test_a_requirement_that_another_program_changed_asks_what_its_grouping_says():
    package = p.crew()
    package["CFAssociations"][9]["extensions"] = {"ext:skillgap": {"step": 2, "importance": "helpful"}}
    need = read_value(package).snapshot.roles[0].level["junior"].requirement_of["knots"]
    assert (need.step, need.importance) == (1, s.ESSENTIAL)


def test_a_resource_that_another_program_renamed_has_its_new_name_and_keeps_the_rest():
    package, _kept, exemplars = with_book()
    for each in exemplars:
        each["destinationNodeURI"] |= {"title": "New name", "uri": "https://example.org/new"}
    found = read_value(package)
    [was] = [each for each in mini.rich().resources if each.steps]
    [now] = [each for each in found.snapshot.resources if each.steps]
    assert (now.title, now.url) == ("New name", "https://example.org/new")
    assert (now.hours, now.kind, set(now.steps)) == (was.hours, was.kind, set(was.steps))
    back(found)


@pytest.mark.parametrize(
    "change", [{"title": " ", "uri": "urn:x"}, {"uri": {"a": 1}}, {"uri": []}, {"title": 5, "uri": None}]
)
def test_a_resource_without_a_name_and_page_keeps_its_own(change):
    package, _kept, exemplars = with_book()
    for each in exemplars:
        each["destinationNodeURI"] |= change
    assert read_value(package).snapshot.resources == read_value(build(mini.rich())).snapshot.resources


@pytest.mark.parametrize(
    "change", [{"identifier": None}, {"identifier": " "}, {"hours": "many"}, {"tags": 5, "cost": []}]
)
def test_a_resource_that_our_extension_does_not_make_is_read_by_its_associations(change):
    package, kept, _exemplars = with_book()
    for each in kept:
        each |= change
    found = read_value(package)
    assert [(each.title, each.hours) for each in found.snapshot.resources] == [(mini.rich().resources[0].title, 1)]
    back(found)


def test_of_two_resources_of_one_identifier_the_first_counts():
    package, kept, _exemplars = with_book()
    kept.append({**kept[0], "title": "Twin", "slug": "twin"})
    assert read_value(package).snapshot == read_value(build(mini.rich())).snapshot


@pytest.mark.parametrize("steps", [[{"step": "one"}], [{"step": None}, {"step": 1, "start_here": "maybe"}]])
def test_steps_of_a_resource_that_make_none_are_passed_over(steps):
    package, _kept, exemplars = with_book()
    for each in exemplars:
        each["extensions"]["ext:skillgap"]["steps"] = steps
    found = read_value(package)
    assert [each.steps for each in found.snapshot.resources] == [() for _each in found.snapshot.resources]


def test_a_resource_that_serves_several_skills_is_one():
    package = p.crew()
    package["CFAssociations"].append(p.joins(30, "exemplar", 3, BOOK))
    found = read_value(package)
    [book] = found.snapshot.resources
    assert {step.skill for step in book.steps} == {"knots", "helm"}
    back(found)


def test_salaries_of_a_wrong_shape_make_no_role_of_the_extension():
    for salaries in ("much", [5, {"low": "x"}], [{"slug": "s"}]):
        package = build(mini.rich())
        [role] = [each for each in package["CFItems"] if each.get("CFItemType") == "Role"]
        role["extensions"]["ext:skillgap"]["fields"] = {"salaries": salaries}
        found: Any = read_value(package)
        assert [each.name for each in found.snapshot.roles] == [each.name for each in mini.rich().roles]
        back(found)


@pytest.mark.parametrize("kept", [5, {}, {"scheme": 5}, {"unheard": "of"}, {"scheme": "onet", "uri": ""}])
def test_a_counterpart_that_our_extension_does_not_make_is_read_by_case_alone(kept):
    package = p.crew()
    package["CFAssociations"][13]["extensions"] = {"ext:skillgap": {"link": kept}}
    found = read_value(package)
    assert found.snapshot.skill["helm"].links == read_value(p.crew()).snapshot.skill["helm"].links != ()
    back(found)

"""The report's pictures: the numbers of the report in the order of the plan, safe to put into a page."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from assessment.report.renderers import pictures
from assessment.role.core.scoring import Answer
from tests import blueprint
from tests.assessment.report.renderers.people import PEOPLE, WORDS, build, recompiled, report_of, with_level_name

SVG = "{http://www.w3.org/2000/svg}"
each_person = pytest.mark.parametrize("key", PEOPLE)


def words_in(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def marks_in(svg, *classes):
    """How many marks of each class a picture has."""
    found = [element.get("class") for element in ElementTree.fromstring(svg).iter()]
    return [found.count(name) for name in classes]


@each_person
def test_areas_stand_in_the_order_of_the_catalogue_with_all_that_the_level_needs(key):
    report = report_of(key)

    groups = pictures.groups(report)

    positions = [group.area.position for group in groups]
    assert positions == sorted(positions)
    needs = [term.need.unit for group in groups for term in group.terms]
    assert sorted(needs) == sorted(need.unit for need in report.focus.rule.needs)
    assert {member.area for group in groups for term in group.terms for member in term.members} == {
        group.area.slug for group in groups
    }


@each_person
def test_gaps_of_an_area_stand_in_the_order_of_the_plan_and_before_what_is_in_place(key):
    report = report_of(key)
    plan = [gap.unit for gap in report.gaps]

    for group in pictures.groups(report):
        units = [term.need.unit for term in group.terms]
        is_open = [unit in plan for unit in units]
        assert is_open == sorted(is_open, reverse=True)
        assert [unit for unit in plan if unit in units] == units[: sum(is_open)]


def test_area_that_the_level_asks_nothing_of_has_no_picture():
    value = blueprint.snapshot()
    [role] = value.roles
    first, *others = role.levels
    needs = tuple(need for need in first.requirements if value.skill[need.skill].area != "mat")
    role = replace(role, levels=(replace(first, requirements=needs), *others))
    compiled = recompiled(replace(value, roles=(role,)))

    at_entry, at_mid = (pictures.groups(build({}, focus=level, compiled=compiled)) for level in ("entry", "mid"))

    assert [group.area.slug for group in at_mid] == ["mat", *(group.area.slug for group in at_entry)]


@each_person
def test_ladder_has_a_row_for_each_level_with_its_verdict(key):
    report = report_of(key)

    svg = pictures.ladder(report, WORDS)

    assert words_in(svg) == [
        text for level in report.levels for text in (level.level.name, WORDS.verdict_of(report, level))
    ]
    bands = sum(level.readiness.low != level.readiness.high for level in report.levels)
    assert marks_in(svg, "c-band", "c-you", "c-need") == [bands, 4 - bands, 4]


def test_ladder_is_named_and_described_for_those_who_cannot_see_it():
    svg = ElementTree.fromstring(pictures.ladder(report_of("all-zero"), WORDS))

    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "ladder-title ladder-desc")
    assert {element.get("id"): element.text for element in svg if element.get("id")} == {
        "ladder-title": "Where you stand at each level",
        "ladder-desc": WORDS.ladder_description(report_of("all-zero")),
    }


def test_diamond_of_the_ladder_stands_at_the_readiness_for_met():
    svg = ElementTree.fromstring(pictures.ladder(report_of("all-zero"), WORDS))

    # The track runs from 18 to 342; 85 % of the way is 293.4.
    assert {path.get("d").split()[0] for path in svg.iter(f"{SVG}path") if path.get("class") == "c-need"} == {"M293.4"}
    assert {circle.get("cx") for circle in svg.iter(f"{SVG}circle") if circle.get("class") == "c-you"} == {"18"}


def test_plot_has_a_row_for_each_requirement_of_the_area():
    report = build({"mat_statistics": Answer(2), "mat_calculus": Answer(1, unsure=True)}, focus="entry")
    [group, *_] = pictures.groups(report)

    svg = pictures.area(report, group, WORDS)

    name, *words = words_in(svg)
    assert (name, words[:5]) == ("Mathematics and statistics", ["0", "1", "2", "3", "4"])
    assert set(words[5:]) == {
        "Linear algebra",
        "Calculus and optimisation",
        "Probability",
        "Statistics and inference",
    }
    assert marks_in(svg, "c-band", "c-you", "c-need") == [3, 1, 4]
    root = ElementTree.fromstring(svg)
    assert root.get("aria-labelledby") == "plot-mat-title plot-mat-desc"
    title, description = (element.text for element in root if element.get("id"))
    assert title == "Mathematics and statistics: you and what Entry needs"
    assert description == " ".join(WORDS.term(report, term, report.focus) for term in group.terms)


def test_names_from_the_catalogue_cannot_leave_the_picture():
    hostile = "</text><script>alert(1)</script>&\"'"
    report = build({}, compiled=with_level_name(hostile))
    [group] = pictures.groups(report)

    ladder, plot = pictures.ladder(report, WORDS), pictures.area(report, group, WORDS)

    assert words_in(ladder)[0] == hostile
    assert list(ElementTree.fromstring(ladder).iter(f"{SVG}script")) == []
    assert ElementTree.fromstring(plot).find(f"{SVG}title").text == f"Area: you and what {hostile} needs"

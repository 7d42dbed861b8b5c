"""CASE packages of others as frameworks: trees, names, scales, rubrics, requirements, and what cannot be read."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.core.files import FileUnfit
from catalog.core.snapshot import Snapshot, Step
from catalog.exchange.core.formats import case
from catalog.exchange.core.formats.case.reading import read_value
from catalog.exchange.core.formats.case.writing import build, write
from catalog.exchange.core.imported import Thing
from tests.catalog.core import mini
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import (
    CHANGES,
    Changes,
    back,
    codes,
    read_or_refused,
    without_ours,
)


def areas(snapshot: Snapshot) -> dict[str, list[str]]:
    """The names of skills by area, in order."""
    return {
        area.name: [skill.name for skill in snapshot.ordered_skills if skill.area == area.slug]
        for area in snapshot.ordered_areas
    }


def test_leaves_are_skills_and_what_holds_them_areas():
    found = read_value(p.garden())
    assert areas(found.snapshot) == {"Garden": ["Sow", "Reap"], "Frame": ["Rest"]}
    assert [step.name for step in found.snapshot.scale] == ["Not yet", "With help", "On my own", "Others come to me"]
    assert codes(found) == {"case-scale-ours": 1}
    assert found.tells is not None
    assert back(found)["CFItems"][0]["fullStatement"] == "Garden"


def test_a_caller_may_give_the_plain_scale():
    found = read_value(p.garden(), (("No", "I cannot."), ("Yes", "I can.")))
    assert [(step.value, step.name, step.meaning) for step in found.snapshot.scale] == [(0, "No", "I cannot."), (1, "Yes", "I can.")]  # fmt: skip


def test_order_is_by_number_then_sign_then_code_then_file():
    fields: list[dict[str, Any]] = [
        {"humanCodingScheme": "B"}, {"listEnumeration": "10"}, {"listEnumeration": "2"}, {}, {"humanCodingScheme": "A"},
    ]  # fmt: skip
    items = [p.item(number, **each) for number, each in enumerate(fields, 1)]
    numbers = [None, "2", "2", 1, None]
    links = [p.joins(at, "isChildOf", at, p.ROOT, sequenceNumber=number) for at, number in enumerate(numbers, 1)]
    found = read_value(p.package(items, links))
    assert [skill.name for skill in found.snapshot.ordered_skills] == [
        "Statement 4", "Statement 3", "Statement 2", "A Statement 5", "B Statement 1",
    ]  # fmt: skip


def test_what_stands_nowhere_is_told_and_has_an_area():
    package = p.garden()
    package["CFItems"] += [p.item(5, "Lost"), p.item(6, "Lost area"), p.item(7, "Below")]
    package["CFAssociations"].append(p.joins(9, "isChildOf", 7, 6))
    found = read_value(package)
    assert areas(found.snapshot)["(unplaced)"] == ["Lost"]
    assert areas(found.snapshot)["Lost area"] == ["Below"]
    assert codes(found)["case-orphan"] == 1
    assert len(back(found)["CFAssociations"]) == 5


def test_several_parents_are_an_area_and_further_ones():
    package = p.garden()
    package["CFItems"].append(p.item(5, "House"))
    package["CFAssociations"] += [
        p.joins(9, "isChildOf", 5, p.ROOT, sequenceNumber=9),
        p.joins(10, "isChildOf", 2, 5),
        p.joins(11, "isChildOf", 2, p.ROOT),
    ]
    found = read_value(package)
    skill = next(each for each in found.snapshot.skills if each.name == "Sow")
    assert (skill.area, skill.also_in) == ("garden", ("house",))
    assert len(back(found)["CFAssociations"]) == 7
    moved = build(found.snapshot, [each for each in found.foreign if each.thing != Thing("framework")])
    assert read_value(moved).snapshot.skills == found.snapshot.skills


def test_a_circle_is_cut_and_told_and_written_again():
    package = p.garden()
    package["CFItems"] += [p.item(5, "Egg"), p.item(6, "Hen"), p.item(7, "Yolk")]
    package["CFAssociations"] += [
        p.joins(9, "isChildOf", 5, 6), p.joins(10, "isChildOf", 6, 5), p.joins(11, "isChildOf", 7, 5),
        p.joins(12, "isChildOf", 1, 1),
    ]  # fmt: skip
    found = read_value(package)
    assert codes(found)["case-circle"] == 2
    assert areas(found.snapshot)["Egg"][-1] == "Yolk"
    assert len(back(found)["CFAssociations"]) == 8


def test_twin_areas_are_told_apart_by_what_they_stand_in():
    names = ["Grade 1", "Grade 2", "Numbers", "Numbers", "Count", "Add", "Shapes", "Draw", "Numbers", "Sum"]
    parents = [p.ROOT, p.ROOT, 1, 2, 3, 4, 1, 7, p.ROOT, 9]
    items = [p.item(number, name) for number, name in enumerate(names, 1)]
    found = read_value(p.package(items, [p.joins(at, "isChildOf", at, parent) for at, parent in enumerate(parents, 1)]))
    assert set(areas(found.snapshot)) == {
        "Grade 1", "Grade 2", "Grade 1 › Numbers", "Grade 2 › Numbers", "Shapes", "Numbers",
    }  # fmt: skip
    assert {each["fullStatement"] for each in back(found)["CFItems"]} == set(names)


def test_names_come_from_the_short_statement_or_the_code():
    long = "word " * 200
    items = [
        p.item(1, long, abbreviatedStatement="Short"),
        p.item(2, long, humanCodingScheme="A.1"),
        p.item(3, "Tell <b>why</b> $x^2$", humanCodingScheme="A.1"),
        p.item(4, None, abbreviatedStatement="Only short", fullStatement=None),
        p.item(5, "x" * 400),
    ]
    found = read_value(p.package(items, []))
    skills = {skill.name: skill for skill in found.snapshot.skills}
    assert set(skills) == {"Short", "A.1 Tell why x^2", "Only short", "A.1 " + "word " * 10 + "word…", "x" * 59 + "…"}
    assert all(len(skill.definition) <= 300 for skill in skills.values())
    assert skills["Only short"].definition == ""
    assert codes(found)["case-code-twice"] == 1
    assert codes(found)["case-shortened"] == 3
    assert {each["fullStatement"] for each in back(found)["CFItems"]} >= {long, "Tell <b>why</b> $x^2$"}


def test_a_package_in_our_words_becomes_roles_steps_and_requirements():
    found = read_value({"CFPackage": p.crew()})
    snapshot = found.snapshot
    assert [(step.value, step.name, step.meaning) for step in snapshot.scale] == [
        (0, "None", "Meaning 0"), (1, "Some", "Meaning 1"), (2, "All", "Meaning 2"),
    ]  # fmt: skip
    [role] = snapshot.roles
    assert (role.slug, role.name, role.summary) == ("sailor", "Sailor", "Who sails")
    assert [(level.slug, level.rank, level.duties) for level in role.ladder] == [
        ("junior", 1, ("Cleans", "Watches")), ("senior", 2, ()),
    ]  # fmt: skip
    asked = [level.requirement_of["knots"] for level in role.ladder]
    assert [(need.step, need.importance) for need in asked] == [(1, "essential"), (2, "helpful")]
    knots, helm = snapshot.skill["knots"], snapshot.skill["helm"]
    assert [anchor.text for anchor in knots.anchors] == ["I watch.", "I tie one.", "I tie all."]
    assert [(need.step, need.needs, need.needs_step) for need in helm.prerequisites] == [(1, "knots", 1)]
    assert [(link.scheme, link.relation) for link in helm.links] == [("esco", "exactMatch")]
    [book] = snapshot.resources
    assert [(step.skill, step.step) for step in book.steps] == [("knots", 1), ("knots", 2)]
    assert (found.tells, codes(found)) == (None, {})
    written = back(found)
    for name in ("CFItems", "CFAssociations"):
        kept = [without_ours(each) for each in written[name]]
        assert sorted(kept, key=json.dumps) == sorted(p.crew()[name], key=json.dumps)


def test_the_older_version_keeps_requirements_and_anchors():
    snapshot = read_value(p.crew()).snapshot
    found = read_value(json.loads(write(snapshot, version="1.0")))
    asked = [[level.requirements for level in each.roles[0].levels] for each in (found.snapshot, snapshot)]
    assert asked[0] == asked[1]
    assert [skill.anchors for skill in found.snapshot.skills] == [skill.anchors for skill in snapshot.skills]


def test_requirements_of_every_kind_are_understood_or_told():
    package = p.crew()
    titles = ("Requirement: None / core", "Requirement: step not stated / optional", "Requirement: Some / very", "Else")
    package["CFAssociations"] += [
        p.joins(30 + at, "isRelatedTo", 6, 3, CFAssociationGroupingURI=p.end(80 + at, title=title))
        for at, title in enumerate(titles)
    ]
    found = read_value(package)
    [need] = [each for each in found.snapshot.roles[0].level["senior"].requirements if each.skill == "helm"]
    assert (need.step, need.importance) == (0, "essential")
    assert codes(found) == {"case-requirement-twice": 3, "case-requirement-unread": 2, "case-kept": 3}
    back(found)


def test_a_grouping_is_found_by_its_identifier():
    package = p.crew()
    package["CFAssociations"][9]["CFAssociationGroupingURI"] = {"identifier": p.uuid(50)}
    found = read_value(package)
    assert found.snapshot.roles[0].level["junior"].requirement_of["knots"].step == 1


def test_a_type_may_be_said_by_its_link_alone():
    package = p.crew()
    for item in package["CFItems"]:
        item["CFItemTypeURI"] = p.end(99, title=item.pop("CFItemType"))
    assert len(read_value(package).snapshot.roles) == 1


@pytest.mark.parametrize(
    ("scores", "values"),
    [
        ((3, 2, 1), [1, 2, 3]),
        ((0, 5, 10), [0, 1, 2]),
        (("1", "2.5", "4"), [1, 2, 3]),
        ((None, None, None), [0, 1, 2]),
        ((8, 9, 10), [1, 2, 3]),
        ((-1, 0, 1), [0, 1, 2]),
    ],
)
def test_the_levels_of_rubrics_make_a_scale(scores, values):
    package = {**p.garden(), "CFRubrics": [p.rubric(2, ("a", "b", "c"), scores)]}
    found = read_value(package)
    assert [step.value for step in found.snapshot.scale] == values
    texts = {anchor.step: anchor.text for anchor in found.snapshot.skill["sow"].anchors}
    assert list(texts) == values
    assert found.tells is not None
    assert "anchors" in found.tells["Skill"]
    assert back(found)["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["description"] in "abc"


def test_levels_find_their_step_by_name_score_or_place():
    package = p.crew()
    rubric = p.rubric(3, ("x", "y", "z", None), (0, 40, 50, 60), 120)
    levels = rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    levels[1]["quality"] = "all"
    package["CFRubrics"].append(rubric)
    found = read_value(package)
    assert [(anchor.step, anchor.text) for anchor in found.snapshot.skill["helm"].anchors] == [(0, "x"), (2, "y")]
    assert codes(found) == {"case-rubric-unread": 1}
    package["CFRubrics"][1] = p.rubric(3, ("x", "y", "z"), (40, 50, 60), 120)
    assert len(read_value(package).snapshot.skill["helm"].anchors) == 3


def test_a_skill_that_is_over_is_retired():
    package = p.garden()
    package["CFItems"][1]["statusEndDate"] = "2026-10-01"
    package["CFItems"][2]["statusEndDate"] = "2027-01-01"
    found = read_value(package)
    assert [skill.name for skill in found.snapshot.skills if skill.retired] == ["Sow"]
    back(found)
    live = replace(found.snapshot, skills=tuple(replace(skill, retired=False) for skill in found.snapshot.skills))
    ended = [each.get("statusEndDate") for each in build(live, found.foreign)["CFItems"]]
    assert ended.count("2027-01-01") == 1
    assert "2026-10-01" not in ended


def test_items_that_cannot_be_taken_are_rejected_one_by_one():
    package = p.garden()
    package["CFItems"] += ["x", p.item(5, None, identifier=None), p.item(2, "Again"), p.item(6, " ")]
    package["CFItems"][-1]["fullStatement"] = " "
    package["CFAssociations"] += [None, 5, p.joins(9, "", 2, 3), p.joins(10, "isChildOf", 2, {"title": "x"})]
    found = read_value(package)
    assert found.rejected == 4
    assert codes(found) == {
        "case-association-unread": 3, "case-item-empty": 1, "case-item-nameless": 1, "case-item-twice": 1,
        "case-scale-ours": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([], "case-no-package"),
        ({}, "case-no-package"),
        ({"CFPackage": 5}, "case-no-package"),
        ({"CFDocument": []}, "case-no-package"),
        ({"CFDocuments": []}, "case-part"),
        (p.item(1, CFDocumentURI=p.end(1)), "case-part"),
        (p.package([], []), "case-no-items"),
        ({**p.garden(), "CFItems": {"a": 1}}, "case-no-items"),
    ],
)
def test_what_is_no_package_is_refused(value, code):
    with pytest.raises(FileUnfit) as found:
        read_value(value)
    assert found.value.code == code


def test_a_file_is_known_by_its_look():
    data = json.dumps(p.garden()).encode()
    assert case.fits({"a": data})
    assert case.fits({"a": b"\xef\xbb\xbf " + data})
    assert case.fits({"a": json.dumps(p.garden()).encode("utf-16")})
    assert not case.fits({"a": b'{"snapshot": "\\"CFDocument\\": "}', "b": b"PK\x03\x04", "c": b""})
    assert case.read({"a": data, "notes.txt": b"x"}).snapshot.framework.name == "Frame"
    for files, code in (({"a": data, "b": data}, "case-several"), ({"a": b"{}"}, "case-no-package")):
        with pytest.raises(FileUnfit) as found:
            case.read(files)
        assert found.value.code == code


SEEDS = (p.garden(), p.crew(), build(mini.rich()), build(read_value(p.crew()).snapshot))


@settings(max_examples=25)
@given(st.sampled_from(SEEDS), CHANGES)
def test_anything_anywhere_is_read_or_refused(package: Any, changes: Changes):
    read_or_refused(package, changes)


def test_steps_keep_their_numbers_or_get_such():
    package = p.crew()
    steps = [item for item in package["CFItems"] if item["CFItemType"] == "Proficiency Level"]
    for step, number in zip(steps, ("1", "2", "3"), strict=True):
        step["humanCodingScheme"] = number
    assert [step.value for step in read_value(package).snapshot.scale] == [1, 2, 3]
    for step, number in zip(steps, ("A", "7", "9"), strict=True):
        step["humanCodingScheme"] = number
    found = read_value(package).snapshot
    assert [step.value for step in found.scale] == [0, 1, 2]
    assert isinstance(found.scale[0], Step)

"""A framework as a CASE package: valid, the same every time, and back again without a difference.

FRAMEWORKS says how many are tried.
"""

import json
import os
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from catalog.core import canonical
from catalog.core import snapshot as s
from catalog.exchange.core.formats import case
from catalog.exchange.core.formats.case import classes, ours
from catalog.exchange.core.formats.case.reading import read_value
from catalog.exchange.core.formats.case.writing import build, write
from catalog.exchange.core.imported import Foreign, Thing
from catalog.models import Edition
from tests.catalog.by_chance import snapshots
from tests.catalog.core import mini
from tests.catalog.core.sound import sound
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.valid import faults, official_faults

BASE = "https://example.org/ims/case/v1p1/"
FRAMEWORKS = int(os.environ.get("FRAMEWORKS", "15"))


def comes_back(snapshot: s.Snapshot) -> bytes:
    """Write a framework, check that it is CASE and that it comes back, and give what was written."""
    written = write(snapshot)
    assert faults(json.loads(written)) == []
    assert faults(json.loads(write(snapshot, version="1.0")), "1.0") == []
    found = case.read({"frame.json": written})
    assert found.snapshot == canonical.parse(canonical.payload(snapshot))
    assert (found.rejected, found.tells) == (0, None)
    assert write(found.snapshot, found.foreign) == written
    return written


@settings(max_examples=FRAMEWORKS)
@given(snapshots())
def test_any_framework_comes_back(snapshot: s.Snapshot):
    comes_back(snapshot)


@settings(max_examples=5)
@given(snapshots())
def test_any_framework_is_valid_by_the_official_schemas(snapshot: s.Snapshot):
    assert official_faults(json.loads(write(snapshot))) == []
    assert official_faults(json.loads(write(snapshot, version="1.0")), "1.0") == []


@pytest.mark.parametrize("snapshot", [mini.rich(), sound()])
def test_a_framework_with_everything_comes_back(snapshot):
    comes_back(snapshot)


@pytest.mark.slow
def test_the_shipped_catalogues_come_back(shipped):
    frameworks = Edition.objects.values_list("payload", flat=True)
    assert len(frameworks) >= 2
    for payload in frameworks:
        assert b":null" not in comes_back(canonical.parse(payload))


def value(snapshot: s.Snapshot, *foreign: Foreign, **named: Any) -> Any:
    return build(snapshot, foreign, **named)


def items(package: Any, kind: str) -> list[Any]:
    return [each for each in package["CFItems"] if each.get("CFItemType") == kind]


def test_what_a_reader_of_case_sees():
    package = value(sound(), changed="2026-11-30T12:00:00+00:00", base=BASE)
    assert [len(items(package, kind)) for kind in ("Skill Area", "Skill", "Role", "Role Level", "Proficiency Level")] == [
        1, 5, 1, 4, 5,
    ]  # fmt: skip
    [cook] = [each for each in items(package, "Skill") if each["abbreviatedStatement"] == "Cook"]
    assert cook["fullStatement"] == "Cook"
    assert cook["uri"] == f"{BASE}CFItems/{cook['identifier']}"
    asked = [each for each in package["CFAssociations"] if "CFAssociationGroupingURI" in each]
    assert asked[0]["CFAssociationGroupingURI"]["title"].startswith("Requirement: Step 1 / ")
    assert asked[0]["notes"].startswith("Requires step 1 (Step 1); ")
    assert {each["title"] for each in package["CFDefinitions"]["CFAssociationGroupings"]} >= {
        "Requirement: step not stated / important"
    }
    [smoke] = [each for each in items(package, "Skill") if each["abbreviatedStatement"] == "SMOKE"]
    assert smoke["statusEndDate"] == "2026-11-30"
    [rubric] = package["CFRubrics"]
    assert rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["quality"] == "Step 0"
    assert package["CFDocument"]["caseVersion"] == "1.1"


def test_names_are_versions_that_case_allows_and_depend_on_the_framework():
    one, other = (value(mini.snapshot([mini.skill("a")], [], framework=mini.framework(uuid=uuid))) for uuid in "xy")
    real = value(mini.snapshot([mini.skill("a")], [], framework=mini.framework(uuid=p.ROOT)))
    names = [package["CFItems"][1]["identifier"] for package in (one, other, real)]
    assert len(set(names)) == 3
    assert {name[14] for name in names} == {"5"}


def test_what_others_call_a_thing_is_what_it_is_called():
    thing, level = Thing("skill", ("garden",)), Thing("area", ("area",))
    foreign = (
        Foreign("case", p.uuid(7).upper(), thing),
        Foreign("case", "no-uuid", level),
        Foreign("case", p.uuid(8), thing),
        Foreign("csv", p.uuid(9), thing),
    )
    package = value(sound(), *foreign)
    found = {each["identifier"] for each in package["CFItems"]}
    assert p.uuid(7).lower() in found
    assert not {p.uuid(8), p.uuid(9)} & found
    assert faults(package) == []
    again = read_value(package)
    assert {each.identifier for each in again.foreign if each.thing == level} == {"no-uuid"}


def test_the_first_of_steps_with_one_name_is_not_meant_by_it():
    twins = tuple(replace(step, name="Same") for step in mini.scale())
    snapshot = mini.snapshot([mini.skill("a")], [mini.level("l", 1, {"a": (2, "essential")})], scale=twins)
    titles = [each["title"] for each in value(snapshot)["CFDefinitions"]["CFAssociationGroupings"]]
    assert titles == ["Requirement: step 2 / essential"]
    comes_back(snapshot)


def test_links_to_vocabularies_say_which():
    uris = ("http://data.europa.eu/esco/skill/1", "2.B.3.e", "other/one")
    links = tuple(
        s.Link(scheme, "1", uri, "", relation)
        for scheme, uri, relation in zip(
            ("esco", "onet", "framework"), uris, ("exactMatch", "broadMatch", "closeMatch"), strict=True
        )
    )
    snapshot = mini.snapshot([mini.skill("a", links=links)], [])
    ends = {
        each["destinationNodeURI"]["uri"]: each["destinationNodeURI"]["targetType"]
        for each in value(snapshot)["CFAssociations"]
        if each["associationType"] != "isChildOf"
    }
    assert ends == {
        uris[0]: "ext:ESCO",
        "https://www.onetonline.org/find/descriptor/result/2.B.3.e": "ext:ONET",
        "urn:skillgap:other/one": "ext:Vocabulary",
    }
    comes_back(snapshot)


def test_a_framework_without_words_is_still_case():
    blank = mini.framework(name="", language="?", source="a book", licence="CC", attribution="By us", publisher="We")
    snapshot = mini.snapshot([mini.skill("a", name="", anchors=(s.Anchor(9, "", "\tGo"),))], [], framework=blank)
    package = json.loads(comes_back(snapshot))
    assert package["CFDocument"]["title"] == "framework"
    assert package["CFDefinitions"]["CFLicenses"][0]["licenseText"] == "By us"
    assert official_faults(package) == []


def test_an_address_that_no_uri_may_have_is_written_as_one_and_comes_back():
    book = replace(mini.rich().resources[0], url="https://example.org/a b?ü=<1>", title="")
    package = json.loads(comes_back(replace(mini.rich(), resources=(book,))))
    [end] = {
        each["destinationNodeURI"]["uri"] for each in package["CFAssociations"] if each["associationType"] == "exemplar"
    }
    assert end == "https://example.org/a%20b?%C3%BC=%3C1%3E"


def test_a_resource_without_steps_or_address_comes_back():
    task = replace(mini.rich().resources[0], slug="task", url="", kind="practice")
    comes_back(replace(mini.rich(), resources=(task, replace(task, slug="loose", steps=()))))


def test_what_others_changed_counts_and_not_what_we_kept_beside():
    snapshot = mini.snapshot([mini.skill("a", 3, name="Two\nlines", definition="<b>x</b>")], [])
    package = value(snapshot)
    skill = next(each for each in package["CFItems"] if each["CFItemType"] == "Skill")
    skill["abbreviatedStatement"] = "Changed"
    link = next(
        each for each in package["CFAssociations"] if each["originNodeURI"]["identifier"] == skill["identifier"]
    )
    link["sequenceNumber"] = 8
    package["CFDocument"]["title"] = "New"
    found = read_value(package).snapshot
    assert (found.skills[0].name, found.skills[0].definition, found.skills[0].position) == ("Changed", "x", 8)
    assert found.skills[0].slug == "a"
    assert found.framework.name == "New"


def test_every_class_of_ours_is_known_to_the_extension():
    assert set(ours.BLANK) >= {s.Skill, s.Resource, s.Framework}
    assert set(classes.DEFINITIONS.values()) <= set(classes.FIELDS)


def test_an_area_that_stood_for_no_item_is_one_once_it_is_renamed():
    found = read_value(p.garden())
    assert "Frame" not in {each["fullStatement"] for each in value(found.snapshot, *found.foreign)["CFItems"]}
    areas = tuple(replace(area, name="Leisure") if area.name == "Frame" else area for area in found.snapshot.areas)
    package = value(replace(found.snapshot, areas=areas), *found.foreign)
    assert "Leisure" in {each["fullStatement"] for each in package["CFItems"]}
    assert faults(package) == []
    gone = tuple(area for area in areas if area.name != "Leisure")
    left = tuple(skill for skill in found.snapshot.skills if skill.name != "Rest")
    assert len(value(replace(found.snapshot, areas=gone, skills=left), *found.foreign)["CFItems"]) == 3

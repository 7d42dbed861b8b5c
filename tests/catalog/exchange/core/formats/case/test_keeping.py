"""What a package says that we have no place for is kept, and stands there again when it is written."""

import json

from catalog.exchange.core.formats.case.reading import read_value
from catalog.exchange.core.formats.case.writing import build
from tests.catalog.core import mini
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import back, codes, without_ours
from tests.catalog.exchange.core.formats.case.valid import faults


def test_rubrics_that_make_no_scale_are_kept():
    lone = p.rubric(2, ("only",))
    lone["CFRubricCriteria"].append({"description": "of nothing", "CFRubricCriterionLevels": [{"quality": "x"}]})
    package = {**p.garden(), "CFRubrics": [lone, p.rubric(2, ("again",), number=90)]}
    found = read_value(package)
    assert codes(found) == {"case-scale-ours": 1}
    assert len(back(found)["CFRubrics"]) == 2


def test_what_an_editor_changed_is_written_and_the_rest_as_it_was():
    found = read_value(p.crew())
    package = build(found.snapshot, found.foreign)
    ours = json.loads(json.dumps(package).replace("I tie one.", "I tie two.").replace('"Sailor"', '"Mate"'))
    edited = read_value(ours)
    assert edited.snapshot.roles[0].name == "Mate"
    again = build(edited.snapshot, found.foreign)
    assert "I tie two." in json.dumps(again)
    assert read_value(again).snapshot == edited.snapshot
    unlinked = build(mini.snapshot(edited.snapshot.skills, [], areas=edited.snapshot.areas, scale=edited.snapshot.scale), found.foreign)  # fmt: skip
    assert faults(unlinked) == []
    assert not [each for each in unlinked["CFAssociations"] if each["associationType"] == "exemplar"]


def test_resources_that_are_no_pages_are_kept():
    package = p.crew()
    urn = {"title": "Urn", "identifier": p.uuid(61), "uri": "urn:x"}
    other = {"title": "Rope book", "identifier": p.uuid(60), "uri": "https://example.org/other"}
    package["CFAssociations"] += [
        p.joins(30, "exemplar", 2, urn), p.joins(31, "exemplar", 2, other), p.joins(32, "exemplar", 2, 3),
        p.joins(33, "exemplar", 3, {"title": "", "identifier": "x", "uri": "http://example.org/"}),
    ]  # fmt: skip
    found = read_value(package)
    assert [each.title for each in found.snapshot.resources] == ["http://example.org/", "Rope book"]
    assert codes(found) == {"case-outside": 2, "case-kept": 1}
    back(found)


def test_links_to_what_we_do_not_know_are_kept():
    package = p.crew()
    onet = {
        "title": "Programming",
        "identifier": "2.B.3.e",
        "uri": "https://www.onetonline.org/x",
        "targetType": "ext:ONET",
    }
    package["CFAssociations"] += [
        p.joins(30, "isRelatedTo", 3, onet),
        p.joins(31, "isRelatedTo", 3, onet),
        p.joins(32, "exactMatchOf", 3, p.uuid(999)),
        p.joins(33, "precedes", 2, 2),
        p.joins(34, "Is Part Of", 2, 3),
    ]
    found = read_value(package)
    assert {(link.scheme, link.uri, link.relation) for link in found.snapshot.skill["helm"].links} == {
        ("esco", "http://data.europa.eu/esco/skill/1", "exactMatch"), ("onet", "2.B.3.e", "relatedMatch"),
    }  # fmt: skip
    assert codes(found) == {"case-outside": 2, "case-kept": 2}
    assert "isPartOf" in {each["associationType"] for each in back(found)["CFAssociations"]}


def test_foreign_names_that_are_no_uuid_are_kept_and_given_valid_ones():
    package = json.loads(json.dumps(p.garden()).replace(p.uuid(2), "old-2").replace(p.ROOT, "OLD-ROOT"))
    found = read_value(package)
    assert {"old-2", "OLD-ROOT"} <= {each.identifier for each in found.foreign}
    assert codes(found)["case-identifier"] == 1
    again = read_value(back(found))
    assert {"old-2"} <= {each.identifier for each in again.foreign}


def test_every_item_and_every_association_is_written_as_it_came():
    package = p.package(
        [
            p.item(1, "<p>Area</p>", notes="N", educationLevel=["05"], extensions={"ext:other": {"a": None}}),
            p.item(2, "Skill", listEnumeration="1", conceptKeywords=["x"]),
            p.item(3, "Other"),
        ],
        [
            p.joins(1, "isChildOf", 1, p.ROOT),
            p.joins(2, "isChildOf", 2, 1, sequenceNumber=7),
            p.joins(3, "isChildOf", 3, 1),
            p.joins(4, "isPeerOf", 2, 3, notes="why"),
            p.joins(5, "isRelatedTo", 2, "urn:elsewhere", extensions={"ext:b": {}}),
            p.joins(6, "ext:odd", "https://example.org/out", 2),
            p.joins(7, "isTranslationOf", p.ROOT, 2),
        ],
        extensions={"ext:other": {"b": [1, 2]}},
        CFDefinitions={
            "CFSubjects": [{"identifier": p.uuid(90), "title": "S"}, {"title": "lost"}],
            "extensions": {"x": 1},
        },
    )
    found = read_value(package)
    written = back(found)
    for name in ("CFItems", "CFAssociations"):
        kept = [without_ours(each) for each in written[name]]
        assert sorted(kept, key=json.dumps) == sorted(package[name], key=json.dumps)
    assert written["extensions"] == package["extensions"]
    assert [each["title"] for each in written["CFDefinitions"]["CFSubjects"]] == ["S"]
    assert written["CFDefinitions"]["extensions"] == {"x": 1}
    assert codes(found) == {"case-outside": 2, "case-kept": 2, "case-markup": 1, "case-scale-ours": 1}


def test_a_level_without_a_role_is_kept_aside():
    package = p.crew()
    package["CFItems"].append(p.item(40, "Captain", CFItemType="Role Level"))
    found = read_value(package)
    assert codes(found) == {"case-level-alone": 1}
    assert "Captain" in {each["fullStatement"] for each in back(found)["CFItems"]}

"""What may stand in an object of CASE: its own fields with values that they allow, and nothing else."""

from typing import Any

import pytest

from catalog.exchange.core.formats.case import classes
from tests.catalog.exchange.core.formats.case import packages as p

LINK = p.end(5)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("licenseURI", {**LINK, "more": 1}, LINK),
        ("licenseURI", p.end("no-uuid"), None),
        ("licenseURI", "https://example.org", None),
        ("subjectURI", [LINK, "x", p.end("no-uuid"), None], [LINK]),
        ("subjectURI", LINK, None),
        ("subject", "one\nsubject", ["one subject"]),
        ("subject", ["a", 5, None], ["a"]),
        ("subject", {"a": "b"}, None),
        ("notes", ["a"], None),
        ("language", 5, None),
        ("statusEndDate", "2026-13-01", None),
        ("extensions", [], None),
        ("unheard", "of", None),
    ],
)
def test_a_field_of_an_item_holds_what_it_allows_or_is_left_out(field, value, expected):
    assert classes.fitting("CFItem", {field: value}) == ({} if expected is None else {field: expected})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (LINK, LINK),
        ({"identifier": p.uuid(5)}, {"title": p.uuid(5), "identifier": p.uuid(5), "uri": f"urn:uuid:{p.uuid(5)}"}),
        ({**LINK, "targetType": "ext:ONET"}, {**LINK, "targetType": "ext:ONET"}),
        ({**LINK, "targetType": "What?"}, LINK),
        ({"identifier": "no-uuid", "uri": "no address"}, None),
        ({"identifier": ""}, None),
        ({"identifier": 5, "uri": "urn:x"}, None),
        ([LINK], None),
        ("urn:x", None),
    ],
)
def test_an_end_of_an_association_says_what_it_is_or_is_left_out(value, expected):
    found = classes.fitting("CFAssociation", {"originNodeURI": value})
    assert found == ({} if expected is None else {"originNodeURI": expected})


@pytest.mark.parametrize("value", [None, "x", 5, [], [{}]])
def test_what_is_no_object_has_no_fields(value: Any):
    assert classes.fitting("CFRubric", value) == {}


@pytest.mark.parametrize(("value", "expected"), [([{"a": 1}, "x", None], [{"a": 1}]), ({"a": 1}, None), ("x", None)])
def test_the_extensions_of_a_level_are_a_list_of_objects(value, expected):
    found = classes.fitting("CFRubricCriterionLevel", {"extensions": value})
    assert found == ({} if expected is None else {"extensions": expected})


def test_whole_numbers_and_numbers_stand_in_texts_too():
    assert [classes.whole(value) for value in (3, "3", " -3 ", 3.0, 3.5, True, None, "x", 2**31)] == [
        3, 3, -3, 3, None, None, None, None, None,
    ]  # fmt: skip
    assert [classes.number(value) for value in (3, "3.5", True, "x")] == [3, 3.5, None, None]

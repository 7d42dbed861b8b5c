"""Associations that are written again as their file has them, as far as CASE lets them."""

from catalog.exchange.core.formats.case.reading import read_value
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import back, codes


def test_an_association_without_an_identifier_gets_one_that_stays():
    package = p.garden()
    package["CFAssociations"] += [p.joins(9, "isPeerOf", 2, 3), p.joins(10, "isRelatedTo", 2, "urn:elsewhere")]
    for each in package["CFAssociations"]:
        del each["identifier"]
    found = read_value(package)
    written = back(found)
    assert len({each["identifier"] for each in written["CFAssociations"]}) == 6
    assert back(read_value(written))["CFAssociations"] == written["CFAssociations"]


def test_an_association_to_what_case_cannot_name_is_told_and_left_out():
    package = p.garden()
    package["CFAssociations"].append(p.joins(9, "isRelatedTo", 2, {"identifier": "no uuid", "uri": "no address"}))
    found = read_value(package)
    assert codes(found)["case-outside"] == 1
    assert len(back(found)["CFAssociations"]) == 4


def test_a_counterpart_without_an_address_is_written_with_one():
    package = p.garden()
    package["CFAssociations"].append(p.joins(9, "exactMatchOf", 2, {"identifier": "2.B.3.e", "targetType": "ext:ONET"}))
    found = read_value(package)
    assert [link.uri for link in found.snapshot.skill["sow"].links] == ["2.B.3.e"]
    [end] = [
        each["destinationNodeURI"]
        for each in back(found)["CFAssociations"]
        if each["associationType"] == "exactMatchOf"
    ]
    assert end["uri"] == "https://www.onetonline.org/find/descriptor/result/2.B.3.e"


def test_associations_whose_ends_are_no_objects_are_told_and_left_out():
    package = p.garden()
    package["CFAssociations"] += [
        {**p.joins(9, "isChildOf", 2, 3), "originNodeURI": p.uuid(2)},
        {**p.joins(10, "isChildOf", 2, 3), "destinationNodeURI": [p.end(3)]},
        {**p.joins(11, "isChildOf", 2, 3), "destinationNodeURI": {"identifier": 3}},
    ]
    found = read_value(package)
    assert found.snapshot == read_value(p.garden()).snapshot
    assert codes(found)["case-association-unread"] == 3
    assert len(back(found)["CFAssociations"]) == 4

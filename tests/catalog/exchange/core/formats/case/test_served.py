"""What CASE's REST paths answer with: each document by itself, valid by its class."""

import pytest

from catalog.exchange.core.formats.case import served
from catalog.exchange.core.formats.case.writing import build
from tests.catalog.core import mini
from tests.catalog.exchange.core.formats.case.valid import official

BASE = "https://example.org/ims/case/v1p1/"
PACKAGE = build(mini.rich(), base=BASE)
ITEM = PACKAGE["CFItems"][0]["identifier"]


def answers():
    association, types = PACKAGE["CFAssociations"][0]["identifier"], PACKAGE["CFDefinitions"]
    yield "CFDocumentDType", served.document(PACKAGE, BASE)
    yield "CFDocumentSetDType", {"CFDocuments": [served.document(PACKAGE)]}
    yield "CFItemDType", served.item(PACKAGE, ITEM)
    yield "CFAssociationDType", served.association(PACKAGE, association)
    yield "CFAssociationSetDType", served.item_associations(PACKAGE, ITEM)
    yield "CFRubricDType", served.rubric(PACKAGE, PACKAGE["CFRubrics"][0]["identifier"])
    for field, name in (
        ("CFItemTypes", "CFItemTypeSetDType"),
        ("CFLicenses", "CFLicenseDType"),
        ("CFAssociationGroupings", "CFAssociationGroupingDType"),
    ):
        yield name, served.definition(PACKAGE, field, types[field][0]["identifier"])


@pytest.mark.parametrize(("name", "answer"), list(answers()))
def test_each_answer_is_valid_by_its_class(name, answer):
    assert answer is not None
    assert [error.message for error in official(name).iter_errors(answer)] == []


def test_answers_link_to_what_they_belong_to():
    document = served.document(PACKAGE, BASE)
    identifier = document["identifier"]
    assert document["CFPackageURI"]["uri"] == f"{BASE}CFPackages/{identifier}"
    assert served.package_link(PACKAGE)["uri"] == f"urn:uuid:{identifier}"
    item = served.item(PACKAGE, ITEM)
    assert item is not None
    assert item["CFDocumentURI"]["identifier"] == identifier
    joined = served.item_associations(PACKAGE, ITEM)
    assert joined is not None
    assert len(joined["CFAssociations"]) == 2


def test_what_is_not_there_is_none():
    for find in (served.item, served.association, served.item_associations, served.rubric):
        assert find(PACKAGE, "x") is None
    assert served.definition(PACKAGE, "CFSubjects", "x") is None
    assert served.definition({}, "CFItemTypes", "x") is None
    lonely = {**PACKAGE, "CFAssociations": []}
    assert served.item_associations(lonely, ITEM) is None

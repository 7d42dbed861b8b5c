"""Packages for readers of CASE 1.0."""

import pytest

from catalog.exchange.core.formats.case.degrading import degraded
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.valid import faults


@pytest.mark.parametrize(
    ("kind", "older"),
    [("ext:odd", "isRelatedTo"), ("isTranslationOf", "isRelatedTo"), ("isPeerOf", "isPeerOf")],
)
def test_an_association_of_a_type_that_came_later_says_that_the_two_are_related(kind, older):
    outside = {**p.end("urn:x"), "targetType": "ext:ESCO"}
    package = p.package([p.item(1)], [p.joins(1, kind, 1, outside, notes="why", extensions={"ext:a": {}})])
    found = degraded(package)
    [association] = found["CFAssociations"]
    assert association["associationType"] == older
    assert not {"notes", "extensions"} & set(association)
    assert "targetType" not in association["destinationNodeURI"]
    assert faults(found, "1.0") == []

"""The framework of a package whose extension is not what we wrote."""

import pytest

from catalog.exchange.core.formats.case.reading import read_value
from catalog.exchange.core.formats.case.writing import build
from catalog.exchange.core.gathering import POLICY
from tests.catalog.core import mini
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import back, codes


def test_a_framework_whose_extension_makes_none_is_read_by_case_alone():
    package = build(mini.rich())
    package["CFDocument"]["extensions"]["ext:skillgap"]["fields"]["practice_skill"] = ["not", "a", "key"]
    found = read_value(package)
    assert found.snapshot.framework.name == mini.rich().framework.name
    assert found.snapshot.framework.practice_skill == ""
    assert codes(found)["case-extension-unread"] == 1
    back(found)


@pytest.mark.parametrize("extensions", ["x", 5, [], [5], {"ext:skillgap": []}, {"ext:skillgap": "x"}])
def test_extensions_of_a_wrong_shape_say_nothing(extensions):
    package = p.garden()
    for each in (package["CFDocument"], *package["CFItems"], *package["CFAssociations"]):
        each["extensions"] = extensions
    found, plain = read_value(package), read_value(p.garden())
    assert found.snapshot == plain.snapshot
    assert found.messages == plain.messages
    back(found)


@pytest.mark.parametrize(
    "kept",
    [
        {"version": "new"},
        {"policy": {"unheard": "of"}},
        {"policy": {"essential": "much"}},
        {"policy": [1], "practice": {"a": 1}, "scale": [5, {"value": "x"}], "resources": "x", "areas": [], "exact": 3},
        {"key": "Not a key", "fields": [], "scale": [{"value": 3, "name": "Top"}]},
    ],
)
def test_what_an_extension_says_in_a_wrong_shape_is_passed_over(kept):
    package = p.garden()
    package["CFDocument"]["extensions"] = {"ext:skillgap": kept}
    found = read_value(package)
    assert {skill.name for skill in found.snapshot.skills} == {"Sow", "Reap", "Rest"}
    assert found.snapshot.policy == POLICY
    back(found)

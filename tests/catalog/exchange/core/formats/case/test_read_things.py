"""Things of a package that stand oddly, or whose extension is not what we wrote."""

import pytest

from catalog.exchange.core.formats.case.reading import read_value
from catalog.exchange.core.formats.case.writing import build
from tests.catalog.core import mini
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import back, codes


def test_a_level_below_two_roles_is_of_the_first_and_what_is_no_level_is_of_none():
    package = p.crew()
    package["CFItems"] += [
        p.item(40, "Captain", CFItemType="Role", humanCodingScheme="captain"),
        p.item(41, "Purser", CFItemType="Role", humanCodingScheme="purser"),
    ]
    package["CFAssociations"] += [
        p.joins(40, "isChildOf", 40, p.ROOT, sequenceNumber=50),
        p.joins(41, "isChildOf", 41, 4),
        p.joins(42, "isChildOf", 6, 40),
    ]
    found = read_value(package)
    assert {role.slug: [level.slug for level in role.levels] for role in found.snapshot.roles} == {
        "captain": [], "purser": [], "sailor": ["junior", "senior"],
    }  # fmt: skip
    back(found)


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("Skill Area", {"fields": {"slug": 5}}),
        ("Skill", {"fields": {"effort_percent": "all"}}),
        ("Role", {"fields": {"salaries": "much"}}),
        ("Role Level", {"fields": {"track": ["a"]}}),
    ],
)
def test_a_thing_whose_extension_makes_none_is_read_by_case_alone(kind, kept):
    package = build(mini.rich())
    first = next(each for each in package["CFItems"] if each["CFItemType"] == kind)
    first["extensions"]["ext:skillgap"] |= kept
    found = read_value(package)
    assert len(found.snapshot.skills) == len(mini.rich().skills)
    assert first["abbreviatedStatement"] in str(found.snapshot)
    assert codes(found).get("case-extension-unread", 0) == (kind != "Skill Area")
    back(found)

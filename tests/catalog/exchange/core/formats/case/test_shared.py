"""The CASE files that are there to try, beside the repository: what each becomes, and that each comes back."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats import case
from catalog.exchange.core.imported import Imported
from tests.catalog.exchange.core.formats.case.comes_back import CHANGES, read_or_refused
from tests.catalog.exchange.core.formats.case.valid import SHARED, faults, needs_shared, official_faults

pytestmark = pytest.mark.slow

CHANGED = "2026-11-30T00:00:00+00:00"


def read(name: str) -> tuple[Imported, Any]:
    """What a file becomes, and its value."""
    needs_shared()
    data = (SHARED / name).read_bytes()
    assert case.fits({name: data})
    return case.read({name: data}), json.loads(data)


def counts(found: Imported) -> tuple[int, ...]:
    """Areas, skills, levels of roles, requirements, anchors, resources."""
    value = found.snapshot
    levels = [level for role in value.roles for level in role.levels]
    requirements = sum(len(level.requirements) for level in levels)
    anchors = sum(len(skill.anchors) for skill in value.skills)
    return len(value.areas), len(value.skills), len(levels), requirements, anchors, len(value.resources)


def without_ours(values: list[Any]) -> set[str]:
    """Objects as texts, without what we add to them."""
    found = set()
    for value in values:
        extensions = {name: each for name, each in value.get("extensions", {}).items() if name != "ext:skillgap"}
        rest = {name: each for name, each in value.items() if name != "extensions"}
        found.add(json.dumps({**rest, "extensions": extensions} if extensions else rest, sort_keys=True))
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("roundtrip_proof/dataskills_as_case_v1p1.json", (14, 47, 24, 988, 329, 186)),
        ("roundtrip_proof/dataskills_as_case_v1p0_degraded.json", (14, 47, 24, 988, 329, 186)),
        ("k12/ccss-math-2010.json", (272, 474, 0, 0, 0, 0)),
        ("opensalt/AdoptedTestFramework.json", (1, 1, 0, 0, 0, 0)),
        ("opensalt/ItemTypeTestFramework.json", (1, 1, 0, 0, 0, 0)),
        ("opensalt/MarkdownFramework.json", (1, 2, 0, 0, 0, 0)),
        ("opensalt/Ordering.json", (4, 24, 0, 0, 0, 0)),
        ("opensalt/SequenceNumberFramework.json", (1, 2, 0, 0, 0, 0)),
        ("opensalt/SmartLevelFramework.json", (2, 12, 0, 0, 0, 0)),
        ("opensalt/Utf8TestFramework.json", (1, 1, 0, 0, 0, 0)),
    ],
)
def test_each_file_becomes_what_it_holds_and_comes_back_valid(name, expected):
    found, _value = read(name)
    assert counts(found) == expected
    written = case.write(found.snapshot, found.foreign, changed=CHANGED)
    package = json.loads(written)
    assert official_faults(package) == []
    assert faults(package) == []
    older = json.loads(case.write(found.snapshot, found.foreign, changed=CHANGED, version="1.0"))
    assert official_faults(older, "1.0") == []
    again = case.read({name: written})
    assert again.snapshot == found.snapshot
    assert case.write(again.snapshot, again.foreign, changed=CHANGED) == written


@pytest.mark.parametrize("name", ["k12/ccss-math-2010.json", "roundtrip_proof/dataskills_as_case_v1p1.json"])
def test_items_and_associations_come_back_as_they_were(name):
    found, value = read(name)
    package = case.build(found.snapshot, found.foreign, changed=CHANGED)
    for part in ("CFItems", "CFAssociations"):
        assert len(package[part]) == len(value[part])
        assert without_ours(package[part]) == without_ours(value[part])


def test_an_empty_package_says_that_it_is_empty():
    with pytest.raises(FileUnfit) as found:
        read("opensalt/EmptyExternalFramework.json")
    assert (found.value.code, dict(found.value.facts)) == ("case-no-items", {"title": "Test Framework External Empty"})


def test_the_order_of_the_sequence_numbers_counts():
    found, _value = read("opensalt/SequenceNumberFramework.json")
    assert [skill.code for skill in found.snapshot.ordered_skills] == ["SNT.2", "SNT.1"]


def test_tables_and_formulas_become_text():
    found, _value = read("opensalt/MarkdownFramework.json")
    texts = {skill.code: skill.definition for skill in found.snapshot.skills}
    assert texts["MD.Math"] == "This contains math markdown: x^2"
    assert not set("$\\") & set(texts["MD.Table"])


@pytest.mark.parametrize(
    "name",
    [
        "opensalt/MarkdownFramework.json",
        "opensalt/Ordering.json",
        "opensalt/SmartLevelFramework.json",
        "roundtrip_proof/dataskills_as_case_v1p0_degraded.json",
        "roundtrip_proof/dataskills_as_case_v1p1.json",
    ],
)
@settings(max_examples=4)
@given(changes=CHANGES)
def test_anything_anywhere_in_a_file_is_read_or_refused(name, changes):
    read_or_refused(read(name)[1], changes)

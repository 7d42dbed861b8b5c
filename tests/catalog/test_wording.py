"""Findings in words: a sentence and what to do for each rule, the table that explains them, and places in words."""

import re
from pathlib import Path
from typing import get_args

import pytest

from catalog import wording
from catalog.core.diff import Part, PartKind
from catalog.core.findings import RULES
from tests.catalog.core.planted import FAULTS

DOCS = Path(__file__).parents[2] / "docs" / "editions.md"


def test_every_rule_has_words():
    assert set(wording.RULES) == set(RULES)


@pytest.mark.parametrize("name", FAULTS)
def test_a_finding_says_what_is_wrong_and_what_to_do(name):
    _planted, fault = FAULTS[name]
    for text in (wording.message(fault), wording.hint(fault)):
        assert text.endswith(".")
        assert "%(" not in text


def line(name: str) -> str:
    return wording.line(FAULTS[name][1])


def test_a_finding_fits_on_one_line():
    assert line("an address twice") == (
        "error address-twice resource again: Step 2 of “Garden” has this address already, from the resource course. "
        "Keep one of the two for this step."
    )


def test_a_share_has_its_sign_and_a_field_its_name():
    assert "It shares 63 % of its words with “Cat”." in line("a skill much like another")
    assert "Anchor 2: hard to read, Flesch-Kincaid grade 46, above 14." in line("a hard anchor")


@pytest.mark.parametrize(
    ("names", "summary"),
    [
        ([], "Nothing is wrong."),
        (["a circle"], "1 error, 0 warnings"),
        (["a circle", "not on the web", "no anchor"], "2 errors, 1 warning"),
    ],
)
def test_findings_are_counted(names, summary):
    assert wording.summary([FAULTS[name][1] for name in names]) == summary


def test_the_documentation_lists_every_rule_with_its_severity():
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", DOCS.read_text(), re.MULTILINE)
    assert rows == list(RULES.items())


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((), "catalogue"),
        ((Part("policy"),), "policy"),
        ((Part("practice person", (1,)),), "practice person 1"),
        ((Part("skill", ("write",)), Part("anchor", (1,))), "skill write · anchor 1"),
        ((Part("skill", ("write",)), Part("prerequisite", (2, "read"))), "skill write · prerequisite at 2 read"),
        (
            (Part("role", ("role",)), Part("level", ("base",)), Part("requirement", ("write",))),
            "role role · level base · requirement for write",
        ),
        ((Part("role", ("role",)), Part("salary range", ("pay",))), "role role · salary range pay"),
        ((Part("resource", ("book",)), Part("resource step", ("write", 0))), "resource book · serves write 0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_place_is_said_from_the_outside_in(place, words):
    assert wording.place(place) == words


def test_every_kind_of_place_has_a_word():
    assert set(wording.PARTS) == set(get_args(PartKind))

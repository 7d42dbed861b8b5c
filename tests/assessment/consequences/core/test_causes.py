"""Which changes of a draft can change what answers come to, and the current edition with some of them alone."""

from dataclasses import replace

import pytest

from assessment.consequences.core.causes import Cause, bundled, causes_of, with_causes
from catalog.core import snapshot as s
from tests.assessment.consequences.core.drafts import BEFORE, LEVELS, ROLE, asking, with_levels, with_skill
from tests.catalog.core import mini

NEW = replace(
    BEFORE, skills=(*BEFORE.skills, mini.skill("d", 4, area="fresh")), areas=(*BEFORE.areas, mini.area("fresh", 2))
)
ASKS_NEW = with_levels(
    mini.level("one", 1, {"a": (1, "essential"), "b": (1, "important"), "d": (1, "helpful")}), LEVELS[1], snapshot=NEW
)
GONE = with_levels(
    LEVELS[0],
    mini.level("two", 2, {"a": (2, "essential"), "b": (2, "important")}),
    snapshot=replace(BEFORE, skills=BEFORE.skills[:2]),
)
STRICTER = replace(BEFORE, policy=replace(mini.POLICY, version=2, met_percent=90))
DRAFTS = {
    "nothing": (BEFORE, []),
    "a text that is no question": (with_skill("a", why="Because."), []),
    "the version of the rule alone": (replace(BEFORE, policy=replace(mini.POLICY, version=2)), []),
    "the rule": (STRICTER, [Cause("rule")]),
    "a longer scale": (replace(BEFORE, scale=mini.scale(0, 5)), [Cause("scale")]),
    "other words": (with_skill("a", name="Else"), [Cause("question", "a")]),
    "a group": (with_skill("a", group="g"), [Cause("group", "a")]),
    "a requirement": (asking(0, a=(2, "essential")), [Cause("requirement", "a", "one")]),
    "a requirement less": (asking(0, b=None), [Cause("requirement", "b", "one")]),
    "a new question": (ASKS_NEW, [Cause("new question", "d")]),
    "a question that is gone": (GONE, [Cause("question gone", "c")]),
    "a retired skill": (with_skill("c", retired=True), [Cause("question gone", "c")]),
    "a level more": (with_levels(*LEVELS, mini.level("three", 3, {"a": (4, "essential")})), []),
}


@pytest.mark.parametrize(("draft", "expected"), DRAFTS.values(), ids=DRAFTS)
def test_the_causes_of_a_draft(draft: s.Snapshot, expected: list[Cause]):
    assert causes_of(BEFORE, draft, ROLE) == expected


@pytest.mark.parametrize("draft", [draft for draft, _causes in DRAFTS.values()], ids=list(DRAFTS))
def test_with_all_of_its_causes_nothing_is_left_to_cause(draft: s.Snapshot):
    found = with_causes(BEFORE, draft, ROLE, causes_of(BEFORE, draft, ROLE))
    assert causes_of(found, draft, ROLE) == []
    assert with_causes(BEFORE, draft, ROLE, []).roles == BEFORE.roles


def test_a_cause_comes_alone():
    draft = with_skill("a", asking(0, a=(2, "essential")), name="Else", group="g")
    causes = causes_of(BEFORE, draft, ROLE)
    assert causes == [Cause("question", "a"), Cause("group", "a"), Cause("requirement", "a", "one")]
    for cause in causes:
        assert causes_of(BEFORE, with_causes(BEFORE, draft, ROLE, [cause]), ROLE) == [cause]


def test_a_level_that_goes_stays_as_it_was():
    draft = with_levels(LEVELS[0])
    assert with_causes(BEFORE, draft, ROLE, causes_of(BEFORE, draft, ROLE)).roles[0].level["two"] == LEVELS[1]


def test_many_causes_are_put_together_by_kind_and_level():
    causes = [Cause("question", "a"), Cause("requirement", "a", "one"), Cause("question", "b"), Cause("rule")]
    assert bundled(causes) == {
        Cause("question"): [causes[0], causes[2]],
        Cause("requirement", level="one"): [causes[1]],
        Cause("rule"): [causes[3]],
    }

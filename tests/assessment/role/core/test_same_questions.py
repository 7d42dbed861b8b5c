"""Which questions are the same in two editions."""

from dataclasses import replace

import pytest

from assessment.role.core.same_questions import unchanged_questions
from catalog.core import snapshot as s
from tests import blueprint
from tests.catalog.core import mini

SKILL = mini.skill(
    "write", name="Writing", definition="Writes.", anchors=(s.Anchor(0, "Not yet.", "Start."), s.Anchor(1, "I do.", ""))
)
OLD = mini.snapshot([SKILL, mini.skill("gone", 1)], [])


def new(**parts) -> s.Snapshot:
    return mini.snapshot([replace(SKILL, **parts), mini.skill("fresh", 1)], [])


def test_unchanged_questions_of_an_edition_with_itself_are_all():
    value = blueprint.snapshot()

    assert unchanged_questions(value, value) == set(value.skill)


def test_unchanged_questions_leave_out_what_is_new_or_gone():
    assert unchanged_questions(OLD, new()) == {"write"}


@pytest.mark.parametrize(
    "parts",
    [
        {"name": "Scientific writing"},
        {"definition": "Writes well."},
        {"anchors": (s.Anchor(0, "Not yet.", "Start."), s.Anchor(1, "I do it.", ""))},
        {"anchors": SKILL.anchors[:1]},
        {"anchors": (s.Anchor(0, "Not yet.", "Start."), s.Anchor(2, "I do.", ""))},
    ],
    ids=["name", "definition", "anchor text", "fewer anchors", "anchor at another step"],
)
def test_question_is_another_when_its_words_change(parts):
    assert unchanged_questions(OLD, new(**parts)) == set()


@pytest.mark.parametrize(
    "parts",
    [
        {"anchors": SKILL.anchors[::-1]},
        {"anchors": (s.Anchor(0, "Not yet.", "Write a page."), SKILL.anchors[1])},
        {"why": "It matters.", "tips": ("Read.",), "effort_percent": 50, "position": 9, "area": "other"},
        {"evidence_prompt": "Name one.", "explain_prompt": "Why?", "group": "g", "in_demand": True},
    ],
    ids=["anchors in another order", "way to the next step", "help and place", "prompts"],
)
def test_question_stays_the_same_when_only_its_surroundings_change(parts):
    assert unchanged_questions(OLD, new(**parts)) == {"write"}


BARE = mini.skill("bare")


def on(scale: tuple[s.Step, ...], skill: s.Skill = BARE) -> s.Snapshot:
    return mini.snapshot([skill], [], scale=scale)


def test_question_without_anchors_is_asked_in_the_words_of_the_scale():
    before = on((s.Step(0, "None", "Not yet.", 0), s.Step(1, "Some", "I do some.", 8)))
    after = on((s.Step(0, "None", "Not yet.", 0), s.Step(1, "Some", "I do all of it.", 8)))

    assert unchanged_questions(before, before) == {"bare"}
    assert unchanged_questions(before, after) == set()


@pytest.mark.parametrize("skill", [BARE, replace(SKILL, slug="bare")], ids=["no anchors", "anchors for some steps"])
@pytest.mark.parametrize(("before", "after"), [(6, 4), (4, 6)], ids=["fewer steps", "more steps"])
def test_question_is_another_when_the_steps_to_choose_from_change(skill, before, after):
    assert unchanged_questions(on(mini.scale(0, before), skill), on(mini.scale(0, after), skill)) == set()


def test_question_with_anchors_stays_the_same_when_the_scale_words_it_never_shows_change():
    before = on((s.Step(0, "None", "Nothing", 0), s.Step(1, "Some", "A bit", 8)), SKILL)
    after = on((s.Step(0, "None", "Nothing yet", 0), s.Step(1, "Some", "A bit", 9)), SKILL)

    assert unchanged_questions(before, after) == {"write"}

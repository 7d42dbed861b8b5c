"""Counts of what a file would change add up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from catalog.exchange.core.counting import KINDS, OUTCOMES, counts, held
from tests.catalog.by_chance import snapshots
from tests.catalog.core.sound import sound

SOUND = sound()


@pytest.mark.slow
@settings(max_examples=30)
@given(snapshots(), snapshots())
def test_what_is_there_and_what_comes_add_up(old, new):
    before, after, found = held(old), held(new), counts(old, new)
    for kind in KINDS:
        assert sum(found[kind][outcome] for outcome in OUTCOMES if outcome != "removed") == after[kind]
        assert sum(found[kind][outcome] for outcome in OUTCOMES if outcome != "created") == before[kind]


@pytest.mark.slow
@settings(max_examples=30)
@given(snapshots())
def test_of_a_new_framework_all_is_created(value):
    assert {kind: each["created"] for kind, each in counts(None, value).items()} == held(value)


def test_a_thing_is_counted_once_where_it_changed():
    skill = SOUND.skills[0]
    anchors = (replace(skill.anchors[0], text="Other words."), *skill.anchors[1:])
    found = counts(SOUND, replace(SOUND, skills=(replace(skill, anchors=anchors), *SOUND.skills[1:])))
    assert found["anchor"]["updated"] == 1
    assert {kind: each["updated"] for kind, each in found.items() if kind != "anchor"} == dict.fromkeys(
        (kind for kind in KINDS if kind != "anchor"), 0
    )

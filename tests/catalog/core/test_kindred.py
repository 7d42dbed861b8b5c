"""Which skills of two frameworks an editor called the same, and which step stands for which."""

from dataclasses import replace

import pytest

from catalog.core.kindred import EXACT, SCHEME, kindred, step_of
from catalog.core.snapshot import Link, Snapshot
from tests.catalog.core import mini


def made(framework: str, lowest: int = 0, **links: str) -> Snapshot:
    """A framework of the skills a, b and c; `links` are identifiers by skill."""
    skills = [
        mini.skill(slug, links=tuple([Link(SCHEME, "", links[slug], "", EXACT)] if slug in links else []))
        for slug in "abc"
    ]
    return mini.snapshot(skills, [], framework=mini.framework(slug=framework), scale=mini.scale(lowest, lowest + 4))


def test_a_link_of_either_joins_both():
    one, other = made("one", a="other/b"), made("other", c="one/a")
    assert kindred(one, other) == {("a", "b"), ("a", "c")}
    assert kindred(other, one) == {("b", "a"), ("c", "a")}


@pytest.mark.parametrize("uri", ["other/z", "third/b", "b", "", "other", "other/b/c"])
def test_a_link_to_nothing_here_joins_nothing(uri):
    assert kindred(made("one", a=uri), made("other")) == set()


@pytest.mark.parametrize("part", [{"relation": "closeMatch"}, {"scheme": "esco"}])
def test_another_relation_or_another_vocabulary_joins_nothing(part):
    one = made("one", a="other/b")
    [link] = one.skill["a"].links
    skills = tuple(replace(skill, links=(replace(link, **part),) if skill.links else ()) for skill in one.skills)
    assert kindred(replace(one, skills=skills), made("other")) == set()


def test_scales_of_different_length_and_one_framework_join_nothing():
    one = made("one", a="other/b", b="one/c")
    assert kindred(one, replace(made("other"), scale=mini.scale(0, 3))) == set()
    assert kindred(one, one) == set()


def test_a_step_answers_for_the_one_at_its_place():
    assert [step_of(made("one"), made("other", lowest=1), step) for step in range(5)] == [1, 2, 3, 4, 5]

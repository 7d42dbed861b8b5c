"""What is reviewed: by a fingerprint of what a reader judges, and of nothing else."""

from dataclasses import replace

import pytest

from catalog.core import canonical, reviewing
from catalog.core import snapshot as s
from tests.catalog.core import mini

SKILL = mini.skill(
    "plan", 1, name="Plan", definition="To plan.", anchors=(s.Anchor(0, "I do not.", ""), s.Anchor(1, "I plan.", ""))
)
LEVEL = mini.level("base", 1, {"plan": (1, "essential")})


def review(seen: str, day: str = "2026-05-03", by: str = "Ada") -> s.Review:
    return s.Review(by, "engineer", day, seen)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Plans"},
        {"definition": "To plan ahead."},
        {"tips": ("Sleep.",)},
        {"why": "It helps."},
        {"anchors": (s.Anchor(0, "I do not.", ""), s.Anchor(1, "I plan well.", ""))},
        {"prerequisites": (s.Prerequisite(1, "write", 1),)},
    ],
)
def test_another_word_of_a_skill_gives_another_fingerprint(change):
    assert reviewing.fingerprint(replace(SKILL, **change)) != reviewing.fingerprint(SKILL)


@pytest.mark.parametrize(
    "change",
    [
        {"position": 9},
        {"area": "other"},
        {"citations": ("S:1",)},
        {"in_demand": True},
        {"retired": True},
        {"name": " Plan "},
        {"anchors": SKILL.anchors[::-1]},
        {"reviews": (review("0" * 16),)},
    ],
)
def test_where_a_skill_stands_and_what_it_cites_does_not_count(change):
    assert reviewing.fingerprint(replace(SKILL, **change)) == reviewing.fingerprint(SKILL)


def test_of_a_level_what_it_asks_counts():
    assert reviewing.fingerprint(mini.level("base", 1, {"plan": (2, "essential")})) != reviewing.fingerprint(LEVEL)
    assert reviewing.fingerprint(replace(LEVEL, citations=("S:1",))) == reviewing.fingerprint(LEVEL)
    assert len(reviewing.fingerprint(LEVEL)) == 16


def test_reviews_stand_the_newest_first_and_say_whether_anything_changed_since():
    now = reviewing.fingerprint(SKILL)
    found = reviewing.reviewed(
        replace(SKILL, reviews=(review("0" * 16, "2025-01-01"), review(now, "2026-01-01"), review(now, by="Bo")))
    )
    assert [(each.review.by, each.review.day, each.is_current) for each in found] == [
        ("Bo", "2026-05-03", True),
        ("Ada", "2026-01-01", True),
        ("Ada", "2025-01-01", False),
    ]
    assert reviewing.reviewed(SKILL) == ()


def test_they_are_counted():
    old, now = review("0" * 16), review(reviewing.fingerprint(SKILL))
    skills = [SKILL, *(replace(SKILL, slug=slug, reviews=found) for slug, found in (("b", (old,)), ("c", (old, now))))]
    snapshot = mini.snapshot([*skills, mini.skill("gone", retired=True, reviews=(now,))], [LEVEL])
    assert reviewing.tallies(snapshot) == {"skills": (3, 2, 1), "levels": (1, 0, 0)}


def test_an_edition_without_a_review_keeps_its_name_and_one_with_reviews_has_them_in_one_order():
    bare = mini.snapshot([SKILL], [LEVEL])
    assert "reviews" not in canonical.payload(bare)
    one, two = review("0" * 16), review("1" * 16, "2026-06-01")
    texts = {
        canonical.payload(mini.snapshot([replace(SKILL, reviews=order)], [replace(LEVEL, reviews=(one,))]))
        for order in ((one, two), (two, one))
    }
    [text] = texts
    assert canonical.is_canonical(text)
    assert canonical.parse(text).skill["plan"].reviews == (one, two)

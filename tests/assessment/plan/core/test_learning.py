"""Chains of learning resources: the cheapest way, its ties and filters, and practice where there is nothing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.plan.core import learning
from assessment.plan.core import plan as plans
from assessment.plan.core.learning import Preferences, chain, chains, compile_library
from catalog.core.snapshot import Anchor, Prerequisite, Resource, ResourceStep
from tests.assessment.mini import E, I, compiled
from tests.catalog.core import mini

HOURS = (0, 8, 40, 120, 400)
ANCHORS = tuple(Anchor(step, f"I am at {step}.", f"Go on from {step}.") for step in range(5))
SKILL = mini.skill("a", anchors=ANCHORS)


def resource(slug: str, *spans: tuple[int, int], hours: int = 10, skill: str = "a", **parts: str) -> Resource:
    words = {"kind": "course", "language": "en", "cost": "free", "checked_on": "2026-11-01"} | parts
    return Resource(
        slug=slug,
        title=slug.title(),
        url=f"https://example.org/{slug}",
        provider="",
        hours=hours,
        hours_estimated=False,
        licence="",
        description="",
        verified=True,
        steps=tuple(ResourceStep(skill, start, end) for start, end in spans),
        **words,
    )


def library(*resources: Resource):
    return compile_library(mini.snapshot([SKILL], [], resources=resources))


def way(resources, have: int, goal: int, preferences: Preferences = learning.ANYTHING):
    """The chain in short: (slug or "", from, to, hours)."""
    segments = chain(library(*resources), SKILL, have, goal, HOURS, preferences)
    return [
        (segment.resource.slug if segment.resource else "", segment.from_step, segment.to_step, segment.hours)
        for segment in segments
    ]


@pytest.mark.parametrize(("have", "goal"), [(0, 0), (3, 2), (4, 4)])
def test_who_is_there_needs_nothing(have, goal):
    assert way([resource("r", (0, 4))], have, goal) == []


def test_without_resources_each_step_is_a_task_made_from_its_anchors():
    segments = chain(library(), SKILL, 1, 3, HOURS)

    assert [(segment.from_step, segment.to_step, segment.hours, segment.resource) for segment in segments] == [
        (1, 2, 40, None),
        (2, 3, 120, None),
    ]
    assert [(segment.aim, segment.task) for segment in segments] == [
        ("I am at 2.", "Go on from 1."),
        ("I am at 3.", "Go on from 2."),
    ]


def test_a_skill_without_anchors_gives_tasks_without_words():
    (segment,) = chain(library(), mini.skill("a"), 0, 1, HOURS)

    assert (segment.aim, segment.task) == ("", "")


def test_the_fewest_hours_win_over_the_fewest_resources():
    found = [resource("long", (0, 2), hours=30), resource("one", (0, 1), hours=9), resource("two", (1, 2), hours=20)]

    assert way(found, 0, 2) == [("one", 0, 1, 9), ("two", 1, 2, 20)]


def test_a_price_counts_as_hours():
    found = [resource("free", (0, 1), hours=25), resource("paid", (0, 1), hours=10, cost="paid")]

    assert way(found, 0, 1) == [("free", 0, 1, 25)]
    assert way(found, 0, 1, Preferences(hours_for_a_price=5)) == [("paid", 0, 1, 10)]
    partly = resource("partly", (0, 1), hours=14, cost="partly")
    assert way([*found, partly], 0, 1) == [("partly", 0, 1, 14)]


def test_a_cost_that_is_not_known_counts_as_paid():
    found = [resource("free", (0, 1), hours=25), resource("odd", (0, 1), hours=10, cost="barter")]

    assert way(found, 0, 1) == [("free", 0, 1, 25)]


def test_ties_go_to_fewer_resources_then_to_the_newest_check_then_to_the_slug():
    two = [resource("one", (0, 1)), resource("two", (1, 2))]
    assert way([*two, resource("whole", (0, 2), hours=20)], 0, 2) == [("whole", 0, 2, 20)]

    old, new = resource("a", (0, 1), checked_on="2025-01-31"), resource("b", (0, 1), checked_on="2026-01-30")
    assert way([old, new, resource("0", (0, 1), checked_on="")], 0, 1) == [("b", 0, 1, 10)]

    assert way([resource("z", (0, 1)), resource("y", (0, 1))], 0, 1) == [("y", 0, 1, 10)]


def test_what_begins_lower_or_ends_higher_serves_too():
    assert way([resource("wide", (0, 4), hours=50)], 1, 3) == [("wide", 1, 3, 50)]


def test_a_gap_between_resources_is_filled_by_practice():
    found = [resource("first", (0, 1)), resource("last", (2, 3))]

    assert way(found, 0, 4) == [("first", 0, 1, 10), ("", 1, 2, 40), ("last", 2, 3, 10), ("", 3, 4, 400)]


def test_a_resource_that_goes_on_where_it_ends_is_counted_once():
    assert way([resource("book", (1, 2), (0, 1), (2, 4), hours=30)], 0, 3) == [("book", 0, 3, 30)]
    assert way([resource("book", (0, 1), (2, 3), hours=30)], 0, 3) == [
        ("book", 0, 1, 30),
        ("", 1, 2, 40),
        ("book", 2, 3, 30),
    ]


@pytest.mark.parametrize(
    ("preferences", "slug"),
    [
        (Preferences(), "de"),
        (Preferences(languages=frozenset({"en"})), "gb"),
        (Preferences(languages=frozenset({"en-GB"})), "gb"),
        (Preferences(languages=frozenset({"fr"})), ""),
        (Preferences(costs=frozenset({"free"})), "gb"),
        (Preferences(kinds=frozenset({"course"})), "de"),
        (Preferences(kinds=frozenset({"book"})), "gb"),
        (Preferences(kinds=frozenset({"paper"})), ""),
    ],
)
def test_wishes_leave_out_what_does_not_suit(preferences, slug):
    found = [
        resource("de", (0, 1), hours=1, language="de", cost="partly"),
        resource("gb", (0, 1), hours=20, language="en-GB", kind="book"),
    ]

    assert way(found, 0, 1, preferences)[0][0] == slug


def test_chains_of_a_plan_lead_each_skill_from_where_it_is_to_where_the_plan_takes_it():
    skills = [SKILL, mini.skill("b", 1, prerequisites=(Prerequisite(1, "a", 2),))]
    role = compiled(skills, [mini.level("one", 1, {"a": (1, I), "b": (1, E)})])
    plan = plans.shortest(role.graph, 0, [1, 0])
    book = resource("book", (0, 2), hours=12)
    other = resource("other", (0, 1), hours=5, skill="b")

    found = chains(library(book, other), role.graph, plan)

    assert {
        skill: [(segment.from_step, segment.to_step, segment.resource) for segment in way]
        for skill, way in found.items()
    } == {
        0: [(1, 2, book)],
        1: [(0, 1, other)],
    }


spans = st.tuples(st.integers(0, 3), st.integers(1, 4)).filter(lambda span: span[0] < span[1])


@given(
    st.lists(st.tuples(spans, st.integers(1, 30), st.sampled_from(("free", "partly", "paid", ""))), max_size=8),
    st.integers(0, 4),
    st.integers(0, 4),
)
@settings(max_examples=200, deadline=None)
def test_a_chain_is_whole_useful_and_the_cheapest(drawn, have, goal):
    found = [resource(f"r{place}", span, hours=hours, cost=cost) for place, (span, hours, cost) in enumerate(drawn)]
    segments = chain(library(*found), SKILL, have, goal, HOURS)

    places = [have, *(segment.to_step for segment in segments)]
    assert places[-1] == max(have, goal)
    assert [segment.from_step for segment in segments] == places[:-1]
    assert all(below < above for below, above in pairwise(places))
    for segment in segments:
        if segment.resource:
            (span,) = segment.resource.steps
            assert span.from_step <= segment.from_step < span.to_step
        else:
            assert not any(one.steps[0].from_step <= segment.from_step < one.steps[0].to_step for one in found)
    assert sum(map(cost_of, segments)) == cheapest(found, have, goal)


def cost_of(segment: learning.Segment) -> int:
    return segment.hours + (
        10 * {"free": 0, "partly": 1, "paid": 2}.get(segment.resource.cost, 2) if segment.resource else 0
    )


def cheapest(found: list[Resource], step: int, goal: int) -> int:
    """By trying everything."""
    if step >= goal:
        return 0
    price = {"free": 0, "partly": 10, "paid": 20}
    usable = [one for one in found if one.steps[0].from_step <= step < one.steps[0].to_step]
    if not usable:
        return HOURS[step + 1] + cheapest(found, step + 1, goal)
    return min(one.hours + price.get(one.cost, 20) + cheapest(found, one.steps[0].to_step, goal) for one in usable)

"""What to learn from: which resource is the main one and which the short one, wishes, and practice."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.plan.core import learning
from assessment.plan.core import plan as plans
from assessment.plan.core.learning import ANYTHING, Lesson, Library, Offer, Preferences
from catalog.core.snapshot import Anchor, Prerequisite, Resource, ResourceStep
from tests.assessment.mini import E, compiled
from tests.catalog.core import mini

ANCHORS = tuple(Anchor(step, f"I am at {step}.", f"Go on from {step}.") for step in range(5))
ROLE = compiled([mini.skill("a", anchors=ANCHORS)], [mini.level("one", 1, {"a": (4, E)})])


def resource(slug: str, hours: int = 10, *, steps: Sequence[ResourceStep] = (), **parts: Any) -> Resource:
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
        steps=tuple(steps),
        **words,
    )


def offer(slug: str, hours: int = 10, *, covers: int = 0, is_start: bool = False, **parts: Any) -> Offer:
    return Offer(resource(slug, hours, **parts), covers, is_start)


def practice(slug: str, hours: int = 10, **parts: Any) -> Offer:
    return offer(slug, hours, kind="practice", **parts)


def lessons(offers: Mapping[int, Sequence[Offer]], preferences: Preferences = ANYTHING) -> list[Lesson]:
    """Of the four steps of the skill, with what serves each."""
    library = Library({("a", step): tuple(found) for step, found in offers.items()})
    plan = plans.shortest(ROLE.graph, 0, [0])
    return list(learning.lessons(library, ROLE.graph, plan, preferences).values())


def names(lesson: Lesson) -> tuple[str, str, str]:
    """The slugs of the main and the short resource and of the task."""
    main, short = (offer.resource.slug if offer else "" for offer in (lesson.main, lesson.short))
    return main, short, lesson.practice.slug if lesson.practice else ""


def second(*offers: Offer, preferences: Preferences = ANYTHING) -> tuple[str, str, str]:
    """What is chosen for step 2: 28 hours of study, 12 of practice."""
    return names(lessons({2: offers}, preferences)[1])


def test_without_resources_the_anchors_say_what_to_practise():
    found = lessons({})

    assert found == [Lesson(None, None, None, f"I am at {step}.", f"Go on from {step - 1}.") for step in range(1, 5)]
    assert [(lesson.first, lesson.named) for lesson in found] == [(None, [])] * 4


def test_a_skill_without_anchors_has_lessons_without_words():
    role = compiled("a", [mini.level("one", 1, {"a": (1, E)})])

    found = learning.lessons(Library({}), role.graph, plans.shortest(role.graph, 0, [0]))

    assert found == {(0, 1): Lesson(None, None, None, "", "")}


def test_the_one_to_start_with_goes_before_one_that_covers_more():
    assert second(offer("more", covers=28), offer("start", is_start=True))[0] == "start"


@pytest.mark.parametrize(
    ("covers", "chosen"),
    [
        ((0, 20), 1),
        ((28, 30), 0),
        ((20, 33), 1),  # too much is no worse than too little
        ((0, 57), 0),
    ],
)
def test_then_goes_what_covers_nearest_to_the_hours_of_study(covers, chosen):
    assert second(*(offer(str(place), covers=hours) for place, hours in enumerate(covers)))[0] == str(chosen)


def test_then_the_price_then_the_newest_check_then_the_slug():
    assert second(offer("a", cost="paid"), offer("b", cost="partly"))[0] == "b"
    assert second(offer("a", cost="partly"), offer("b", checked_on="2020-01-01"))[0] == "b"
    assert second(offer("a", cost="barter"), offer("b", cost="partly"))[0] == "b"  # what we do not know is dear
    assert second(offer("a", checked_on="2025-01-31"), offer("b", checked_on="2026-01-30"))[0] == "b"
    assert second(offer("a", checked_on=""), offer("b"))[0] == "b"
    assert second(offer("b"), offer("a"))[0] == "a"


@pytest.mark.parametrize(
    ("hours", "short"),
    [
        ((10, 4), "1"),
        ((10, 5), ""),
        ((4, 4), ""),
        ((4, 3), "1"),
        ((10, 5, 3, 2), "2"),
    ],
)
def test_the_short_one_is_the_next_best_of_four_hours_or_less_and_takes_less_than_the_main_one(hours, short):
    main, found, _task = second(*(offer(str(place), each) for place, each in enumerate(hours)))

    assert (main, found) == ("0", short)


def test_the_task_is_the_one_whose_hours_are_nearest_to_the_hours_of_practice():
    found = (practice("long", 20), practice("near", 10), practice("short", 2), offer("book", 4))

    assert second(*found) == ("book", "", "near")


def test_a_task_alone_is_no_main_resource_and_is_what_to_begin_with():
    lesson = lessons({1: [practice("task")]})[0]

    assert (lesson.main, lesson.first) == (None, resource("task", kind="practice"))


def test_all_that_a_lesson_names_begins_with_the_main_one():
    lesson = lessons({1: [practice("task"), offer("few", 2), offer("book", is_start=True)]})[0]

    assert [each.slug for each in lesson.named] == ["book", "few", "task"]
    assert lesson.first == lesson.named[0]


@pytest.mark.parametrize(
    ("preferences", "chosen"),
    [
        (Preferences(), ("de", "", "task")),
        (Preferences(languages=frozenset({"en"})), ("gb", "", "task")),
        (Preferences(languages=frozenset({"en-GB"})), ("gb", "", "")),
        (Preferences(languages=frozenset({"de"})), ("de", "", "")),
        (Preferences(costs=frozenset({"free"})), ("gb", "", "task")),
        (Preferences(costs=frozenset({"paid"})), ("", "", "")),
        # A kind is what somebody likes to learn from: there is always something to practise.
        (Preferences(kinds=frozenset({"course"})), ("de", "", "task")),
        (Preferences(kinds=frozenset({"book"})), ("gb", "", "task")),
        (Preferences(kinds=frozenset({"paper"})), ("", "", "task")),
        (Preferences(kinds=frozenset({"practice"})), ("", "", "task")),
    ],
)
def test_wishes_leave_out_what_does_not_suit(preferences, chosen):
    found = [
        offer("de", is_start=True, language="de", cost="partly"),
        offer("gb", language="en-GB", kind="book"),
        practice("task"),
    ]

    assert second(*found, preferences=preferences) == chosen


def test_what_serves_several_steps_is_named_at_each_and_again_at_all_but_the_first():
    book = offer("book", 60)
    found = lessons(
        {
            1: [book._replace(covers=6)],
            2: [book._replace(covers=30), offer("few", 4)],
            3: [offer("other", 20, covers=20), offer("few", 4)],
        }
    )

    assert [names(lesson)[:2] for lesson in found] == [("book", ""), ("book", "few"), ("other", "few"), ("", "")]
    assert [[each.is_again for each in lesson[:2] if each] for lesson in found] == [
        [False],
        [True, False],
        [False, True],
        [],
    ]


def test_the_library_has_each_resource_at_each_step_that_it_serves():
    book = resource("book", steps=[ResourceStep("a", 1, 8), ResourceStep("a", 2), ResourceStep("b", 3)])
    other = resource("other", steps=[ResourceStep("a", 2, start_here=True)])
    snapshot = mini.snapshot([mini.skill("a"), mini.skill("b", 1)], [], resources=(book, other))

    found = learning.compile_library(snapshot).offers

    assert found == {
        ("a", 1): (Offer(book, 8, is_start=False),),
        ("a", 2): (Offer(book, 0, is_start=False), Offer(other, 0, is_start=True)),
        ("b", 3): (Offer(book, 0, is_start=False),),
    }


def test_a_plan_has_a_lesson_for_each_of_its_items():
    skills = [mini.skill("a"), mini.skill("b", 1, prerequisites=(Prerequisite(1, "a", 2),))]
    role = compiled(skills, [mini.level("one", 1, {"a": (1, E), "b": (1, E)})])
    plan = plans.shortest(role.graph, 0, [1, 0])
    library = Library({("a", 1): (offer("early"),), ("a", 2): (offer("book"),), ("b", 1): (offer("other"),)})

    found = learning.lessons(library, role.graph, plan)

    assert {key: names(lesson)[0] for key, lesson in found.items()} == {(0, 2): "book", (1, 1): "other"}


offers = st.builds(
    lambda slug, hours, covers, is_start, parts: offer(f"r{slug}", hours, covers=covers, is_start=is_start, **parts),
    st.integers(0, 99),
    st.integers(1, 60),
    st.integers(0, 60),
    st.booleans(),
    st.fixed_dictionaries(
        {
            "cost": st.sampled_from(("free", "partly", "paid")),
            "language": st.sampled_from(("en", "de", "en-GB")),
            "kind": st.sampled_from(("book", "course", "practice")),
        }
    ),
)
wishes = st.builds(
    Preferences,
    st.frozensets(st.sampled_from(("en", "de"))),
    st.frozensets(st.sampled_from(("free", "paid"))),
    st.frozensets(st.sampled_from(("book", "course"))),
)


@given(st.lists(offers, max_size=8, unique_by=lambda each: each.resource.slug), wishes, st.data())
def test_what_is_chosen_depends_on_what_suits_alone_and_on_no_order(found, preferences, data):
    chosen = lessons({2: found}, preferences)[1]
    shuffled = data.draw(st.permutations(found))
    named: list[Any] = chosen.named

    assert lessons({2: shuffled}, preferences)[1] == chosen
    assert lessons({2: [each for each in found if each.resource in named]}, preferences)[1] == chosen
    assert len({each.slug for each in named}) == len(named)
    fits = [each.resource for each in found if suits(each.resource, preferences)]
    assert all(each in fits for each in named)
    assert (chosen.main is None) == all(each.kind == "practice" for each in fits)


def suits(resource: Resource, preferences: Preferences) -> bool:
    languages, costs, kinds = preferences
    return (
        (not languages or resource.language[:2] in languages)
        and (not costs or resource.cost in costs)
        and (not kinds or resource.kind in kinds or resource.kind == "practice")
    )

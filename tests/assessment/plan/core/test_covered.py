"""How much study is covered: each step up to its own hours, in the catalogue's language, translations once."""

from dataclasses import replace

import pytest

from assessment.plan.core.covered import Covered, covered, middle
from catalog.core.snapshot import Resource, ResourceStep
from tests.catalog.core import mini


def resource(slug: str, *steps: ResourceStep, language: str = "en") -> Resource:
    return replace(mini.rich().resources[0], slug=slug, language=language, steps=steps)


def of(*resources: Resource) -> list[Covered]:
    """Of the skills a and b; b takes half as long. Study of the first three steps is 8, 28 and 48 hours."""
    skills = [mini.skill("b", 2, effort_percent=50), mini.skill("gone", 3, retired=True), mini.skill("a", 1)]
    return list(covered(mini.snapshot(skills, [], resources=resources)))


def test_without_resources_nothing_is_covered():
    assert of() == [Covered("a", 84, 0), Covered("b", 42, 0)]


def test_hours_add_up_to_the_study_of_their_step_and_no_further():
    course = resource("course", ResourceStep("a", 1, 30), ResourceStep("a", 2, 20), ResourceStep("a", 4, 40))
    book = resource("book", ResourceStep("a", 2, 5), ResourceStep("b", 3, 24))
    assert of(course, book) == [Covered("a", 84, 8 + 25), Covered("b", 42, 24)]


def test_what_is_in_another_language_is_not_counted_again():
    english = resource("one", ResourceStep("a", 2, 10), language="en-GB")
    assert of(english, resource("two", ResourceStep("a", 2, 10), language="fr"))[0] == Covered("a", 84, 10)


@pytest.mark.parametrize(("study", "known", "percent"), [(84, 50, 59), (84, 84, 100), (0, 0, 100)])
def test_the_share_is_rounded_down(study, known, percent):
    assert Covered("a", study, known).percent == percent


def test_the_middle_is_the_median_over_skills():
    found = tuple(Covered("a", 100, hours) for hours in (0, 60, 90))
    assert (middle(found), middle(found[:2]), middle(())) == (60, 30, 0)

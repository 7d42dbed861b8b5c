"""The first twelve weeks in words: what to begin with, and what will be true."""

from datetime import date

import pytest

from assessment.plan.core import planning
from assessment.plan.core.learning import Lesson, Offer
from assessment.plan.core.plan import Plan, PlanStep, Reason
from assessment.plan.core.planning import SHORTEST, LearningPlan, PlanRequest
from assessment.plan.core.schedule import Pace, schedule
from assessment.plan.renderers import quarters
from assessment.plan.renderers.wording import words_of
from tests.assessment.mini import E, compiled
from tests.assessment.report.renderers.people import WORDS
from tests.catalog.core import mini, sound

ROLE = compiled("A", [mini.level("one", 1, {"A": (1, E)})])
BOOK = Offer(sound.resource("book", skill="A", title="A book", url="https://example.org/"), 0, is_start=True)


def told(lesson: Lesson, study: int = 8) -> tuple[str, str]:
    plan = Plan(0, (0,), (PlanStep(0, 1, study, study, 3, Reason("must_have"), ()),), 0, 3, is_proven=True)
    days = schedule(planning.works(plan.steps), Pace(1, 10), date(2027, 1, 4))
    learning_plan = LearningPlan(PlanRequest(SHORTEST, 0), plan, days, {(0, 1): lesson})
    [turn] = quarters.told(words_of(WORDS, ROLE, learning_plan), learning_plan)
    assert turn.skill == "A"
    return turn.begin, turn.after


@pytest.mark.parametrize(
    ("lesson", "begin"),
    [
        (Lesson(BOOK, None, None, "I can.", "Read on."), "Week 1: Read on. Open “A book”."),
        (Lesson(BOOK, None, None, "I can.", ""), "Week 1: open “A book”."),
        (Lesson(None, None, None, "I can.", "Read on."), "Week 1: Read on."),
        (Lesson(None, None, None, "I can.", ""), "Week 1: practise on real work."),
    ],
)
def test_it_begins_with_what_the_catalogue_says_and_what_to_open(lesson, begin):
    assert told(lesson) == (begin, "True after the twelve weeks: I can.")


def test_what_is_not_done_in_time_is_under_way():
    assert (
        told(Lesson(None, None, None, "I can.", ""), 13)[1] == "Under way after the twelve weeks, not done yet: I can."
    )


def test_a_step_without_a_sentence_is_told_by_its_name():
    assert told(Lesson(None, None, None, "", ""))[1] == "True after the twelve weeks: 1 Step 1"

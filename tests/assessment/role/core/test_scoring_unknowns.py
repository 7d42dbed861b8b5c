"""Unsure and skipped answers as intervals, coverage, and the two robustness views."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.role.core import scoring
from assessment.role.core.scoring import MET, NOT_YET, Answer, AnswersInvalid, Known
from assessment.words.ranges import Interval
from tests.assessment.mini import E, H, I, compiled, sure
from tests.catalog.core import mini

ONE = compiled("A", [mini.level("one", 1, {"A": (2, I)})]).rules


def on(lowest: int, highest: int):
    return compiled("A", [mini.level("one", 1, {"A": (2, E)})], scale=mini.scale(lowest, highest)).rules


def test_answer_defaults_to_sure_without_evidence():
    assert Answer(3) == (3, False, "")


@pytest.mark.parametrize(
    ("step", "unsure", "span"),
    [
        (0, False, (0, 0)),
        (4, False, (4, 4)),
        (2, True, (1, 3)),
        (0, True, (0, 1)),
        (4, True, (3, 4)),
    ],
)
def test_intervals_of_an_answer_on_0_to_4(step, unsure, span):
    assert scoring.intervals(ONE, {"A": Answer(step, unsure)}) == (Interval(*span),)


@pytest.mark.parametrize(
    ("lowest", "highest", "answer", "span"),
    [
        (0, 6, Answer(6, unsure=True), (5, 6)),
        (0, 6, None, (0, 6)),
        (1, 4, Answer(1, unsure=True), (1, 2)),
        (1, 4, None, (1, 4)),
    ],
)
def test_intervals_are_cut_to_the_scale_of_the_framework(lowest, highest, answer, span):
    assert scoring.intervals(on(lowest, highest), {"A": answer} if answer else {}) == (Interval(*span),)


def test_intervals_stand_in_rule_order_whatever_the_order_of_answers():
    found = compiled("ABC", [mini.level("one", 1, dict.fromkeys("ABC", (1, I)))]).rules

    assert scoring.intervals(found, sure(C=1, A=3)) == (Interval(3, 3), Interval(0, 4), Interval(1, 1))


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (sure(ghost=1), "ghost is not asked in this role"),
        (sure(A=5), "A: step 5 is not on the scale 0–4"),
        (sure(A=-1), "A: step -1 is not on the scale 0–4"),
        ({"A": Answer(9, unsure=True)}, "A: step 9 is not on the scale 0–4"),
    ],
    ids=["unknown", "above", "below", "unsure above"],
)
def test_intervals_refuse_what_does_not_fit_the_edition(answers, message):
    with pytest.raises(AnswersInvalid) as caught:
        scoring.intervals(ONE, answers)

    assert str(caught.value) == message


def test_intervals_refuse_an_answer_to_a_retired_skill():
    skills = [mini.skill("a"), mini.skill("old", retired=True)]
    found = compiled(skills, [mini.level("one", 1, {"a": (1, I), "old": (1, I)})]).rules

    with pytest.raises(AnswersInvalid, match=r"^old is not asked in this role$"):
        scoring.intervals(found, sure(old=1))


def test_stand_of_sure_answers_has_one_ladder():
    standing = scoring.stand(ONE, [Interval(2, 2)])

    assert standing.low is standing.high
    assert standing.low.verdicts == (MET,)


def test_stand_of_an_open_answer_scores_both_ends():
    standing = scoring.stand(ONE, [Interval(0, 4)])

    assert (standing.low.verdicts, standing.high.verdicts) == ((NOT_YET,), (MET,))
    assert (standing.low.current, standing.high.current) == (None, 0)


# Five units of weight 2 x 2 = 4 each: a fifth of the weight hangs on each.
FIVE = compiled(
    [mini.skill(slug, position, group="g" if slug in "EF" else "") for position, slug in enumerate("ABCDEF")],
    [mini.level("one", 1, dict.fromkeys("ABCDEF", (2, I)))],
).rules


@pytest.mark.parametrize(
    ("answers", "coverage", "point"),
    [
        ({}, 0, None),
        (sure(A=2, B=2, C=2), Fraction(3, 5), None),
        (sure(A=2, B=2, C=2, D=1), Fraction(4, 5), Fraction(7, 8)),
        (sure(A=2, B=2, C=2, E=0), Fraction(4, 5), Fraction(3, 4)),
        (sure(A=2, B=2, C=2, D=2, E=0, F=4), 1, 1),
        (sure(A=0, B=0, C=0, D=0, E=0), 1, 0),
    ],
    ids=["nothing", "too little", "exactly 80 %", "a group by one member", "a group by its best", "all at 0"],
)
def test_known_gives_a_point_from_80_per_cent_of_the_weight_on(answers, coverage, point):
    assert scoring.known(FIVE, answers) == (Known(coverage, point),)


def test_known_takes_unsure_answers_as_given():
    answers = sure(A=2, B=2, C=2) | {"D": Answer(1, unsure=True)}

    assert scoring.known(FIVE, answers) == (Known(Fraction(4, 5), Fraction(7, 8)),)


def test_known_of_a_level_that_asks_nothing_is_complete_without_a_point():
    found = compiled("A", [mini.level("free", 1, {}), mini.level("one", 2, {"A": (1, I)})]).rules

    assert scoring.known(found, {}) == (Known(Fraction(1), None), Known(Fraction(0), None))


def test_known_point_lies_inside_the_interval_on_a_scale_from_1():
    found = compiled("AB", [mini.level("one", 1, {"A": (4, I), "B": (1, H)})], scale=mini.scale(1, 4)).rules
    answers = sure(A=1)
    spans = scoring.intervals(found, answers)
    low, high = (scoring.readiness(found, ladder)[0] for ladder in scoring.stand(found, spans))

    [known] = scoring.known(found, answers)

    # B asks for the lowest step, which nobody can be short of and which earns nothing.
    assert (low, high) == (0, 0)
    assert (known.coverage, known.point) == (1, 0)


MUST = compiled("AB", [mini.level("one", 1, {"A": (3, E), "B": (3, I)})]).rules


def test_stress_lowers_every_answer_by_a_step_down_to_the_lowest():
    answers = {"A": Answer(4, True, "A paper"), "B": Answer(0)}

    assert scoring.stress(MUST, answers) == {"A": Answer(3, True, "A paper"), "B": Answer(0)}
    assert scoring.stress(on(1, 4), sure(A=1)) == sure(A=1)


def test_views_leave_the_answers_themselves_alone():
    answers = sure(A=4, B=4)

    scoring.stress(MUST, answers)

    assert answers == sure(A=4, B=4)


def test_policy_thresholds_decide_the_verdict_of_the_same_answers():
    levels = [mini.level("one", 1, {"A": (4, I)})]
    lenient = replace(mini.POLICY, met_percent=50, close_percent=25)

    found = [scoring.score(compiled("A", levels, policy=policy).rules, [2]) for policy in (mini.POLICY, lenient)]

    assert [ladder.verdicts for ladder in found] == [(NOT_YET,), (MET,)]

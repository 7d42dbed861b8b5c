"""How firm a verdict is: the formula against people who answer again and again (method.md 3.6)."""

from fractions import Fraction

import numpy as np
import pytest

from assessment.report.core import report as reports
from assessment.role.core import scoring
from assessment.role.core.hold import A_STEP_OFF, Hold, hold
from assessment.role.core.scoring import Answer
from tests import blueprint
from tests.assessment import personas
from tests.assessment.mini import E, I, compiled, sure
from tests.catalog.core import mini

PEOPLE, RETESTS = 200, 600
ONE = compiled("A", [mini.level("one", 1, {"A": (2, E)})]).rules


def retested(rules, answers: dict[str, Answer], level: int, chance) -> float:
    """How often a level is met by people who stand where these answers say, but for the errors of single answers."""
    steps = np.empty((RETESTS, len(rules.skills)), dtype=int)
    for position, skill in enumerate(rules.skills):
        said = answers.get(skill.slug)
        if said is None:
            steps[:, position] = rules.lowest
        elif said.unsure:
            low, high = max(rules.lowest, said.step - 1), min(rules.highest, said.step + 1)
            steps[:, position] = chance.integers(low, high + 1, RETESTS)
        else:
            off = chance.choice([-1, 0, 1], RETESTS, p=[A_STEP_OFF, 1 - 2 * A_STEP_OFF, A_STEP_OFF])
            steps[:, position] = np.clip(said.step + off, rules.lowest, rules.highest)
    return sum(scoring.score(rules, row).levels[level].is_met for row in steps.tolist()) / RETESTS


@pytest.mark.thorough
@pytest.mark.slow
def test_the_formula_is_what_people_who_answer_again_would_see(capsys):
    """Within .06 for 95 % of 200 made-up people, within .10 for all; each against 600 retests."""
    compiled_role, off = blueprint.compiled(), []
    rules = compiled_role.rules
    for seed in range(PEOPLE):
        steps = personas.have(seed)
        answers = {skill.slug: Answer(step) for skill, step in zip(rules.skills, steps, strict=True)}
        found = reports.build(compiled_role, answers).firmness
        level = rules.level_index[found.level]

        off.append(abs(found.chance.both - retested(rules, answers, level, np.random.default_rng(seed))))

    with capsys.disabled():
        print(f" [95 % within {np.quantile(off, 0.95):.3f}, largest {max(off):.3f}] ", end="")
    assert np.quantile(off, 0.95) <= 0.06
    assert max(off) <= 0.10


@pytest.mark.parametrize(
    ("answer", "gate"),
    [(Answer(2), 0.85), (Answer(1), 0.15), (Answer(3), 1), (Answer(2, unsure=True), 2 / 3), (None, 0)],
    ids=["at the bar", "one below", "one above", "not sure", "skipped"],
)
def test_the_gate_of_one_must_have(answer, gate):
    assert hold(ONE, {} if answer is None else {"A": answer}, 0).gate == pytest.approx(gate)


def test_a_group_is_its_best_member_here_too():
    skills = [mini.skill("a", group="g"), mini.skill("b", 1, group="g")]
    rules = compiled(skills, [mini.level("one", 1, {"a": (2, E), "b": (2, E)})]).rules

    assert hold(rules, sure(a=2, b=2), 0).gate == pytest.approx(1 - 0.15**2)


def test_a_slip_is_allowed_and_a_second_is_not():
    five = compiled("ABCDE", [mini.level("one", 1, dict.fromkeys("ABCDE", (2, E)))]).rules

    found = hold(five, dict.fromkeys("ABCDE", Answer(2)), 0)

    assert found.gate == pytest.approx(0.85**5 + 5 * 0.15 * 0.85**4)


def test_what_no_error_can_change_is_sure():
    free = compiled("A", [mini.level("free", 1, {}), mini.level("easy", 2, {"A": (1, I)})]).rules

    assert hold(free, {}, 0) == Hold(1, 1)
    assert hold(free, sure(A=4), 1) == Hold(1, 1)
    assert hold(free, {}, 1).both == 0


def test_on_a_scale_from_1_the_lowest_step_earns_nothing():
    rules = compiled("A", [mini.level("one", 1, {"A": (2, I)})], scale=mini.scale(1, 4)).rules

    assert scoring.readiness(rules, scoring.score(rules, [1])) == (Fraction(0),)
    assert hold(rules, {}, 0).readiness == 0


def test_a_report_says_how_firm_one_level_is_and_nothing_where_there_are_several():
    levels = [mini.level("one", 1, {"A": (1, E)}), mini.level("two", 2, {"A": (3, E)})]
    role = compiled("A", levels)

    def of(**steps):
        return reports.build(role, sure(**steps)).firmness

    assert (of(A=3).level, of(A=3).is_met) == ("two", True)
    assert (of(A=1).level, of(A=1).is_met) == ("one", True)
    assert (of(A=0).level, of(A=0).is_met) == ("one", False)
    assert reports.build(role, {}).firmness is None

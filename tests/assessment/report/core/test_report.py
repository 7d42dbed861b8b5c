"""The report: what it gathers, what it counts against, and the arithmetic behind each number."""

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from assessment.plan.core import plan as plans
from assessment.report.core import report as reports
from assessment.report.core.report import Coverage, Place, Term
from assessment.role.core.compiled import compile_role
from assessment.role.core.questionnaire import RoleUnknown
from assessment.role.core.rules import RULES_VERSION
from assessment.role.core.scoring import Answer, AnswersInvalid
from assessment.words.ranges import Interval, Range
from tests import blueprint
from tests.assessment.mini import DIGEST, E, H, I, compiled, report, sure
from tests.assessment.report.renderers.people import PEOPLE, report_of
from tests.catalog.core import mini

LEVELS = [
    mini.level("one", 1, {"A": (2, E), "B": (1, I)}),
    mini.level("two", 2, {"A": (3, E), "B": (2, I)}),
    mini.level("three", 3, {"A": (4, E), "B": (4, I)}),
]


def test_range_is_settled_when_its_ends_agree():
    assert Range(1, 1).is_settled
    assert not Range(1, 2).is_settled
    assert Range(None, None).is_settled


def test_compile_role_of_an_unknown_role_is_refused():
    with pytest.raises(RoleUnknown):
        compile_role(mini.rich(), DIGEST, "ghost")


def test_compiled_role_is_equal_to_itself_only():
    one, other = (compiled("AB", LEVELS) for _time in range(2))

    assert one == one
    assert one != other
    assert len({one, other}) == 2


def test_report_carries_what_it_was_scored_by():
    found = reports.build(
        compiled("AB", LEVELS),
        sure(A=2),
        person_name="Zoë",
        submitted_on="2026-11-23",
        edition_label="First",
    )

    assert (found.compiled.digest, found.rules_version, found.snapshot.policy.version) == (DIGEST, RULES_VERSION, 1)
    assert (found.person_name, found.submitted_on, found.edition_label) == ("Zoë", "2026-11-23", "First")
    assert found.role.slug == "role"
    assert found.answers == sure(A=2)
    assert found.spans == (Interval(2, 2), Interval(0, 4))


def test_report_is_frozen():
    found = report("AB", LEVELS)

    with pytest.raises(FrozenInstanceError):
        found.person_name = "Bob"
    assert found.person_name == ""


def test_report_of_a_level_has_both_ends_of_everything():
    found = report("AB", LEVELS, {"A": Answer(2, unsure=True), "B": Answer(1)}).level["one"]

    assert found.level is found.rule.level
    assert found.readiness == (Fraction(3 + 2, 8), 1)
    assert found.earned == (5, 8)
    assert found.verdict == ("not_yet", "met")
    assert found.in_place == (0, 1)
    assert found.worst == (1, 0)
    assert (found.point, found.coverage) == (1, 1)


def test_report_place_gives_level_slugs_and_none_off_the_ladder():
    every = (None, "one", "two", "three")
    assert report("AB", LEVELS).place == Place(
        (None, "three"), ("one", None), (None, "three"), aim=("one", None), possible=every
    )
    assert report("AB", LEVELS, sure(A=2, B=1)).place == Place(
        ("one", "one"), ("two", "two"), ("one", "one"), aim=("two", "two"), possible=("one",)
    )


def test_report_views_lower_the_answers_and_leave_them_in_the_report():
    answers = {"A": Answer(4), "B": Answer(4)}

    found = report("AB", LEVELS, answers)

    assert found.place.current == ("three", "three")
    assert found.stress.current == ("two", "two")
    assert found.stress.aim == ("three", "three")
    assert found.answers == answers


@pytest.mark.parametrize(
    ("answers", "focus"),
    [({}, "one"), (sure(A=2, B=1), "two"), (sure(A=3, B=2), "three"), (sure(A=4, B=4), "three")],
    ids=["below the first", "first", "second", "at the top"],
)
def test_report_counts_gaps_against_the_next_level_by_default(answers, focus):
    assert report("AB", LEVELS, answers).focus.level.slug == focus


def test_report_counts_gaps_against_the_careful_end():
    found = report("AB", LEVELS, {"A": Answer(2, unsure=True), "B": Answer(1)})

    assert found.place.next == ("one", "two")
    assert found.focus.level.slug == "one"


@pytest.mark.parametrize(
    ("target", "focus", "slug"), [("two", "", "two"), ("", "three", "three"), ("two", "three", "three")]
)
def test_report_counts_gaps_against_a_focus_before_the_target(target, focus, slug):
    found = reports.build(compiled("AB", LEVELS), sure(A=2, B=1), target=target, focus=focus)

    assert found.focus == found.level[slug]
    assert found.target == target
    assert [gap.need.step for gap in found.gaps] == [
        found.level[slug].rule.need_of[gap.unit].step for gap in found.gaps
    ]
    assert [gap.total for gap in found.gaps] == [found.level[slug].rule.total] * 2


@pytest.mark.parametrize("choice", ["target", "focus"])
def test_report_refuses_a_level_that_the_role_does_not_have(choice):
    with pytest.raises(KeyError) as caught:
        reports.build(compiled("AB", LEVELS), {}, **{choice: "ghost"})

    assert caught.value.args == ("ghost",)


def test_report_refuses_answers_that_do_not_fit():
    with pytest.raises(AnswersInvalid, match=r"^Z is not asked in this role$"):
        report("AB", LEVELS, sure(Z=1))


def test_report_coverage_counts_questions_answers_and_weight():
    found = report("AB", LEVELS, {"A": Answer(2, unsure=True)})

    # A is 3 x (2 + 3 + 4) of the weight of all levels, B 2 x (1 + 2 + 4).
    assert found.coverage == Coverage(questions=2, answered=1, unsure=1, share=Fraction(27, 27 + 14))


def test_report_coverage_of_a_role_that_asks_for_no_step_is_complete():
    found = report("A", [mini.level("one", 1, {"A": (None, I)})])

    assert found.coverage == Coverage(1, 0, 0, Fraction(1))
    assert found.place.current == ("one", "one")


def test_report_gathers_gaps_doubts_and_margins_at_the_focus():
    found = report("ABC", [mini.level("one", 1, {"A": (2, E), "B": (2, E), "C": (2, I)})], sure(A=2, C=0))

    assert [gap.skill for gap in found.gaps] == [1, 2]
    assert [gap.skill for gap in found.open_must_haves] == [1]
    assert [doubt.skill for doubt in found.doubts] == [1]
    assert [[skill.slug for skill in found.members(unit)] for unit in found.without_spare] == [["A"]]
    assert found.skill(2).slug == "C"


GROUPED = [mini.skill("A", 0), mini.skill("B", 1, group="g"), mini.skill("C", 2, group="g")]


def test_terms_add_up_to_what_a_level_earned_of_its_total():
    found = report(GROUPED, [mini.level("one", 1, {"A": (3, E), "B": (2, I), "C": (2, I)})], sure(A=4, C=1))

    single, group = reports.terms(found, found.focus)

    a, b, c = found.compiled.rules.skills
    assert single == Term((a,), found.focus.rule.needs[0], Interval(4, 4), Interval(9, 9), 9)
    assert group == Term((b, c), found.focus.rule.needs[1], Interval(1, 4), Interval(2, 4), 4)
    assert found.focus.earned == (9 + 2, 9 + 4)
    assert found.focus.rule.total == 9 + 4


@pytest.mark.parametrize("seed", range(5))
def test_terms_of_the_blueprint_add_up(seed):
    found = reports.build(blueprint.compiled(), blueprint.random_answers(seed))

    for level in found.levels:
        terms = reports.terms(found, level)
        assert len(terms) == len(level.rule.needs)
        assert sum(term.earned.low for term in terms) == level.earned.low
        assert sum(term.earned.high for term in terms) == level.earned.high
        assert sum(term.possible for term in terms) == level.rule.total


def test_term_prices_any_interval():
    found = compiled("AB", LEVELS)
    need = found.rules.levels[0].needs[0]

    assert reports.term(found, need, Interval(1, 3)).earned == (3, 6)


def test_strengths_are_what_surely_goes_beyond_the_focus_largest_lead_first():
    asked = {"A": (1, E), "B": (1, I), "C": (1, H), "D": (3, I), "F": (1, I)}
    answers = sure(A=2, B=4, C=1, D=2) | {"F": Answer(2, unsure=True)}

    found = report("ABCDF", [mini.level("one", 1, asked)], answers)

    assert [(term.members[0].slug, term.have.low - term.need.step) for term in reports.strengths(found)] == [
        ("B", 3),
        ("A", 1),
    ]


def test_strengths_of_equal_lead_keep_the_order_of_the_catalogue():
    found = report("ABC", [mini.level("one", 1, dict.fromkeys("ABC", (1, I)))], sure(C=3, A=3, B=4))

    assert [term.members[0].slug for term in reports.strengths(found)] == ["B", "A", "C"]


def test_same_answers_give_the_same_report():
    one, other = (reports.build(blueprint.compiled(), blueprint.random_answers(7)) for _time in range(2))

    assert one == other
    assert one is not other


def test_helpful_gap_comes_last_and_is_no_must_have():
    found = report("AB", [mini.level("one", 1, {"A": (1, H), "B": (1, E)})], sure(A=0, B=0))

    assert [gap.skill for gap in found.gaps] == [1, 0]
    assert found.open_must_haves == (found.gaps[0],)


def test_the_plan_leads_from_the_careful_end_to_the_level_in_focus():
    report = blueprint_report(target="senior")

    assert report.plan == plans.shortest(report.compiled.graph, 2, [span.low for span in report.spans])
    assert report.plan_to("senior") is report.plan
    assert report.plan_to("mid").level == 1


def test_a_plan_is_worked_out_when_it_is_asked_for_and_once():
    report = blueprint_report(target="lead")
    assert "plan" not in vars(report)

    plan = report.plan

    assert blueprint_report(target="lead").plan is plan


def test_there_is_no_plan_to_a_level_that_the_role_does_not_have():
    with pytest.raises(KeyError):
        blueprint_report().plan_to("chief")


def blueprint_report(target=""):
    return reports.build(blueprint.compiled(), blueprint.random_answers(11), target=target)


@pytest.mark.parametrize("key", PEOPLE)
def test_what_to_begin_with_is_what_the_shortest_way_begins_with(key):
    report = report_of(key)

    of_the_way = list(dict.fromkeys(step.skill for step in report.plan.steps))
    gaps = {gap.skill for gap in report.gaps}

    taken = [skill for skill in of_the_way if skill in gaps][:3]
    assert [gap.skill for gap in report.first_gaps][: len(taken)] == taken
    assert len(report.first_gaps) == min(3, len(report.gaps))

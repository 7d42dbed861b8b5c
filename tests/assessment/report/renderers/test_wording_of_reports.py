"""The sentences that speak of a whole report: where somebody stands, how it was counted, how sure it is; and what none
of them may say."""

import re
from dataclasses import replace
from fractions import Fraction
from statistics import mean

import pytest

from assessment.report.core.below import open_below
from assessment.report.core.report import Firmness, Place, strengths, terms
from assessment.report.renderers import pdf_report
from assessment.role.core.hold import Hold
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Range
from catalog.core.readability import grade
from tests import blueprint
from tests.assessment.report.renderers.people import PEOPLE, SKILLS, WORDS, build, report_of, small

pytestmark = pytest.mark.slow

NOBODY = report_of("nothing-said")
SOMEBODY = report_of("skips-and-unsure")


def settled(value):
    return Range(value, value)


def gap_of(report, skill):
    [gap] = [gap for gap in report.gaps if report.skill(gap.skill).slug == skill]
    return gap


def place(current, closest, possible=()):
    nobody = Range(None, None)
    return Place(Range(*current), nobody, Range(*closest), nobody, possible or tuple(dict.fromkeys(current)))


@pytest.mark.parametrize(
    ("current", "closest", "sentence"),
    [
        ((None, None), (None, None), "Preparing for Entry."),
        ((None, None), ("entry", "entry"), "Close to Entry; no level is fully met yet."),
        ((None, None), ("lead", "lead"), "Close to Lead; no level is fully met yet."),
        ((None, None), (None, "entry"), "Preparing for Entry; maybe close to Entry."),
        ((None, None), ("mid", "lead"), "No level is fully met yet; close to Mid, and maybe to Lead."),
        (("mid", "mid"), ("mid", "mid"), "You meet Mid."),
        (("mid", "mid"), ("senior", "senior"), "You meet Mid, and are close to Senior."),
        (("mid", "mid"), ("mid", "senior"), "You meet Mid; maybe close to Senior."),
        (("mid", "mid"), ("senior", "lead"), "You meet Mid; close to Senior, and maybe to Lead."),
        (("lead", "lead"), ("lead", "lead"), "You meet Lead."),
        ((None, "entry"), (None, "mid"), "Entry, or not there yet: the open answers decide."),
        (("entry", "lead"), ("mid", "lead"), "Entry or Lead: the open answers decide."),
    ],
)
def test_place_is_one_sentence(current, closest, sentence):
    assert WORDS.place(NOBODY, place(current, closest)) == sentence


@pytest.mark.parametrize(
    ("following", "sentence"),
    [
        (("senior", "senior"), "You meet Mid. Next is Senior."),
        (("senior", "lead"), "You meet Mid."),
        ((None, None), "You meet Mid."),
    ],
)
def test_place_tells_the_next_level_where_it_is_one(following, sentence):
    here = place(("mid", "mid"), ("mid", "mid"))._replace(next=Range(*following))

    assert WORDS.place(NOBODY, here) == sentence


def test_only_levels_that_can_be_met_are_named():
    several = place((None, "lead"), (None, "lead"), (None, "entry", "senior", "lead"))

    assert WORDS.place(NOBODY, several) == "Entry, Senior or Lead, or not there yet: the open answers decide."


@pytest.mark.parametrize(
    ("chance", "is_met", "words"),
    [
        (0.76, True, "this would stand in about 8 of 10 cases."),
        (0.999, True, "this would stand in about 9 of 10 cases."),
        (0.001, True, "this would stand in about 1 of 10 cases."),
        (0.2, False, "Mid would come out met in about 2 of 10 cases."),
    ],
)
def test_how_firm_it_is_is_told_in_cases_of_ten(chance, is_met, words):
    firm = replace(NOBODY, firmness=Firmness("mid", Hold(chance, 1.0), is_met))

    assert WORDS.firmness(firm) == f"If three in ten answers were a step off (our assumption), {words}"
    assert WORDS.firmness(replace(NOBODY, firmness=None)) == ""


def test_a_level_that_is_left_behind_is_never_not_yet():
    changes = {"prg_python": Answer(1), "prg_ml_frameworks": Answer(1), "mat_linear_algebra": Answer(1)}
    chief = build(blueprint.bar("lead") | changes)

    told = [WORDS.verdict_of(chief, level) for level in chief.levels]

    assert chief.place.current == settled("lead")
    assert told[-1] == "Met"
    assert all("not needed for Lead" in words for words in told[:-1])
    complete = chief.levels[0]._replace(in_place=settled(chief.levels[0].rule.essentials))
    assert WORDS.verdict_of(chief, complete) == "Not needed for Lead"
    below = {WORDS.below(chief, each) for each in open_below(chief)}
    assert "Python programming: you 1 Foundation, Mid asks for 3 Practitioner." in below
    assert all("not yet" not in words.lower() for words in told)


def test_level_below_the_first_is_preparing_for_it():
    assert WORDS.level_name(NOBODY, None) == "preparing for Entry"
    assert WORDS.level_name(NOBODY, "senior") == "Senior"


@pytest.mark.parametrize(
    ("questions", "answered", "unsure", "sentence"),
    [
        (44, 44, 0, "44 of 44 questions answered."),
        (44, 0, 0, "0 of 44 questions answered."),
        (1, 1, 0, "1 of 1 question answered."),
        (44, 40, 1, "40 of 44 questions answered; 1 marked “not sure”."),
        (44, 40, 7, "40 of 44 questions answered; 7 marked “not sure”."),
    ],
)
def test_coverage_counts_answers_and_doubts(questions, answered, unsure, sentence):
    coverage = NOBODY.coverage._replace(questions=questions, answered=answered, unsure=unsure)

    assert WORDS.coverage(replace(NOBODY, coverage=coverage)) == sentence


@pytest.mark.parametrize(
    ("readiness", "words"),
    [
        ((Fraction(849, 1000), Fraction(849, 1000)), "84 % ready"),
        ((Fraction(401, 1000), Fraction(409, 1000)), "40 % ready"),
        ((Fraction(0), Fraction(1)), "between 0 and 100 % ready"),
    ],
)
def test_readiness_in_words_is_rounded_down(readiness, words):
    level = NOBODY.levels[0]._replace(readiness=Range(*readiness))

    assert WORDS.readiness(level) == words


@pytest.mark.parametrize(
    ("point", "readiness", "sentence"),
    [
        (None, Range(Fraction(0), Fraction(1)), ""),
        (Fraction(1, 2), settled(Fraction(1, 2)), ""),
        (Fraction(999, 1000), Range(Fraction(1, 2), Fraction(1)), "Taking your answers as given: 99 %."),
    ],
    ids=["too little answered", "settled", "open"],
)
def test_point_value_is_told_where_it_adds_something(point, readiness, sentence):
    assert WORDS.point(NOBODY.levels[0]._replace(point=point, readiness=readiness)) == sentence


def test_ladder_is_told_level_by_level():
    assert WORDS.ladder_description(small("")) == (
        "Level 1: close. Must-haves: 2 in place. Readiness: 78 %. "
        "Level 2: not yet. Must-haves: 2 one step short. Readiness: 50 %."
    )
    assert WORDS.ladder_description(NOBODY).startswith(
        "Entry: between “not yet” and “met”. Must-haves: 9 open. Readiness: 0–100 %."
    )


def test_arithmetic_has_the_numbers_put_in():
    report = small("")

    assert WORDS.arithmetic(report, report.focus) == (
        "11 of 14 points is 78 %. “Met” needs 85 % and at most 0 must-have one step short; “close” needs 70 % "
        "and at most 0. Neither allows one that is two steps short. Must-haves in place: 2 of 2."
    )
    assert WORDS.arithmetic(NOBODY, NOBODY.level["mid"]) == (
        "0–226 of 226 points is 0–100 %. “Met” needs 85 % and at most 2 must-have one step short; “close” needs "
        "70 % and at most 5. Neither allows one that is two steps short. Must-haves in place: 0 to 13 of 13."
    )


def test_doubts_the_extreme_and_spare_steps_say_how_sure_it_is():
    anywhere = "Entry, Mid, Senior or Lead, or not there yet: the open answers decide."
    extreme = (
        "An extreme: if every single answer were a whole step too high (research finds about a quarter of a step): "
    )

    assert WORDS.how_sure(NOBODY) == [
        "These answers would settle most: Linear algebra, Statistics and inference, Python programming.",
        extreme + anywhere,
        "0 of 9 must-haves of Entry have no step to spare.",
    ]
    assert WORDS.how_sure(report_of("all-four")) == [
        extreme + "You meet Senior. Next is Lead.",
        "6 of 12 must-haves of Lead have no step to spare.",
    ]


def test_only_must_have_without_a_spare_step_is_told_in_the_singular():
    report = small("")
    rule = replace(report.focus.rule, essentials=1)

    told = WORDS.how_sure(replace(report, focus=report.focus._replace(rule=rule), without_spare=(0,)))

    assert told[-1] == "1 of 1 must-have of Level 1 has no step to spare."


def sentences(report):
    """Every string that a report is worded in, on the page and in the files."""
    yield from strings(pdf_report.content(report, WORDS))
    yield from (WORDS.gap(report, gap) for gap in report.gaps)
    for level in report.levels:
        yield from (WORDS.point(level), WORDS.readiness(level), WORDS.verdict_of(report, level))
        yield from (WORDS.term(report, term, level) for term in terms(report, level))


def strings(value):
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def test_caveat_says_what_the_report_is_not_for():
    assert WORDS.caveat() == (
        "This rests on your own ratings. People's ratings and measured skill agree only partly, so take it as a start "
        "for a talk and a plan. It is not a test, and not made for hiring, pay or promotion."
    )


def test_legend_explains_dot_band_and_diamond():
    assert WORDS.legend() == (
        "A dot is you. A band means that you could be anywhere in it. The diamond is what the level needs; the dotted "
        "line between is the way."
    )


def test_no_sentence_judges_the_person():
    levels = ["", "entry", "mid", "senior", "lead"]
    for seed in range(300):
        told = " ".join(sentences(build(blueprint.random_answers(seed), focus=levels[seed % 5])))

        assert re.findall(r"(?i:fail\w*|percentile\w*|weak\w*)|%\(\w+\)|\bNone\b", told) == []
        assert len(told) > 20_000


def test_fixed_sentences_are_easy_to_read():
    skipped, doubtful = gap_of(NOBODY, "ppl_presenting"), gap_of(SOMEBODY, SOMEBODY.skill(SOMEBODY.gaps[0].skill).slug)
    [strength, *_] = strengths(SOMEBODY)
    fixed = [
        WORDS.caveat(),
        WORDS.legend(),
        *WORDS.how_sure(NOBODY),
        *WORDS.how_sure(SOMEBODY),
        *(WORDS.place(report_of(key), report_of(key).place) for key in PEOPLE),
        WORDS.coverage(SOMEBODY),
        WORDS.gap(NOBODY, skipped),
        WORDS.first_action(NOBODY, skipped),
        WORDS.gap(SOMEBODY, doubtful),
        WORDS.strength(SOMEBODY, strength),
        WORDS.arithmetic(SOMEBODY, SOMEBODY.focus),
        next(filter(None, map(WORDS.point, SOMEBODY.levels))),
    ]

    grades = {sentence: grade(sentence) for sentence in fixed}

    assert mean(grades.values()) <= 9
    assert {sentence: found for sentence, found in grades.items() if found > 12} == {}


def test_every_skill_of_the_blueprint_can_be_worded():
    report = build({slug: Answer(2, unsure=True) for slug in SKILLS}, focus="lead")

    assert len(report.gaps) == 42
    for gap in report.gaps:
        assert WORDS.gap(report, gap).startswith(report.skill(gap.skill).name)

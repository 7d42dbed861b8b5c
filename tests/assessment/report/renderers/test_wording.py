"""The report's sentences: every form of each, and what none of them may say."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.report.core.report import strengths, terms
from assessment.report.renderers.wording import Wording
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval, Range, percent
from tests.assessment.report.renderers.people import WORDS, build, report_of, small

NOBODY = report_of("nothing-said")
SOMEBODY = report_of("skips-and-unsure")


def settled(value):
    return Range(value, value)


def gap_of(report, skill):
    [gap] = [gap for gap in report.gaps if report.skill(gap.skill).slug == skill]
    return gap


def term_of(report, skill):
    [term] = [term for term in terms(report, report.focus) if skill in {member.slug for member in term.members}]
    return term


@pytest.mark.parametrize(
    ("share", "whole"),
    [
        (Fraction(0), 0),
        (Fraction(1, 101), 0),
        (Fraction(1, 100), 1),
        (Fraction(11, 14), 78),
        (Fraction(849_999, 1_000_000), 84),
        (Fraction(17, 20), 85),
        (Fraction(221, 222), 99),
        (Fraction(1), 100),
    ],
    ids=str,
)
def test_percent_is_whole_and_rounded_down(share, whole):
    assert percent(share) == whole


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=1))
def test_percent_never_promises_what_is_not_there(share):
    assert percent(share) <= 100 * share < percent(share) + 1


@pytest.mark.parametrize(("code", "word"), [("met", "Met"), ("close", "Close"), ("not_yet", "Not yet")])
def test_verdict_in_words(code, word):
    assert WORDS.verdict(code) == word
    assert WORDS.verdict_range(settled(code)) == word


def test_verdict_that_is_open_names_both_ends():
    assert WORDS.verdict_range(Range("not_yet", "met")) == "Between “Not yet” and “Met”"


@pytest.mark.parametrize(
    ("code", "word"), [("essential", "must-have"), ("important", "important"), ("helpful", "helpful")]
)
def test_importance_in_words(code, word):
    assert WORDS.importance(code) == word


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (Fraction(1, 2), Fraction(1, 2), "50 %"),
        (Fraction(2, 5), Fraction(1, 2), "40–50 %"),
        (Fraction(401, 1000), Fraction(409, 1000), "40 %"),
        (Fraction(0), Fraction(1), "0–100 %"),
    ],
)
def test_percent_range_shows_two_ends_only_where_they_differ(low, high, words):
    assert WORDS.percent_range(Range(low, high)) == words


def test_step_has_its_number_and_its_name():
    assert WORDS.step(NOBODY.snapshot, 3) == "3 Practitioner"
    assert WORDS.steps(NOBODY.snapshot, Interval(0, 0)) == "0 Not yet"
    assert WORDS.steps(NOBODY.snapshot, Interval(1, 3)) == "1 Foundation to 3 Practitioner"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "in place"),
        (1, 1, "1 step to go"),
        (2, 2, "2 steps to go"),
        (0, 1, "0–1 step to go"),
        (0, 2, "0–2 steps to go"),
        (1, 3, "1–3 steps to go"),
    ],
)
def test_steps_to_go(low, high, words):
    assert WORDS.to_go(low, high) == words


@pytest.mark.parametrize(("span", "words"), [(Interval(2, 2), "2"), (Interval(0, 4), "0–4")])
def test_span_of_numbers(span, words):
    assert WORDS.span(span) == words


def test_group_is_named_by_its_members_and_by_its_size_where_room_is_short():
    group = term_of(NOBODY, "aim_nlp").members
    [alone] = term_of(NOBODY, "mat_statistics").members

    assert WORDS.members(group) == (
        "The best of: Specialism: language and generative models; Specialism: computer vision; "
        "Specialism: multi-agent, expert and knowledge-based systems; Specialism: another field of machine learning"
    )
    assert WORDS.short_members(group) == "Best of 4: Specialism: language and generative models, …"
    assert WORDS.members([alone]) == WORDS.short_members([alone]) == "Statistics and inference"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(0), "you 0 Not yet, Entry needs 2 Working, 2 steps to go, must-have."),
        (Answer(1), "you 1 Foundation, Entry needs 2 Working, 1 step to go, must-have."),
        (Answer(1, unsure=True), "you 0 Not yet to 2 Working, Entry needs 2 Working, 0–2 steps to go, must-have."),
    ],
    ids=["two short", "one short", "unsure"],
)
def test_gap_says_where_you_are_what_is_needed_and_how_far_it_is(answer, sentence):
    report = build({"mat_statistics": answer}, focus="entry")

    assert WORDS.gap(report, gap_of(report, "mat_statistics")) == f"Statistics and inference: {sentence}"


def test_gap_of_a_skipped_skill_may_be_none():
    gap = gap_of(NOBODY, "mat_statistics")

    assert NOBODY.is_skipped(gap)
    assert WORDS.gap(NOBODY, gap) == (
        "Statistics and inference: not answered; Entry needs 2 Working, must-have. It may be in place already."
    )
    assert WORDS.first_action(NOBODY, gap) == (
        "Answer this question in a new attempt; only then is it clear whether there is a gap."
    )


def test_group_is_not_skipped_when_one_of_it_was_answered():
    report = build({"aim_vision": Answer(1)}, focus="mid")
    gap = gap_of(report, "aim_vision")

    assert not report.is_skipped(gap)
    assert WORDS.gap(report, gap) == (
        "Specialism: computer vision: you 1 Foundation to 4 Expert, Mid needs 3 Practitioner, 0–2 steps to go, "
        "must-have."
    )


def test_first_action_is_the_way_up_from_the_step_that_is_sure():
    report = build({"mat_statistics": Answer(1, unsure=True)}, focus="mid")
    bare = small("")

    assert WORDS.first_action(report, gap_of(report, "mat_statistics")) == "From 0 on"
    assert WORDS.first_action(bare, gap_of(bare, "C")) == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(4), "you 4 Expert, Entry needs 2 Working, in place, must-have."),
        (
            Answer(2, unsure=True),
            "you 1 Foundation to 3 Practitioner, Entry needs 2 Working, 0–1 step to go, must-have.",
        ),
        (None, "you 0 Not yet to 4 Expert, Entry needs 2 Working, 0–2 steps to go, must-have."),
    ],
    ids=["met", "unsure", "skipped"],
)
def test_requirement_in_words_whether_met_or_not(answer, words):
    report = build({"mat_statistics": answer} if answer else {}, focus="entry")

    term = term_of(report, "mat_statistics")

    assert WORDS.term(report, term, report.focus) == f"Statistics and inference: {words}"
    assert WORDS.short_of(term) == words.split(", ")[2]


def test_requirement_that_is_kept_stays_in_its_language():
    report = build({"mat_statistics": Answer(4)}, focus="entry")
    marked = Wording(lambda text: f"¿{text}", WORDS.ngettext, "xx")

    term = term_of(report, "mat_statistics")

    assert WORDS.term(report, term, report.focus).startswith("Statistics and inference: you 4 Expert")
    assert marked.term(report, term, report.focus).startswith("¿Statistics and inference: you 4 Expert")


@pytest.mark.parametrize(
    ("answer", "words"),
    [(None, "not answered"), (Answer(0), "0 Not yet"), (Answer(3, unsure=True), "3 Practitioner, not sure")],
)
def test_answer_in_words(answer, words):
    assert WORDS.answer(NOBODY, answer) == words


def test_title_names_the_role():
    assert WORDS.title(NOBODY) == "Gap report: AI/ML Research Specialist"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(3), "you 3 Practitioner, 1 step beyond"),
        (Answer(4), "you 4 Expert, 2 steps beyond"),
        (Answer(4, unsure=True), "you 3 Practitioner to 4 Expert, 1 step beyond"),
    ],
    ids=["one", "two", "unsure"],
)
def test_strength_says_how_far_beyond_it_surely_is(answer, words):
    report = build({"mat_statistics": answer}, focus="entry")

    [term] = strengths(report)

    assert WORDS.strength(report, term) == f"Statistics and inference: {words} what Entry needs."


def test_hours_are_told_from_half_to_twice():
    assert WORDS.about_hours(120) == "About 60 to 240 hours in all, a rough guide."


@pytest.mark.parametrize(("in_place", "words"), [((9, 9), "9 of 13"), ((9, 11), "9 to 11 of 13"), ((0, 0), "0 of 13")])
def test_must_haves_in_place(in_place, words):
    assert WORDS.must_haves(NOBODY.level["mid"]._replace(in_place=Range(*in_place))) == words


def test_the_main_field_that_counts_or_what_counts_without_one():
    assert WORDS.main_field(report_of("main-field").compiled) == (
        "Your main field: Specialism: computer vision. Of the skills of which one is needed, it alone counts."
    )
    assert WORDS.main_field(NOBODY.compiled) == (
        "You named no main field, so of the skills of which one is needed (Specialism: language and generative models "
        "and others) your highest answer counts. It comes out a step too high for 38 in 100 people instead of 15 "
        "(simulated)."
    )
    assert WORDS.main_field(small("").compiled) == ""

"""The quick check: what it asks, when it stops, and that nothing it leaves out could change its result."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.answering.core import quick_check
from assessment.answering.core.quick_check import Progress, QuickCheck
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import Rules
from assessment.role.core.scoring import Answer, AnswersInvalid
from assessment.site.core.worked_example import DEFAULT_POLICY
from assessment.words.ranges import Interval
from assessment.words.values import VERDICTS
from tests import blueprint
from tests.assessment import frameworks, mini, personas
from tests.assessment.mini import E, I
from tests.assessment.oracle import catalogue, scorer
from tests.assessment.oracle.catalogue import Catalogue
from tests.assessment.oracle.scorer import Answered
from tests.catalog.core import mini as rows

pytestmark = pytest.mark.slow

EXAMPLES = settings(max_examples=150, deadline=None)
PEOPLE = 3000


def spans_of(compiled: CompiledRole, answers: dict[str, Answer]) -> list[Interval]:
    return list(scoring.intervals(compiled.rules, answers))


def level(check: QuickCheck, spans: Sequence[Interval]) -> tuple[int | None, int | None]:
    """The current level on the must-haves, at both ends."""
    low, high = scoring.stand(check.rules, spans)
    return low.current, high.current


def walk(check: QuickCheck, answer: Callable[[int], Interval]) -> tuple[list[int], list[Interval]]:
    """Ask until it ends: the questions that were asked, and what is known then. `answer` gives a skill's interval."""
    spans = [Interval(check.rules.lowest, check.rules.highest)] * len(check.rules.skills)
    asked: list[int] = []
    while (position := quick_check.following(check, spans, asked)) is not None:
        spans[position] = answer(position)
        asked.append(position)
    return asked, spans


def must_haves(rules: Rules) -> set[int]:
    """The skills of which an answer counts for a must-have of some level."""
    units = {need.unit for rule in rules.levels for need in rule.needs if need.is_essential}
    return {member for unit in units for member in rules.units[unit].members}


def names(check: QuickCheck, positions: Iterable[int]) -> list[str]:
    return [check.rules.skills[position].slug for position in positions]


def test_the_order_asks_first_what_most_levels_need_and_each_must_have_once():
    compiled = blueprint.compiled()
    check = quick_check.of(compiled)

    assert check.slugs[:2] == ("res_literature", "aim_deep_learning")
    levels = [
        sum(rule.need_of[unit].is_essential for rule in compiled.rules.levels if unit in rule.need_of)
        for unit in (compiled.rules.unit_of[position] for position in check.order)
    ]
    assert levels == sorted(levels, reverse=True)
    assert set(check.order) == must_haves(compiled.rules)


@pytest.mark.thorough
def test_three_thousand_people_are_asked_little_and_told_what_all_must_haves_would_tell(capsys):
    """The quick check never disagrees with its own continuation, and asks few questions on the mean."""
    compiled = blueprint.compiled()
    check = quick_check.of(compiled)
    counts, agree = [], 0

    for seed in range(PEOPLE):
        steps = personas.have(seed)
        asked, spans = walk(check, lambda position, steps=steps: Interval(steps[position], steps[position]))
        low, high = scoring.stand(check.rules, spans)
        whole = scoring.score(check.rules, steps)
        assert low.current == high.current == whole.current, f"seed {seed}"
        assert all(
            worst <= verdict <= best
            for worst, verdict, best in zip(low.verdicts, whole.verdicts, high.verdicts, strict=True)
        ), f"seed {seed}"
        counts.append(len(asked))
        agree += scoring.score(compiled.rules, steps).current == whole.current

    mean = sum(counts) / PEOPLE
    with capsys.disabled():
        print(
            f" [{PEOPLE} people: {mean:.2f} questions on the mean, at most {max(counts)}; {agree} as in full] ", end=""
        )
    assert mean <= 16
    assert max(counts) <= quick_check.MOST
    # Method 5.2 found 98.9 %; the readiness clause rarely decides once the must-haves are there.
    assert agree * 100 >= 97 * PEOPLE


def without_readiness(compiled: CompiledRole) -> Catalogue:
    """The oracle's reading of the same catalogue with limits that any readiness reaches."""
    policy = replace(compiled.snapshot.policy, met_percent=0, close_percent=0)
    return catalogue.of_snapshot(replace(compiled.snapshot, policy=policy))


@given(frameworks.any_cases())
@EXAMPLES
def test_the_report_has_the_must_haves_verdicts_and_the_full_readiness(case):
    """By the oracle, which shares no code with the scoring."""
    cat = without_readiness(case.compiled)
    ends = [scorer.ladder(cat, end) for end in scorer.ends(cat, {k: Answered(*v) for k, v in case.answers.items()})]

    found, full = quick_check.report(case.compiled, case.answers), case.report

    assert [tuple(level.verdict) for level in found.levels] == list(zip(*(end.verdicts for end in ends), strict=True))
    assert tuple(found.place.current) == tuple(end.current.slug if end.current else None for end in ends)
    for ours, theirs in zip(found.levels, full.levels, strict=True):
        assert ours._replace(verdict=theirs.verdict) == theirs
        # Readiness only ever asks for more.
        assert all(
            VERDICTS.index(mine) >= VERDICTS.index(whole)
            for mine, whole in zip(ours.verdict, theirs.verdict, strict=True)
        )


def test_a_report_of_answers_that_do_not_fit_is_refused():
    with pytest.raises(AnswersInvalid):
        quick_check.report(blueprint.compiled(), {"flying": Answer(1)})


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_what_is_settled_stays_whatever_is_answered_afterwards(case, data):
    check = quick_check.of(case.compiled)
    spans = spans_of(case.compiled, case.answers)
    low, high = level(check, spans)

    assert (quick_check.open_questions(check, spans) == ()) == (low == high)
    if low == high:
        for completed in completions(data, spans):
            assert level(check, completed) == (low, low)


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_a_question_that_dropped_out_cannot_change_a_thing(case, data):
    """Whatever the others come to: one end of it gives the same levels as the other."""
    check = quick_check.of(case.compiled)
    spans = spans_of(case.compiled, case.answers)
    left_out = set(range(len(spans))).difference(quick_check.open_questions(check, spans))
    for completed in completions(data, spans):
        for position in left_out:
            ends = [
                level(check, [*completed[:position], Interval(step, step), *completed[position + 1 :]])
                for step in spans[position]
            ]
            assert ends[0] == ends[1], case.compiled.rules.skills[position].slug


@given(frameworks.any_cases(only_sure=True), st.data())
@EXAMPLES
def test_the_walk_comes_to_the_levels_of_all_answers_and_never_asks_for_more(case, data):
    check = quick_check.of(case.compiled)
    skipped = data.draw(st.integers(0, 2 ** len(case.compiled.rules.skills) - 1))
    doubts = {position for position in check.order if skipped >> position & 1}
    steps = [case.answers[skill.slug].step for skill in case.compiled.rules.skills]

    def answer(position: int) -> Interval:
        # Skipped, where in doubt.
        return (
            Interval(check.rules.lowest, check.rules.highest)
            if position in doubts
            else Interval(*[steps[position]] * 2)
        )

    asked, spans = walk(check, answer)

    assert asked == sorted(set(asked), key=check.order.index)
    assert set(asked) <= must_haves(case.compiled.rules)
    low, high = level(check, spans)
    if not doubts and len(asked) < quick_check.MOST:
        assert low == high == scoring.score(check.rules, steps).current
    # What is left open hangs on what was passed over, and on nothing else.
    assert set(quick_check.open_questions(check, spans)) <= doubts


@given(frameworks.any_cases(only_sure=True), st.data())
@EXAMPLES
def test_how_many_can_come_never_grows_and_is_what_comes_at_most(case, data):
    check = quick_check.of(case.compiled)
    spans = [Interval(check.rules.lowest, check.rules.highest)] * len(case.compiled.rules.skills)
    asked: list[int] = []
    most = len(check.order)
    while (position := quick_check.following(check, spans, asked)) is not None:
        found = quick_check.progress(check, spans, asked, position)
        assert (found.number, found.asked) == (len(asked) + 1, len(asked) + 1)
        assert found.number + found.more <= most
        most = found.number + found.more
        step = case.answers[case.compiled.rules.skills[position].slug].step
        spans[position] = Interval(step, step)
        asked.append(position)
    assert len(asked) <= most


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_answers_beyond_the_must_haves_never_matter(case, data):
    check = quick_check.of(case.compiled)
    changed = dict(case.answers)
    for position, skill in enumerate(case.compiled.rules.skills):
        if position not in must_haves(case.compiled.rules):
            changed[skill.slug] = Answer(data.draw(st.integers(check.rules.lowest, check.rules.highest)))
    one, other = (quick_check.report(case.compiled, answers) for answers in (case.answers, changed))
    assert one.place == other.place
    assert [level.verdict for level in one.levels] == [level.verdict for level in other.levels]
    assert quick_check.open_questions(check, one.spans) == quick_check.open_questions(check, other.spans)


def completions(data: st.DataObject, spans: list[Interval]) -> list[list[Interval]]:
    """What the answers may turn out to be: both ends, and one in between."""
    drawn = [data.draw(st.integers(*span)) for span in spans]
    ends = ([span.low for span in spans], [span.high for span in spans])
    return [[Interval(step, step) for step in steps] for steps in (*ends, drawn)]


# "a" and "b" are Entry's must-haves, "c" or "d" one of the next level; "e" is none.
GROUP = [rows.skill("a", 0), rows.skill("b", 1), rows.skill("c", 2, group="g"), rows.skill("d", 3, group="g")]
LADDER = [
    rows.level("one", 1, {"a": (1, E), "b": (2, E)}),
    rows.level("two", 2, {"a": (2, E), "b": (2, I), "c": (2, E), "d": (2, E), "e": (1, I)}),
]
STRICT = replace(DEFAULT_POLICY, met_slip_percent=0, close_slip_percent=0)


@pytest.fixture
def small() -> CompiledRole:
    return mini.compiled([*GROUP, rows.skill("e", 4)], LADDER, policy=STRICT)


def open_after(compiled: CompiledRole, **steps: int) -> str:
    check = quick_check.of(compiled)
    return "".join(names(check, quick_check.open_questions(check, spans_of(compiled, mini.sure(**steps)))))


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ({}, "abcd"),
        ({"e": 4}, "abcd"),
        # Short of both levels.
        ({"a": 0}, ""),
        # Short of the first level alone, the one above it can be met all the same.
        ({"b": 1}, "acd"),
        ({"a": 1}, "b"),
        ({"a": 2}, "bcd"),
        ({"a": 4, "b": 4}, "cd"),
        # The other member has nothing to add once one has what is needed.
        ({"a": 4, "b": 4, "c": 1}, "d"),
        ({"a": 4, "b": 4, "c": 2}, ""),
        ({"c": 3}, "ab"),
        ({"a": 2, "b": 2, "c": 0, "d": 1}, ""),
    ],
)
def test_questions_drop_out_as_answers_settle_them(small, steps, left):
    assert open_after(small, **steps) == left


def test_an_unsure_answer_stays_open_where_it_could_decide(small):
    check = quick_check.of(small)
    spans = spans_of(small, {"a": Answer(1, unsure=True), "b": Answer(3, unsure=True)})
    assert names(check, quick_check.open_questions(check, spans)) == ["a", "c", "d"]
    # It was asked, so it is not asked again.
    assert quick_check.following(check, spans, [0, 1]) == 2
    assert quick_check.following(check, spans, [0, 1, 2, 3]) is None


def test_progress_counts_what_was_asked_and_what_may_come(small):
    check = quick_check.of(small)
    spans = spans_of(small, mini.sure(a=2))
    assert quick_check.progress(check, spans, [0], 1) == Progress(number=2, asked=2, more=2)
    assert quick_check.progress(check, spans, [0], 0) == Progress(number=1, asked=1, more=3)
    spans = spans_of(small, mini.sure(a=2, b=2, c=2))
    assert quick_check.progress(check, spans, [0, 1, 2], 1) == Progress(number=2, asked=3, more=0)


def test_a_role_without_must_haves_has_nothing_to_ask():
    check = quick_check.of(mini.compiled("a", [rows.level("one", 1, {"a": (1, I)})]))
    assert (check.order, check.slugs, check.usual) == ((), (), 0)
    assert quick_check.following(check, [Interval(0, 4)], []) is None


@pytest.mark.parametrize(("slips", "steps", "verdict"), [(0, (0, 0), "close"), (50, (1, 0), "met")])
def test_no_readiness_is_asked(slips, steps, verdict):
    policy = replace(DEFAULT_POLICY, met_slip_percent=slips, close_slip_percent=100)
    compiled = mini.compiled("ab", [rows.level("one", 1, {"a": (1, E), "b": (1, E)})], policy=policy)
    [level] = quick_check.report(compiled, mini.sure(**dict(zip("ab", steps, strict=True)))).levels
    assert level.readiness.high <= Fraction(1, 2)
    assert tuple(level.verdict) == (verdict, verdict)


def test_levels_of_two_tracks_are_settled_each_by_itself():
    levels = [
        rows.level("trunk", 1, {"a": (1, E)}),
        rows.level("expert", 2, {"b": (1, E)}, track="expert"),
        rows.level("people", 2, {"c": (1, E)}, track="people"),
    ]
    compiled = mini.compiled("abc", levels, policy=STRICT)
    # The later level alone would be "current"; the other one is still open.
    assert open_after(compiled, a=1, c=1) == "b"
    # Without the trunk as well: each level has its own bar.
    assert open_after(compiled, a=0) == "bc"


def test_a_level_that_can_be_met_over_one_that_cannot_is_asked_for_by_itself():
    """With its must-haves short, the lower level is out of reach; the one above can still be met."""
    skills = "abcdef"
    lower = dict.fromkeys("abcde", (2, E))
    upper = dict.fromkeys("abcde", (2, I)) | {"f": (1, E)}
    compiled = mini.compiled(skills, [rows.level("one", 1, lower), rows.level("two", 2, upper)], policy=STRICT)

    assert open_after(compiled, a=1) == "f"
    assert open_after(compiled, a=1, f=1) == ""
    # Once the upper one is met, nothing below it matters.
    assert open_after(compiled, f=1) == ""


def test_no_more_than_thirty_are_asked():
    skills = [rows.skill(f"s{number:02}", number) for number in range(40)]
    compiled = mini.compiled(skills, [rows.level("one", 1, {skill.slug: (1, E) for skill in skills})])
    check = quick_check.of(compiled)

    asked, spans = walk(check, lambda _position: Interval(0, 4))

    assert len(asked) == quick_check.MOST
    assert quick_check.progress(check, spans, asked[:-1], asked[-1]).more == 0

"""Two attempts side by side: what counts as progress, and whose change it is, in exact fractions."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.history.core.compare import Part, Side, SkillChange, area_wobble, compare, readiness
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole, compile_role, with_main
from assessment.role.core.rules import main_in
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval, Range
from catalog.core import snapshot as s
from tests.assessment import frameworks
from tests.assessment.mini import E, H, I, compiled, sure
from tests.catalog.core import mini

LEVELS = [
    mini.level("one", 1, {"a": (2, E), "b": (1, E), "c": (2, I)}),
    mini.level("two", 2, {"a": (3, E), "b": (2, E), "c": (3, I), "d": (1, H)}),
]
ROLE = compiled("abcd", LEVELS)
AB = {"a": (4, E), "b": (4, E)}
NOTHING = Part(Fraction(0), Fraction(0))


def edited(value: s.Snapshot, *, digest: str = "e" * 64, **parts) -> CompiledRole:
    return compile_role(replace(value, **parts), digest, "role")


def reworded(value: s.Snapshot, *slugs: str) -> tuple[s.Skill, ...]:
    return tuple(
        replace(skill, definition="Asked in other words.") if skill.slug in slugs else skill for skill in value.skills
    )


def change(old: Answer | None, new: Answer | None, done: Iterable[tuple[str, int]] = ()) -> SkillChange:
    """What becomes of the answer to one skill."""
    before, after = (Side(ROLE, {"a": answer} if answer else {}) for answer in (old, new))
    return compare(before, after, done).skills[0]


@pytest.mark.parametrize(
    ("old", "new", "done", "code"),
    [
        (Answer(1), Answer(1), (), "same"),
        (Answer(1), Answer(2), (), "up"),
        (Answer(1), Answer(2, evidence="A paper"), (), "closed"),
        (Answer(1, evidence="A paper"), Answer(2, evidence=" A paper "), (), "up"),
        (Answer(1), Answer(2, evidence="  "), (), "up"),
        (Answer(1), Answer(2), {("a", 2)}, "closed"),
        (Answer(1), Answer(2), {("a", 1), ("a", 3), ("b", 2)}, "up"),
        (Answer(1), Answer(3), (), "closed"),
        (Answer(1), Answer(3), {("a", 2)}, "closed"),
        # What "not sure" leaves open overlaps, so nothing is certain to have moved.
        (Answer(1, unsure=True), Answer(2, evidence="A paper"), (), "up"),
        (Answer(1, unsure=True), Answer(3), (), "closed"),
        (Answer(1, unsure=True), Answer(3, unsure=True), (), "up"),
        (Answer(2), Answer(1), (), "down"),
        (Answer(3), Answer(1), (), "lower"),
        (Answer(3, unsure=True), Answer(1, unsure=True), (), "down"),
        (None, Answer(2), (), "answered"),
        (Answer(2), None, (), "open"),
    ],
)
def test_a_step_counts_as_progress_only_with_a_reason(old, new, done, code):
    assert change(old, new, done).code == code


def test_a_change_holds_both_intervals_and_the_rise():
    found = change(Answer(1, unsure=True), Answer(4, evidence="A paper"), {("a", 3)})

    assert (found.old_span, found.new_span, found.rise) == (Interval(0, 2), Interval(4, 4), 3)
    assert (found.has_new_evidence, found.is_done) == (True, True)
    assert change(None, Answer(2)).old_span == Interval(0, 4)
    assert change(None, Answer(2)).rise == 0


def test_what_neither_attempt_answered_is_left_out():
    found = compare(Side(ROLE, sure(a=1)), Side(ROLE, sure(b=1)))
    assert [each.skill.slug for each in found.skills] == ["a", "b"]


def test_closed_steps_and_new_evidence_are_gathered():
    new = {"a": Answer(3), "b": Answer(1, evidence="A talk"), "c": Answer(2), "d": Answer(0)}

    found = compare(Side(ROLE, sure(a=1, b=0, c=1)), Side(ROLE, new))

    assert [each.skill.slug for each in found.closed] == ["a", "b"]
    assert found.steps_closed == 3
    assert [each.skill.slug for each in found.new_evidence] == ["b"]


def test_the_same_edition_leaves_nothing_to_the_catalogue():
    found = compare(Side(ROLE, sure(a=1, b=1, c=2, d=1)), Side(ROLE, sure(a=2, b=1, c=2, d=1)))

    [one, two] = found.levels
    assert found.is_same_edition
    assert (one.old, one.new) == (Range(Fraction(10, 13), Fraction(10, 13)), Range(Fraction(1), Fraction(1)))
    assert one.yours == Part(Fraction(3, 13), Fraction(3, 13))
    assert two.yours == Part(Fraction(3, 22), Fraction(3, 22))
    assert {level.catalogue for level in found.levels} | {level.fresh for level in found.levels} == {NOTHING}


def test_a_new_requirement_is_the_catalogues_change_and_nobody_elses():
    raised = mini.level("one", 1, {"a": (3, E), "b": (1, E), "c": (2, I)})
    new = edited(ROLE.snapshot, roles=(mini.role(raised, LEVELS[1]),))
    answers = sure(a=2, b=1, c=2, d=1)

    [one, _two] = compare(Side(ROLE, answers), Side(new, answers)).levels

    assert one.catalogue == Part(Fraction(-3, 16), Fraction(-3, 16))
    assert (one.yours, one.fresh) == (NOTHING, NOTHING)


def test_a_reworded_question_is_marked_and_its_answers_are_nobodys_progress():
    new = edited(ROLE.snapshot, skills=reworded(ROLE.snapshot, "a"))
    old_answers, new_answers = sure(a=0, b=1, c=2, d=1), sure(a=4, b=1, c=2, d=1)

    found = compare(Side(ROLE, old_answers), Side(new, new_answers))

    [one, _two] = found.levels
    assert [skill.slug for skill in found.reworded] == ["a"]
    assert [each.skill.slug for each in found.skills] == ["b", "c", "d"]
    # Then 0 of 6 points of "a" were sure; on the new edition nothing of it is known until it is answered anew.
    assert one.catalogue == Part(Fraction(0), Fraction(6, 13))
    assert one.yours == NOTHING
    assert one.fresh == Part(Fraction(6, 13), Fraction(0))
    assert not found.is_same_edition


def test_questions_that_came_or_went_are_named():
    new = edited(
        mini.snapshot(
            [mini.skill(letter, position) for position, letter in enumerate("abce")],
            [mini.level("one", 1, {"a": (2, E), "b": (1, E), "c": (2, I), "e": (1, H)}), mini.level("three", 3, {})],
        )
    )

    found = compare(Side(ROLE, sure(a=1, d=2)), Side(new, sure(a=1, e=1)))

    assert ([skill.slug for skill in found.added], [skill.slug for skill in found.gone]) == (["e"], ["d"])
    assert found.reworded == ()
    [_one, three] = found.levels
    assert (three.level.slug, three.old, three.catalogue) == ("three", None, None)


@pytest.mark.parametrize(
    ("part", "moved"),
    [
        ((0, 0), "same"),
        ((9, 9), "within"),
        ((-9, 9), "within"),
        ((10, 10), "more"),
        ((10, 30), "more"),
        ((-10, -12), "less"),
        ((30, 0), "unclear"),
        ((20, -20), "unclear"),
    ],
)
def test_readiness_moves_beyond_the_wobble_when_both_ends_do(part, moved):
    assert Part(*(Fraction(end, 100) for end in part)).moved == moved


def test_the_wobble_of_an_area_shrinks_with_its_skills():
    assert [area_wobble(count) for count in (1, 2, 3, 4, 8, 9)] == [
        2, 1, Fraction(4, 5), Fraction(37, 50), Fraction(1, 2), Fraction(1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "mean", "moved"),
    [((1, 1, 1), Fraction(1), "same"), ((2, 1, 2), Fraction(5, 3), "within"), ((2, 2, 2), Fraction(2), "more"),
     ((0, 0, 0), Fraction(0), "less")],
)  # fmt: skip
def test_an_area_is_the_mean_of_what_both_answered(steps, mean, moved):
    new = dict(zip("abc", (Answer(step) for step in steps), strict=True)) | {"d": Answer(4)}

    [area] = compare(Side(ROLE, sure(a=1, b=1, c=1)), Side(ROLE, new)).areas

    assert (area.area.slug, area.size, area.old, area.new, area.moved) == ("area", 3, 1, mean, moved)


def test_an_area_without_a_common_answer_is_left_out():
    assert compare(Side(ROLE, sure(a=1)), Side(ROLE, sure(b=1))).areas == ()


def test_answers_that_do_not_fit_are_refused():
    with pytest.raises(scoring.AnswersInvalid):
        readiness(Side(ROLE, sure(nothing=1)))


EXAMPLES = settings(max_examples=60, deadline=None)


@st.composite
def two_editions(draw: st.DrawFn) -> tuple[CompiledRole, CompiledRole, dict[str, Answer], dict[str, Answer]]:
    """A role, the same role with other requirements and some questions reworded, and answers to each."""
    case = draw(frameworks.cases())
    snapshot, role = case.compiled.snapshot, case.compiled.role
    slugs = sorted(case.compiled.questionnaire.question)
    levels = tuple(
        replace(
            level,
            requirements=tuple(
                replace(need, importance=draw(st.sampled_from(s.IMPORTANCES))) for need in level.requirements
            ),
        )
        for level in role.levels
    )
    new = compile_role(
        replace(
            snapshot,
            roles=(replace(role, levels=levels),),
            skills=reworded(snapshot, *draw(st.sets(st.sampled_from(slugs)) if slugs else st.just(set()))),
        ),
        "e" * 64,
        role.slug,
    )
    old, new = (with_main(role, draw(main_fields(role))) for role in (case.compiled, new))
    return old, new, case.answers, draw(frameworks.answers(new))


def main_fields(role: CompiledRole) -> st.SearchStrategy[dict[str, str]]:
    """A member of each group, or of none."""
    groups = {group: st.sampled_from([skill.slug for skill in members]) for group, members in role.rules.groups.items()}
    return st.one_of(st.just({}), st.fixed_dictionaries(groups))


def total(*parts: Part) -> Part:
    return Part(*(sum(ends, Fraction(0)) for ends in zip(*parts, strict=True)))


@EXAMPLES
@given(two_editions())
def test_the_parts_add_up_to_the_whole_change(drawn):
    before, after, old, new = drawn
    for level in compare(Side(before, old), Side(after, new)).levels:
        whole = Part(level.new.low - level.old.low, level.new.high - level.old.high)
        assert total(level.catalogue, level.main, level.yours, level.fresh) == whole


@EXAMPLES
@given(two_editions())
def test_where_only_the_catalogue_changed_the_persons_change_is_zero(drawn):
    before, after, old, _new = drawn
    for level in compare(Side(before, old), Side(after, old)).levels:
        assert level.yours == NOTHING


@EXAMPLES
@given(two_editions())
def test_where_only_the_person_changed_the_catalogues_change_is_zero(drawn):
    before, _after, old, new = drawn
    found = compare(Side(before, old), Side(before, new))
    assert {level.catalogue for level in found.levels} | {level.fresh for level in found.levels} <= {NOTHING}
    assert (found.reworded, found.added, found.gone) == ((), (), ())


@EXAMPLES
@given(two_editions())
def test_where_the_main_field_stayed_its_part_is_zero(drawn):
    before, after, old, new = drawn
    same = with_main(after, main_in(after.rules, before.main))
    found = compare(Side(before, old), Side(same, new))
    assert found.main == ()
    assert {level.main for level in found.levels} <= {NOTHING}


def test_another_main_field_stands_for_itself():
    role = compiled([mini.skill("a", group="g"), mini.skill("b", 1, group="g")], [mini.level("one", 1, AB)])
    ink, lead, none = (with_main(role, main) for main in ({"g": "a"}, {"g": "b"}, {}))
    answers = sure(a=4, b=1)
    found = compare(Side(ink, answers), Side(lead, answers | sure(b=2)))
    [level] = found.levels

    assert [(each.group, each.old.slug, each.new.slug) for each in found.main] == [("g", "a", "b")]
    assert (level.main, level.yours) == (Part(Fraction(-3, 4), Fraction(-3, 4)), Part(Fraction(1, 4), Fraction(1, 4)))
    assert (level.catalogue, level.fresh) == (NOTHING, NOTHING)
    [taken_back] = compare(Side(ink, answers), Side(none, answers)).main
    assert (taken_back.old.slug, taken_back.new) == ("a", None)


def test_other_rules_are_told(monkeypatch):
    monkeypatch.setitem(scoring.LADDERS, 3, scoring.LADDERS[2])
    later = compiled("abcd", LEVELS, version=3)
    assert compare(Side(ROLE, sure(a=1)), Side(later, sure(a=1))).rules == (2, 3)


@EXAMPLES
@given(two_editions())
def test_an_attempt_compared_with_itself_has_not_moved(drawn):
    before, _after, old, _new = drawn
    found = compare(Side(before, old), Side(before, old))
    assert {change.code for change in found.skills} <= {"same"}
    assert {area.moved for area in found.areas} <= {"same"}
    assert {level.yours.moved for level in found.levels} <= {"same"}

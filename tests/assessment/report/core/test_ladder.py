"""The marks of the ladder: as many of each kind as the report counts, in their order."""

import pytest

from assessment.report.core.ladder import FURTHER, IN_PLACE, MARKS, ONE_SHORT, OPEN, counts, mark_of, must_haves
from assessment.role.core.rules import Need
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval
from tests.assessment.report.renderers.people import PEOPLE, build, report_of

each_person = pytest.mark.parametrize("key", PEOPLE)


@pytest.mark.parametrize(
    ("have", "mark"),
    [
        ((3, 3), IN_PLACE),
        ((3, 4), IN_PLACE),
        ((0, 4), OPEN),
        ((2, 3), OPEN),
        ((2, 2), ONE_SHORT),
        ((1, 2), FURTHER),
        ((1, 1), FURTHER),
        ((0, 0), FURTHER),
    ],
)
def test_mark_follows_both_ends_of_the_answer(have, mark):
    need = Need(unit=0, step=3, importance="essential", weight=3, is_essential=True)

    assert mark_of(need, Interval(*have)) == mark


@each_person
def test_marks_count_what_the_report_counts(key):
    report = report_of(key)

    for level in report.levels:
        marks = [each.mark for each in must_haves(report, level)]
        assert len(marks) == level.rule.essentials
        assert marks.count(IN_PLACE) == level.in_place.low
        assert marks.count(IN_PLACE) + marks.count(OPEN) == level.in_place.high
        assert marks == sorted(marks, key=MARKS.index)
        assert [mark for mark, count in counts(must_haves(report, level)) for _each in range(count)] == marks


def test_marks_of_a_kind_keep_the_catalogues_order():
    report = build({"mat_statistics": Answer(4), "prg_python": Answer(4)}, focus="entry")

    found = must_haves(report, report.focus)

    position = {each.term.need.unit: place for place, each in enumerate(found)}
    units = [each.term.need.unit for each in found if each.mark == OPEN]
    assert units == sorted(units)
    assert all(position[each.term.need.unit] < 2 for each in found if each.mark == IN_PLACE)

"""Changes in the words of a page: things by their names, steps by theirs, codes never."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from catalog.compared import Compared, compared
from catalog.core import canonical
from catalog.core import snapshot as s
from catalog.core.diff import diff
from tests.catalog.core import mini

RICH = mini.rich()


def told(before: s.Snapshot, after: s.Snapshot, asked: str = "") -> Compared:
    return compared(before, after, diff(before, after), since="First", asked=QueryDict(asked))


def rows(found: Compared) -> list[tuple[str, str, str]]:
    """Group, what, and what is read of each change."""
    return [
        (group.title, row.what, " | ".join(piece.text for piece in row.pieces))
        for group in found.groups
        for row in group.rows
    ]


def changed(**parts) -> s.Snapshot:
    return replace(RICH, **parts)


def test_everything_that_comes_and_goes_is_told_with_what_is_in_it():
    empty = mini.snapshot([], [], framework=RICH.framework, scale=(), areas=(), roles=())
    for before, after in ((empty, RICH), (RICH, empty)):
        found = told(before, after)
        assert found.number == 9
        assert [row for group in found.groups for row in group.rows if not row.lines] == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (changed(schema=3), ("the catalogue", "schema", "2 | 3")),
        (changed(policy=replace(RICH.policy, met_percent=90)), ("policy", "per cent for met", "85 | 90")),
        (changed(framework=mini.framework(slug="rich", uuid=RICH.framework.uuid, name="Rich", licence="")), ("framework", "licence", "CC0 | nothing")),
        (changed(areas=(mini.area("second", 2), replace(mini.area("first", 1), counts_in="months"))), ("area “First”", "counts in", "hours | months")),
        (changed(practice=(replace(RICH.practice[0], step=0),)), ("practice person 1", "step", "1 Some | 0 None")),
        (changed(scale=(replace(RICH.scale[0], hours=9), RICH.scale[1])), ("step 1 Some", "hours", "8 | 9")),
        (changed(resources=(replace(RICH.resources[0], verified=False),)), ("resource “Book”", "verified", "yes | no")),
        (changed(resources=(replace(RICH.resources[0], steps=(replace(RICH.resources[0].steps[0], covers_hours=2), RICH.resources[0].steps[1])),)), ("resource “Book”", "serves 1 Some, “Écrire” · covers hours", "0 | 2")),
        (changed(skills=(replace(RICH.skills[0], prerequisites=(s.Prerequisite(1, "write", 0),)), RICH.skills[1])), ("skill “PLAN”", "prerequisite at 1 Some, “Écrire” · step that is needed", "1 Some | 0 None")),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_change_is_told_by_names(after: s.Snapshot, expected: tuple[str, str, str]):
    assert rows(told(RICH, after)) == [expected]


def test_further_areas_are_told_by_their_names():
    write = next(skill for skill in RICH.skills if skill.slug == "write")
    after = changed(skills=tuple(replace(each, also_in=("second",)) if each is write else each for each in RICH.skills))
    assert rows(told(RICH, after)) == [("skill “Écrire”", "also part of", "nothing | Second")]


def test_what_names_nothing_stands_for_itself():
    odd = replace(RICH.skills[0], prerequisites=(s.Prerequisite(7, "gone", 8), s.Prerequisite(1, "write", 1)))
    more = replace(odd, prerequisites=(s.Prerequisite(7, "gone", 9), s.Prerequisite(1, "write", 1)))
    found = told(changed(skills=(odd, RICH.skills[1])), changed(skills=(more, RICH.skills[1])))
    assert rows(found) == [("skill “PLAN”", "prerequisite at 7 gone · step that is needed", "8 | 9")]


def test_a_step_that_is_not_stated_is_told_so():
    [base] = [level for level in RICH.roles[0].levels if level.slug == "base"]
    stated = replace(base, requirements=(s.Requirement("write", 1, "important"),))
    levels = tuple(stated if level is base else level for level in RICH.roles[0].levels)
    found = told(RICH, changed(roles=(replace(RICH.roles[0], levels=levels),)))
    assert found.summary == "2 changes since edition First: 2 stricter"
    assert rows(found) == [
        ("role “Role”", "level “Base” · requirement for “Écrire” · step", "not stated | 1 Some"),
        ("role “Role”", "level “Base” · requirement for “Écrire” · importance", "helpful | important"),
    ]


def test_no_change_at_all():
    found = told(RICH, canonical.parse(canonical.payload(RICH)), "sort=added&page=x")
    assert (found.summary, found.groups, found.pages, found.is_folded) == (
        "0 changes since edition First",
        (),
        1,
        False,
    )

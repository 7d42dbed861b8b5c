"""What the public pages show: a role's matrix and notes, and all about one skill, from any snapshot."""

from dataclasses import replace
from typing import Any

import pytest

from catalog.core import reading
from catalog.core import snapshot as s
from tests.catalog.core import mini

SKILLS = [
    mini.skill("a", 1, area="first"),
    mini.skill("b", 2, area="first"),
    mini.skill("c", 1, area="second"),
    mini.skill("old", 2, area="second", retired=True),
]
LEVELS = [
    mini.level("top", 2, {"a": (3, "helpful"), "b": (4, "essential"), "c": (None, "essential"), "old": (1, "helpful")}),
    mini.level("base", 1, {"a": (2, "important"), "c": (2, "important")}),
]
AREAS = (mini.area("second", 2), mini.area("first", 1))


def catalogue(skills=SKILLS, levels=LEVELS, **parts: Any) -> s.Snapshot:
    return mini.snapshot(skills, levels, areas=AREAS, **parts)


def matrix(sort: str = "area", snapshot: s.Snapshot | None = None) -> reading.Matrix:
    snapshot = snapshot or catalogue()
    return reading.matrix(snapshot, snapshot.roles[0], sort)


def shape(found: reading.Matrix) -> list[tuple[str | None, list[str]]]:
    return [
        (group.area.slug if group.area else group.importance, [row.skill.slug for row in group.rows])
        for group in found.groups
    ]


def told(cells: tuple[reading.Cell, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(cell.level.slug, cell.step.value if cell.step else None, cell.importance) for cell in cells]


def test_matrix_by_area_follows_the_catalogue_and_leaves_out_what_is_retired():
    assert shape(matrix()) == [("first", ["a", "b"]), ("second", ["c"])]


def test_matrix_by_importance_puts_first_what_most_levels_must_have():
    assert shape(matrix("importance")) == [("essential", ["c", "b"]), ("important", ["a"])]


def test_matrix_has_the_levels_from_lowest_to_highest_and_a_cell_for_each():
    found = matrix()

    assert [level.slug for level in found.levels] == ["base", "top"]
    a, b = found.groups[0].rows
    [c] = found.groups[1].rows
    assert told(a.cells) == [("base", 2, "important"), ("top", 3, "helpful")]
    assert told(b.cells) == [("base", None, None), ("top", 4, "essential")]
    assert told(c.cells) == [("base", 2, "important"), ("top", None, "essential")]


@pytest.mark.parametrize("sort", reading.SORTS)
def test_matrix_of_a_role_that_asks_for_nothing_is_empty(sort):
    assert matrix(sort, catalogue(levels=[mini.level("base", 1, {})])).groups == ()


@pytest.mark.parametrize(("asked", "best"), [("essential", "essential"), ("helpful", "helpful")])
def test_a_row_knows_the_best_importance_of_any_level(asked, best):
    snapshot = catalogue(levels=[mini.level("x", 1, {"a": (1, "helpful")}), mini.level("y", 2, {"a": (1, asked)})])
    assert matrix(snapshot=snapshot).groups[0].rows[0].best == best


def note(slug: str, kind: str = "duty", position: int = 0, skills: tuple[str, ...] = ()) -> s.RoleNote:
    return s.RoleNote(slug, kind, position, slug.title(), "", skills, (), "", "")


def with_notes(*notes: s.RoleNote) -> s.Snapshot:
    return catalogue(roles=(replace(mini.role(*LEVELS), notes=notes),))


def test_notes_come_by_kind_in_their_order_with_skills_in_catalogue_order():
    snapshot = with_notes(note("z", position=1, skills=("c", "a", "gone")), note("y", position=2), note("m", "market"))

    found = reading.notes(snapshot, snapshot.roles[0])

    assert {kind: [each.told.slug for each in notes] for kind, notes in found.items()} == {
        "duty": ["z", "y"],
        "market": ["m"],
    }
    assert [skill.slug for skill in found["duty"][0].skills] == ["a", "c"]


def salary(slug: str, currency: str, title: str, employer: str = "") -> s.SalaryRange:
    return s.SalaryRange(slug, title, employer, 1, None, 2, currency, 2024, "", ())


def test_pay_never_mixes_currencies_and_puts_general_figures_before_an_employers():
    ranges = (
        salary("1", "USD", "Scientist", "Acme"), salary("2", "EUR", "Zoologist"), salary("3", "USD", "Scientist"),
        salary("4", "USD", "Analyst"),
    )  # fmt: skip

    found = reading.pay(replace(mini.role(), salaries=ranges))

    assert [(code, [each.slug for each in pays]) for code, pays in found] == [("EUR", ["2"]), ("USD", ["4", "3", "1"])]


def resource(slug: str, *steps: tuple[str, int, int], **parts: Any) -> s.Resource:
    book = mini.rich().resources[0]
    made = tuple(s.ResourceStep(skill, step) for skill, start, goal in steps for step in range(start + 1, goal + 1))
    return replace(book, slug=slug, title=slug, steps=made, **{"hours": 5, "kind": "book", "cost": "free", **parts})


@pytest.mark.parametrize(("start", "found"), [(0, ["wide"]), (1, ["wide", "narrow"]), (2, []), (3, [])])
def test_resources_serve_the_steps_that_they_name(start, found):
    snapshot = catalogue(resources=(resource("narrow", ("a", 1, 2), hours=9), resource("wide", ("a", 0, 2))))

    assert [each.resource.slug for each in reading.resources(snapshot, "a", start)] == found


def test_resources_stand_by_cost_then_hours_with_practice_last():
    step = ("a", 0, 1)
    snapshot = catalogue(
        resources=(
            resource("practice", step, kind="practice", hours=1), resource("paid", step, cost="paid", hours=1),
            resource("new", step, cost="barter", hours=1), resource("long", step, hours=9),
            resource("partly", step, cost="partly"), resource("short", step, hours=2), resource("other", ("b", 0, 1)),
        )
    )  # fmt: skip

    assert [each.resource.slug for each in reading.resources(snapshot, "a", 0)] == [
        "short", "long", "partly", "paid", "new", "practice",
    ]  # fmt: skip


def test_what_to_start_with_comes_first_at_its_own_step():
    dear = replace(
        resource("dear", cost="paid"), steps=(s.ResourceStep("a", 1, 4), s.ResourceStep("a", 2, 1, start_here=True))
    )
    cheap = resource("cheap", ("a", 0, 2))
    snapshot = catalogue(resources=(dear, cheap))

    assert reading.resources(snapshot, "a", 0) == (reading.Help(cheap, 0, False), reading.Help(dear, 4, False))
    assert reading.resources(snapshot, "a", 1) == (reading.Help(dear, 1, True), reading.Help(cheap, 0, False))


@pytest.mark.parametrize(
    ("citations", "found"),
    [
        ([], []),
        (["Overview:2"], [("Overview", "2")]),
        (["A:3", "A:1", "A:2", "A:7"], [("A", "1–3, 7")]),
        (["A:1", "B (x:y):5", "A:1", "A:2"], [("A", "1–2"), ("B (x:y)", "5")]),
        (["A book", "A:b", ":4"], [("A book", ""), ("A:b", ""), (":4", "")]),
    ],
)
def test_citations_are_joined_by_section_with_lines_as_ranges(citations, found):
    assert reading.cited(citations) == found


def page(slug: str = "a", **parts: Any) -> reading.SkillPage:
    return reading.skill_page(catalogue(**parts), slug)


def test_skill_page_knows_each_step_with_what_it_needs():
    skill = mini.skill(
        "a",
        anchors=(s.Anchor(1, "I do a bit.", "Do more."), s.Anchor(0, "Not yet.", "")),
        area="first",
        prerequisites=(
            s.Prerequisite(2, "c", 1), s.Prerequisite(2, "b", 1), s.Prerequisite(2, "gone", 1),
            s.Prerequisite(2, "old", 9),
        ),
    )  # fmt: skip

    found = page(skills=[skill, *SKILLS[1:]])

    assert (found.skill, found.area.slug) == (skill, "first")
    assert [(each.step.value, each.text, each.next_step) for each in found.steps[:3]] == [
        (0, "Not yet.", ""),
        (1, "I do a bit.", "Do more."),
        (2, "", ""),
    ]
    assert [[(need.skill.slug, need.step.value) for need in each.needs] for each in found.steps] == [
        [], [], [("b", 1), ("c", 1)], [], [],
    ]  # fmt: skip


def test_skill_page_knows_what_the_skill_opens_lowest_step_first():
    needing = [
        mini.skill("a", 1, area="first"),
        mini.skill("b", 2, area="first", prerequisites=(s.Prerequisite(4, "a", 3), s.Prerequisite(2, "a", 1))),
        mini.skill("c", 1, area="second", prerequisites=(s.Prerequisite(2, "a", 3), s.Prerequisite(9, "a", 1))),
        mini.skill("old", 2, area="second", retired=True, prerequisites=(s.Prerequisite(2, "a", 1),)),
    ]

    found = page(skills=needing).unlocks

    assert [(each.own.value, each.other.skill.slug, each.other.step.value) for each in found] == [
        (1, "b", 2),
        (3, "c", 2),
        (3, "b", 4),
    ]


def test_skill_page_knows_the_roles_that_ask_for_it_and_no_others():
    other = s.Role("other", "Other", "", "", (), (mini.level("one", 1, {"b": (1, "helpful")}),), (), ())
    roles = (mini.role(*LEVELS), other)

    assert [(each.role.slug, told(each.cells)) for each in page("b", roles=roles).asked] == [
        ("other", [("one", 1, "helpful")]),
        ("role", [("base", None, None), ("top", 4, "essential")]),
    ]
    assert [each.role.slug for each in page("a", roles=roles).asked] == ["role"]


def test_skill_page_knows_the_others_of_its_group():
    group = [mini.skill(slug, area="first", group="best", retired=slug == "c") for slug in "abc"]

    found = page(skills=[*group, mini.skill("d", area="first")])

    assert [skill.slug for skill in found.alternatives] == ["b"]
    assert reading.skill_page(catalogue(), "a").alternatives == ()


def test_a_skill_in_several_areas_stands_once_in_its_own_and_names_the_others():
    skills = [mini.skill("a", area="first", also_in=("second",)), mini.skill("b", area="second")]
    value = mini.snapshot(
        skills, [mini.level("one", 1, {"a": (1, "helpful")})], areas=(mini.area("second", 2), mini.area("first", 1))
    )
    [group] = reading.matrix(value, value.roles[0]).groups
    [row] = group.rows
    assert group.area
    assert group.area.slug == "first"
    assert [area.slug for area in row.also_in] == ["second"]
    assert [area.slug for area in reading.skill_page(value, "a").also_in] == ["second"]
    assert reading.skill_page(value, "b").also_in == ()


def test_skill_page_has_a_move_for_each_step_and_marks_the_last():
    found = page(resources=(resource("book", ("a", 0, 2)),))

    assert [(move.start.value, move.goal.value, move.is_last, len(move.resources)) for move in found.moves] == [
        (0, 1, False, 1),
        (1, 2, False, 1),
        (2, 3, False, 0),
        (3, 4, True, 0),
    ]
    assert (found.has_resources, page().has_resources) == (True, False)


def test_skill_page_knows_the_notes_that_name_it():
    snapshot = with_notes(note("z", "market", skills=("a",)), note("y", skills=("a", "b")), note("x", skills=("b",)))

    assert [each.told.slug for each in reading.skill_page(snapshot, "a").mentions] == ["y", "z"]


def test_skill_page_groups_links_by_vocabulary_and_version():
    links = tuple(
        s.Link(scheme, version, label, label, "exactMatch")
        for scheme, version, label in [
            ("onet", "29.0", "x"),
            ("esco", "1.2", "z"),
            ("esco", "1.1", "w"),
            ("esco", "1.2", "y"),
        ]
    )

    found = page(skills=[mini.skill("a", area="first", links=links)], levels=[]).vocabularies

    assert [(each.scheme, each.version, [link.label for link in each.links]) for each in found] == [
        ("esco", "1.1", ["w"]),
        ("esco", "1.2", ["y", "z"]),
        ("onet", "29.0", ["x"]),
    ]


def test_skill_page_of_no_skill_is_an_error():
    with pytest.raises(KeyError):
        page("nothing")

"""What a file makes of a live catalogue: the same things stay the same, and what the file does not tell of stays."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.core import canonical
from catalog.core import snapshot as s
from catalog.exchange.core.gathering import POLICY
from catalog.exchange.core.imported import Foreign, Imported, Thing
from catalog.exchange.core.matching import OURS
from catalog.exchange.core.placing import place
from tests.catalog.by_chance import snapshots
from tests.catalog.core.sound import sound

SOUND = sound()
ALL_OF_SKILLS = {"Skill": frozenset({"name", "definition", "anchors"})}


def told(value: s.Snapshot, **named: Any) -> Imported:
    return Imported("matrix", value, **named)


def told_apart(value: s.Snapshot) -> s.Snapshot:
    """A snapshot in which no two things of one place have one name: of such nobody can say which is which."""
    roles = tuple(
        replace(role, name=role.slug, levels=tuple(replace(level, name=level.slug) for level in role.levels))
        for role in value.roles
    )
    return canonical.tidied(
        replace(
            value,
            areas=tuple(replace(area, name=area.slug) for area in value.areas),
            skills=tuple(replace(skill, name=skill.slug) for skill in value.skills),
            roles=roles,
            resources=tuple(replace(each, title=each.slug) for each in value.resources),
        )
    )


def renamed(value: s.Snapshot, **slugs: str) -> s.Snapshot:
    """A snapshot whose skills have other keys, as a reader that makes its own would give them."""
    text = canonical.payload(value)
    for old, new in slugs.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return canonical.parse(text)


@settings(max_examples=25)
@given(snapshots(), st.sampled_from([*sorted(OURS), "case"]))
def test_a_whole_export_of_what_is_there_gives_it_back(value, form):
    live = canonical.tidied(value)
    assert canonical.payload(place(Imported(form, live), live).snapshot) == canonical.payload(live)


@pytest.mark.slow
@settings(max_examples=25)
@given(snapshots(), snapshots(), st.booleans())
def test_the_same_file_twice_changes_nothing(value, there, is_whole):
    value, there = told_apart(value), told_apart(there)
    imported = told(value, tells=None if is_whole else {"Skill": frozenset({"name"}), "Area": frozenset({"name"})})
    once = place(imported, there)
    twice = place(imported, once.snapshot, once.foreign)
    assert canonical.payload(twice.snapshot) == canonical.payload(once.snapshot)
    assert twice.foreign == once.foreign


@settings(max_examples=25)
@given(snapshots())
def test_a_new_framework_is_what_the_file_tells(value):
    first = place(told(value), None).snapshot
    assert replace(first, roles=()) == replace(canonical.tidied(value), roles=())


@pytest.mark.slow
@settings(max_examples=25)
@given(snapshots(), snapshots())
def test_of_a_part_nothing_goes(value, there):
    live = canonical.tidied(there)
    after = place(told(value, tells=ALL_OF_SKILLS), live).snapshot
    assert {each.slug for each in live.skills} <= {each.slug for each in after.skills}
    assert (after.roles, after.resources, after.policy, after.scale, after.practice) == (
        live.roles, live.resources, live.policy, live.scale, live.practice,
    )  # fmt: skip
    assert after.framework == live.framework


SKILL, RESOURCE = SOUND.skills[0], SOUND.resources[0]
OTHER = "another-key"


def one_skill(**changed: Any) -> s.Snapshot:
    """A file that tells of one skill, with a key of its own."""
    skill = replace(SKILL, slug=OTHER, prerequisites=(), **changed)
    return replace(SOUND, skills=(skill,), roles=(), resources=())


@pytest.mark.parametrize(
    ("changed", "foreign", "is_found"),
    [
        ({"name": f"  {SKILL.name.upper()} "}, "", True),
        ({"name": SKILL.name.replace(" ", "\N{NO-BREAK SPACE}")}, "", True),
        ({"name": "Quite another name", "code": "X.1"}, "", True),
        ({"name": "Quite another name"}, "there", True),
        ({"name": "Quite another name"}, "", False),
        ({"name": "Quite another name"}, "unknown", False),
    ],
)
def test_a_skill_is_found_by_identifier_code_or_name(changed, foreign, is_found):
    live = replace(SOUND, skills=(replace(SKILL, code="X.1"), *SOUND.skills[1:]))
    known = [Foreign("matrix", "there", Thing("skill", (SKILL.slug,)))]
    named = (Foreign("matrix", foreign, Thing("skill", (OTHER,))),) if foreign else ()
    imported = told(one_skill(**{"code": ""} | changed), tells={"Skill": frozenset({"name"})}, foreign=named)
    placed = place(imported, live, known)
    slugs = {each.slug for each in placed.snapshot.skills}
    assert (OTHER in slugs) is not is_found
    if is_found:
        assert placed.snapshot.skill[SKILL.slug].name == changed["name"].replace("\N{NO-BREAK SPACE}", " ").strip()
    for each in placed.foreign:
        assert each.identifier == "there" or (each.thing is not None and each.thing.key[-1] in slugs)


def test_where_a_file_tells_of_no_areas_a_skill_is_found_in_any_and_a_new_one_brings_its_own():
    areas = (s.Area("file", "The file", "", 0),)
    skills = (
        replace(SKILL, slug="found", area="file", code="", prerequisites=(), links=()),
        replace(SKILL, slug="new", area="file", code="", name="Quite new", prerequisites=(), links=()),
    )
    value = replace(SOUND, areas=areas, skills=skills, roles=(), resources=())
    after = place(told(value, tells={"Skill": frozenset({"name"})}), SOUND).snapshot
    assert after.skill.keys() - SOUND.skill.keys() == {"new"}
    assert (after.skill["new"].area, after.area["file"].name) == ("file", "The file")


def test_what_names_a_skill_names_it_by_its_new_key():
    value = renamed(SOUND, **{SKILL.slug: OTHER})
    assert OTHER in value.skill
    assert place(told(value), SOUND).snapshot == canonical.tidied(SOUND)


def test_a_new_thing_takes_nobodys_key():
    new = replace(SKILL, name="Something else", code="", prerequisites=(), links=())
    value = replace(SOUND, skills=(new,), roles=(), resources=())
    after = place(told(value, tells={"Skill": frozenset({"name"})}), SOUND).snapshot
    [made] = {each.slug for each in after.skills} - {each.slug for each in SOUND.skills}
    assert made == f"{SKILL.slug}-2"
    assert after.skill[SKILL.slug] == SOUND.skill[SKILL.slug]


@pytest.mark.parametrize("key", ["Ein Schlüssel", "a/b", "x" * 65, "", "-"])
def test_a_key_that_cannot_be_is_made_anew(key):
    value = renamed(SOUND, **{SKILL.slug: key})
    after = place(Imported("native", value), None).snapshot
    assert key not in after.skill
    assert len(after.skills) == len(SOUND.skills)
    assert canonical.digest(renamed(after, **{after.skills[0].slug: SKILL.slug})) != ""


def test_only_what_is_told_changes_and_what_is_new_comes_last():
    anchors = (replace(SKILL.anchors[0], text="New words."),)
    changed = replace(SKILL, name=SKILL.name, definition="New.", why="Not told.", anchors=anchors)
    new = replace(SKILL, slug="brand-new", name="Brand new", code="", position=0, prerequisites=(), links=())
    value = replace(SOUND, skills=(changed, new), roles=(), resources=(), scale=SOUND.scale[:1])
    tells = ALL_OF_SKILLS | {"Anchor": frozenset({"text"})}
    after = place(told(value, tells=tells), SOUND).snapshot
    kept = after.skill[SKILL.slug]
    assert (kept.definition, kept.why, kept.position) == ("New.", SKILL.why, SKILL.position)
    assert kept.anchors[0] == replace(SKILL.anchors[0], text="New words.")
    assert kept.anchors[1:] == SKILL.anchors[1:]
    assert after.scale == SOUND.scale
    assert after.skill["brand-new"].position > max(skill.position for skill in SOUND.skills)


def test_where_a_file_tells_positions_they_are_taken():
    value = replace(
        SOUND,
        areas=tuple(replace(area, position=70) for area in SOUND.areas),
        skills=tuple(replace(skill, position=7) for skill in SOUND.skills),
    )
    told_so = {"Area": frozenset({"position"}), "Skill": frozenset({"area", "position"})}
    after = place(told(value, tells=told_so), SOUND).snapshot
    assert {area.position for area in after.areas} == {70}
    assert {skill.position for skill in after.skills} == {7}


def test_of_things_of_one_name_each_stays_what_it_is():
    """The second of two is found by what it says, in whatever order they stand there and here."""
    twins = tuple(
        replace(RESOURCE, slug=slug, hours=hours, title="Twin", url="") for slug, hours in (("a", 1), ("b", 2))
    )
    live = replace(SOUND, resources=tuple(replace(each, slug=f"x-{each.slug}") for each in twins[::-1]))
    after = place(told(replace(SOUND, resources=twins)), live).snapshot
    assert {each.slug: each.hours for each in after.resources} == {"x-a": 1, "x-b": 2}


def test_levels_at_one_place_are_parted():
    role = SOUND.roles[0]
    first = role.levels[0]
    twins = tuple(replace(first, slug=f"twin-{number}", name="Twin") for number in range(3))
    value = replace(SOUND, roles=(replace(role, levels=twins),))
    [parted] = place(told(value), None).snapshot.roles[:1]
    assert [level.track for level in parted.levels] == [first.track, "Twin", "Twin 3"]


def test_a_whole_file_forgets_what_its_format_said_before():
    known = [Foreign("case", "old", None), Foreign("known", "other", None)]
    whole = Imported("case", SOUND, foreign=(Foreign("case", "new", None),))
    assert [each.identifier for each in place(whole, SOUND, known).foreign] == ["other", "new"]
    part: Mapping[str, frozenset[str]] = {"Skill": frozenset({"name"})}
    assert [each.identifier for each in place(replace(whole, tells=part), SOUND, known).foreign] == [
        "old", "other", "new",
    ]  # fmt: skip


def test_a_file_of_others_without_a_rule_or_a_practice_question_leaves_them():
    live = replace(
        SOUND,
        policy=replace(POLICY, version=3, met_percent=90),
        framework=replace(SOUND.framework, practice_skill="Boiling an egg"),
    )
    told_nothing = replace(SOUND, policy=POLICY, practice=(), framework=replace(SOUND.framework, practice_skill=""))
    after = place(Imported("case", told_nothing), live).snapshot
    assert (after.policy, after.practice, after.framework) == (live.policy, live.practice, live.framework)
    assert place(Imported("native", told_nothing), live).snapshot.practice == ()
    other = replace(SOUND, policy=replace(POLICY, version=4))
    assert place(Imported("case", other), live).snapshot.policy.version == 4


def test_the_framework_that_is_there_keeps_its_key_and_its_identifier():
    other = replace(SOUND.framework, slug="other", uuid="other", name="Another name")
    after = place(told(replace(SOUND, framework=other)), SOUND).snapshot.framework
    assert after == replace(SOUND.framework, name="Another name")

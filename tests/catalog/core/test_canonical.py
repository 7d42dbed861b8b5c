"""The canonical text: the same value gives the same text, and so the same name, everywhere and for ever."""

import hashlib
import json
import random
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from catalog.core import canonical
from catalog.core import snapshot as s
from tests import blueprint
from tests.catalog.core import mini

# Pinned by hand. If this test fails, every published edition has lost its name: raise `SCHEMA` and read the old one too instead,
# as catalog/core/schema_1.py does.
RICH_DIGEST = "8c7dd61742ec452154e3a12db269990466f29043b0032734a715de84c99c2423"


def test_digest_of_a_known_snapshot_never_changes():
    assert canonical.digest(mini.rich()) == RICH_DIGEST


def test_digest_is_the_sha_256_of_the_canonical_text_in_utf_8():
    value = mini.rich()

    assert canonical.digest(value) == hashlib.sha256(canonical.payload(value).encode()).hexdigest()


def test_canonical_text_of_a_small_snapshot_is_this():
    value = mini.snapshot([], [], roles=(), scale=(), areas=())

    assert canonical.payload(value) == (
        '{"areas":[],"framework":{"attribution":"","description":"","language":"en","licence":"",'
        '"name":"Framework","practice_skill":"","publisher":"","slug":"framework","source":"","uuid":""},'
        '"policy":{"close_percent":70,"close_slip_percent":40,"essential":3,"helpful":1,"important":2,'
        '"met_percent":85,"met_slip_percent":20,"version":1},'
        '"practice":[],"resources":[],"roles":[],"scale":[],"schema":2,"skills":[]}'
    )


def test_canonical_text_is_not_escaped():
    assert '"name":"Écrire"' in canonical.payload(mini.rich())


def test_canonical_strings_are_composed():
    composed, decomposed = "Caf\u00e9", "Cafe\u0301"

    spellings = [
        mini.snapshot([mini.skill("a", name=name, tips=(name,))], [], framework=mini.framework(name=name))
        for name in (composed, decomposed)
    ]

    assert spellings[0] != spellings[1]
    assert canonical.payload(spellings[0]) == canonical.payload(spellings[1])
    assert json.loads(canonical.payload(spellings[1]))["skills"][0]["tips"] == [composed]


def test_canonical_does_not_fold_what_only_looks_alike():
    plain, ligature = (mini.snapshot([mini.skill("a", name=name)], []) for name in ("fi", "\ufb01"))

    assert canonical.digest(plain) != canonical.digest(ligature)


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"], ids=["windows", "old mac", "unix"])
def test_canonical_newlines_are_line_feeds(newline):
    value = mini.snapshot([mini.skill("a", why=f"One{newline}two{newline}")], [])

    assert json.loads(canonical.payload(value))["skills"][0]["why"] == "One\ntwo\n"


def test_canonical_json_has_sorted_keys_and_no_spaces():
    text = canonical.payload(blueprint.snapshot())

    compact = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert text == compact


def shuffled(value: Any, chance: random.Random, name: str = "") -> Any:
    """The same value with every list whose order carries no meaning in another order."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{part.name: shuffled(getattr(value, part.name), chance, part.name) for part in fields(value)}
        )
    if isinstance(value, tuple):
        items = [shuffled(item, chance) for item in value]
        if any(is_dataclass(item) for item in items):
            chance.shuffle(items)
        return tuple(items)
    return value


def crowded() -> s.Snapshot:
    """Two or more of everything, some alike in the first part of their key."""
    value = mini.rich()
    [role], [book], [person] = value.roles, value.resources, value.practice
    [note], [pay] = role.notes, role.salaries
    plan = replace(
        value.skill["plan"],
        prerequisites=tuple(s.Prerequisite(step, needs, 1) for step in (1, 2) for needs in ("read", "write")),
        links=tuple(s.Link(scheme, "1", uri, "", "exactMatch") for scheme in ("esco", "onet") for uri in ("u1", "u2")),
    )
    return replace(
        value,
        practice=(person, replace(person, description="Bo tests."), replace(person, position=0)),
        skills=(plan, value.skill["write"]),
        roles=(
            replace(
                role,
                notes=(note, replace(note, slug="background")),
                salaries=(pay, replace(pay, slug="bonus")),
            ),
            replace(role, slug="other", levels=()),
        ),
        resources=(
            replace(book, steps=tuple(s.ResourceStep(skill, step, 4) for skill in ("a", "b") for step in (1, 2))),
            replace(book, slug="article"),
        ),
    )


@pytest.mark.parametrize("value", [crowded(), blueprint.snapshot()], ids=["crowded", "blueprint"])
@pytest.mark.parametrize("seed", range(8))
def test_canonical_ignores_the_order_of_things(seed, value):
    other = shuffled(value, random.Random(seed))

    assert other != value
    assert canonical.payload(other) == canonical.payload(value)


def test_canonical_sorts_what_a_seed_might_leave_in_place():
    payload = json.loads(canonical.payload(mini.rich()))

    assert [step["value"] for step in payload["scale"]] == [0, 1]
    assert [area["slug"] for area in payload["areas"]] == ["first", "second"]
    assert [skill["slug"] for skill in payload["skills"]] == ["plan", "write"]
    assert [anchor["step"] for anchor in payload["skills"][1]["anchors"]] == [0, 1]
    assert [level["slug"] for level in payload["roles"][0]["levels"]] == ["base", "top"]
    assert [step["skill"] for step in payload["resources"][0]["steps"]] == ["plan", "write"]


def test_canonical_ignores_the_order_of_the_skills_that_a_note_names():
    [role] = mini.rich().roles
    one, other = (
        replace(mini.rich(), roles=(replace(role, notes=(replace(role.notes[0], skills=skills),)),))
        for skills in (("plan", "write"), ("write", "plan"))
    )

    assert canonical.payload(one) == canonical.payload(other)


def test_canonical_keeps_the_order_of_lines_that_are_read_in_order():
    one, other = (mini.snapshot([mini.skill("a", tips=tips)], []) for tips in (("b", "a"), ("a", "b")))

    assert json.loads(canonical.payload(one))["skills"][0]["tips"] == ["b", "a"]
    assert canonical.digest(one) != canonical.digest(other)


def test_canonical_refuses_a_float_that_got_in_by_force():
    value = mini.snapshot([], [], policy=replace(mini.POLICY, version=2))
    object.__setattr__(value.policy, "met_percent", 85.0)

    with pytest.raises(canonical.SnapshotInvalid, match=r"^met_percent: a snapshot holds no floats, it has 85\.0$"):
        canonical.payload(value)


def test_digest_does_not_depend_on_what_was_looked_up_before():
    value, fresh = mini.rich(), mini.rich()

    assert value.skill["write"].anchor_at[0].text == "Not yet."
    assert value.role["role"].level["top"].requirement_of["plan"].step == 1
    assert canonical.digest(value) == canonical.digest(fresh)


@pytest.mark.parametrize(
    "changes",
    [
        {"policy": replace(mini.POLICY, met_percent=84)},
        {"framework": mini.framework(licence="CC0")},
        {"scale": mini.scale(0, 3)},
        {"skills": (mini.skill("a", retired=True),)},
        {"areas": (mini.area(position=2),)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_digest_changes_with_any_part(changes):
    value = mini.snapshot([mini.skill("a")], [])

    assert canonical.digest(replace(value, **changes)) != canonical.digest(value)


def test_further_areas_are_left_out_where_there_are_none_and_stand_in_one_order():
    """So the editions from before there were any keep their names."""
    skill = mini.skill("cut")
    assert "also_in" not in canonical.payload(mini.snapshot([skill], []))
    [text] = {
        canonical.payload(mini.snapshot([replace(skill, also_in=order)], [])) for order in (("b", "a"), ("a", "b"))
    }
    assert canonical.is_canonical(text)
    assert canonical.parse(text).skill["cut"].also_in == ("a", "b")

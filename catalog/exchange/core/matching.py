"""Which thing of a live catalogue each thing of a file is, and which keys those get that are new."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from catalog.core.snapshot import Snapshot
from catalog.core.typed_in import LONGEST_KEY, key_of
from catalog.exchange.core.imported import Foreign, Imported, Thing
from catalog.exchange.core.tidying import same

Kind = Literal["area", "skill", "role", "level", "resource"]
# In files of these formats the keys are ours: a thing is known by its key, whatever it is called by now.
OURS = {"workbook", "bundle", "native"}
LONGEST_LEVEL_KEY = 40
# Each after what it belongs to.
KINDS: tuple[Kind, ...] = ("area", "skill", "role", "level", "resource")

_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")

Places = Mapping[Thing, Thing]
Sign = Callable[["_Named"], object]


class _Named(NamedTuple):
    """A thing by all that it can be known by: what it belongs to, a code that only one should have, its name, and what it
    says beside keys."""

    thing: Thing
    home: Thing | None
    code: str
    name: str
    says: object


def match(imported: Imported, live: Snapshot | None, known: Sequence[Foreign] = ()) -> Places:
    """Each area, skill, role, level and resource of a file, with what it is in the live catalogue or shall become there.

    It is what has its foreign identifier (`known` has those of the live catalogue); else in a file of ours what has its
    key; else what has its key and its name; else its code or address, where just one has it; else its name in the same
    area or role, or in any area where the file tells of none; of several, one that says the same. No two things of a file become one. What is found nowhere gets a key that nothing in either has.
    """
    there = list(_named(live)) if live else []
    of_identifier = {(each.format, each.identifier): each.thing for each in known if each.thing}
    called = [
        (each.thing, of_identifier[each.format, each.identifier])
        for each in imported.foreign
        if each.thing and (each.format, each.identifier) in of_identifier
    ]
    found: dict[Thing, Thing] = {}
    mine = list(_named(imported.snapshot))
    if imported.tells is not None and "area" not in imported.tells.get("Skill", frozenset()):
        mine, there = ([_anywhere(each) for each in found] for found in (mine, there))
    for kind in KINDS:
        here = [each._replace(home=_now(each.home, found)) for each in mine if each.thing.kind == kind]
        others = [each for each in there if each.thing.kind == kind]
        _match(here, others, called, is_ours=imported.format in OURS, found=found)
        _name_new(here, others, found)
    return found


def _named(snapshot: Snapshot) -> Iterator[_Named]:
    for area in snapshot.areas:
        yield _Named(Thing("area", (area.slug,)), None, "", area.name, replace(area, slug=""))
    for skill in snapshot.ordered_skills:
        says = replace(skill, slug="", area="", also_in=(), prerequisites=())
        yield _Named(Thing("skill", (skill.slug,)), Thing("area", (skill.area,)), skill.code, skill.name, says)
    for role in snapshot.roles:
        levels = tuple(replace(level, slug="", requirements=()) for level in role.levels)
        notes = tuple(replace(note, skills=()) for note in role.notes)
        says_all = replace(role, slug="", levels=levels, notes=notes)
        yield _Named(Thing("role", (role.slug,)), None, "", role.name, says_all)
        for level, says_of_it in zip(role.levels, levels, strict=True):
            yield _Named(
                Thing("level", (role.slug, level.slug)), Thing("role", (role.slug,)), "", level.name, says_of_it
            )
    for resource in snapshot.resources:
        said = replace(resource, slug="", steps=tuple(replace(row, skill="") for row in resource.steps))
        yield _Named(Thing("resource", (resource.slug,)), None, resource.url, resource.title, said)


def _anywhere(each: _Named) -> _Named:
    return each._replace(home=None) if each.thing.kind == "skill" else each


def _now(home: Thing | None, found: Places) -> Thing | None:
    return found.get(home, home) if home else None


def _match(
    here: Sequence[_Named],
    there: Sequence[_Named],
    called: Iterable[tuple[Thing, Thing]],
    *,
    is_ours: bool,
    found: dict[Thing, Thing],
) -> None:
    """Let each thing here be one there, by one sign after the other; a level stays in its role."""
    open_here = {each.thing: each for each in here}
    open_there = {each.thing: each for each in there}

    def take(mine: Thing, other: Thing) -> None:
        found[mine] = other
        del open_here[mine], open_there[other]

    for mine, other in called:
        if mine in open_here and other in open_there and _may_be(open_here[mine], open_there[other]):
            take(mine, other)
    for sign, is_only in _signs(is_ours):
        for mine, other in _pairs(list(open_here.values()), list(open_there.values()), sign, is_only):
            take(mine, other)


def _may_be(mine: _Named, other: _Named) -> bool:
    return mine.thing.kind != "level" or mine.home == other.home


def _signs(is_ours: bool) -> Iterator[tuple[Sign, bool]]:
    """What things are known by, the surest first, and whether only one may have it."""
    if is_ours:
        yield _key, True
    yield (lambda each: (_key(each), same(each.name))), True
    yield (lambda each: each.code or None), True
    yield (lambda each: (each.home, each.says)), False
    yield (lambda each: (each.home, same(each.name))), False


def _key(each: _Named) -> object:
    return (each.home, each.thing.key[-1]) if each.thing.kind == "level" else each.thing.key


def _pairs(here: Sequence[_Named], there: Sequence[_Named], sign: Sign, is_only: bool) -> Iterator[tuple[Thing, Thing]]:
    """Things of one sign, each with another one, in their order."""
    signed: dict[object, list[Thing]] = {}
    for each in there:
        signed.setdefault(sign(each), []).append(each.thing)
    count = Counter(sign(each) for each in here)
    for each in here:
        said = sign(each)
        others = signed.get(said, [])
        if said is not None and others and not (is_only and (count[said] > 1 or len(others) > 1)):
            yield each.thing, others.pop(0)


def _name_new(here: Sequence[_Named], there: Sequence[_Named], found: dict[Thing, Thing]) -> None:
    """A key for each thing that is new, its own where that can be."""
    taken = {each.thing for each in there}
    for each in here:
        if each.thing in found:
            continue
        kind, home = each.thing.kind, each.home.key if each.home and each.thing.kind == "level" else ()
        keys = {thing.key[-1] for thing in taken if thing.key[:-1] == home}
        longest = LONGEST_LEVEL_KEY if kind == "level" else LONGEST_KEY
        key = each.thing.key[-1]
        if key in keys or len(key) > longest or not _KEY.match(key):
            key = key_of(each.name if key not in keys else key, keys, kind, longest)
        found[each.thing] = Thing(kind, (*home, key))
        taken.add(found[each.thing])

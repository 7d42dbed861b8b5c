"""A CASE package, version 1.0 or 1.1, as a framework: liberal in what it takes, and clear about what it makes of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalog.core.files import FileUnfit, json_of
from catalog.core.snapshot import SCHEMA, Anchor, Resource, Role, Skill, Snapshot
from catalog.exchange.core.formats.case import classes, texts, vocabulary
from catalog.exchange.core.formats.case.identity import FORMAT
from catalog.exchange.core.formats.case.keeping import Read, foreign_of
from catalog.exchange.core.formats.case.kinds import Kinds, kinds_of
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Package, parsed
from catalog.exchange.core.formats.case.placing import homes_of
from catalog.exchange.core.formats.case.read_frame import PLAIN_SCALE, Frame, frame_of
from catalog.exchange.core.formats.case.read_links import LinkReader, Links
from catalog.exchange.core.formats.case.read_rubrics import anchors_of, criteria_of, rubrics_left
from catalog.exchange.core.formats.case.read_things import Reader, Things
from catalog.exchange.core.formats.case.tree import tree_of
from catalog.exchange.core.imported import NOTE, Files, Foreign, Imported, Recognised

_SIGN = re.compile(rb'"CF(?:Package|Document|Item|Association|Rubric|Definition)[A-Za-z]*"\s*:')
# What a package tells that has no roles and no types of ours: the rest of a framework that is there already stays.
_TELLS = {
    "Framework": frozenset({"name", "description", "publisher", "language", "licence", "attribution", "source"}),
    "Area": frozenset({"name", "description", "position"}),
    "Skill": frozenset(
        {"area", "also_in", "code", "name", "definition", "position", "retired", "prerequisites", "links"}
    ),
    "Snapshot": frozenset({"areas", "skills", "resources"}),
}


def fits(files: Files) -> bool:
    """Whether one of these files looks like a CASE package, or a part of one."""
    return any(map(_is_case, files.values()))


def _is_case(data: bytes) -> bool:
    start = data[:200].replace(b"\0", b"")
    text = data.replace(b"\0", b"") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or start != data[:200] else data
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"{" and _SIGN.search(text) is not None


def read(files: Files, plain_scale: Sequence[tuple[str, str]] = PLAIN_SCALE) -> Imported:
    """The framework that a CASE package holds.

    `plain_scale` has a name and a meaning for each step of the scale that a package gets which has none.
    Raises FileUnfit for what is no package, for one without items, and where there are several.
    """
    found = [data for data in files.values() if _is_case(data)]
    if len(found) != 1:
        raise FileUnfit("case-several", count=len(found)) if found else FileUnfit("case-no-package")
    return read_value(json_of(found[0]), plain_scale)


def read_value(value: object, plain_scale: Sequence[tuple[str, str]] = PLAIN_SCALE) -> Imported:
    """The framework that the value of a CASE package holds; see `read`."""
    notes = Notes()
    package = parsed(value, notes)
    tree = tree_of(package, notes)
    kinds = kinds_of(package, tree, notes)
    homes = homes_of(package, tree, kinds, notes)
    criteria = criteria_of(package, homes)
    steps = [package.items[item] for item in tree.order if kinds[item] == "step"]
    frame = frame_of(package, steps, criteria, plain_scale, notes)
    scale = vocabulary.scale_of(frame.steps)
    things = Reader(package, tree, kinds, notes).things(frame, homes)
    links = LinkReader(package, things, frame, scale, notes).read()
    told = {item: anchors_of(criterion, scale, frame.signs, notes) for item, criterion in criteria.items()}
    snapshot = _snapshot(frame, things, links, {item: anchors for item, (anchors, _kept) in told.items()})
    kept = {item: raw for item, (_anchors, raw) in told.items()}
    all_read = Read(package, tree, kinds, homes, frame, things, links, kept, rubrics_left(package, criteria))
    _tell(all_read, notes)
    return Imported(
        format=FORMAT,
        snapshot=snapshot,
        tells=_tells(frame, kinds),
        foreign=_foreign(all_read),
        recognised=_recognised(package, snapshot),
        messages=notes.messages,
        rejected=notes.rejected,
    )


def _snapshot(frame: Frame, things: Things, links: Links, anchors: Mapping[str, Sequence[Anchor]]) -> Snapshot:
    """All that was read as one value; lists in the order of a canonical snapshot."""
    return Snapshot(
        schema=SCHEMA,
        framework=frame.framework,
        policy=frame.policy,
        scale=frame.steps,
        practice=tuple(sorted(frame.practice, key=lambda each: (each.position, each.description))),
        areas=tuple(sorted(things.areas.values(), key=lambda each: each.slug)),
        skills=tuple(
            sorted(
                (_skill(skill, anchors.get(item, ()), links, item) for item, skill in things.skills.items()),
                key=lambda each: each.slug,
            )
        ),
        roles=tuple(
            sorted(
                (_role(item, role, things, links) for item, role in things.roles.items()), key=lambda each: each.slug
            )
        ),
        resources=tuple(
            sorted((_resource(item, each, links) for item, each in links.resources.items()), key=lambda each: each.slug)
        ),
    )


def _skill(skill: Skill, anchors: Sequence[Anchor], links: Links, item: str) -> Skill:
    needs = links.prerequisites.get(item, {})
    return replace(
        skill,
        anchors=tuple(sorted(anchors, key=lambda each: each.step)),
        prerequisites=tuple(needs[at] for at in sorted(needs)),
        links=tuple(sorted(links.links.get(item, {}).values(), key=lambda each: (each.scheme, each.uri))),
    )


def _role(item: str, role: Role, things: Things, links: Links) -> Role:
    levels = [
        replace(level, requirements=tuple(asked[skill] for skill in sorted(asked)))
        for key, (owner, level) in things.levels.items()
        if owner == item
        for asked in [links.requirements.get(key, {})]
    ]
    return replace(role, levels=tuple(sorted(levels, key=lambda each: each.slug)))


def _resource(identifier: str, resource: Resource, links: Links) -> Resource:
    steps = links.steps.get(identifier, {})
    return replace(resource, steps=tuple(steps[at] for at in sorted(steps)))


def _foreign(read: Read) -> tuple[Foreign, ...]:
    """A record for each identifier; of two that a file gives one name, the first."""
    found: dict[str, Foreign] = {}
    for each in foreign_of(read):
        found.setdefault(each.identifier, each)
    return tuple(found.values())


def _tells(frame: Frame, kinds: Kinds) -> Mapping[str, frozenset[str]] | None:
    """What a package speaks of: all of a framework where it is ours or has roles or steps, else its areas and skills."""
    if frame.kept.get("version") or {"role", "step"} & set(kinds.values()):
        return None
    if frame.scale_from == "rubrics":
        skill, snapshot = _TELLS["Skill"] | {"anchors"}, _TELLS["Snapshot"] | {"scale"}
        return {**_TELLS, "Skill": skill, "Snapshot": snapshot}
    return _TELLS


def _tell(read: Read, notes: Notes) -> None:
    """What of a package was understood in a way that people should know of."""
    package, used = read.package, read.used()
    known = {package.root, *package.items}
    for each in package.associations:
        if each.at not in used and (each.origin not in known or each.destination not in known):
            notes.count(NOTE, "case-outside", each.place)
        elif each.at not in used and each.type != "isChildOf":
            notes.count(NOTE, "case-kept", each.place)
    codes: set[str] = set()
    for key, skill in read.things.skills.items():
        if skill.code and skill.code.casefold() in codes:
            notes.count(NOTE, "case-code-twice", package.items[key].place)
        codes.add(skill.code.casefold())
    for item in package.items.values():
        if not classes.is_a(classes.UUID, item.identifier.lower()):
            notes.count(NOTE, "case-identifier", item.place)
        if not item.ours and texts.is_marked_up(item.raw):
            notes.count(NOTE, "case-markup", item.place)
        if not item.ours and texts.is_cut(item.raw):
            notes.count(NOTE, "case-shortened", item.place)


def _recognised(package: Package, snapshot: Snapshot) -> tuple[Recognised, ...]:
    """What was made of a package, by number."""
    levels = [level for role in snapshot.roles for level in role.levels]
    counts = {
        "case-found-areas": len(snapshot.areas),
        "case-found-skills": len(snapshot.skills),
        "case-found-anchors": sum(len(skill.anchors) for skill in snapshot.skills),
        "case-found-roles": len(snapshot.roles),
        "case-found-levels": len(levels),
        "case-found-requirements": sum(len(level.requirements) for level in levels),
        "case-found-resources": len(snapshot.resources),
        "case-found-steps": len(snapshot.scale),
    }
    version = "1.1" if package.document.get("caseVersion") == "1.1" else "1.0"
    facts = (("title", snapshot.framework.name), ("version", version), ("items", len(package.items)))
    found = (Recognised(code, (("count", count),)) for code, count in counts.items() if count)
    return (Recognised("case-found", facts), *found)
